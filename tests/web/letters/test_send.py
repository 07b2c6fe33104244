"""A letter goes out; an answer is due, comes, or is late."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tidings.web.journal import journal
from tidings.web.letters.terms import answer_due

TODAY = date.today()


def send(browser, letter, on=TODAY, **more):
    address = reverse("letters-sent", args=[letter.code])
    return browser.post(address, {"sent_on": on.isoformat(), "as_it_is": "on", **more})


def test_an_answer_is_due_thirty_days_after_the_last_day_of_registration():
    assert answer_due(date(2026, 11, 22)) == date(2026, 12, 25)


def test_a_registration_that_was_told_counts_from_its_own_day():
    assert answer_due(date(2026, 11, 22), date(2026, 11, 23)) == date(2026, 12, 23)


def test_a_sent_letter_says_by_when_the_answer_is_due_and_on_what_that_rests(as_, letter):
    send(as_("amal"), letter)
    letter.refresh_from_db()
    assert letter.answer_due_on == TODAY + timedelta(days=33)
    page = as_("amal").get(reverse("letters-detail", args=[letter.code]))
    assert "Federal Law 59-FZ, article 12" in page.text


def test_a_letter_is_not_sent_tomorrow(as_, letter):
    assert send(as_("amal"), letter, TODAY + timedelta(days=1)).status_code == 422
    letter.refresh_from_db()
    assert letter.state == "draft"


def test_it_is_not_registered_before_it_was_sent(as_, letter):
    early = (TODAY - timedelta(days=9)).isoformat()
    assert send(as_("amal"), letter, registered_on=early).status_code == 422


def test_a_sent_letter_is_not_edited_any_more(as_, letter):
    send(as_("amal"), letter)
    answer = as_("amal").post(
        reverse("letters-detail", args=[letter.code]), {"text": "Другое.", "version": 1}
    )
    assert answer.status_code == 409
    letter.refresh_from_db()
    assert "Другое" not in letter.text


def test_an_answer_that_did_not_come_in_time_is_overdue_everywhere(as_, letter):
    send(as_("amal"), letter, TODAY - timedelta(days=34))
    browser = as_("boris")
    assert "1 answer overdue" in browser.get(reverse("letters-list")).text
    assert "1 answer overdue" in browser.get(reverse("cases-detail", args=[letter.case.code])).text


def test_an_answer_that_came_is_noted_with_its_day(as_, letter):
    send(as_("amal"), letter, TODAY - timedelta(days=34))
    day = (TODAY - timedelta(days=1)).isoformat()
    as_("amal").post(reverse("letters-answered", args=[letter.code]), {"answered_on": day})
    letter.refresh_from_db()
    assert (letter.state, letter.answered_on) == ("answered", TODAY - timedelta(days=1))


def test_no_answer_comes_before_the_letter_went(as_, letter):
    send(as_("amal"), letter)
    day = (TODAY - timedelta(days=1)).isoformat()
    answer = as_("amal").post(reverse("letters-answered", args=[letter.code]), {"answered_on": day})
    assert answer.status_code == 422


def test_overdue_letters_come_first(as_, letter, case, people):
    from tidings.web.letters import actions

    actions.draft(case, "military_prosecutor", by=people["amal"], on=TODAY)
    send(as_("amal"), letter, TODAY - timedelta(days=34))
    listed = as_("amal").get(reverse("letters-list")).context["page"].object_list
    assert listed[0] == letter


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 302), ("boris", 302)])
def test_sending_is_for_those_of_the_team_who_may_write(as_, letter, name, status):
    assert send(as_(name), letter).status_code == status


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 302)])
def test_noting_an_answer_is_too(as_, letter, name, status):
    send(as_("boris"), letter)
    address = reverse("letters-answered", args=[letter.code])
    assert as_(name).post(address, {"answered_on": TODAY.isoformat()}).status_code == status


@pytest.mark.parametrize("name, seen", [("chen", False), ("dora", True), ("amal", True)])
def test_the_list_shows_the_letters_of_ones_own_team(as_, letter, name, seen):
    assert (letter.code in as_(name).get(reverse("letters-list")).text) is seen


def test_the_list_asks_the_database_the_same_number_of_times_for_one_letter_and_for_many(
    as_, letter, case, people, django_assert_max_num_queries
):
    from tidings.web.letters import actions

    for _ in range(9):
        actions.draft(case, "whereabouts", by=people["amal"], on=TODAY)
    browser = as_("amal")
    with django_assert_max_num_queries(18):
        browser.get(reverse("letters-list"))


def test_a_letter_with_gaps_or_unchecked_names_goes_only_if_somebody_says_so(as_, letter, people):
    refused = send(as_("amal"), letter, as_it_is="")
    assert refused.status_code == 422
    assert "still has gaps or names to check" in refused.text
    letter.refresh_from_db()
    assert letter.state == "draft"
    assert send(as_("amal"), letter).status_code == 302
    assert journal.of(letter).order_by("-number").first().details["unfinished"] is True


def test_a_finished_letter_goes_without_a_tick(as_, letter, people):
    from tidings.web.letters import actions

    actions.edit(letter, "# Запрос\n\nПросим ответить.\n", version=1, by=people["amal"])
    page = as_("amal").get(reverse("letters-detail", args=[letter.code])).text
    assert "Send it as it is" not in page
    assert send(as_("amal"), letter, as_it_is="").status_code == 302
    assert "unfinished" not in journal.of(letter).order_by("-number").first().details
