"""How two records agree: one function a fact, true of whole columns of pairs at once.

Each gives, for pairs of rows, a match weight in bits, log2(m / u). What either side did not tell weighs nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tidings.matching.beliefs import KEPT, Beliefs, Frequency
from tidings.matching.model import BORN_LEVELS, SPELT_LEVELS, Model
from tidings.matching.people import Days, People, Values, are_near
from tidings.matching.reference import GIVEN, PATRONYMIC, SURNAME
from tidings.matching.table import NOT_TOLD, Table
from tidings.matching.vocabulary import Floats, Rows

UNKNOWN = -1
LARGEST = 40.0
"""Bits: no single fact says more."""


@dataclass(frozen=True)
class Evidence:
    """What is known when two tables are compared."""

    model: Model
    words: tuple[list[str], list[str]]
    """The words of the sought and of the found, by number."""
    frequency: Frequency
    sought: Beliefs
    found: Beliefs
    first_frequency: Floats
    """[role, class of first sounds]: P(a name that starts so)."""
    first: np.ndarray
    """The class of first sounds of each sound."""
    years: Floats
    """How common each year of birth is, from FIRST_YEAR on."""
    units: Values
    places: Values
    brother: float
    """How likely a stranger is a brother of the person he is compared with."""


FIRST_YEAR, LAST_YEAR = 1880, 2060
DAYS = 365.25
FAR_YEARS = 5
FAR = int(DAYS * (FAR_YEARS - 1)) + 1
"""Days: dates farther apart are five calendar years apart, or nearly."""
YEARS_PRIOR = 200.0


def years_of(*tables: Table) -> Floats:
    """Return how common each year of birth is, from FIRST_YEAR on; years never seen get a little."""
    counts = np.full(LAST_YEAR - FIRST_YEAR, 0.0)
    counts[1945 - FIRST_YEAR : 2015 - FIRST_YEAR] = YEARS_PRIOR / 70
    counts += YEARS_PRIOR / 50 / len(counts)
    for table in tables:
        told = table.born[table.born[:, 0] != NOT_TOLD]
        middle = (told[:, 0].astype(np.int64) + told[:, 1]) // 2
        year = middle.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970 - FIRST_YEAR
        counts += np.bincount(np.clip(year, 0, len(counts) - 1), minlength=len(counts))
    share: Floats = counts / counts.sum()
    return share


AT_ONCE = 50_000
"""Pairs of words compared at once; bounds the memory."""


# --- names ---------------------------------------------------------------------------------------------------------


def name_ratio(known: Evidence, role: int, left: Rows, right: Rows) -> Floats:
    """Return for pairs of words how many times likelier they are if one name is meant; 0 if they share none."""
    codes = left.astype(np.int64) * len(known.found.initial) + right
    if len(codes) > 5000:
        distinct, back = np.unique(codes, return_inverse=True)
        return _name_ratio(
            known, role, distinct // len(known.found.initial), distinct % len(known.found.initial)
        )[back]
    return _name_ratio(known, role, left, right)


def _name_ratio(known: Evidence, role: int, left: Rows, right: Rows) -> Floats:
    one, other = known.sought, known.found
    total = np.zeros(len(left))
    for start in range(0, len(left), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        names, others = one.names[role][left[part]], other.names[role][right[part]]
        at, first, second = np.nonzero((names[:, :, None] == others[:, None, :]) & (names >= 0)[:, :, None])
        shared = (
            one.likely[role][left[part][at], first].astype(float)
            * other.likely[role][right[part][at], second]
            / known.frequency.among_strangers(role, names[at, first])
        )
        total[part] = np.bincount(at, shared, len(names))
    return _with_initials(known, role, left, right, total)


def _with_initials(known: Evidence, role: int, left: Rows, right: Rows, total: Floats) -> Floats:
    class_left, class_right = known.sought.initial[left], known.found.initial[right]
    for at, first, beliefs, words in (
        (np.flatnonzero((class_left >= 0) & (class_right < 0)), class_left, known.found, right),
        (np.flatnonzero((class_right >= 0) & (class_left < 0)), class_right, known.sought, left),
    ):
        starts = known.first[beliefs.names[role][words[at]]] == first[at][:, None]
        likely = (beliefs.likely[role][words[at]] * starts).sum(axis=1)
        total[at] = likely / known.first_frequency[role][first[at]]
    both = np.flatnonzero((class_left >= 0) & (class_right >= 0))
    equal = class_left[both] == class_right[both]
    total[both] = equal / known.first_frequency[role][class_left[both]]
    return total


def name_kinds(known: Evidence, role: int, left: Rows, right: Rows) -> tuple[np.ndarray, np.ndarray]:
    """Return for pairs of words how each came from the likeliest name they share (see vocabulary.KINDS); -1 for none."""
    one, other = known.sought, known.found
    best = np.zeros(len(left))
    how = np.full(len(left), -1), np.full(len(left), -1)
    for first in range(KEPT):
        name = one.names[role][left, first]
        for second in range(KEPT):
            at = np.flatnonzero((name == other.names[role][right, second]) & (name >= 0))
            share = one.likely[role][left[at], first] * other.likely[role][right[at], second]
            share = share / known.frequency.share[role][name[at]]
            better = at[share > best[at]]
            best[better] = share[share > best[at]]
            how[0][better] = one.how[role][left[better], first]
            how[1][better] = other.how[role][right[better], second]
    return how


def name_weight(known: Evidence, role: int, sought: People, found: People, i: Rows, j: Rows) -> Floats:
    """Return the weight of one part of the name; another name altogether counts against."""
    left, right = sought.named[i, role], found.named[j, role]
    told = np.flatnonzero((left >= 0) & (right >= 0))
    weight = np.zeros(len(i))
    other = known.model.other_name[role]
    ratio = name_ratio(known, role, left[told], right[told])
    weight[told] = np.minimum(np.log2((1 - other) * ratio + other), LARGEST)
    return weight


def surname(known: Evidence, sought: People, found: People, i: Rows, j: Rows) -> Floats:
    """Weigh the surnames."""
    return name_weight(known, SURNAME, sought, found, i, j)


def given(known: Evidence, sought: People, found: People, i: Rows, j: Rows) -> Floats:
    """Weigh the given names; another one beside the same surname and patronymic may be a brother's."""
    weight = name_weight(known, GIVEN, sought, found, i, j)
    other = np.flatnonzero(weight < 0)
    family = [
        _told_ratio(known, role, sought.named[i[other], role], found.named[j[other], role])
        for role in (SURNAME, PATRONYMIC)
    ]
    weight[other] -= as_brothers(known.brother, *family)
    return weight


def _told_ratio(known: Evidence, role: int, left: Rows, right: Rows) -> Floats:
    """Return the ratio of names as `name_ratio` does, 1 where one is not told."""
    ratio = np.ones(len(left))
    told = np.flatnonzero((left >= 0) & (right >= 0))
    ratio[told] = name_ratio(known, role, left[told], right[told])
    return ratio


def as_brothers(brother: float, surname: Floats, patronymic: Floats) -> Floats:
    """Return what the names of a family say less, in bits, if brothers have them as well; ratios as `name_ratio` gives."""
    less: Floats = np.log2(1 + brother * surname * patronymic)
    return less


BROTHERS = 0.03
"""So often a person in one table has a brother in the other."""


def patronymic(known: Evidence, sought: People, found: People, i: Rows, j: Rows) -> Floats:
    """Weigh the patronymics."""
    return name_weight(known, PATRONYMIC, sought, found, i, j)


# --- days ----------------------------------------------------------------------------------------------------------


def born_level(one: Days, other: Days) -> np.ndarray:
    """Return for pairs of rows the number of a level in BORN_LEVELS, or UNKNOWN."""
    gap = np.maximum(one.first - other.last.astype(np.int64), other.first - one.last.astype(np.int64))
    level = np.where(gap < FAR, BORN_LEVELS.index("other_day"), BORN_LEVELS.index("far_day"))
    exact, told = one.exact & other.exact, one.told & other.told
    same = {part: getattr(one, part) == getattr(other, part) for part in ("year", "month", "day")}
    year_apart = np.abs(one.year - other.year)
    turned = same["year"] & (one.month == other.day) & (one.day == other.month)
    rules = [
        ("same_year", same["year"]),
        ("year_off", (year_apart == 1) & same["month"] & same["day"]),
        ("month_off", same["year"] & same["day"]),
        ("day_off", same["year"] & same["month"]),
        ("swapped", turned),
        ("same_day", one.first == other.first),
    ]
    for name, holds in rules:
        level[holds] = BORN_LEVELS.index(name)
    span = np.select(
        [gap <= 0, gap <= 366, gap < FAR],
        [BORN_LEVELS.index(name) for name in ("within", "year_near", "other_year")],
        BORN_LEVELS.index("far_year"),
    )
    level = np.where(exact, level, span)
    level[~told] = UNKNOWN
    return level


def born_chance(years: Floats, one: Days, other: Days, level: np.ndarray) -> Floats:
    """Return u: how likely a stranger's date would stand at this level to it."""
    at = np.clip(other.year - FIRST_YEAR, 1, len(years) - 2)
    year, near = years[at], years[at - 1] + years[at + 1]
    broad = _mass(years, one, other)
    beside = np.clip(_within_years(years, at, FAR_YEARS - 1), 0.05, 0.95)
    by_level = {
        "same_day": year / DAYS,
        "swapped": year / DAYS,
        "day_off": year * 30 / DAYS,
        "month_off": year * 11 / DAYS,
        "year_off": near / DAYS,
        "same_year": year,
        "within": broad,
        "year_near": np.minimum(near + broad, 0.9),
        "other_day": beside,
        "other_year": beside,
        "far_day": 1 - beside,
        "far_year": 1 - beside,
    }
    chance = np.ones(len(level))
    for name, share in by_level.items():
        at_level = level == BORN_LEVELS.index(name)
        chance[at_level] = share[at_level]
    return np.clip(chance, 1e-9, 1.0)


def _within_years(years: Floats, at: np.ndarray, apart: int) -> Floats:
    """Return how likely a stranger is born so many years apart at most."""
    upto = np.r_[0.0, np.cumsum(years)]
    share: Floats = upto[np.minimum(at + apart + 1, len(years))] - upto[np.maximum(at - apart, 0)]
    return share


def _mass(years: Floats, one: Days, other: Days) -> Floats:
    """Return how likely a stranger is born within the longer of two spans."""
    longer = (one.last.astype(np.int64) - one.first) >= (other.last.astype(np.int64) - other.first)
    first, last = np.where(longer, one.first, other.first), np.where(longer, one.last, other.last)
    upto = np.r_[0.0, np.cumsum(years)]
    return np.clip(_share_before(upto, last + 1) - _share_before(upto, first), 1e-9, 1.0)


def _share_before(upto: Floats, day: np.ndarray) -> Floats:
    year = day / DAYS + 1970 - FIRST_YEAR
    return np.interp(year, np.arange(len(upto)), upto)


def born(known: Evidence, sought: People, found: People, i: Rows, j: Rows) -> Floats:
    """Weigh the days of birth."""
    one, other = sought.days.take(i), found.days.take(j)
    level = born_level(one, other)
    chance = born_chance(known.years, one, other, level)
    return _weights(known.model.born, BORN_LEVELS, level, chance)


# --- units and places ----------------------------------------------------------------------------------------------


def spelt_level(known: Values, left: Rows, right: Rows) -> np.ndarray:
    """Return for pairs of values the number of a level in SPELT_LEVELS, or UNKNOWN."""
    level = np.full(len(left), SPELT_LEVELS.index("different"))
    level[are_near(known, left, right)] = SPELT_LEVELS.index("slip")
    level[left == right] = SPELT_LEVELS.index("same")
    level[(left < 0) | (right < 0)] = UNKNOWN
    return level


def spelt_chance(known: Values, left: Rows, level: np.ndarray) -> Floats:
    """Return u: how likely a stranger's value would stand at this level to it."""
    chance = np.ones(len(level))
    same, slip = level == SPELT_LEVELS.index("same"), level == SPELT_LEVELS.index("slip")
    chance[same] = known.share[left[same]]
    chance[slip] = known.near_share[left[slip]]
    return np.clip(chance, 1e-9, 1.0)


def unit(known: Evidence, sought: People, found: People, i: Rows, j: Rows) -> Floats:
    """Weigh the units."""
    level = spelt_level(known.units, sought.unit[i], found.unit[j])
    return _weights(known.model.unit, SPELT_LEVELS, level, spelt_chance(known.units, sought.unit[i], level))


def place(known: Evidence, sought: People, found: People, i: Rows, j: Rows) -> Floats:
    """Weigh the places."""
    level = spelt_level(known.places, sought.place[i], found.place[j])
    return _weights(
        known.model.place, SPELT_LEVELS, level, spelt_chance(known.places, sought.place[i], level)
    )


def _weights(shares: Mapping[str, float], levels: Sequence[str], level: np.ndarray, chance: Floats) -> Floats:
    m = np.array([shares[name] for name in levels] + [1.0])
    return np.where(level == UNKNOWN, 0.0, np.log2(m[level] / chance))


Comparison = Callable[[Evidence, People, People, Rows, Rows], Floats]
COMPARISONS: list[Comparison] = [surname, given, patronymic, born, unit, place]
"""One function a fact. To compare something more, add a function here and its words in tidings.matching.reasons."""


def weights(known: Evidence, sought: People, found: People, i: Rows, j: Rows) -> Floats:
    """Return [comparison, pair]: the weight of each fact in bits."""
    return np.array([compare(known, sought, found, i, j) for compare in COMPARISONS]).reshape(
        len(COMPARISONS), len(i)
    )
