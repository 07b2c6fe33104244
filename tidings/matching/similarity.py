"""How two records agree: for each fact how many times likelier it is of one person than of two strangers.

The logarithm (base 2) of that is the fact's weight in bits; weights add up. What either side did not tell weighs nothing.
The loops here run over millions of pairs, so they are machine code and look at people as `People.packed` lays them side by
side, and at what is known as `Evidence.packed` does.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tidings.matching.beliefs import KEPT
from tidings.matching.compiled import compiled
from tidings.matching.evidence import FIRST_YEAR, INITIAL, SCALED, UNKNOWN, Evidence, Firsts, Places, Singles
from tidings.matching.model import BORN_LEVELS, TOLD_LEVELS
from tidings.matching.people import DAY, FIRST, FIRST_TOLD, LAST, MONTH, YEAR, People
from tidings.matching.reference import GIVEN, PATRONYMIC, ROLES, SURNAME
from tidings.matching.table import NOT_TOLD
from tidings.matching.vocabulary import Floats, Rows

Stand = npt.NDArray[np.int8]
"""At what level a fact of each pair stands."""

LARGEST = 40.0
"""Bits: no single fact says more."""
_LARGEST = 2.0**LARGEST
BORN = len(ROLES)
TOLD = BORN + 1
"""Places of the facts: the names by role, the birth date, and from here on what else is told."""

# --- names ---------------------------------------------------------------------------------------------------------


def name_ratios(known: Evidence, sought: People, found: People, i: Rows, j: Rows) -> Floats:
    """Return [role, pair] how many times likelier the words of pairs are if one name is meant; 0 if they share none, -1
    where one is not told."""
    packed = known.packed
    ratio = np.full((len(ROLES), len(i)), -1.0)
    words = (*packed.sought, *packed.found, packed.first, packed.first_frequency)
    _name_ratios(*words, sought.packed, found.packed, i, j, ratio)
    return ratio


@compiled
def _name_ratios(
    one: Rows, one_likely: Singles, other: Rows, other_likely: Singles, first: Firsts, first_frequency: Floats,
    sought: Rows, found: Rows, i: Rows, j: Rows, ratio: Floats,
) -> None:  # fmt: skip
    one_scaled, other_scaled = one.view(np.float32), other.view(np.float32)
    for pair in range(len(i)):
        for role in range(len(ROLES)):
            left, right = sought[i[pair], role], found[j[pair], role]
            if left < 0 or right < 0:
                continue
            initial, other_initial = one[role, left, INITIAL], other[role, right, INITIAL]
            told = 0.0
            if initial >= 0 and other_initial >= 0:
                if initial == other_initial:
                    told = 1.0 / first_frequency[role, initial]
            elif initial >= 0:
                told = (
                    _starts_so(other, other_likely, first, role, right, initial)
                    / first_frequency[role, initial]
                )
            elif other_initial >= 0:
                told = (
                    _starts_so(one, one_likely, first, role, left, other_initial)
                    / first_frequency[role, other_initial]
                )
            else:
                for a in range(KEPT):
                    name = one[role, left, a]
                    if name < 0:
                        break
                    for b in range(KEPT):
                        if other[role, right, b] == name:
                            scaled = np.float64(one_scaled[role, left, SCALED + a])
                            told += scaled * np.float64(other_scaled[role, right, SCALED + b])
                            break
            ratio[role, pair] = told


@compiled
def _name_factors(ratio: Floats, other: Floats, brother: float) -> None:
    """Turn [role, pair] ratios into factors; another given name beside the same family may be a brother's."""
    for pair in range(ratio.shape[1]):
        family = abs(ratio[SURNAME, pair]) * abs(ratio[PATRONYMIC, pair])
        for role in range(len(ROLES)):
            told = ratio[role, pair]
            factor = min((1 - other[role]) * told + other[role], _LARGEST) if told >= 0 else 1.0
            if role == GIVEN and factor < 1:
                factor /= 1 + brother * family
            ratio[role, pair] = factor


@compiled
def _starts_so(words: Rows, likely: Singles, classes: Firsts, role: int, word: int, initial: int) -> float:
    """Return how likely a word means a name that starts so."""
    total = 0.0
    for a in range(KEPT):
        name = words[role, word, a]
        if name >= 0 and classes[name] == initial:
            total += likely[role, word, a]
    return total


DAYS = 365.25
FAR_YEARS = 5
FAR = int(DAYS * (FAR_YEARS - 1)) + 1
"""Days: dates farther apart are five calendar years apart, or nearly."""

# --- days ----------------------------------------------------------------------------------------------------------

(
    _SAME_DAY, _SWAPPED, _DAY_OFF, _MONTH_OFF, _YEAR_OFF, _SAME_YEAR, _OTHER_DAY, _FAR_DAY,
    _WITHIN, _YEAR_NEAR, _OTHER_YEAR, _FAR_YEAR,
) = range(len(BORN_LEVELS))  # fmt: skip


@compiled
def _born_levels(
    years: Floats, upto: Floats, sought: Rows, found: Rows, i: Rows, j: Rows, levels: Stand, chances: Floats
) -> None:
    """Put for pairs of packed people the number of a level in BORN_LEVELS, and how likely a stranger's date would stand at this
    level, into the last two, which are UNKNOWN and 1."""
    for pair in range(len(i)):
        one, other = i[pair], j[pair]
        first, last = np.int64(sought[one, FIRST]), np.int64(sought[one, LAST])
        other_first, other_last = np.int64(found[other, FIRST]), np.int64(found[other, LAST])
        if first == NOT_TOLD or other_first == NOT_TOLD:
            continue
        if first == last and other_first == other_last:
            level = _of_two_days(
                int(other_first - first),
                sought[one, YEAR], sought[one, MONTH], sought[one, DAY],
                found[other, YEAR], found[other, MONTH], found[other, DAY],
            )  # fmt: skip
        else:
            level = _of_spans(int(max(first - other_last, other_first - last)))
        longer = 0.0
        if level in (_WITHIN, _YEAR_NEAR):
            if last - first < other_last - other_first:
                first, last = other_first, other_last
            begin, end = _year_of(int(first), len(upto)), _year_of(int(last) + 1, len(upto))
            a, b, most = int(begin), int(end), len(upto) - 1
            longer = _between(upto[b], upto[min(b + 1, most)], end - b)
            longer -= _between(upto[a], upto[min(a + 1, most)], begin - a)
        at = min(max(found[other, YEAR] - FIRST_YEAR, 1), len(years) - 2)
        beside = upto[min(at + FAR_YEARS, len(years))] - upto[max(at - FAR_YEARS + 1, 0)]
        levels[pair] = level
        chances[pair] = _born_chance(level, years[at], years[at - 1] + years[at + 1], beside, longer)


@compiled
def _of_two_days(
    apart: int,
    year: int,
    month: int,
    day: int,
    other_year: int,
    other_month: int,
    other_day: int,
) -> int:
    if apart == 0:
        return _SAME_DAY
    if year == other_year:
        if month == other_day and day == other_month:
            return _SWAPPED
        if month == other_month:
            return _DAY_OFF
        return _MONTH_OFF if day == other_day else _SAME_YEAR
    if abs(year - other_year) == 1 and month == other_month and day == other_day:
        return _YEAR_OFF
    return _OTHER_DAY if abs(apart) < FAR else _FAR_DAY


@compiled
def _of_spans(gap: int) -> int:
    if gap <= 0:
        return _WITHIN
    if gap <= 366:
        return _YEAR_NEAR
    return _OTHER_YEAR if gap < FAR else _FAR_YEAR


@compiled
def _year_of(day: int, years: int) -> float:
    """Return a day as years since FIRST_YEAR, within so many."""
    return min(max(day / DAYS + 1970 - FIRST_YEAR, 0.0), years - 1.0)


@compiled
def _between(low: float, high: float, part: float) -> float:
    return low + (high - low) * part


@compiled
def _born_chance(level: int, year: float, near: float, beside: float, longer: float) -> float:
    """Return u: of a year, the years beside it, the years not far from it, and the longer of two spans."""
    chance = year
    if level in (_SAME_DAY, _SWAPPED):
        chance = year / DAYS
    elif level == _DAY_OFF:
        chance = year * 30 / DAYS
    elif level == _MONTH_OFF:
        chance = year * 11 / DAYS
    elif level == _YEAR_OFF:
        chance = near / DAYS
    elif level == _WITHIN:
        chance = longer
    elif level == _YEAR_NEAR:
        chance = min(near + longer, 0.9)
    elif level != _SAME_YEAR:
        chance = min(max(beside, 0.05), 0.95)
        if level in (_FAR_DAY, _FAR_YEAR):
            chance = 1 - chance
    return min(max(chance, 1e-9), 1.0)


# --- units, places and what else is told ---------------------------------------------------------------------------

_SAME, _DIFFERENT = TOLD_LEVELS.index("same"), TOLD_LEVELS.index("different")


@compiled
def _told_levels(
    base: int, starts: Places, others: Rows, level: Stand, chance: Floats,
    sought: Rows, found: Rows, i: Rows, j: Rows, column: int, levels: Stand, chances: Floats,
) -> None:  # fmt: skip
    """Put for pairs of packed people the number of a level in TOLD_LEVELS, and how likely a stranger's value would stand at this
    level, into the last two, which are UNKNOWN and 1."""
    for pair in range(len(i)):
        left, right = sought[i[pair], column], found[j[pair], column]
        if left < 0 or right < 0:
            continue
        at = base + left
        levels[pair] = _SAME if left == right else _DIFFERENT
        if left != right:
            for near in range(starts[at], starts[at + 1]):
                if others[near] == right:
                    levels[pair] = level[near]
                    break
        if levels[pair] >= 0:
            chances[pair] = chance[at, levels[pair]]


# --- all facts of pairs --------------------------------------------------------------------------------------------


class Levels(NamedTuple):
    """At what level birth date and what else is told of some pairs stand, and how likely a stranger's would."""

    born: Stand
    born_chance: Floats
    told: list[Stand]
    told_chance: list[Floats]


def levels(known: Evidence, sought: People, found: People, i: Rows, j: Rows) -> Levels:
    """Return the levels of pairs; UNKNOWN where a fact is not told."""
    told = [_told(known, fact, sought, found, i, j) for fact in range(len(known.facts))]
    return Levels(
        *_born(known, sought, found, i, j), [level for level, _ in told], [chance for _, chance in told]
    )


def _born(known: Evidence, sought: People, found: People, i: Rows, j: Rows) -> tuple[Stand, Floats]:
    levels, chances = _unknown(len(i))
    _born_levels(known.packed.years, known.packed.upto, sought.packed, found.packed, i, j, levels, chances)
    return levels, chances


def _unknown(pairs: int) -> tuple[Stand, Floats]:
    return np.full(pairs, UNKNOWN, np.int8), np.ones(pairs)


def _told(
    known: Evidence, fact: int, sought: People, found: People, i: Rows, j: Rows
) -> tuple[Stand, Floats]:
    packed, rows = known.packed, (sought.packed, found.packed, i, j)
    values = (packed.base[fact], packed.starts, packed.others, packed.level, packed.chance)
    levels, chances = _unknown(len(i))
    _told_levels(*values, *rows, FIRST_TOLD + fact, levels, chances)
    return levels, chances


def _named(known: Evidence, sought: People, found: People, i: Rows, j: Rows) -> Floats:
    """Return [role, pair] how many times likelier the names of pairs are of one person."""
    names = name_ratios(known, sought, found, i, j)
    _name_factors(names, np.array(known.model.other_name), known.brother)
    return names


def factors(known: Evidence, sought: People, found: People, i: Rows, j: Rows) -> Iterator[Floats]:
    """Yield how many times likelier each fact of pairs is of one person than of two strangers: surname, given name,
    patronymic, birth date and each of `known.facts`. What either did not tell is 1."""
    yield from _named(known, sought, found, i, j)
    level, chance = _born(known, sought, found, i, j)
    yield known.packed.born[level] / chance
    for fact, m in enumerate(known.packed.told):
        level, chance = _told(known, fact, sought, found, i, j)
        yield m[level] / chance


def products(known: Evidence, sought: People, found: People, i: Rows, j: Rows, least: float = 0.0) -> Floats:
    """Return the products of the `factors` of pairs.

    Of pairs whose names and dates make it less than `least` what else is told is not looked at: it could not save them.
    """
    names = _named(known, sought, found, i, j)
    product: Floats = names[0] * names[1] * names[2]
    _multiply(product, np.arange(len(i)), known.packed.born, *_born(known, sought, found, i, j))
    worth = np.flatnonzero(product >= least)
    for fact, m in enumerate(known.packed.told):
        _multiply(product, worth, m, *_told(known, fact, sought, found, i[worth], j[worth]))
    return product


@compiled
def _multiply(product: Floats, pairs: Places, m: Floats, level: Stand, chance: Floats) -> None:
    """Multiply the products of some pairs by what their levels say."""
    for at in range(len(pairs)):
        if level[at] >= 0:
            product[pairs[at]] *= m[level[at]] / chance[at]


def weights(known: Evidence, sought: People, found: People, i: Rows, j: Rows) -> Floats:
    """Return [fact, pair]: the weight in bits of each fact, in the order of `factors`."""
    bits: Floats = np.log2(np.array(list(factors(known, sought, found, i, j))))
    return bits


def name_kinds(known: Evidence, role: int, left: Rows, right: Rows) -> tuple[np.ndarray, np.ndarray]:
    """Return for pairs of words how each came from the likeliest name they share (see vocabulary.KINDS); -1 for none."""
    one, other = known.packed.sought.words, known.packed.found.words
    first, second = np.full(len(left), -1, np.int64), np.full(len(left), -1, np.int64)
    _name_kinds(one, other, known.sought.how, known.found.how, role, left, right, first, second)
    return first, second


@compiled
def _name_kinds(
    one: Rows, other: Rows, left_how: np.ndarray, right_how: np.ndarray, role: int, left: Rows, right: Rows,
    first: np.ndarray, second: np.ndarray,
) -> None:  # fmt: skip
    one_scaled, other_scaled = one.view(np.float32), other.view(np.float32)
    for pair in range(len(left)):
        best = 0.0
        for a in range(KEPT):
            for b in range(KEPT):
                name = one[role, left[pair], a]
                if name >= 0 and name == other[role, right[pair], b]:
                    share = np.float64(one_scaled[role, left[pair], SCALED + a])
                    share *= np.float64(other_scaled[role, right[pair], SCALED + b])
                    if share > best:
                        best = share
                        first[pair] = left_how[role, left[pair], a]
                        second[pair] = right_how[role, right[pair], b]
