"""Every address of the desk, asked as every role and as a stranger, of every kind of record, by GET and by POST.

What must be answered stands in who_may_open_what.toml. An address without a row there fails; so does a row without an address.
"""

import time
import tomllib
from collections.abc import Iterator
from datetime import date
from http.cookies import SimpleCookie
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

TABLE = tomllib.loads(Path(__file__).with_suffix("").with_name("who_may_open_what.toml").read_text("utf-8"))
ROLES = {group: frozenset(names.split()) for group, names in TABLE["roles"].items()}
PAGES = TABLE["pages"]
EVERYONE = sorted(ROLES["all"])
STATES = ("own", "other", "restricted", "erased")
DAY = date(2026, 11, 20)
CANARIES = ("Тихомиров", "9000003104", "61057")
OPENED = {200, 302, 400, 409, 422, 503}
"""Whoever may was let in: the page, a step on, or a form that was refused for what it says."""


def addresses(patterns: "list[URLPattern | URLResolver]") -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns)
        else:
            yield one


def test_every_address_has_its_row_and_every_row_its_address():
    names = [one.name for one in addresses(get_resolver().url_patterns)]
    assert None not in names
    assert set(names) - PAGES.keys() == set(), "say in who_may_open_what.toml who may open it"
    assert PAGES.keys() - set(names) == set(), "an address that is not there any more"


def test_a_view_asks_for_what_the_table_of_roles_knows():
    from tidings.web.accounts import roles

    asked = [getattr(one.callback, "needs", ()) for one in addresses(get_resolver().url_patterns)]
    assert {word for words in asked for word in words if word} <= roles.WORDS


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker):
    """Two teams with a person of each role, and of every kind of record one's own, another team's, a restricted, an erased one."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield built()
        transaction.set_rollback(True)


def built() -> SimpleNamespace:
    from tidings.web.accounts.models import Team, User

    north, south = Team.objects.create(name="North"), Team.objects.create(name="South")
    made = lambda name, role, team: User.objects.create(username=name, role=role, team=team, language="en")  # noqa: E731
    staff = {role: made(role, role, north) for role in EVERYONE}
    heads = {"North": made("head", "coordinator", north), "South": made("far", "coordinator", south)}
    made("north-colleague", "caseworker", north), made("south-colleague", "caseworker", south)
    records = {state: world(heads["South" if state == "other" else "North"], state) for state in STATES}
    browsers = {role: Client(raise_request_exception=False) for role in EVERYONE}
    for role, browser in browsers.items():
        browser.force_login(staff[role])
        session = browser.session
        session["second_factor"] = True
        session["account_authentication_methods_user"] = str(staff[role].pk)
        session["account_authentication_methods"] = [{"method": "password", "at": time.time() + 3600}]
        session.save()
    return SimpleNamespace(browsers=browsers, records=records)


def world(by, state: str) -> dict[str, object]:
    """One record of each kind, by the names of the table."""
    found = of_a_case(by, state)
    if state in ("own", "other"):
        found |= of_a_team(by, state)
    return found


def of_a_case(by, state: str) -> dict[str, object]:
    from tidings.extraction import Message as Received
    from tidings.web.appeals import actions as appeals
    from tidings.web.appeals.models import Attachment, Message
    from tidings.web.cases import actions as cases
    from tidings.web.letters import actions as letters
    from tidings.web.people import actions as people
    from tidings.web.tracing import actions as tracing
    from tidings.web.tracing.columns import FoundRow
    from tidings.web.vault import opened

    text = f"Ищу сына, Тихомиров Егор Павлович, 2005 г.р., срочник, в/ч 61057. +7 900 000-31-04. {state}"
    appeal = appeals.receive(Received(state, "form", DAY, text), by.team)
    case = cases.open_case(appeal, confirm=[one.pk for one in appeal.facts.all()], by=by, on=DAY)
    enquiry = case.enquiries.get()
    contact = people.add_contact(enquiry.enquirer, "phone", "+79000003104", by=by)
    letter = letters.draft(case, "whereabouts", recipient="commander", by=by, on=DAY)
    about = tracing.About(name=f"List {state}", kind="captured", source="videos", published_on=DAY)
    listed = tracing.add_list([FoundRow(2, "Тихоміров Єгор", "2005", "61057", state)], about, by.team, by=by)
    tracing.trace(tracing.request(case, by=by, on=DAY), by=by)
    message = Message.objects.create(appeal=appeal, day=DAY, text="Тихомиров", digest=state)
    Attachment.objects.create(appeal=appeal, number=1, file=f"{state:0>32}", name="Тихомиров.png")
    found = {
        "appeal": appeal.code,
        "candidate": case.tracing.candidates.first().pk,
        "case": case.code,
        "consent": case.consents.first().pk,
        "contact": contact.pk,
        "enquirer": enquiry.enquirer_id,
        "enquiry": enquiry.pk,
        "fact": appeal.facts.first().pk,
        "file": 1,
        "letter": letter.code,
        "message": message.pk,
    }
    if state == "restricted":
        cases.restrict(case, True, by=by)
    if state == "erased":
        keys = {case.key, case.person.key, enquiry.enquirer.key, appeal.key}
        opened.keyring().erase(sorted(keys))
    return found | ({"list": listed.code} if state in ("own", "other") else {})


def of_a_team(by, state: str) -> dict[str, object]:
    from allauth.mfa.models import Authenticator

    from tidings.web.accounts.models import Alert, Approval, User
    from tidings.web.appeals.models import Flood, Import, Learned
    from tidings.web.cases.models import Export

    colleague = User.objects.get(username="south-colleague" if state == "other" else "north-colleague")
    asked = {"what": "role", "subject": "accounts.user", "subject_id": colleague.pk, "detail": "auditor"}
    return {
        "alert": Alert.objects.create(kind="many", who=colleague, team=by.team).pk,
        "approval": Approval.objects.create(team=by.team, asked_by=by, **asked).pk,
        "colleague": colleague.username,
        "export": Export.objects.create(
            team=by.team, asked_by=by, purpose="search", recipient="prosecutor"
        ).code,
        "flood": Flood.objects.create(team=by.team, found_on=DAY).code,
        "import": Import.objects.create(team=by.team, by=by, kind="txt", digest=state, state="done").code,
        "list_import": Import.objects.create(
            team=by.team, by=by, what="people", kind="csv", digest=state, state="done"
        ).code,
        "learned": Learned.objects.create(team=by.team).pk,
        "passkey_of_another": Authenticator.objects.create(user=colleague, type="webauthn", data={}).pk,
        **of_a_report(by, state),
    }


def of_a_report(by, state: str) -> dict[str, object]:
    from tidings.web.incidents import actions as incidents

    source = incidents.add_source(f"Солдат избили в Судже, {state}.", by.team, by=by)
    claim = source.claims.get()
    incidents.confirm(claim, by=by)
    incident = incidents.make_incident([claim], by=by, on=DAY)
    return {"source": source.code, "claim": claim.pk, "incident": incident.code}


def asked(browser: Client, method: str, address: str) -> HttpResponse:
    """Ask, and leave everything as it was."""
    kept = browser.cookies.output(header="")
    with transaction.atomic():
        response = getattr(browser, method)(address)
        if not response.streaming:
            _ = response.content
        transaction.set_rollback(True)
    browser.cookies = SimpleCookie(kept)
    return response


def address_of(name: str, row: dict, record: dict[str, object]) -> str | None:
    """The address of a record of this kind, where there is one in this state."""
    of = row.get("of", {})
    if not all(word.startswith("=") or word in record for word in of.values()):
        return None
    words = {part: word[1:] if word.startswith("=") else record[word] for part, word in of.items()}
    return reverse(name, kwargs=words)


def expected(row: dict, method: str, role: str, state: str) -> set[int]:
    """What may be answered."""
    if method not in row:
        return {403, 404, 405}
    if role not in ROLES[row[method]]:
        return {403} if state == "own" else {403, 404}
    seen_by_all = state == "own" or (state == "restricted" and role == "coordinator")
    if seen_by_all or role in row.get("anywhere", ""):
        return {row["own"]} if "own" in row else OPENED
    return OPENED | {404, 410} if state == "erased" else {404}


CELLS = [(name, method) for name in PAGES for method in ("get", "post")]


@pytest.mark.django_db
@pytest.mark.parametrize("name, method", CELLS)
def test_it_is_opened_by_those_who_may_and_by_nobody_else(office, name, method):
    row = PAGES[name]
    if method in row.get("untried", {}):
        pytest.skip(row["untried"][method])
    wrong = []
    for state in STATES if "of" in row else STATES[:1]:
        if not (address := address_of(name, row, office.records[state])):
            continue
        for role, browser in office.browsers.items():
            answer = asked(browser, method, address)
            if answer.status_code not in expected(row, method, role, state):
                wrong.append(f"{role}, {state}: {answer.status_code}")
            if (
                state == "erased"
                and not answer.streaming
                and any(word.encode() in answer.content for word in CANARIES)
            ):
                wrong.append(f"{role}, {state}: words of a person")
        stranger = asked(Client(raise_request_exception=False), method, address)
        said = row.get("stranger_post" if method == "post" else "stranger", row.get("stranger", 302))
        if stranger.status_code not in ({said} if method in row else {said, 302, 405}):
            wrong.append(f"a stranger, {state}: {stranger.status_code}")
    assert wrong == []
