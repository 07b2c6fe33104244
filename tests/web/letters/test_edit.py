"""Editing a letter, and what happens when two do it at once."""

import pytest
from django.urls import reverse

from tidings.web.journal import journal


def page(letter):
    return reverse("letters-detail", args=[letter.code])


def test_what_was_typed_is_what_is_kept(as_, letter):
    as_("amal").post(page(letter), {"text": "# ЗАЯВЛЕНИЕ\r\nПрошу.", "version": 1})
    letter.refresh_from_db()
    assert (letter.text, letter.version) == ("# ЗАЯВЛЕНИЕ\nПрошу.\n", 2)
    assert "edited" in [entry.verb for entry in journal.of(letter)]


def test_an_overtaken_edit_shows_both_texts_and_keeps_the_one_that_came_first(as_, letter):
    as_("amal").post(page(letter), {"text": "Прошу сообщить.", "version": 1})
    answer = as_("boris").post(page(letter), {"text": "Требую ответить.", "version": 1})
    assert answer.status_code == 409
    assert "Прошу сообщить." in answer.text
    assert "Требую ответить." in answer.text
    letter.refresh_from_db()
    assert letter.text == "Прошу сообщить.\n"


def test_saving_again_after_seeing_both_is_meant(as_, letter):
    as_("amal").post(page(letter), {"text": "Прошу сообщить.", "version": 1})
    as_("boris").post(page(letter), {"text": "Прошу сообщить и ответить.", "version": 2})
    letter.refresh_from_db()
    assert letter.text == "Прошу сообщить и ответить.\n"


def test_an_empty_text_is_refused(as_, letter):
    assert as_("amal").post(page(letter), {"text": " ", "version": 1}).status_code == 422
    letter.refresh_from_db()
    assert letter.version == 1


def test_words_for_a_gap_stand_in_its_place(as_, letter):
    from datetime import date

    from tidings.web.letters.reading import Reading

    labels = [gap.label for gap in Reading(letter, date(2026, 11, 20)).gaps if gap.fillable]
    words = {f"gap{labels.index('ваш почтовый адрес')}": "155800, Кинешма, а/я 12"}
    as_("amal").post(reverse("letters-gaps", args=[letter.code]), {"version": 1, **words})
    letter.refresh_from_db()
    assert "Адрес: 155800, Кинешма, а/я 12" in letter.text
    assert "[ваш почтовый адрес]" not in letter.text


def test_words_cannot_bring_in_marks_of_their_own(as_, letter, people):
    from tidings.web.letters import actions

    actions.fill_in(letter, {"ваш почтовый адрес": "# [проверить]"}, version=1, by=people["amal"])
    assert "Адрес: (проверить)" in letter.text


def test_an_account_of_several_lines_stays_several_lines(letter, people):
    from tidings.web.letters import actions

    actions.fill_in(
        letter, {"что произошло, своими словами": "Позвонил.\n\nПропал."}, version=1, by=people["amal"]
    )
    assert "\nПозвонил.\nПропал.\n" in letter.text


def test_a_patronymic_that_two_people_lack_is_not_filled_in_for_both(as_, letter):
    page = as_("amal").get(reverse("letters-detail", args=[letter.code]))
    assert "Fill in where it stands in the text: отчество, если есть" in page.text


@pytest.mark.parametrize("name, status", [("chen", 404), ("dora", 403), ("amal", 302), ("boris", 302)])
@pytest.mark.parametrize("place", ["letters-detail", "letters-gaps"])
def test_editing_is_for_those_of_the_team_who_may_write(as_, letter, place, name, status):
    answer = as_(name).post(reverse(place, args=[letter.code]), {"text": "Прошу.", "version": 1})
    assert answer.status_code == status
