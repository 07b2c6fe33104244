"""A case is erased by two people, for good: nothing of it can be read, found or answered any more."""

import time
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tidings.errors import Unreachable
from tidings.sealing.keyring import KeyErased
from tidings.web.accounts import approvals
from tidings.web.accounts.approvals import NotApproved
from tidings.web.appeals import attachments
from tidings.web.appeals.models import Appeal, ReadFact
from tidings.web.cases import actions, erasing, retention
from tidings.web.cases.models import Case, Erasure
from tidings.web.journal import journal
from tidings.web.letters import actions as letters
from tidings.web.people import index
from tidings.web.people.models import Contact, Person
from tidings.web.tracing import actions as tracing
from tidings.web.vault import opened

TODAY = date.today()


@pytest.fixture
def second(hired):
    return hired("coordinator")


@pytest.fixture
def agreed(people, second):
    """Amal asks, and a second coordinator agrees."""

    def agree(subject, reason="asked"):
        approvals.approve(approvals.ask("erase", subject, by=people["amal"], detail=reason), by=second)
        return subject

    return agree


@pytest.fixture
def full(case, people):
    """The case with a request, a letter that was sent and a draft."""
    tracing.request(case, by=people["amal"], on=TODAY)
    sent = letters.draft(case, "whereabouts", recipient="commander", by=people["amal"], on=TODAY)
    letters.send(sent, TODAY, by=people["amal"])
    letters.draft(case, "military_prosecutor", by=people["amal"], on=TODAY)
    return case


def erase(case, people, reason="asked"):
    return erasing.erase(case, reason, by=people["amal"], on=TODAY)


def test_nothing_of_it_is_read_any_more(full, people, agreed):
    appeal, enquirer = full.enquiries.get().appeal, full.enquiries.get().enquirer
    erase(agreed(full), people)
    for kept in (full.person, enquirer, appeal):
        again = type(kept)._default_manager.get(pk=kept.pk)
        assert again.is_erased
    assert Person.objects.get(pk=full.person_id).surname == "" and Appeal.objects.get(pk=appeal.pk).text == ""
    assert not Contact.objects.filter(person=enquirer).exists()
    assert not ReadFact.objects.filter(appeal=appeal).exists()


def test_its_keys_are_gone_from_the_file_and_its_log_within_five_seconds(full, people, agreed):
    ring = opened.keyring()
    plan = erasing.plan(full)
    closed = [
        bytes(ring._one("SELECT closed FROM record_key WHERE id = ?", number, default=b""))
        for number in plan.keys
    ]
    assert len(closed) == 4 and all(closed)
    agreed(full)
    before = time.monotonic()
    erase(full, people)
    assert time.monotonic() - before < 5
    for number in plan.keys:
        with pytest.raises(KeyErased):
            ring.key(number)
    assert ring._all("SELECT id FROM record_key WHERE closed IN (?, ?, ?, ?)", *closed) == []
    log = ring.path.with_name(ring.path.name + "-wal")
    assert not log.exists() or log.stat().st_size == 0
    assert not [one for one in closed if one in ring.path.read_bytes()]


def test_nobody_is_found_by_name_any_more(full, people, agreed):
    def found():
        return [hit.id for hit in index.search(full.team_id, {"name": "Тихомиров Егор Павлович"})]

    assert str(full.person_id) in found()
    erase(agreed(full), people)
    assert str(full.person_id) not in found()


def test_what_stays_is_said_before_and_after(full, people, agreed, as_):
    page = as_("amal").get(reverse("cases-erase", args=[full.code])).text
    assert "sent on" in page and "командиру" in page
    erase(agreed(full), people)
    answer = as_("amal").get(reverse("cases-detail", args=[full.code]))
    assert answer.status_code == 410
    assert (
        "was erased" in answer.text and "командиру" in answer.text and "who asked us wants it" in answer.text
    )
    assert "Тихомиров" not in answer.text
    assert list(full.letters.values_list("template", flat=True)) == ["whereabouts"]
    erasure = Erasure.objects.get()
    assert erasure.done_at and (erasure.keys, erasure.files, erasure.mailboxes) == ([], [], [])


@pytest.mark.parametrize("name", ["cases-identity", "cases-rights", "letters-case", "tracing-request"])
def test_no_other_page_of_it_is_there(full, people, agreed, as_, name):
    appeal = full.enquiries.get().appeal
    erase(agreed(full), people)
    assert as_("amal").get(reverse(name, args=[full.code])).status_code == 404
    assert as_("amal").get(reverse("appeals-detail", args=[appeal.code])).status_code == 404
    assert full.code not in as_("amal").get(reverse("cases-list")).text


def test_the_journal_stays_whole_and_says_who_decided(full, people, agreed, second):
    erase(agreed(full), people)
    assert journal.examine().is_whole
    last = journal.of(full).order_by("number").last()
    assert (last.verb, last.by, last.details["second"]) == ("erased", people["amal"], second.pk)


def test_one_person_alone_does_not_erase(full, people):
    with pytest.raises(NotApproved):
        erase(full, people)
    approvals.ask("erase", full, by=people["amal"], detail="asked")
    with pytest.raises(NotApproved):
        erase(full, people)
    assert not Case.objects.get(pk=full.pk).is_erased


def test_what_is_held_as_evidence_is_not_erased_until_that_ends(full, people, agreed):
    agreed(full)
    erasing.hold(full, "Суд запросил", by=people["amal"])
    with pytest.raises(erasing.Held):
        erase(full, people)
    assert not Case.objects.get(pk=full.pk).is_erased
    erasing.let_go(full, by=people["amal"])
    assert erase(full, people).done_at


def test_an_appeal_that_is_in_another_case_too_stays(full, people, agreed):
    appeal = full.enquiries.get().appeal
    for name, value in (("surname", "Тихомиров"), ("given", "Глеб")):
        appeal.facts.create(about="sought:1", field=name, value=value, state="confirmed")
    other = actions.open_case(appeal, "sought:1", by=people["amal"], on=TODAY)
    assert [one.pk for one in erasing.plan(full).staying] == [appeal.pk]
    erase(agreed(full), people)
    again = Appeal.objects.get(pk=appeal.pk)
    assert not again.is_erased and "Тихомиров" in again.text
    assert not Case.objects.get(pk=other.pk).is_erased and other.person.given == "Глеб"


def test_files_go_with_it(full, people, agreed):
    appeal = full.enquiries.get().appeal
    (attachments.folder() / ("ab" * 16)).write_bytes(b"closed")
    appeal.attachments.create(number=1, file="ab" * 16, name="письмо.jpg", file_key="00")
    erase(agreed(full), people)
    assert not (attachments.folder() / ("ab" * 16)).exists()


def test_a_gate_that_cannot_be_reached_is_asked_again_and_keys_are_gone_meanwhile(
    full, people, agreed, monkeypatch
):
    appeal = full.enquiries.get().appeal
    Appeal.objects.filter(pk=appeal.pk).update(mailbox="ab" * 32)
    forgotten = []

    def away(gate, mailbox):
        raise Unreachable("The gate does not answer.")

    with monkeypatch.context() as broken:
        broken.setattr(erasing.post, "forget", away)
        assert erase(agreed(full), people).done_at is None
        assert erasing.finish_all() == 0
    assert Appeal.objects.get(pk=appeal.pk).is_erased
    monkeypatch.setattr(erasing.post, "forget", lambda gate, mailbox: forgotten.append(mailbox.hex()))
    assert erasing.finish_all() == 1
    assert forgotten == ["ab" * 32] and Erasure.objects.get().done_at


def test_what_was_interrupted_is_finished_by_the_worker(full, people, agreed, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(erasing, "finish", lambda erasure: None)
        erase(agreed(full), people)
    assert not full.person.is_erased and Erasure.objects.get().keys
    assert erasing.finish_all() == 1 and erasing.finish_all() == 0
    assert Person.objects.get(pk=full.person_id).is_erased


def test_two_people_do_it_in_the_browser(full, as_, people, second):
    address = reverse("cases-erase", args=[full.code])
    as_("amal").post(address, {"reason": "asked"})
    assert "A second person was asked" in as_("amal").get(address).text
    refused = as_("amal").post(address, {"reason": "asked", "now": "now"})
    assert refused.status_code == 409
    (waiting,) = approvals.waiting_for(second)
    as_("coordinator").post(reverse("staff-approve", args=[waiting.pk]))
    assert "Erase for good" in as_("amal").get(address).text
    done = as_("amal").post(address, {"reason": "asked", "now": "now"}, follow=True)
    assert done.status_code == 410 and "It is erased" in done.text


@pytest.mark.parametrize("name, status", [("boris", 403), ("dora", 403), ("chen", 403)])
def test_it_is_closed_to(full, as_, name, status):
    assert as_(name).get(reverse("cases-erase", args=[full.code])).status_code == status
    assert as_(name).post(reverse("cases-hold", args=[full.code]), {"because": "x"}).status_code == status
    assert as_(name).get(reverse("cases-due")).status_code == status


def test_a_coordinator_of_another_team_does_not_find_it(full, as_, hired):
    hired("coordinator", team="chen", name="zoya")
    assert as_("zoya").get(reverse("cases-erase", args=[full.code])).status_code == 404
    assert as_("zoya").get(reverse("cases-due")).status_code == 200


def test_what_should_no_longer_be_kept_is_listed_and_nothing_goes_by_itself(full, as_, people):
    actions.close(full, by=people["amal"])
    longest = retention.KEEP["closed_case"].days
    assert retention.over(people["amal"], TODAY + timedelta(days=longest)) == []
    (one,) = retention.over(people["amal"], TODAY + timedelta(days=longest + 1))
    assert (one.record, one.ended_on) == (full, TODAY + timedelta(days=longest))
    Case.objects.filter(pk=full.pk).update(closed_on=TODAY - timedelta(days=longest + 1))
    assert full.code in as_("amal").get(reverse("cases-due")).text
    erasing.hold(full, "Суд", by=people["amal"])
    assert retention.over(people["amal"], TODAY) == []


def test_an_appeal_that_was_set_aside_is_erased_by_two_as_well(appeal, as_, people, agreed):
    from tidings.web.appeals import actions as appeals

    appeals.set_aside(appeal, "spam", by=people["amal"])
    Appeal.objects.filter(pk=appeal.pk).update(received_on=TODAY - timedelta(days=31))
    appeal.refresh_from_db()
    assert [one.record for one in retention.over(people["amal"], TODAY)] == [appeal]
    erasing.erase(agreed(appeal, "retention"), "retention", by=people["amal"], on=TODAY)
    assert Appeal.objects.get(pk=appeal.pk).is_erased
    assert appeal.code in as_("amal").get(reverse("cases-due")).text


def test_the_days_are_thought_about_each_year():
    assert not retention.review_is_due(retention.REVIEWED + timedelta(days=365))
    assert retention.review_is_due(retention.REVIEWED + timedelta(days=366))
