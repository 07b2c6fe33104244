"""Correcting who is sought."""

import pytest
from django.urls import reverse

from tidings.web.journal import journal


def typed(person, **changes):
    told = {
        name: getattr(person, name)
        for name in ("surname", "given", "patronymic", "birth_date", "service", "unit", "place")
    }
    return {**told, "seen": person.changed_at.isoformat(), **changes}


def address(case):
    return reverse("cases-identity", args=[case.code])


def test_a_correction_is_kept_and_in_the_journal(as_, case):
    as_("boris").post(address(case), typed(case.person, birth_date="14 марта 2005"))
    case.person.refresh_from_db()
    assert case.person.birth_date == "2005-03-14"
    assert "corrected" in [entry.verb for entry in journal.of(case.person)]


def test_a_date_that_is_none_is_refused_with_an_example(as_, case):
    answer = as_("boris").post(address(case), typed(case.person, birth_date="весной"))
    assert answer.status_code == 422
    assert "2005-03-14" in answer.text


def test_the_slower_of_two_sees_both_and_overwrites_nothing(as_, case):
    seen = typed(case.person)
    as_("amal").post(address(case), {**seen, "unit": "83916"})
    answer = as_("boris").post(address(case), {**seen, "unit": "30482"})
    assert answer.status_code == 409
    assert "83916" in answer.text
    assert "30482" in answer.text
    case.person.refresh_from_db()
    assert case.person.unit == "83916"


def test_the_slower_one_may_save_after_seeing_both(as_, case):
    seen = typed(case.person)
    as_("amal").post(address(case), {**seen, "unit": "83916"})
    case.person.refresh_from_db()
    as_("boris").post(address(case), typed(case.person, unit="30482"))
    case.person.refresh_from_db()
    assert case.person.unit == "30482"


def test_a_corrected_birth_date_is_assessed_anew(as_, case):
    before = case.assessments.count()
    as_("boris").post(address(case), typed(case.person, birth_date="2010"))
    assert case.assessments.count() == before + 1
    assert case.assessments.first().facts["birth_date"] == "2010"


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 302), ("boris", 302)])
def test_correcting_is_for_those_of_the_team_who_may_write(as_, case, name, status):
    assert as_(name).post(address(case), typed(case.person)).status_code == status


def contact(case, **words):
    pk = case.enquiries.get().enquirer_id
    return reverse("cases-contact", args=[case.code, pk]), {
        "kind": "phone",
        "value": "+7 900 000-11-22",
        **words,
    }


def test_a_way_to_reach_someone_is_added_with_its_safe_time(as_, case):
    as_("amal").post(*contact(case, safe_when="after 19:00"))
    assert "safe: after 19:00" in as_("amal").get(reverse("cases-detail", args=[case.code])).text


def test_a_phone_number_without_digits_is_refused(as_, case):
    answer = as_("amal").post(*contact(case, value="no number"))
    assert answer.status_code == 422
    assert "no phone number" in answer.text


def test_a_wrong_number_is_struck_out(as_, case):
    wrong = case.enquiries.get().enquirer.contacts.get()
    as_("amal").post(reverse("cases-drop-contact", args=[case.code, wrong.pk]))
    assert not case.enquiries.get().enquirer.contacts.exists()


def test_contacts_of_people_outside_the_case_are_out_of_reach(as_, case, people):
    from tidings.web.people.models import Person

    stranger = Person.objects.create(team=case.team, surname="Носов")
    address = reverse("cases-contact", args=[case.code, stranger.pk])
    assert as_("amal").post(address, {"kind": "phone", "value": "+79000000000"}).status_code == 404


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 302)])
def test_contacts_are_for_those_of_the_team_who_may_write(as_, case, name, status):
    assert as_(name).post(*contact(case)).status_code == status
