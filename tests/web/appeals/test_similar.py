"""Who may be the same sought person elsewhere: proposed with reasons, never decided."""

from datetime import date

import pytest

from tidings.extraction import Message
from tidings.web.appeals import actions, sought
from tidings.web.appeals.similar import how_many, similar_to
from tidings.web.people import index

MOTHER = (
    "Ищу сына, Ярцева Глеба Олеговича, 14.03.2005 г.р., срочник, в/ч 12345. Не выходит на связь с 6 августа."
)
AUNT = "здравствуйте пропал племянник Ярцев Глеб 14 марта 2005 года рождения в/ч 12345 помогите"
STRANGER = "Ищу мужа, Комаренко Остапа Ивановича, 1980 г.р., контрактник. Не выходит на связь."


@pytest.fixture
def received(people):
    def receive(text, team="amal"):
        return actions.receive(Message("1", "form", date(2024, 8, 9), text), people[team].team)

    return receive


def test_two_appeals_about_one_man_are_shown_to_each_other(received, people):
    mother, aunt = received(MOTHER), received(AUNT)
    (found,) = similar_to(mother, people["amal"])
    assert aunt.code in found.address
    assert found.probability > 0.5
    assert any("surname" in reason.en for reason in found.reasons)
    assert [mother.code in one.address for one in similar_to(aunt, people["amal"])] == [True]


def test_a_stranger_is_not_shown(received, people):
    mother = received(MOTHER)
    received(STRANGER)
    assert similar_to(mother, people["amal"]) == []


def test_an_appeal_of_another_team_is_not_shown(received, people):
    mother = received(MOTHER)
    received(AUNT, team="chen")
    assert similar_to(mother, people["amal"]) == []


def test_what_was_set_aside_is_not_shown(received, people):
    mother, aunt = received(MOTHER), received(AUNT)
    actions.set_aside(aunt, "duplicate", by=people["amal"])
    assert similar_to(mother, people["amal"]) == []


def test_among_many_namesakes_the_same_man_is_still_found(received, people):
    mother, aunt = received(MOTHER), received(AUNT)
    for year in range(1950, 2000):
        received(f"Ищу брата, Ярцева Степана Фомича, {year} г.р., мобилизован.")
    assert [aunt.code in one.address for one in similar_to(mother, people["amal"])] == [True]


def test_the_page_says_that_it_is_only_proposed(received, as_):
    mother, aunt = received(MOTHER), received(AUNT)
    page = as_("amal").get(f"/appeals/{mother.code}/similar/").text
    assert f"Appeal {aunt.code}" in page
    assert "nobody has decided" in page


def test_the_page_of_an_appeal_does_not_wait_for_them(received, as_):
    mother, aunt = received(MOTHER), received(AUNT)
    page = as_("amal").get(f"/appeals/{mother.code}/").text
    assert f"Appeal {aunt.code}" not in page
    assert f'hx-get="/appeals/{mother.code}/similar/" hx-trigger="load"' in page
    assert f'<a href="/appeals/{mother.code}/similar/">' in page


def test_while_all_appeals_are_still_being_read_the_part_says_so_and_asks_again(received, as_, monkeypatch):
    mother, aunt = received(MOTHER), received(AUNT)
    monkeypatch.setattr(sought, "_many", lambda team: True)
    monkeypatch.setattr(sought, "_behind", lambda team: None)
    part = as_("amal").get(f"/appeals/{mother.code}/similar/", headers={"HX-Request": "true"}).text
    assert "still being looked through" in part and 'hx-trigger="load delay:2s"' in part
    assert f"Appeal {aunt.code}" not in part and "<html" not in part
    sought.warm(mother.team_id)
    part = as_("amal").get(f"/appeals/{mother.code}/similar/", headers={"HX-Request": "true"}).text
    assert f"Appeal {aunt.code}" in part and "hx-get" not in part


def test_whom_the_cases_seek_is_read_behind_the_pages_too(received, as_, monkeypatch):
    mother = received(MOTHER)
    monkeypatch.setattr(index, "SOON", -1)
    monkeypatch.setattr(index, "_behind", lambda team: None)
    assert not index.is_ready(mother.team_id)
    assert "still being looked through" in as_("amal").get(f"/appeals/{mother.code}/similar/").text
    index.warm(mother.team_id)
    assert index.is_ready(mother.team_id)


def test_the_queue_says_how_many_waiting_appeals_may_be_about_the_same_man(received, as_, people):
    mother, aunt = received(MOTHER), received(AUNT)
    received("Ищу брата, Ярцева Степана Фомича, 1971 г.р., мобилизован.")
    rows = {row.appeal: row.similar for row in as_("amal").get("/appeals/").context["rows"]}
    assert (rows[mother], rows[aunt], sum(rows.values())) == (1, 1, 2)
    page = as_("amal").get("/appeals/").text
    assert f'href="/appeals/{mother.code}/#similar-title">1 similar' in page
    actions.set_aside(aunt, "duplicate", by=people["amal"])
    assert "1 similar" not in as_("amal").get("/appeals/").text


@pytest.mark.parametrize(
    "words, similar",
    [
        ("Ищу сына, Ярцев Глеб, 2005 г.р.", 1),
        ("Шукаю сина, Ярцев Гліб, 2005 р.н.", 1),
        ("Ищу сына, Ярцев Глеб, 1988 г.р.", 0),
        ("Ищу сына, Ярцев Степан, 14.03.2005 г.р.", 0),
    ],
)
def test_what_contradicts_is_not_counted(received, words, similar):
    mother = received(MOTHER)
    received(words)
    assert how_many([mother])[mother.pk] == similar


def test_another_teams_appeals_are_not_counted(received):
    mother = received(MOTHER)
    received(AUNT, team="chen")
    assert how_many([mother])[mother.pk] == 0
