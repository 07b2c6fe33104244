"""What two records must share to be compared: keys of two or three facts.

Every key joins facts so that the commonest names stay findable: a surname alone only where it is rare. To compare pairs that
share something else, add a Rule.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tidings.matching.compiled import compiled, longer
from tidings.matching.evidence import CLASS, INITIAL, SURE, Side
from tidings.matching.people import DAY, FIRST, FIRST_TOLD, LAST, LAST_YEAR, MONTH, YEAR, People
from tidings.matching.reference import GIVEN, PATRONYMIC, ROLES, SURNAME
from tidings.matching.table import NOT_TOLD
from tidings.matching.vocabulary import Rows

Keys = npt.NDArray[np.uint64]
Parts = npt.NDArray[np.int32]

PARTS = ("surname", "given", "patronymic", "initial", "day", "year", "unit", "place")
"""What keys are made of; the initial is that of the given name."""
_INITIAL, _DAY, BIRTH_YEAR, _UNIT, _PLACE, _NOTHING = range(len(ROLES), len(PARTS) + 1)
"""Where the parts after the names stand; `nothing` is one that every row has, the same for all: it fills up keys of fewer than
three facts."""
ALTERNATIVES = 4
_NAMES = (4, 3, 2)
"""Names that make keys for a surname, a given name, a patronymic."""
COMMON, SOME, FEW = 100, 30, 10
"""How many of the sought may share a key: one that often finds someone whom no other key finds, one that sometimes does, and
one that brings many strangers."""


@dataclass(frozen=True)
class Rule:
    """A key: the facts it joins, and how many of the sought may share it."""

    facts: tuple[str, ...]
    most: int


RULES = [
    Rule(("surname", "given"), COMMON),
    Rule(("surname", "initial"), COMMON),
    Rule(("surname", "patronymic"), SOME),
    Rule(("surname", "day"), SOME),
    Rule(("surname", "unit"), SOME),
    Rule(("surname", "place"), SOME),
    Rule(("surname",), FEW),
    Rule(("given", "day"), FEW),
    Rule(("given", "patronymic", "unit"), SOME),
    Rule(("given", "patronymic", "place"), SOME),
    Rule(("given", "patronymic", "year"), FEW),
    Rule(("given", "unit", "year"), FEW),
    Rule(("day", "place"), SOME),
]
JOINED = np.array(
    [[PARTS.index(fact) for fact in rule.facts] + [_NOTHING] * (3 - len(rule.facts)) for rule in RULES]
)
MOST = np.array([rule.most for rule in RULES])


class Columns(NamedTuple):
    """Where the parts of keys stand in packed people; -1 for what is not told."""

    unit: int
    place: int

    @classmethod
    def of(cls, facts: tuple[str, ...]) -> "Columns":
        """Return the columns when these facts are told beside name and birth date."""
        return cls(*(FIRST_TOLD + facts.index(fact) if fact in facts else -1 for fact in ("unit", "place")))


def parts(people: People, words: Rows, columns: Columns, start: int, end: int, turned: bool) -> Parts:
    """Return [row, part, alternative] of the rows from `start` up to `end`, -1 where there are no more.

    `words` are Side.words; with `turned` the day also with day and month exchanged.
    """
    found = np.full((end - start, _NOTHING + 1, ALTERNATIVES), -1, np.int32)
    _fill(found, people.packed, words, *columns, start, turned)
    return found


@compiled
def _fill(parts: Parts, people: Rows, words: Rows, unit: int, place: int, start: int, turned: bool) -> None:
    for at in range(len(parts)):
        row = start + at
        parts[at, _NOTHING, 0] = 0
        for role in (SURNAME, GIVEN, PATRONYMIC):
            word = people[row, role]
            if word >= 0:
                for other in range(min(_NAMES[role], words[role, word, SURE])):
                    parts[at, role, other] = words[role, word, other]
        word = people[row, GIVEN]
        if word >= 0:
            initial = words[GIVEN, word, INITIAL]
            parts[at, _INITIAL, 0] = initial if initial >= 0 else words[GIVEN, word, CLASS]
        if people[row, FIRST] != NOT_TOLD:
            year, month, day = people[row, YEAR], people[row, MONTH], people[row, DAY]
            if people[row, FIRST] == people[row, LAST]:
                parts[at, _DAY, 0] = year * 512 + month * 32 + day
                if turned and day <= 12 and day != month:
                    parts[at, _DAY, 1] = year * 512 + day * 32 + month
            parts[at, BIRTH_YEAR, 0] = year
            if people[row, LAST_YEAR] != year:
                parts[at, BIRTH_YEAR, 1] = people[row, LAST_YEAR]
        if unit >= 0:
            parts[at, _UNIT, 0] = people[row, unit]
        if place >= 0:
            parts[at, _PLACE, 0] = people[row, place]


@compiled
def _mixed(key: np.uint64, part: int) -> np.uint64:
    """Return a key joined with one more part."""
    spread = np.uint64(part + 2) * np.uint64(0x9E3779B97F4A7C15)
    mixed = key ^ spread ^ (spread >> np.uint64(29))
    mixed = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
    return mixed ^ (mixed >> np.uint64(27))


@compiled
def keys(parts: Parts, joined: np.ndarray, first: int, last: int) -> tuple[Keys, Rows, Rows]:
    """Return the keys that the rules from `first` up to `last` of JOINED make, with rule and row of each, by row; a row has none
    where a fact is not told."""
    made, many = np.empty(4 * len(parts) * (last - first), np.uint64), 0
    rules, rows = np.empty(len(made), np.int32), np.empty(len(made), np.int32)
    for row in range(len(parts)):
        for rule in range(first, last):
            a, b, c = joined[rule, 0], joined[rule, 1], joined[rule, 2]
            for one in range(ALTERNATIVES):
                if parts[row, a, one] < 0:
                    break
                begun = _mixed(np.uint64(rule + 1), parts[row, a, one])
                for two in range(ALTERNATIVES):
                    if parts[row, b, two] < 0:
                        break
                    joined_two = _mixed(begun, parts[row, b, two])
                    for three in range(ALTERNATIVES):
                        if parts[row, c, three] < 0:
                            break
                        if many == len(made):
                            made, rules, rows = longer(made), longer(rules), longer(rows)
                        made[many] = _mixed(joined_two, parts[row, c, three])
                        rules[many], rows[many] = rule, row
                        many += 1
    return made[:many], rules[:many], rows[:many]


def keys_of_one(person: People, side: Side, facts: tuple[str, ...], turned: bool) -> list[int]:
    """Return all keys of the one row of `person`."""
    found: list[int] = keys(
        parts(person, side.words, Columns.of(facts), 0, 1, turned), JOINED, 0, len(RULES)
    )[0].tolist()
    return found
