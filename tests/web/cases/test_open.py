"""From an appeal to a case."""

from datetime import date

import pytest
from django.urls import reverse

from tidings.web.appeals.models import Appeal, ReadFact
from tidings.web.cases import actions
from tidings.web.cases.models import Case, Enquiry
from tidings.web.journal import journal

DAY = date(2026, 11, 20)


def opening(appeal):
    return reverse("cases-open", args=[appeal.code])


def ticks(appeal):
    return [str(fact.pk) for fact in appeal.facts.all()]


def test_what_is_only_proposed_is_shown_before_anything_is_opened(as_, appeal):
    page = as_("amal").post(opening(appeal))
    assert "Тихомиров" in page.text
    assert Case.objects.count() == 0


def test_opening_confirms_what_was_ticked_in_the_name_of_who_opens(as_, appeal, people):
    as_("boris").post(opening(appeal), {"ready": "yes", "fact": ticks(appeal)})
    assert {fact.state for fact in appeal.facts.all()} == {ReadFact.State.CONFIRMED}
    assert {fact.by for fact in appeal.facts.all()} == {people["boris"]}
    case = Case.objects.get()
    assert (case.person.name, case.person.birth_date, case.person.service, case.person.unit) == (
        "Тихомиров Егор Павлович",
        "2005",
        "conscript",
        "61057",
    )
    assert case.responsible == people["boris"]


def test_what_was_unticked_stays_outside_and_only_proposed(as_, appeal):
    unit = appeal.facts.get(field="unit")
    as_("amal").post(
        opening(appeal), {"ready": "yes", "fact": [pk for pk in ticks(appeal) if pk != str(unit.pk)]}
    )
    unit.refresh_from_db()
    assert unit.state == ReadFact.State.PROPOSED
    assert Case.objects.get().person.unit == ""


def test_who_asks_can_be_reached_afterwards(case):
    enquiry = case.enquiries.get()
    assert (enquiry.enquirer.name, enquiry.relation) == ("Тихомирова Лариса", "mother")
    assert [contact.value for contact in enquiry.enquirer.contacts.all()] == ["+79000003104"]


def test_the_appeal_is_in_the_case_then(case, appeal):
    appeal.refresh_from_db()
    assert appeal.state == Appeal.State.IN_CASE


def test_the_day_of_the_last_news_is_a_fact_of_the_case(case):
    assert case.facts()["last_contact_on"] == "2026-11-03"


def test_each_fact_that_was_confirmed_is_in_the_journal(case, appeal):
    verbs = [entry.verb for entry in journal.of(appeal)]
    assert verbs.count("confirmed") == appeal.facts.count()
    assert "opened" in [entry.verb for entry in journal.of(case)]


@pytest.mark.parametrize(
    "field, value",
    [("birth_date", "весной"), ("unit", "9" * 90), ("last_contact", "в среду"), ("surname", "ы" * 150)],
)
def test_a_value_that_no_record_can_hold_stays_in_the_appeal_alone(appeal, people, field, value):
    fact = appeal.facts.get(about="sought:0", field=field)
    fact.value = value
    fact.save()
    facts = [fact.pk for fact in appeal.facts.all()]
    case = actions.open_case(appeal, confirm=facts, by=people["amal"], on=DAY)
    assert value not in (case.person.birth_date, case.person.unit, case.person.surname)
    assert value not in case.facts().values()


def test_opening_twice_leads_to_the_same_case(appeal, case, people):
    assert actions.open_case(appeal, by=people["boris"], on=DAY) == case
    assert Case.objects.count() == 1


def test_a_second_sought_person_gets_a_case_of_their_own(appeal, case, people):
    appeal.facts.create(about="sought:1", field="surname", value="Носов", state="confirmed")
    other = actions.open_case(appeal, "sought:1", by=people["amal"], on=DAY)
    assert other != case
    assert other.person.surname == "Носов"


def test_a_second_appeal_joins_the_case_and_its_known_writer_is_not_doubled(as_, case, appeal, people):
    again = Appeal.objects.create(
        team=appeal.team, channel="telegram", received_on=DAY, text="Есть вести?", digest="1" * 64
    )
    again.facts.create(about="enquirer", field="phones", value="+79000003104", state="confirmed")
    as_("amal").post(reverse("cases-join", args=[again.code]), {"case": case.code})
    first, second = Enquiry.objects.filter(case=case)
    assert first.enquirer == second.enquirer
    again.refresh_from_db()
    assert again.state == Appeal.State.IN_CASE


def test_where_a_case_may_be_there_already_it_is_shown_before_another_is_opened(as_, case, appeal):
    again = Appeal.objects.create(
        team=appeal.team, channel="telegram", received_on=DAY, text="Где Егор?", digest="1" * 64
    )
    for field, value in [("surname", "Тихомиров"), ("given", "Егор"), ("birth_date", "2005")]:
        again.facts.create(about="sought:0", field=field, value=value, state="confirmed")
    page = as_("boris").post(opening(again))
    assert f"Same as case {case.code}" in page.text
    assert Case.objects.count() == 1


def test_where_everything_is_confirmed_and_nobody_is_like_him_it_opens_at_once(as_, appeal):
    appeal.facts.update(state="confirmed")
    assert as_("boris").post(opening(appeal)).url == reverse("cases-detail", args=[Case.objects.get().code])


def test_joining_a_case_that_is_not_there_says_so_and_changes_nothing(as_, appeal):
    answer = as_("amal").post(reverse("cases-join", args=[appeal.code]), {"case": "NOSUCH"})
    assert answer.status_code == 422
    assert "no case of this code" in answer.text
    assert Enquiry.objects.count() == 0


def test_another_teams_case_cannot_be_joined(as_, appeal, case, people):
    theirs = Appeal.objects.create(
        team=people["chen"].team, channel="form", received_on=DAY, text="…", digest="2" * 64
    )
    answer = as_("chen").post(reverse("cases-join", args=[theirs.code]), {"case": case.code})
    assert answer.status_code == 422


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 200), ("boris", 200)])
def test_it_is_open_to_those_of_the_team_who_may_write(as_, appeal, name, status):
    assert as_(name).get(opening(appeal)).status_code == status
    assert as_(name).post(opening(appeal)).status_code == status


@pytest.fixture
def again(appeal, case):
    other = Appeal.objects.create(
        team=appeal.team, channel="telegram", received_on=DAY, text="Где Егор?", digest="1" * 64
    )
    for field, value in [
        ("surname", "Тихомиров"),
        ("given", "Егор"),
        ("birth_date", "2005"),
        ("unit", "61057"),
    ]:
        other.facts.create(about="sought:0", field=field, value=value, state="confirmed")
    return other


def test_an_appeal_that_looks_like_a_case_can_join_it_from_its_own_page(as_, again, case):
    page = as_("amal").get(reverse("appeals-similar", args=[again.code])).text
    assert "Join this case" in page
    assert f'action="{reverse("cases-join", args=[again.code])}"' in page
    assert "Join this case" not in as_("dora").get(reverse("appeals-similar", args=[again.code])).text
    as_("amal").post(reverse("cases-join", args=[again.code]), {"case": case.code, "about": "sought:0"})
    assert again.enquiries.get().case == case


def test_before_it_joins_what_nobody_confirmed_is_shown(as_, again, case):
    phone = again.facts.create(about="enquirer", field="phones", value="+79000000008")
    join = reverse("cases-join", args=[again.code])
    page = as_("amal").post(join, {"case": case.code, "about": "sought:0"})
    assert f"Join case {case.code}" in page.text
    assert not again.enquiries.exists()
    told = {"case": case.code, "about": "sought:0", "ready": "yes", "fact": [str(phone.pk)]}
    as_("amal").post(join, told)
    assert again.enquiries.get().enquirer.contacts.get().value == "+79000000008"


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403)])
def test_joining_is_for_those_of_the_team_who_may_write(as_, again, case, name, status):
    answer = as_(name).post(reverse("cases-join", args=[again.code]), {"case": case.code})
    assert answer.status_code == status
