"""An appeal that joined a case by mistake is parted from it by a click, and nothing of it stays there."""

from datetime import date

import pytest
from django.urls import reverse

from tidings.extraction import Message
from tidings.web.appeals import actions as appeals
from tidings.web.appeals.models import Appeal
from tidings.web.cases import actions, parting
from tidings.web.journal import journal
from tidings.web.people import actions as people_actions
from tidings.web.people.models import Contact, Person
from tidings.web.vault import opened

DAY = date(2026, 11, 21)
UNCLE = (
    "Ищу племянника, Тихомиров Егор Павлович, 2005 г.р., отобрали военный билет. Пётр Носов, +7 900 000-77-11"
)


@pytest.fixture
def joined(case, people):
    appeal = appeals.receive(Message("2", "form", DAY, UNCLE), people["amal"].team)
    facts = [one.pk for one in appeal.facts.all()]
    actions.join(appeal, case, confirm=facts, by=people["boris"], on=DAY)
    return case.enquiries.get(appeal=appeal)


def test_parted_it_waits_again_and_nothing_of_it_stays_in_the_case(
    case, joined, as_, people, django_capture_on_commit_callbacks
):
    appeal, enquirer = joined.appeal, joined.enquirer
    actions.tell(case, "contract_signed", True, source=appeal, by=people["boris"], on=DAY)
    before = {fact.name for fact in case.told.all()}
    assert "contract_signed" in before and case.consents.filter(appeal=appeal).exists()
    page = as_("amal").get(reverse("cases-detail", args=[case.code])).text
    assert page.count("part it from this case") == 1
    with django_capture_on_commit_callbacks(execute=True):
        as_("amal").post(reverse("cases-part", args=[case.code, joined.pk]))
    assert Appeal.objects.get(pk=appeal.pk).state == Appeal.State.WAITING
    assert case.enquiries.count() == 1
    assert not case.told.filter(source=appeal).exists() and not case.consents.filter(appeal=appeal).exists()
    assert not Person.objects.filter(pk=enquirer.pk).exists()
    assert not opened.keyring().standing([enquirer.key])
    assert "contract_signed" not in case.assessments.first().facts
    assert "parted" in [one.verb for one in journal.of(case)]
    assert "taken_out_of_case" in [one.verb for one in journal.of(appeal)]


def test_it_can_join_again(case, joined, people):
    appeal = joined.appeal
    parting.part(case, joined, by=people["amal"], on=DAY)
    actions.join(Appeal.objects.get(pk=appeal.pk), case, by=people["amal"], on=DAY)
    assert case.enquiries.count() == 2
    enquirer = case.enquiries.get(appeal=appeal).enquirer
    assert [one.value for one in enquirer.contacts.all()] == ["+79000007711"]


def test_what_was_written_by_hand_about_who_asks_stays_with_the_appeal(case, joined, people):
    appeal = joined.appeal
    people_actions.add_contact(
        joined.enquirer, "email", "petr@example.org", safe_when="после шести", by=people["amal"]
    )
    parting.part(case, joined, by=people["amal"], on=DAY)
    told = {(fact.field, fact.value) for fact in appeal.facts.filter(about="enquirer", state="confirmed")}
    assert {("emails", "petr@example.org"), ("safe_contact", "после шести")} <= told
    assert sum(field == "phones" for field, _ in told) == 1


def test_who_asks_in_the_same_case_otherwise_stays(case, people):
    again = appeals.receive(
        Message("3", "form", DAY, "Ищу сына, Тихомиров Егор Павлович. +7 900 000-31-04"), people["amal"].team
    )
    actions.join(again, case, confirm=[one.pk for one in again.facts.all()], by=people["amal"], on=DAY)
    enquiry = case.enquiries.get(appeal=again)
    assert enquiry.enquirer_id == case.enquiries.first().enquirer_id
    parting.part(case, enquiry, by=people["amal"], on=DAY)
    assert Contact.objects.filter(person=case.enquiries.get().enquirer).exists()


def test_the_appeal_that_opened_the_case_stays(case, joined, as_, people):
    first = case.enquiries.first()
    with pytest.raises(parting.First):
        parting.part(case, first, by=people["amal"], on=DAY)
    answer = as_("amal").post(reverse("cases-part", args=[case.code, first.pk]), follow=True)
    assert "opened with this appeal" in answer.text
    assert case.enquiries.count() == 2


def test_who_only_reads_parts_nothing_and_another_team_finds_nothing(case, joined, as_):
    address = reverse("cases-part", args=[case.code, joined.pk])
    assert as_("dora").post(address).status_code == 403
    assert as_("chen").post(address).status_code == 404
    assert case.enquiries.count() == 2
