"""Words of a report are found again where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.extraction.passages import found_in

TEXT = "Он сказал: «Сына забрали\nв Судже». Потом добавил: сына не вернули, мамам не ответили."


@pytest.mark.parametrize(
    "words, found",
    [
        ("сына забрали в судже", ["Сына забрали\nв Судже"]),
        ('"Сына забрали в Судже"', ["«Сына забрали\nв Судже»"]),
        ("“Сына забрали в Судже.”", ["Сына забрали\nв Судже"]),
        ("сына", ["Сына", "сына"]),
        ("мама", ["мамам"]),
        ("бра", ["забрали"]),
        ("дочь", []),
        (" . ", []),
        ("", []),
        ("«»", []),
    ],
)
def test_words_are_found_however_they_were_copied(words, found):
    assert [TEXT[start:end] for start, end in found_in(TEXT, words)] == found


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 20))
def test_a_part_of_any_text_is_found_in_it(text, start, length):
    words = text[start : start + length]
    if any(map(str.isalnum, words)):
        assert any(begin <= start + len(words) and start <= end for begin, end in found_in(text, words))


@given(st.text(max_size=60), st.text(max_size=9))
def test_what_is_found_stands_in_the_text(text, words):
    assert all(0 <= start < end <= len(text) for start, end in found_in(text, words))
