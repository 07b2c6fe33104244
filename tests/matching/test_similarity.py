"""Levels of agreement, and weights from known m and u."""

from dataclasses import replace

import numpy as np
import pytest

from tidings.matching import Model, Record, Table, person, similarity, training
from tidings.matching.model import BORN_LEVELS, shipped
from tidings.matching.reasons import NAMED
from tidings.matching.telling import FACTS

USUAL = Model()
UNIT = {"same": 0.8, "slip": 0.05, "within": 0.01, "different": 0.14}
MODEL = replace(USUAL, told={**USUAL.told, "unit": UNIT})
ZERO = np.zeros(1, np.int32)


def bits(left, right, fact, model=MODEL):
    known, one, other = person.alone(left, right, model)
    weights = similarity.weights(known, one.people, other.people, ZERO, ZERO)[:, 0]
    return dict(zip([*NAMED, "born", *FACTS], weights.tolist(), strict=True))[fact]


def born(one, other):
    """Return the level of two birth dates and how likely a stranger's would stand at it."""
    known, left, right = person.alone(Record("1", "", one), Record("2", "", other), MODEL)
    level = similarity.levels(known, left.people, right.people, ZERO, ZERO)
    return BORN_LEVELS[level.born[0]], level.born_chance[0]


def test_a_weight_is_the_logarithm_of_m_over_u():
    known, one, other = person.alone(Record("1", "", unit="12345"), Record("2", "", unit="12345"), MODEL)
    u = float(known.values[0].share[0])
    assert bits(Record("1", "", unit="12345"), Record("2", "", unit="12345"), "unit") == pytest.approx(
        np.log2(0.8 / u)
    )
    assert bits(Record("1", "", unit="12345"), Record("2", "", unit="70001"), "unit") == pytest.approx(
        np.log2(0.14)
    )


def test_another_name_altogether_weighs_what_the_model_says():
    model = replace(MODEL, other_name=(1 / 64, 0.02, 0.02))
    assert bits(Record("1", "Кравцов"), Record("2", "Мельник"), "surname", model) == pytest.approx(
        -6, abs=0.01
    )


@pytest.mark.parametrize(
    "one, other, level",
    [
        ("2005-03-14", "2005-03-14", "same_day"),
        ("2005-03-04", "2005-04-03", "swapped"),
        ("2005-03-14", "2005-03-24", "day_off"),
        ("2005-03-14", "2005-08-14", "month_off"),
        ("2005-03-14", "2006-03-14", "year_off"),
        ("2005-03-14", "2005-08-01", "same_year"),
        ("2005-03-14", "2002-08-01", "other_day"),
        ("2005-03-14", "1999-08-01", "far_day"),
        ("2005-03-14", "2005", "within"),
        ("2005", "2005-03", "within"),
        ("2005", "2006-12", "year_near"),
        ("2005", "2002", "other_year"),
        ("2005", "2000", "far_year"),
        ("2005-03-14", "1999", "far_year"),
    ],
)
def test_birth_dates_stand_at_one_level_whichever_comes_first(one, other, level):
    assert [born(one, other)[0], born(other, one)[0]] == [level, level]


def test_a_common_year_of_birth_weighs_less_than_a_rare_one():
    rows = [{"id": n, "name": "", "birth_date": "2003" if n < 900 else "1975"} for n in range(1000)]
    prepared = training.prepare_one(Table.from_rows(rows), MODEL)
    sample = np.array([0, 999], np.int32)
    levels = similarity.levels(prepared.evidence, prepared.sought, prepared.sought, sample, sample)
    common, rare = levels.born_chance
    assert common > 5 * rare


def test_a_probability_is_given_the_other_candidates():
    two = training.posterior(np.array([20.0, 20.0]), np.array([0, 0]), 1, prior=2.0**-10)
    one = training.posterior(np.array([20.0]), np.array([0]), 1, prior=2.0**-10)
    assert one[0] > 0.99 and two.tolist() == pytest.approx([0.5, 0.5], abs=0.001)


def test_an_unrelated_row_changes_no_weight_beyond_frequency(linked):
    sought = [{"id": "1", "name": "Кнышевич Захар", "birth_date": "1999"}]
    found = [{"id": "2", "name": "Кнышевич З.", "birth_date": "1999-02-03"}]
    more = [*found, {"id": "3", "name": "Шукуров Олег", "birth_date": "1971"}]
    assert linked(sought, found)["1", "2"] == pytest.approx(linked(sought, more)["1", "2"], abs=0.05)


def test_the_shipped_model_says_how_it_was_made():
    assert "benchmarks/population.py" in shipped().made


def test_a_far_off_year_speaks_against_more_than_a_near_one():
    far, near, off = (
        bits(Record("1", "", "2005"), Record("2", "", year), "born") for year in ("1996", "2003", "2004")
    )
    assert far < near - 1 < off - 1 and far < -8


def test_a_brother_is_no_more_likely_the_man_the_rarer_the_family():
    common, rare = (
        bits(Record("1", f"{family} Илья Петрович"), Record("2", f"{family} Глеб Петрович"), "given")
        for family in ("Иванов", "Кнышевич")
    )
    assert rare < common < 0


def test_a_rare_given_name_weighs_no_more_than_names_that_go_together():
    rare = bits(Record("1", "Шевчук Назар"), Record("2", "Шевчук Назар"), "given")
    assert rare < np.log2(1 / 5e-4) + 0.1
