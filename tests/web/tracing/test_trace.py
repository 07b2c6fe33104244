"""Looking through the lists: what a machine proposes, and what it leaves alone."""

from datetime import date

import pytest
from django.urls import reverse

from tidings.web.journal import journal
from tidings.web.tracing import actions
from tidings.web.tracing.models import Candidate, Decision, TracingRequest

DAY = date(2026, 11, 20)


def test_he_is_proposed_under_another_spelling(candidate):
    assert candidate.record.name == "Тихоміров Єгор Павлович"
    assert candidate.probability > 0.5


def test_a_stranger_is_not_proposed(tracing):
    assert "NOSOV IVAN" not in [one.record.name for one in tracing.candidates.all()]


def test_each_reason_has_its_sentence_in_three_languages_and_its_weight(candidate):
    for reason in candidate.reasons:
        assert set(reason["sentence"]) == {"ru", "uk", "en"}
        assert isinstance(reason["weight"], float)


def test_looking_again_keeps_what_a_person_decided(tracing, candidate, people):
    actions.decide(candidate, Decision.Answer.NOT_SAME, by=people["boris"])
    actions.trace(tracing, by=people["amal"])
    again = Candidate.objects.get(pk=candidate.pk)
    assert again.decision.answer == "not_same"
    assert tracing.candidates.filter(record=candidate.record).count() == 1


def test_a_proposal_that_does_not_hold_any_more_goes_unless_a_person_answered_it(tracing, candidate, people):
    case = tracing.case
    case.person.surname, case.person.given, case.person.patronymic = "Носов", "Иван", ""
    case.person.birth_date, case.person.unit = "1988", ""
    case.person.save()
    actions.decide(candidate, Decision.Answer.UNSURE, by=people["boris"])
    actions.trace(tracing, by=people["amal"])
    names = {one.record.name for one in tracing.candidates.all()}
    assert names == {"Тихоміров Єгор Павлович", "NOSOV IVAN"}


def test_the_lists_of_another_team_are_not_looked_through(case, people):
    from tidings.web.tracing.columns import FoundRow

    row = FoundRow(2, "Тихомиров Егор Павлович", "2005", "61057", "")
    about = actions.About(name="Theirs", kind="other")
    actions.add_list([row], about, people["chen"].team, by=people["chen"])
    request = actions.request(case, by=people["amal"], on=DAY)
    assert actions.trace(request, by=people["amal"]) == 0


def test_a_press_of_the_button_traces_and_says_how_many_there_are(as_, case, found_list):
    browser = as_("amal")
    answer = browser.post(reverse("tracing-trace", args=[case.code]), follow=True)
    assert "was found" in answer.text or "were found" in answer.text
    request = TracingRequest.objects.get(case=case)
    assert [entry.verb for entry in journal.of(request)] == ["traced", "requested"]


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 302), ("boris", 302)])
def test_tracing_is_for_those_of_the_team_who_may_write(as_, case, name, status):
    assert as_(name).post(reverse("tracing-trace", args=[case.code])).status_code == status


@pytest.mark.parametrize("name, seen", [("chen", False), ("dora", True), ("amal", True)])
def test_the_list_shows_the_candidates_of_ones_own_team(as_, candidate, name, seen):
    page = as_(name).get(reverse("tracing-list"))
    assert (candidate.record.name in page.text) is seen
    assert ("Captured 14.08" in page.text) is seen


@pytest.mark.parametrize("show", ["todo", "unsure", "same", "not_same"])
def test_the_list_is_filtered_by_answer(as_, candidate, show):
    assert as_("amal").get(reverse("tracing-list"), {"show": show}).status_code == 200


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    as_, tracing, found_list, django_assert_max_num_queries
):
    from tidings.web.tracing.models import FoundRecord

    for number in range(20):
        record = FoundRecord.objects.create(
            found_list=found_list, row=10 + number, name=f"Тихомиров-{number}"
        )
        Candidate.objects.create(
            request=tracing, team=tracing.case.team, record=record, match_weight=1, probability=0.5
        )
    browser = as_("amal")
    with django_assert_max_num_queries(16):
        browser.get(reverse("tracing-list"))


def test_who_was_taken_for_another_no_longer_stands_in_the_way_of_the_next(tracing, candidate, people):
    before = {one.record.name: one.probability for one in tracing.candidates.all()}
    actions.decide(candidate, Decision.Answer.NOT_SAME, by=people["boris"])
    actions.trace(tracing, by=people["amal"])
    after = {one.record.name: one.probability for one in tracing.candidates.exclude(pk=candidate.pk)}
    other = "Тихомиров Егор Алексеевич"
    assert after.get(other, 0) >= before.get(other, 0)
    assert candidate.record.name not in after


def test_a_list_that_came_later_is_looked_through_too(tracing, case, people):
    from tidings.web.tracing.columns import FoundRow

    row = FoundRow(2, "TIKHOMIROV YEGOR PAVLOVICH", "2005", "61057", "")
    actions.add_list([row], actions.About(name="New", kind="hospital"), case.team, by=people["amal"])
    actions.trace(tracing, by=people["amal"])
    assert "TIKHOMIROV YEGOR PAVLOVICH" in {one.record.name for one in tracing.candidates.all()}
