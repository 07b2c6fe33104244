"""Every page of the desk speaks the language it was asked for, and no other.

All words of the invented office are Cyrillic, and none has a letter that only Russian or only Ukrainian has. So a Latin
word on a page was left in English, and a letter of the neighbour's alphabet was said in the wrong language.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tidings.extraction.messages import Message
from tidings.web.appeals import actions as appeals
from tidings.web.appeals import batches
from tidings.web.appeals.models import Appeal, Import
from tidings.web.cases import actions as cases
from tidings.web.incidents import actions as incidents
from tidings.web.letters import actions as letters
from tidings.web.people import actions as people_actions
from tidings.web.tracing import actions as tracing
from tidings.web.tracing.columns import FoundRow
from tidings.web.tracing.importing import PEOPLE
from tidings.web.tracing.models import Decision

TODAY = date.today()
ASKED = (
    "Помогите найти сына Тихомирова Егора Павловича, 14.03.2006 года рождения, срочник, в/ч 61057. "
    "Последний раз звонил 3 ноября. Мать, Тихомирова Лариса Ивановна, +7 900 000-31-04."
)
PRESS = "Родители трёх призывников пишут о потере связи\n\nСрочник из в/ч 61057 не звонит домой с 3 ноября."
LETTERS = {"ru": "іїєґ", "uk": "ыэъё"}  # of the neighbour's alphabet
NAMES = {
    "Tidings", "Telegram", "WhatsApp", "Enter", "Tab", "Space", "RU", "UK", "EN", "UTF", "CSV", "JSON", "DOCX", "PDF",
    "PIN", "JavaScript", "HTTPS", "http", "localhost", "jsonl", "txt", "eml", "csv",
    "xlsx", "ods", "mbox", "json", "html", "result", "Desktop", "desk", "triage", "toml", "points", "without", "ru", "uk", "en", "name", "birth", "date", "unit", "place",
}  # fmt: skip
"""Latin words that stand in every language: names, keys, formats, and the columns of a file."""
CODE = re.compile(r"\b[23467890ABEHKMPT]{6,12}\b|\b[0-9a-f]{8,}\b")
SHOWN = ("aria-label", "title", "placeholder", "alt")
QUIET = {"script", "style", "textarea"}  # what stands in a text box was written by a person, or is a letter


class Words(HTMLParser):
    """The words that a page shows or reads aloud, but for those that it says are in a language of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: set[str] = set()
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        apart = tag in QUIET or (tag != "html" and "lang" in told)
        if not any(self._open) and not apart:
            self.found += [str(told[name]) for name in SHOWN if told.get(name)]
        if tag == "a" and "download" not in told:
            self.links.add(str(told.get("href")).partition("#")[0])
        if tag not in ("meta", "link", "input", "br", "rect", "path", "img"):
            self._open.append(apart)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(self._open):
            self.found.append(" ".join(data.split()))


@pytest.fixture
def office(people):
    """One appeal that waits and one in a case, a list, a letter that went out and one that did not, a report."""
    for person, name in zip(people.values(), ("Амаль", "Борис", "Чен", "Дора"), strict=True):
        person.first_name = name
        person.save()
    boris = people["boris"]
    team = boris.team
    team.name = "Юг"
    team.save()
    Authenticator.objects.filter(user=boris).update(
        type=Authenticator.Type.TOTP
    )  # a passkey's name is a word too
    appeals.receive(Message("1", "hotline", TODAY, "Мой брат завтра едет в Курск.", "ru"), team)
    asked = appeals.receive(Message("2", "form", TODAY - timedelta(3), ASKED, "ru"), team)
    facts = [fact.pk for fact in asked.facts.all()]
    case = cases.open_case(asked, confirm=facts, by=boris, on=TODAY)
    cases.tell(case, "contract_signed", True, by=boris, on=TODAY)
    enquirer = case.enquiries.get().enquirer
    people_actions.add_contact(enquirer, "email", "2@3.4", safe_when="утром", by=boris)
    for kind, name in (("captured", "Список раз"), ("dead", "Список два")):
        row = FoundRow(2, "Тихомиров Егор Павлович", "2006", "61057", "Курск")
        tracing.add_list([row], {"name": name, "kind": kind, "source": name}, team, by=boris)
    tracing.trace(tracing.request(case, by=boris, on=TODAY), by=boris)
    tracing.decide(case.tracing.candidates.first(), Decision.Answer.UNSURE, by=boris)
    letters.draft(case, "military_prosecutor", by=boris, on=TODAY)
    sent = letters.draft(case, "whereabouts", recipient="commander", by=boris, on=TODAY)
    letters.send(sent, TODAY - timedelta(90), by=boris)
    incidents.add_source(PRESS, team, by=boris)
    people = "ФИО\nИванов Иван\n".encode()
    batches.offer(
        PEOPLE.target, team, "csv", people, by=boris, about={"name": "Список три", "kind": "hospital"}
    )
    batch = batches.offer(batches.APPEALS, team, "txt", "Помогите найти брата.".encode(), TODAY, by=boris)
    batches.bring_in(batch, by=boris)
    batch.refresh_from_db()
    batches.go_on(batch, batches.APPEALS)
    batches.offer(batches.APPEALS, team, "txt", "Спасибо вам.".encode(), TODAY, by=boris)
    return case


def beginnings():
    """Where a walk through the desk begins: the queue, and pages that only a button leads to."""
    return [
        "/appeals/",
        "/people/search/",
        f"/cases/open/{Appeal.objects.waiting().get(channel='hotline').code}/",
        *(f"/tracing/lists/new/{batch.code}/" for batch in Import.objects.filter(what="people")),
        *(f"/appeals/import/{batch.code}/" for batch in Import.objects.filter(what="appeals")),
    ]


def in_language(as_, lang):
    client = as_("boris")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = lang
    return client


def foreign(page: str, lang: str) -> Iterator[str]:
    """What a page says in another language."""
    words = Words()
    words.feed(page)
    for said in words.found:
        latin = set(re.findall(r"[A-Za-z]{2,}", CODE.sub("", said))) - NAMES
        if latin or re.search(f"[{LETTERS[lang]}]", said.lower()):
            yield said


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_no_page_says_a_word_of_another_language(as_, office, lang):
    client, seen, ahead, wrong = in_language(as_, lang), set(), beginnings(), {}
    while ahead:
        at = ahead.pop()
        page = client.get(at, follow=True)
        assert page.status_code == 200, at
        words = Words()
        words.feed(page.text)
        if said := list(foreign(page.text, lang)):
            wrong[at] = said
        seen.add(at)
        ahead += [to for to in words.links if to.startswith("/") and to not in seen and to not in ahead]
    assert wrong == {}
    assert len(seen) > 40


def refused(case):
    """What a person may get wrong, and the address of the page that says so."""
    letter = case.letters.get(state="draft").code
    asked = case.enquiries.get()
    tomorrow = (TODAY + timedelta(1)).isoformat()
    appeal = f"/appeals/{asked.appeal.code}"
    born = asked.appeal.facts.filter(field="birth_date").first().pk
    return [
        ("/appeals/import/", {}),
        ("/appeals/import/", {"received_on": tomorrow}),
        ("/appeals/import/", {"file": SimpleUploadedFile("1.jsonl", b"{")}),
        (f"{appeal}/facts/{born}/correct/", {"value": "сорок"}),
        (f"{appeal}/sort/", {"category": "?"}),
        ("/tracing/lists/new/", {"published_on": tomorrow}),
        (f"/cases/{case.code}/identity/", {"birth_date": "сорок"}),
        (f"/cases/{case.code}/tell/birth_date/", {"value": "сорок"}),
        (f"/cases/{case.code}/tell/coercion/", {}),
        (f"/cases/{case.code}/contact/{asked.enquirer_id}/", {"kind": "phone", "value": "1"}),
        (f"/letters/{letter}/", {"text": " ", "version": 1}),
        (f"/letters/{letter}/sent/", {"sent_on": tomorrow}),
        (f"/letters/case/{case.code}/", {}),
        ("/reports/new/", {}),
        (
            "/tracing/lists/new/",
            {"name": "Список", "kind": "dead", "file": SimpleUploadedFile("1.csv", b"1\n2\n")},
        ),
        (
            "/tracing/lists/new/",
            {"name": "Список", "kind": "dead", "file": SimpleUploadedFile("1.csv", b"1\0\n")},
        ),
        ("/people/search/", {"born": "сорок"}),
    ]


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_what_is_refused_is_said_in_the_language_of_the_page(as_, office, lang):
    client, wrong = in_language(as_, lang), {}
    for at, told in refused(office):
        page = client.post(
            at, told, follow=True
        )  # what is wrong with a file stands on the page of its columns
        assert page.status_code == 422 or page.redirect_chain, (at, page.status_code)
        if said := list(foreign(page.text, lang)):
            wrong[at] = said
    assert wrong == {}


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_what_was_done_is_said_in_the_language_of_the_page(as_, office, lang):
    client = in_language(as_, lang)
    code = Appeal.objects.waiting().get(channel="hotline").code
    for at, told in (
        (f"/appeals/{code}/set-aside/", {"reason": "press"}),
        (f"/tracing/case/{office.code}/trace/", {}),
        (f"/letters/{office.letters.get(state='draft').code}/", {"text": "Слово", "version": 1}),
    ):
        page = client.post(at, told, follow=True)
        assert 'class="message' in page.text, at
        assert list(foreign(page.text, lang)) == []


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_pages_of_what_went_wrong_speak_it_too(as_, office, lang):
    reader, guest = as_("dora"), Client()
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = guest.cookies[settings.LANGUAGE_COOKIE_NAME] = lang
    for page, status in (
        (guest.post("/login/", {"username": "boris", "password": "1"}), 422),
        (reader.get("/nowhere/"), 404),
        (reader.get("/appeals/import/"), 403),
        (reader.get("/appeals/?colour=red"), 400),
    ):
        assert page.status_code == status
        assert [said for said in foreign(page.text, lang) if "colour" not in said] == []
