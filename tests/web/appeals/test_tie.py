"""Two appeals about one person: said by a click, taken back by a click, and each stays as it is."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tidings.extraction import Message
from tidings.web.appeals import actions
from tidings.web.appeals.models import Appeal, Tie
from tidings.web.appeals.similar import similar_to, together
from tidings.web.cases import actions as cases
from tidings.web.journal import journal

DAY = date(2024, 8, 9)
MOTHER = "Ищу сына, Ярцева Глеба Олеговича, 14.03.2005 г.р., срочник, в/ч 12345. Не выходит на связь."
AUNT = "пропал племянник Ярцев Глеб 14 марта 2005 года рождения в/ч 12345 помогите"
FRIEND = "Looking for my friend Gleb Yartsev, born 14.03.2005, no contact"


@pytest.fixture
def received(people):
    def receive(text, channel="form", team="amal"):
        return actions.receive(Message("1", channel, DAY, text), people[team].team)

    return receive


@pytest.fixture
def three(received):
    return received(MOTHER), received(AUNT, "telegram"), received(FRIEND, "email")


def codes(appeal, user):
    return {one.appeal.code for one in together(appeal, user)}


def test_a_click_says_that_two_seek_one_person_and_a_click_takes_it_back(three, as_, people):
    mother, aunt, _ = three
    page = as_("boris").get(f"/appeals/{mother.code}/similar/").text
    assert f'action="/appeals/{mother.code}/same/{aunt.code}/"' in page
    as_("boris").post(f"/appeals/{mother.code}/same/{aunt.code}/")
    assert codes(mother, people["amal"]) == {aunt.code}
    assert codes(aunt, people["amal"]) == {mother.code}
    page = as_("amal").get(f"/appeals/{aunt.code}/").text
    assert "said by Boris" in page and f'action="/appeals/{aunt.code}/same/{mother.code}/part/"' in page
    as_("amal").post(f"/appeals/{aunt.code}/same/{mother.code}/part/")
    assert codes(mother, people["amal"]) == set()
    for one in (mother, aunt):
        assert [
            entry.verb for entry in journal.of(one).filter(verb__in=("tied", "untied")).order_by("number")
        ] == ["tied", "untied"]
    assert "seek the same person" in as_("amal").get("/journal/").text


def test_who_is_tied_is_not_proposed_again_and_neither_appeal_changes(three, people):
    mother, aunt, friend = three
    before = Appeal.objects.filter(pk=aunt.pk).values().get()
    actions.tie(mother, aunt, by=people["boris"], on=DAY)
    assert Appeal.objects.filter(pk=aunt.pk).values().get() == before
    assert [one.appeal for one in similar_to(mother, people["amal"])] == [friend.code]


def test_who_is_tied_through_another_is_shown_as_that(three, people):
    mother, aunt, friend = three
    actions.tie(mother, aunt, by=people["boris"], on=DAY)
    actions.tie(friend, aunt, by=people["boris"], on=DAY)
    assert {one.appeal.code: bool(one.tie) for one in together(mother, people["amal"])} == {
        aunt.code: True,
        friend.code: False,
    }
    actions.untie(aunt, friend, by=people["amal"])
    assert codes(mother, people["amal"]) == {aunt.code}


def test_what_was_said_is_not_said_twice_and_not_taken_back_twice(three, people):
    mother, aunt, _ = three
    actions.tie(mother, aunt, by=people["boris"], on=DAY)
    with pytest.raises(actions.NotNow):
        actions.tie(aunt, mother, by=people["amal"], on=DAY)
    actions.untie(aunt, mother, by=people["amal"])
    with pytest.raises(actions.NotNow):
        actions.untie(mother, aunt, by=people["amal"])


def test_an_appeal_is_not_tied_to_itself_nor_to_another_teams(three, received, people, as_):
    mother, _, _ = three
    theirs = received(AUNT, team="chen")
    for other in (mother, theirs):
        with pytest.raises(actions.NotNow):
            actions.tie(mother, other, by=people["amal"], on=DAY)
    assert as_("boris").post(f"/appeals/{mother.code}/same/{theirs.code}/").status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Tie.objects.create(first=mother, second=mother, by=people["amal"], on=DAY)


def test_who_only_reads_ties_nothing(three, as_):
    mother, aunt, _ = three
    assert as_("dora").post(f"/appeals/{mother.code}/same/{aunt.code}/").status_code == 403
    assert "The same person" not in as_("dora").get(f"/appeals/{mother.code}/similar/").text


def test_once_one_is_in_a_case_the_other_is_offered_that_case(three, as_, people):
    mother, aunt, _ = three
    actions.tie(mother, aunt, by=people["boris"], on=DAY)
    case = cases.open_case(mother, by=people["boris"], on=DAY)
    page = as_("boris").get(f"/appeals/{aunt.code}/").text
    assert f'value="{case.code}"' in page and "Join its case" in page
    page = as_("boris").get(f"/cases/{case.code}/").text
    assert "Said to seek the same person" in page and f'action="/cases/join/{aunt.code}/"' in page
    as_("boris").post(f"/cases/join/{aunt.code}/", {"case": case.code, "ready": "yes"})
    assert "Said to seek the same person" not in as_("boris").get(f"/cases/{case.code}/").text


def test_the_queue_says_which_are_tied_and_does_not_call_them_similar_too(three, people, as_):
    mother, aunt, friend = three
    actions.tie(mother, aunt, by=people["boris"], on=DAY)
    rows = {row.appeal: row for row in as_("amal").get("/appeals/").context["rows"]}
    assert (rows[mother].tied, rows[mother].similar, rows[friend].tied) == (1, 1, 0)
    assert f'href="/appeals/{mother.code}/#together">with 1 more' in as_("amal").get("/appeals/").text
