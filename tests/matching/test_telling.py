"""What else a record tells: a value added by itself is known as if it had stood in the table."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tidings.matching import telling
from tidings.matching.telling import FACTS, PLACES

CELLS = {
    "place": [
        "Суджа", "Sudzha", "Курская обл.", "Суджанский район", "Гуево", "Ивановка", "Ивановка, Курская область",
        "Ивановка, Белгородская область", "Курск", "Курс", "Хвалынск", "Хвалынк", "Артёмовск", "Бахмут", "Знаменка",
        "Дуричи", "Донецкая область", "Татарстан", "Казань", "Тмутаракань", "Тмутаркань", "Ростов",
    ],
    "unit": ["12345", "12346", "1234", "70001", "1 рота", "2 рота", "12354"],
    "rank": ["рядовой", "рядовй", "сержант", "private"],
}  # fmt: skip


def known(fact, cells):
    return telling.values([telling.told(pl.Series("said", cells, pl.String), fact)])


def ties(values):
    """Return every pair of values that may be meant for one another, in words, with its level."""
    one = np.repeat(np.arange(len(values.starts) - 1), np.diff(values.starts)).tolist()
    pairs = zip(one, values.other.tolist(), values.level.tolist(), strict=True)
    return {(values.texts[a], values.texts[b], level) for a, b, level in pairs}


@pytest.mark.parametrize("fact", CELLS)
@settings(deadline=None, max_examples=25)
@given(data=some.data())
def test_values_added_one_by_one_are_known_as_in_a_table(fact, data):
    cells = data.draw(some.lists(some.sampled_from(CELLS[fact]), unique=True))
    grown, whole = telling.no_values(fact), known(fact, cells)
    for cell in cells:
        grown = grown.with_new(FACTS[fact](cell))
    assert ties(grown) == ties(whole)
    assert set(grown.numbers) == set(whole.numbers)
    for said, number in grown.numbers.items():
        assert number in grown.names[telling.names_of(fact, said)[0]] and grown.texts[number] == said


def test_a_value_is_tied_both_ways_and_to_no_other_twice():
    values = known("place", CELLS["place"])
    found = ties(values)
    assert {(b, a, level) for a, b, level in found} == found
    assert len({(a, b) for a, b, _ in found}) == len(found) == len(values.other)


@pytest.mark.parametrize("fact", sorted(FACTS))
def test_a_commoner_value_says_less(fact):
    cells = ["12345", "70001"] if fact not in PLACES else ["Курск", "Омск"]
    values = known(fact, [cells[0]] * 50 + cells[1:])
    common, rare = (values.numbers[FACTS[fact](cell)] for cell in cells)
    same = telling.TOLD_LEVELS.index("same")
    assert values.chance[common, same] > values.chance[rare, same]


def test_a_region_in_which_more_lie_says_less():
    values = known("place", ["Курск"] * 50 + ["Суджа"] * 50 + ["Омск", "Курская область", "Омская область"])
    within = values.chance[:, telling.TOLD_LEVELS.index("within")]
    assert within[values.numbers["kurskoblast"]] > 5 * within[values.numbers["omskoblast"]]
