"""Whom the waiting appeals seek is known in memory, whatever becomes of them."""

import time
from datetime import date

import pytest

from tidings.extraction import Message
from tidings.text import names
from tidings.web.appeals import actions, sought
from tidings.web.appeals.models import Appeal, ReadFact
from tidings.web.appeals.similar import how_many, similar_to
from tidings.web.vault import opened

MOTHER = "Ищу сына, Ярцева Глеба Олеговича, 14.03.2005 г.р., срочник, в/ч 12345."
AUNT = "Пропал племянник Ярцев Глеб, 14.03.2005 г.р., в/ч 12345."
KEY = names.key("Ярцев")


@pytest.fixture
def team(people):
    return people["amal"].team


@pytest.fixture
def received(team):
    def receive(text, day=9):
        return actions.receive(Message("1", "form", date(2024, 8, day), text), team)

    return receive


def of(team, *surnames, born=()):
    return sought.sharing(team.pk, {names.key(one) for one in surnames}, born)


def fact(appeal, field):
    return appeal.facts.get(about="sought:0", field=field)


@pytest.mark.parametrize("spelling", ["Ярцев", "ЯРЦЕВ", "Yartsev", "Ярцев "])
def test_a_surname_is_found_in_any_spelling(received, team, spelling):
    mother = received(MOTHER)
    assert of(team, spelling) == {mother.pk}


def test_a_whole_day_of_birth_is_found_and_a_year_is_not(received, team):
    mother = received(MOTHER)
    received("Ищу брата, Носова Ивана, 2005 г.р.")
    assert of(team, born=["2005-03-14"]) == {mother.pk}
    assert of(team, born=["2005"]) == set()


def test_one_who_came_after_the_last_question_is_found_by_the_next(received, team):
    assert of(team, "Ярцев") == set()
    mother = received(MOTHER)
    assert of(team, "Ярцев") == {mother.pk}
    aunt = received(AUNT)
    assert of(team, "Ярцев") == {mother.pk, aunt.pk}


def test_a_corrected_name_is_found_and_the_old_one_is_not(received, team, people):
    mother = received(MOTHER)
    assert of(team, "Ярцев") == {mother.pk}
    actions.correct(fact(mother, "surname"), "Носов", by=people["amal"])
    assert (of(team, "Ярцев"), of(team, "Носов")) == (set(), {mother.pk})


def test_a_rejected_name_is_not_found(received, team, people):
    mother = received(MOTHER)
    assert of(team, "Ярцев")
    actions.reject(fact(mother, "surname"), by=people["amal"])
    assert of(team, "Ярцев") == set()


def test_an_added_name_is_found(received, team, people):
    mother = received(MOTHER)
    assert of(team, "Носов") == set()
    actions.add_fact(mother, "sought:1", "surname", "Носов", by=people["amal"])
    assert of(team, "Носов") == of(team, "Ярцев") == {mother.pk}


def test_what_waits_no_more_is_gone_until_it_waits_again(received, team, people):
    mother = received(MOTHER)
    assert of(team, "Ярцев", born=["2005-03-14"])
    actions.set_aside(mother, "spam", by=people["amal"])
    assert of(team, "Ярцев", born=["2005-03-14"]) == set()
    actions.bring_back(mother, by=people["amal"])
    assert of(team, "Ярцев", born=["2005-03-14"]) == {mother.pk}


def test_what_was_erased_is_gone_here_and_in_other_processes(received, team):
    mother, aunt = received(MOTHER), received(AUNT)
    assert of(team, "Ярцев") == {mother.pk, aunt.pk}
    sought.drop(team.pk, mother.pk)
    assert of(team, "Ярцев") == {aunt.pk}
    opened.keyring().erase([aunt.key])
    Appeal.objects.get(pk=aunt.pk).save(update_fields=["state"])
    assert of(team, "Ярцев") == set()


def test_another_team_shares_nothing(received, people):
    received(MOTHER)
    assert of(people["chen"].team, "Ярцев") == set()


def test_nothing_of_names_that_are_gone_stays_in_memory(received, team, people):
    mother = received(MOTHER)
    assert of(team, "Ярцев")
    actions.set_aside(mother, "spam", by=people["amal"])
    of(team)
    kept = sought._KEPT[team.pk]
    assert (kept.of_appeal, dict(kept.by_surname), set().union(*kept.by_day.values())) == ({}, {}, set())


def test_two_who_give_the_same_telephone_are_compared(received, people):
    mother = received(MOTHER + " Мать, +7 900 000-31-04")
    other = received("Ищу племянника, Глеб, в/ч 12345, 2005 г.р. +7 900 000-31-04")
    near = ReadFact.objects.filter(appeal=other, field="phones").get().mark
    assert ReadFact.objects.filter(appeal=mother, mark=near).exists()
    assert [other.code in one.address for one in similar_to(mother, people["amal"])] == [True]


@pytest.mark.django_db(transaction=True)
def test_a_large_office_is_read_behind_its_pages_which_count_nothing_meanwhile(
    received, team, as_, monkeypatch
):
    mother = received(MOTHER)
    received(AUNT)
    browser = as_("amal")
    monkeypatch.setattr(sought, "SOON", 1)
    assert sought._kept(team.pk).lock.acquire()  # as while it is being read
    try:
        assert how_many([mother])[mother.pk] == 0
        assert "similar" not in browser.get("/appeals/").text
    finally:
        sought._kept(team.pk).lock.release()
    how_many([mother])
    ends = time.monotonic() + 20
    while sought._kept(team.pk).read_at is None and time.monotonic() < ends:
        time.sleep(0.05)
    assert how_many([mother])[mother.pk] == 1
    assert "1 similar" in browser.get("/appeals/").text


def test_a_search_waits_until_all_is_read(received, team, monkeypatch):
    mother, aunt = received(MOTHER), received(AUNT)
    monkeypatch.setattr(sought, "SOON", 1)
    monkeypatch.setattr(sought, "_behind", lambda team: None)
    assert sought.sharing(team.pk, {KEY}) == set()
    assert sought.sharing(team.pk, {KEY}, wait=True) == {mother.pk, aunt.pk}
