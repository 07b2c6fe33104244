"""What is worked out for whole columns at once is what is worked out for each by itself."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tidings.matching import belarusian, columns, people, spelling, spoken, vocabulary
from tidings.matching.people import People

SYLLABLES = (
    "кра вцов иль я серг ей ўна дзі авіч зям цоў щу ьё шч їв ській hry tsen ko jou ch ff ou "
    "ine sch tz w ogly oo kizi оглы ck"
).split()
WORDS = some.lists(some.sampled_from(SYLLABLES), min_size=1, max_size=4).map("".join) | some.text(
    some.characters(max_codepoint=0x52F, categories=["L"]), min_size=1, max_size=12
)
PLAIN = some.lists(
    WORDS.map(spelling.plain).filter(lambda word: "\n" not in word), min_size=1, max_size=8, unique=True
)
together = settings(deadline=None, max_examples=60)


def numbered(words):
    """Return words with their numbers, and as a series."""
    return pl.DataFrame({"number": range(len(words)), "word": words}, schema_overrides={"word": pl.String})


def sounds(words):
    return list(dict.fromkeys(filter(None, map(spelling.skeleton, words))))


def pairs(frame, column):
    return {(number, said) for number, said in frame.select("number", column).iter_rows()}


@together
@given(PLAIN)
def test_skeletons(words):
    assert spelling.skeletons(pl.Series("word", words, pl.String)).to_list() == [
        spelling._cyrillic(word) if spelling._CYRILLIC_LETTER.search(word) else spelling._latin(word)
        for word in words
    ]


@together
@given(PLAIN)
def test_other_readings(words):
    found = pairs(spelling.all_other_readings(numbered(words)), "reading")
    assert found == {(n, said) for n, word in enumerate(words) for said in spelling.other_readings(word)}


@together
@given(PLAIN)
def test_german_readings(words):
    found = pairs(spelling.german_readings(numbered(words)), "reading")
    single = ((n, spelling.german_reading(word)) for n, word in enumerate(words))
    assert {pair for pair in found if pair[1]} == {pair for pair in single if pair[1]}


@together
@given(PLAIN)
def test_nominatives(words):
    said = sounds(words)
    found = pairs(spelling.all_nominatives(numbered(said).rename({"word": "sound"})), "nominative")
    assert found == {(n, name) for n, sound in enumerate(said) for name in spelling.nominatives(sound)}


@together
@given(PLAIN)
def test_what_a_belarusian_is_heard_to_say(words):
    said = sounds(words)
    assert belarusian.all_heard(pl.Series("sound", said, pl.String)).to_list() == list(
        map(belarusian.heard, said)
    )


@together
@given(PLAIN)
def test_patronymics_as_they_are_said(words):
    said = [*sounds(words), "paliC", "gasanogli", "ivana"]
    found = pairs(spoken.all_formal(numbered(said).rename({"word": "sound"})), "sound")
    assert found == {(n, full) for n, sound in enumerate(said) for full in spoken.formal(sound)}


@settings(deadline=None, max_examples=6)
@given(PLAIN)
def test_what_words_mean(words):
    words = sorted(words)
    one, all_at_once = vocabulary.build(words), vocabulary.build(words)
    all_at_once.edges = vocabulary._edges(
        all_at_once, spelling.skeletons(pl.Series("word", words, pl.String))
    )
    for column in ("word", "name", "kind"):
        assert getattr(one.edges, column).tolist() == getattr(all_at_once.edges, column).tolist()
    assert one.edges.share.tolist() == pytest.approx(all_at_once.edges.share.tolist())


@together
@given(some.lists(some.none() | some.text(some.characters(exclude_categories=["Cs"]), max_size=6)))
def test_the_distinct_texts_of_a_column(cells):
    said, numbers = columns.numbered(pl.Series("cell", cells, pl.String))
    assert said == sorted(set(said)) and len(numbers) == len(cells)
    whole = [(cell or "").replace("\n", " ") for cell in cells]
    assert [said[number] if number >= 0 else "" for number in numbers.tolist()] == whole


def test_all_days_of_two_and_a_half_centuries():
    first, last = date(1850, 1, 1), date(2100, 12, 31)
    days = np.arange(first.toordinal(), last.toordinal() + 1) - date(1970, 1, 1).toordinal()
    none = np.full((len(days), 3), people.NONE, np.int32)
    born = np.column_stack([days, days]).astype(np.int32)
    packed = People(none, born, np.zeros((len(days), 0), np.int32)).packed
    true = days.astype("datetime64[D]")
    month = true.astype("datetime64[M]")
    assert (packed[:, 5] == true.astype("datetime64[Y]").astype(int) + 1970).all()
    assert (packed[:, 5] == packed[:, 6]).all()
    assert (packed[:, 7] == month.astype(int) % 12 + 1).all()
    assert (packed[:, 8] == (true - month).astype(int) + 1).all()
