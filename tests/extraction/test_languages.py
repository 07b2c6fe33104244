"""The language of a message, and Russian in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.extraction.languages import in_latin_letters, language, respell


@pytest.mark.parametrize(
    "text, lang",
    [
        ("Помогите найти сына, он не отвечает", "ru"),
        ("Допоможіть знайти сина, він не відповідає", "uk"),
        ("Please help me to find my son, he is not answering", "en"),
        ("Ishu syna, on srochnik, svyazi net, pomogite", "ru"),
        (
            "Hello, my brother is in the army and we are afraid. Он срочник, сказали что отправят на границу",
            "mixed",
        ),
    ],
)
def test_the_language_is_told(text, lang):
    assert language(text) == lang


def test_english_is_not_taken_for_russian():
    assert not in_latin_letters("My brother is on the front, he has no contact with us since May")


def test_addresses_and_handles_keep_their_letters():
    assert respell("pishite na olga.k@example.org ili @olga_test").text.endswith(
        "olga.k@example.org или @olga_test"
    )


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEZ' .,/@-1ыё\n", max_size=60))
def test_each_letter_knows_where_it_came_from(text):
    respelled = respell(text)
    assert len(respelled.places) == len(respelled.text) + 1
    assert list(respelled.places) == sorted(respelled.places)
    assert respelled.places[-1] == len(text)
