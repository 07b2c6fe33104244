"""What is known when two tables are compared, and the same laid out for loops over millions of pairs."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tidings.matching.beliefs import KEPT, Beliefs, Frequency
from tidings.matching.compiled import compiled, together
from tidings.matching.model import BORN_LEVELS, TOLD_LEVELS, Model
from tidings.matching.reference import ROLES
from tidings.matching.table import NOT_TOLD, Table
from tidings.matching.telling import Values
from tidings.matching.vocabulary import Floats, Rows

UNKNOWN = -1
"""The level of a fact that one of two records does not tell; the class of a word that has none."""
Singles = npt.NDArray[np.float32]
Firsts = npt.NDArray[np.int16]
Places = npt.NDArray[np.int64]

BROTHERS = 0.03
"""So often a person in one table has a brother in the other."""


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
    facts: tuple[str, ...]
    """What is compared beside names and birth dates: some of tidings.matching.telling.FACTS, in the order of People.told."""
    values: tuple[Values, ...]
    """The values of these."""
    brother: float
    """How likely a stranger is a brother of the person he is compared with."""

    @cached_property
    def packed(self) -> "Known":
        """The same for the loops."""
        return _packed(self)

    def unpack(self) -> None:
        """Forget what was laid out for the loops; it is large, and made again when it is asked for."""
        self.__dict__.pop("packed", None)

    def pack(self, packed: "Known") -> None:
        """Let this be `packed`: an index changes little of it from one question to the next."""
        self.__dict__["packed"] = packed


class Side(NamedTuple):
    """What the words of one table may stand for, as the loops want it."""

    words: Rows
    """[role, word, column]: a line of numbers for each word, laid out as SCALED, INITIAL … say; names come first."""
    likely: Singles
    """[role, word, KEPT]: P(name | word)."""


SCALED, INITIAL, SURE, CLASS = KEPT, 2 * KEPT, 2 * KEPT + 1, 2 * KEPT + 2
"""Columns of Side.words after the names: P(name | word) divided by the root of P(name) among strangers (the bits of a single
precision number); the class of an initial, else -1; how many names are at least LIKELY_ENOUGH; the class of the likeliest."""
_WIDTH = 16
LIKELY_ENOUGH = 0.01
"""A name less likely behind a word makes no key to look it up by."""


class Known(NamedTuple):
    """Evidence as arrays."""

    sought: Side
    found: Side
    first: Firsts
    first_frequency: Floats
    years: Floats
    upto: Floats
    """How likely a stranger is born before each year."""
    born: Floats
    """m of each of BORN_LEVELS, and 1 for UNKNOWN, which is the last."""
    told: Floats
    """[fact, level]: m of each of TOLD_LEVELS, and 1 for UNKNOWN, which is the last."""
    base: Places
    """[fact]: where its values begin in `starts` and `chance`."""
    starts: Places
    others: Rows
    level: npt.NDArray[np.int8]
    chance: Floats
    """[value, level]"""


def _packed(known: Evidence) -> Known:
    values = known.values
    counts = [len(one.starts) for one in values]
    others = np.cumsum([0, *(len(one.other) for one in values)])
    model = known.model
    sought = side(known.frequency, known.sought, known.first)
    alike = known.found is known.sought
    return Known(
        sought=sought,
        found=sought if alike else side(known.frequency, known.found, known.first),
        first=known.first,
        first_frequency=known.first_frequency,
        years=known.years,
        upto=np.r_[0.0, np.cumsum(known.years)],
        born=np.array([*(model.born[level] for level in BORN_LEVELS), 1.0]),
        told=np.array([[*(model.told[fact][level] for level in TOLD_LEVELS), 1.0] for fact in known.facts]),
        base=np.cumsum([0, *counts]).astype(np.int64),
        starts=_joined([one.starts + start for one, start in zip(values, others, strict=False)], np.int64),
        others=_joined([one.other for one in values], np.int32),
        level=_joined([one.level for one in values], np.int8),
        chance=np.concatenate([np.ones((0, len(TOLD_LEVELS))), *(_one_more(one.chance) for one in values)]),
    )


def _joined(parts: list[np.ndarray], kind: type) -> np.ndarray:
    return np.concatenate([np.zeros(0, kind), *parts]).astype(kind)


def _one_more(chance: Floats) -> Floats:
    """Return [value, level] with a row for the end of the last value, as Values.starts has one."""
    return np.concatenate([chance, chance[-1:]])


def side(frequency: Frequency, believed: Beliefs, first: Firsts) -> Side:
    """Return what words may stand for, as the loops want it."""
    words = np.zeros((*believed.names.shape[:2], _WIDTH), np.int32)
    together(
        lambda role: _lay_out(
            *(words[role], believed.names[role], believed.likely[role], believed.initial),
            *(frequency.share[role], float(frequency.one[role]), float(frequency.least[role]), first),
        ),
        [(role,) for role in ROLES],
        words.shape[1],
    )
    return Side(words, believed.likely)


@compiled
def _lay_out(
    words: Rows,
    names: Rows,
    likely: Singles,
    initial: Firsts,
    share: Floats,
    one: float,
    least: float,
    first: Firsts,
) -> None:
    scaled = words.view(np.float32)
    for word in range(len(words)):
        words[word, INITIAL], words[word, CLASS] = initial[word], UNKNOWN
        for at in range(KEPT):
            name = names[word, at]
            words[word, at] = name
            if name >= 0:
                scaled[word, SCALED + at] = likely[word, at] / np.sqrt(max(share[name] - 2 * one, least))
                words[word, SURE] += likely[word, at] >= LIKELY_ENOUGH
        if names[word, 0] >= 0:
            words[word, CLASS] = first[names[word, 0]]


FIRST_YEAR, LAST_YEAR_OF_ALL = 1880, 2060
YEARS_PRIOR = 200.0


def years_of(*tables: Table) -> Floats:
    """Return how common each year of birth is, from FIRST_YEAR on; years never seen get a little."""
    counts = np.full(LAST_YEAR_OF_ALL - FIRST_YEAR, 0.0)
    counts[1945 - FIRST_YEAR : 2015 - FIRST_YEAR] = YEARS_PRIOR / 70
    counts += YEARS_PRIOR / 50 / len(counts)
    for table in tables:
        told = table.born[table.born[:, 0] != NOT_TOLD]
        middle = (told[:, 0].astype(np.int64) + told[:, 1]) // 2
        first = middle.min(initial=0)
        often = np.bincount(middle - first)
        days = np.arange(first, first + len(often)).astype("datetime64[D]")
        year = days.astype("datetime64[Y]").astype(int) + 1970 - FIRST_YEAR
        counts += np.bincount(np.clip(year, 0, len(counts) - 1), often, len(counts))
    share: Floats = counts / counts.sum()
    return share
