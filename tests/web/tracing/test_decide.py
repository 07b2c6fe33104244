"""Two records side by side, and three answers."""

import pytest
from django.urls import reverse

from tidings.web.journal import journal
from tidings.web.tracing import actions
from tidings.web.tracing.models import Candidate, Decision, FoundList


def page(candidate):
    return reverse("tracing-candidate", args=[candidate.pk])


def decide(browser, candidate, answer):
    return browser.post(reverse("tracing-decide", args=[candidate.pk]), {"answer": answer})


def test_both_records_stand_side_by_side_with_sentence_and_weight(as_, candidate):
    text = as_("amal").get(page(candidate)).text
    for words in ("Тихомиров", "Тихоміров", "in 100", "<svg", "Captured 14.08"):
        assert words in text


def test_the_three_answers_have_their_keys(as_, candidate):
    text = as_("amal").get(page(candidate)).text
    assert [f'data-key="{key}"' in text for key in "123"] == [True, True, True]


@pytest.mark.parametrize("answer", ["same", "not_same", "unsure"])
def test_an_answer_is_kept_with_who_gave_it_and_in_the_journal(as_, candidate, people, answer):
    decide(as_("boris"), candidate, answer)
    decision = Decision.objects.get(candidate=candidate)
    assert (decision.answer, decision.by) == (answer, people["boris"])
    assert journal.of(candidate).first().details["answer"] == answer


def test_after_an_answer_the_next_pair_is_shown(as_, tracing, candidate, found_list):
    from tidings.web.tracing.models import FoundRecord

    record = FoundRecord.objects.create(found_list=found_list, row=9, name="Тихомиров Е.")
    other = Candidate.objects.create(
        request=tracing, team=tracing.case.team, record=record, match_weight=0, probability=0.3
    )
    answered = as_("boris")
    seen = decide(answered, candidate, "not_same").url
    while seen not in (page(other), reverse("tracing-list")):
        seen = decide(answered, Candidate.objects.get(pk=seen.strip("/").rpartition("/")[2]), "unsure").url
    assert seen == page(other)


def test_after_the_last_answer_there_is_the_list(as_, tracing):
    browser = as_("boris")
    answers = [decide(browser, one, "unsure") for one in tracing.candidates.all()]
    assert answers[-1].url == reverse("tracing-list")


def test_another_answer_is_refused_and_nothing_is_kept(as_, candidate):
    assert decide(as_("boris"), candidate, "dead").status_code == 422
    assert not candidate.decisions.exists()


def test_an_answer_is_taken_back_not_removed(as_, candidate, people):
    actions.decide(candidate, Decision.Answer.SAME, by=people["amal"])
    as_("boris").post(reverse("tracing-withdraw", args=[candidate.pk]))
    assert Candidate.objects.get(pk=candidate.pk).decision is None
    assert candidate.decisions.count() == 1
    assert journal.of(candidate).first().verb == "withdrew"


def test_only_the_last_answer_stands(candidate, people):
    actions.decide(candidate, Decision.Answer.SAME, by=people["amal"])
    actions.decide(candidate, Decision.Answer.UNSURE, by=people["boris"])
    assert Candidate.objects.get(pk=candidate.pk).decision.answer == "unsure"


def test_nobody_is_said_to_be_dead_by_us(as_, candidate, found_list):
    FoundList.objects.filter(pk=found_list.pk).update(kind=FoundList.Kind.DEAD)
    for address in (
        page(candidate),
        reverse("tracing-list"),
        reverse("tracing-found", args=[found_list.code]),
    ):
        text = as_("amal").get(address).text
        assert "named as dead by the source" in text
        assert "not confirmed by us" in text


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 302), ("boris", 302)])
def test_answering_is_for_those_of_the_team_who_may_write(as_, candidate, name, status):
    assert decide(as_(name), candidate, "same").status_code == status
    assert as_(name).post(reverse("tracing-withdraw", args=[candidate.pk])).status_code == status


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 200), ("amal", 200)])
def test_the_pair_is_seen_by_the_team(as_, candidate, name, status):
    assert as_(name).get(page(candidate)).status_code == status
    assert as_(name).get(reverse("tracing-request", args=[candidate.request.case.code])).status_code == status
