"""A press report is marked: its title, its language, and what is named in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.extraction.named import read_named

REPORT = """Home  News  About us | Subscribe

Boy of twelve seen with armed men near Svatove

By Ann Reporter · 3 min read

A man with the call sign “Melnik” said that the 12-year-old stood guard near Svatove. Unit 83916 did not answer.
"""


def test_the_title_is_the_first_heading_and_not_the_menu():
    assert read_named(REPORT).title == "Boy of twelve seen with armed men near Svatove"


def test_call_signs_ages_and_places_are_marked_where_they_stand():
    found = {(one.kind, one.value) for one in read_named(REPORT).mentions}
    assert ("call_sign", "Melnik") in found
    assert ("age", "12") in found
    assert any(kind == "place" for kind, _ in found)


def test_nobody_is_named_by_a_mark():
    assert all(one.kind != "person" for one in read_named(REPORT).mentions)


@pytest.mark.parametrize("line", ["Он служил в в/ч 83916.", "Служив у В/Ч83916 під Суджею."])
def test_a_short_line_with_an_abbreviation_is_no_menu(line):
    assert "83916" in {one.value for one in read_named(f"Заголовок\n\n{line}").mentions}


@pytest.mark.parametrize("line", ["Home/News/Sudzha", "Главная / Новости / Суджа", "Фото 1/3 Суджа"])
def test_a_slash_between_words_or_numbers_is_a_menu(line):
    assert read_named(f"Заголовок\n\n{line}").mentions == ()


@given(st.text())
def test_any_text_can_be_read_and_marks_lie_in_it(text):
    report = read_named(text)
    assert all(text[one.start : one.end] == one.text for one in report.mentions)
