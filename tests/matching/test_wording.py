"""The words of a name: what is cut away, and that a column and a single name are read alike."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tidings.matching.wording import MOST_WORDS, digits, read, words_of


@pytest.mark.parametrize(
    "name, said",
    [
        ("Кравцов И.П.", ["кравцов", "и", "п"]),
        ("А.П.Иванов", ["а", "п", "иванов"]),
        ("Иванов АП", ["иванов", "а", "п"]),
        ("Ли Виктор", ["ли", "виктор"]),
        ("рядовой Кравцов «Грач» Илья (Илюха)", ["кравцов", "илья"]),
        ("Петров – Водкин Кузьма", ["петров-водкин", "кузьма"]),
        ("Гейдар Али оглы Алиев", ["гейдар", "алиоглы", "алиев"]),
        ("О’Коннор", ["оконнор"]),
        ("Ива\u200bнов\u00ad", ["иванов"]),
        ("😀 12345 ...", []),
        (None, []),
    ],
)
def test_the_words_of_a_name(name, said):
    assert words_of(name) == said


LETTERS = some.characters(max_codepoint=0x52F)


@given(
    some.lists(
        some.text(LETTERS, max_size=30) | some.sampled_from(["Кравцов И.П.", "Али оглы", "ИВАНОВ АП"]),
        max_size=4,
    )
)
def test_a_column_is_read_as_each_name_by_itself(names):
    said = read(pl.Series("name", names, pl.String))
    words = [[said.words[number] for number in row if number >= 0] for row in said.places.tolist()]
    assert words == [words_of(name)[:MOST_WORDS] for name in names]


@pytest.mark.parametrize(
    "unit, said", [("в/ч 12345", "12345"), ("12345-А", "12345"), ("1 рота", "1 рота"), ("", "")]
)
def test_a_unit_is_told_by_its_number(unit, said):
    assert digits(unit) == said
