"""Finding a person by any spelling."""

import pytest
from django.urls import reverse

from tidings.web.people.models import Person

ADDRESS = reverse("people-search")


def find(browser, name, **more):
    return browser.post(ADDRESS, {"name": name, **more})


def found(browser, name, **more):
    return [one.person.surname for one in find(browser, name, **more).context["found"].people]


@pytest.mark.parametrize(
    "spelling",
    ["Тихомиров Егор", "тихомиров е.п.", "TIKHOMIROV EGOR", "Тихоміров Єгор", "Егор Павлович Тихомиров"],
)
def test_any_spelling_finds_him_and_leads_to_his_case(as_, case, spelling):
    page = find(as_("amal"), spelling)
    assert page.context["found"].people[0].person == case.person
    assert reverse("cases-detail", args=[case.code]) in page.text


def test_the_reasons_are_said(as_, case):
    page = find(as_("amal"), "TIKHOMIROV EGOR")
    assert page.context["found"].people[0].hit.reasons
    assert "in 100" in page.text


def test_who_asks_is_found_too_with_the_case_in_which_they_ask(as_, case):
    page = find(as_("amal"), "Тихомирова Лариса")
    assert case.code in page.text


def test_someone_who_came_after_the_last_search_is_found_by_the_next(as_, case, people):
    browser = as_("amal")
    assert "Носов" not in found(browser, "Носов Иван")
    Person.objects.create(team=case.team, surname="Носов", given="Иван")
    assert found(browser, "Носов Иван")[0] == "Носов"


def test_a_corrected_name_is_found_and_the_old_one_is_not(as_, case, people):
    from tidings.web.people import actions

    browser = as_("amal")
    assert found(browser, "Тихомиров Егор")
    seen = case.person.changed_at
    actions.correct(case.person, {"surname": "Подберёзкин"}, seen=seen, by=people["amal"])
    assert found(browser, "Подберёзкин Егор")[0] == "Подберёзкин"
    assert "Тихомиров" not in found(browser, "Тихомиров Егор Павлович")


def test_another_team_finds_nobody_of_ours(as_, case):
    assert found(as_("chen"), "Тихомиров Егор") == []


def test_who_may_only_read_may_look(as_, case):
    assert found(as_("dora"), "Тихомиров Егор")


def test_a_name_is_never_in_an_address(as_, case):
    page = as_("amal").get(ADDRESS, {"name": "Тихомиров"})
    assert page.context["found"] is None


def test_an_empty_question_is_refused(as_, case):
    assert find(as_("amal"), " ").status_code == 422


def test_an_office_without_people_says_that_nobody_is_known(as_, people):
    assert "Nobody of this name" in find(as_("amal"), "Носов").text


def test_letters_that_are_no_name_do_no_harm(as_, case):
    for words in ("'; DROP TABLE people_person; --", "🙂", "<b>", "123", "а" * 300):
        assert find(as_("amal"), words).status_code == 200


@pytest.mark.parametrize("typed", ["668M", "668м", " 668m "])
def test_the_first_group_of_a_receipt_finds_its_appeal_on_any_keyboard(as_, appeal, typed):
    appeal.locator = "668M"
    appeal.save()
    assert find(as_("amal"), typed).context["found"].appeals == [appeal]
    assert find(as_("chen"), typed).context["found"].appeals == []


def test_the_receipt_is_said_on_the_pages_of_appeal_and_case(as_, case, appeal):
    appeal.locator = "668M"
    appeal.save()
    for address in (reverse("appeals-detail", args=[appeal.code]), reverse("cases-detail", args=[case.code])):
        assert "receipt 668M" in as_("dora").get(address).text


def test_a_code_finds_the_case_or_the_appeal_that_has_it(as_, case, appeal):
    assert find(as_("amal"), case.code.lower()).context["found"].cases == [case]
    assert find(as_("amal"), appeal.code).context["found"].appeals == [appeal]
    for code in (case.code, appeal.code):
        assert "Nobody of this name" in find(as_("chen"), code).text


@pytest.mark.parametrize("typed", ["+7 900 000-31-04", "8 (900) 000 31 04", "79000003104", "9000003104"])
def test_a_telephone_finds_the_case_and_the_appeals_however_it_is_written(as_, case, appeal, people, typed):
    from datetime import date

    from tidings.extraction import Message
    from tidings.web.appeals import actions

    text = "Ищу сына, Носова Ивана. +7 900 000-31-04"
    waits = actions.receive(Message("1", "form", date(2026, 11, 20), text), people["amal"].team)
    found = find(as_("amal"), typed).context["found"]
    assert (found.cases, found.appeals) == ([case], [waits, appeal])
    theirs = find(as_("chen"), typed).context["found"]
    assert (theirs.cases, theirs.appeals) == ([], [])


def test_part_of_a_telephone_finds_nothing(as_, case):
    assert find(as_("amal"), "0003104").context["found"].cases == []


def test_nobody_is_unknown_as_long_as_an_appeal_that_waits_names_them(as_, people, appeal):
    page = find(as_("amal"), "Tikhomirov Egor")
    assert reverse("appeals-detail", args=[appeal.code]) in page.text
    assert "Nobody of this name" not in page.text
    assert "Nobody of this name" in find(as_("chen"), "Тихомиров Егор").text


def test_who_asks_in_an_appeal_is_not_taken_for_the_one_it_seeks(as_, appeal):
    assert "Nobody of this name" in find(as_("amal"), "Тихомирова").text
