"""Nothing leaves the office but what was agreed, and what was taken back does not from that moment on."""

from datetime import date, timedelta

import pytest

from tidings.web.cases import actions, agreeing
from tidings.web.cases.consents import Agreed, allows
from tidings.web.cases.models import Consent
from tidings.web.journal import journal
from tidings.web.letters import actions as letters

TODAY = date.today()
GIVEN = date(2026, 11, 10)


def agreed(**more):
    words = {
        "purpose": "search",
        "recipient": "authorities",
        "kinds": frozenset({"identity"}),
        "basis": "consent",
    }
    return Agreed(**{**words, "since": GIVEN, **more})


def asked(consents, recipient="prosecutor", kinds=("identity",), on=date(2026, 11, 22)):
    return allows(consents, "search", recipient, kinds, on)


def test_what_was_agreed_may_leave_and_it_is_said_on_what_that_rests():
    answer = asked([agreed()])
    assert answer.allowed and answer.because.en == "Agreed on 10 November 2026: consent."


@pytest.mark.parametrize(
    ("consents", "why"),
    [
        ([], "Nothing is written down"),
        ([agreed(purpose="sharing")], "Nothing is written down"),
        ([agreed(recipient="armed_forces")], "Nothing is written down"),
        ([agreed(withdrawn_on=date(2026, 11, 22))], "taken back on 22 November 2026"),
        ([agreed(until=date(2026, 11, 21))], "ended on 21 November 2026"),
        ([agreed(since=date(2026, 11, 23))], "Nothing is written down"),
        ([agreed(kinds=frozenset({"contact"}))], "covers this: name, birth and unit"),
    ],
)
def test_anything_else_may_not(consents, why):
    answer = asked(consents)
    assert not answer.allowed and why in answer.because.en


def test_the_last_day_counts_and_two_agreements_together_cover_what_neither_does():
    assert asked([agreed(until=date(2026, 11, 22))]).allowed
    both = [agreed(), agreed(kinds=frozenset({"contact"}))]
    assert asked(both, kinds=("identity", "contact")).allowed


def test_one_that_was_taken_back_does_not_end_another():
    assert asked([agreed(withdrawn_on=date(2026, 11, 20)), agreed(basis="vital_interests")]).allowed


@pytest.fixture
def letter(case, people):
    return letters.draft(case, "whereabouts", recipient="commander", by=people["amal"], on=TODAY)


def sent(browser, letter):
    return browser.post(f"/letters/{letter.code}/sent/", {"sent_on": TODAY.isoformat(), "as_it_is": "on"})


def test_opening_a_case_writes_down_on_what_we_act_so_that_a_letter_may_go(as_, case, letter):
    found = {(one.about_id == case.person_id, one.basis, one.how) for one in case.consents.all()}
    assert found == {(True, "vital_interests", "appeal"), (False, "consent", "appeal")}
    assert as_("amal").get(f"/letters/{letter.code}/letter.pdf").status_code == 200
    assert sent(as_("amal"), letter).status_code == 302


@pytest.mark.parametrize("whose", ["enquirer", "sought"])
def test_a_letter_does_not_leave_once_it_was_taken_back(as_, case, letter, whose):
    consent = next(
        one for one in case.consents.all() if (one.about_id == case.person_id) == (whose == "sought")
    )
    as_("boris").post(f"/cases/{case.code}/agreed/{consent.pk}/taken-back/")
    for refused in (
        as_("amal").get(f"/letters/{letter.code}/letter.docx"),
        as_("amal").get(f"/letters/{letter.code}/letter.pdf"),
        sent(as_("amal"), letter),
    ):
        assert refused.status_code == 403 and "taken back" in refused.text
    letter.refresh_from_db()
    assert letter.state == "draft"


def test_what_was_taken_back_through_the_mailbox_counts_at_once(as_, case, letter):
    appeal = case.enquiries.get().appeal
    appeal.withdrawn_on = TODAY
    appeal.save(update_fields=["withdrawn_on"])
    assert sent(as_("amal"), letter).status_code == 403
    assert "taken back" in as_("amal").get(f"/cases/{case.code}/").text


def test_a_letter_that_went_before_it_was_taken_back_is_still_noted(case, letter, people):
    for consent in case.consents.all():
        agreeing.take_back(consent, TODAY, by=people["amal"])
    assert letters.send(letter, TODAY - timedelta(days=1), by=people["amal"])


def form(case, **more):
    about = case.enquiries.get().enquirer_id
    words = {
        "about": about,
        "purpose": "search",
        "recipient": "armed_forces",
        "kinds": ["identity", "contact"],
    }
    return {**words, "basis": "consent", "how": "call", "given_on": TODAY.isoformat(), **more}


def test_what_is_agreed_anew_lets_the_letter_go_again(as_, case, letter, people):
    consent = case.consents.exclude(about=case.person).get()
    agreeing.take_back(consent, TODAY, by=people["amal"])
    assert sent(as_("amal"), letter).status_code == 403
    assert (
        as_("boris").post(f"/cases/{case.code}/agreed/", form(case, note="Перезвонила сама")).status_code
        == 302
    )
    assert "Перезвонила сама" in as_("boris").get(f"/cases/{case.code}/").text
    assert sent(as_("amal"), letter).status_code == 302
    assert journal.of(case).filter(verb="agreed_on").count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"kinds": []},
        {"recipient": "organisation"},
        {"until": "2020-01-01"},
        {"given_on": "2030-01-01"},
        {"basis": "because"},
    ],
)
def test_what_cannot_be_agreed_is_refused(as_, case, wrong):
    before = case.consents.count()
    assert as_("boris").post(f"/cases/{case.code}/agreed/", form(case, **wrong)).status_code == 422
    assert case.consents.count() == before


def test_somebody_elses_person_cannot_be_named(as_, case, people):
    from tidings.web.people import actions as them

    stranger = them.write_down(people["amal"].team, {"surname": "Чужой"}, by=people["amal"])
    assert as_("boris").post(f"/cases/{case.code}/agreed/", form(case, about=stranger.pk)).status_code == 422


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403)])
def test_it_is_closed_to(as_, case, name, status):
    consent = case.consents.first()
    assert as_(name).post(f"/cases/{case.code}/agreed/", form(case)).status_code == status
    assert as_(name).post(f"/cases/{case.code}/agreed/{consent.pk}/taken-back/").status_code == status


@pytest.mark.parametrize(
    ("channel", "basis"), [("form", "consent"), ("hotline", "consent"), ("telegram", "legitimate_interests")]
)
def test_only_whom_we_told_for_what_it_is_has_consented(appeal, people, channel, basis):
    appeal.channel = channel
    appeal.save(update_fields=["channel"])
    opened = actions.open_case(
        appeal, confirm=[fact.pk for fact in appeal.facts.all()], by=people["amal"], on=TODAY
    )
    assert opened.consents.exclude(about=opened.person).get().basis == basis


def test_whoever_joins_the_case_is_asked_of_her_own(case, people, appeal):
    from tidings.web.appeals.models import Appeal

    second = Appeal.objects.create(
        team=appeal.team, channel="form", received_on=GIVEN, text="Я сестра", digest="1" * 64
    )
    actions.join(second, case, by=people["amal"], on=TODAY)
    assert case.consents.filter(appeal=second).count() == 2
    assert Consent.objects.filter(case=case).values("about").distinct().count() == 3
