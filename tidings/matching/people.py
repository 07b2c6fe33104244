"""A table as numbers: words, roles, days, units and places, so that whole columns can be compared at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl
from rapidfuzz.distance import OSA

from tidings.matching import roles, spelling, vocabulary
from tidings.matching.reference import ROLES
from tidings.matching.table import NOT_TOLD, Table
from tidings.matching.vocabulary import Floats, Rows, Vocabulary
from tidings.matching.wording import digits, places_of_words, words

NONE = -1
"""A word, unit or place that was not told."""


@dataclass(frozen=True)
class Days:
    """Days of birth taken apart: whole columns."""

    first: Rows
    last: Rows
    year: Rows
    month: Rows
    day: Rows

    def take(self, rows: Rows) -> "Days":
        """Return only these rows."""
        return Days(*(getattr(self, name)[rows] for name in ("first", "last", "year", "month", "day")))

    @property
    def told(self) -> np.ndarray:
        told: np.ndarray = self.first != NOT_TOLD
        return told

    @property
    def exact(self) -> np.ndarray:
        exact: np.ndarray = self.told & (self.first == self.last)
        return exact


def days(born: Rows) -> Days:
    """Take [row, 2] days apart; year, month and day are those of the earliest day, 0 where not told."""
    told = born[:, 0] != NOT_TOLD
    day = np.where(told, born[:, 0], 0).astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    year = day.astype("datetime64[Y]")
    return Days(
        first=born[:, 0],
        last=born[:, 1],
        year=np.where(told, year.astype(np.int32) + 1970, 0).astype(np.int32),
        month=((month - year.astype("datetime64[M]")).astype(np.int32) + 1).astype(np.int32),
        day=((day - month.astype("datetime64[D]")).astype(np.int32) + 1).astype(np.int32),
    )


@dataclass(frozen=True)
class People:
    """The columns of a table as numbers, one row a person."""

    words: Rows
    """[row, place]: word numbers, NONE where there are fewer."""
    named: Rows
    """[row, role]: the word number of surname, given name, patronymic; NONE where not told."""
    born: Rows
    """[row, 2]: earliest and latest day of birth; NOT_TOLD where not told."""
    unit: Rows
    place: Rows

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def days(self) -> Days:
        """The days of birth taken apart, once."""
        return days(self.born)

    def take(self, rows: Rows) -> "People":
        """Return only these rows."""
        return People(self.words[rows], self.named[rows], self.born[rows], self.unit[rows], self.place[rows])


@dataclass
class Values:
    """The distinct units or places of some tables: how common each is, and which are one slip apart."""

    numbers: dict[str, int]
    share: Floats
    near_codes: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    near_share: Floats = field(default_factory=lambda: np.zeros(0))
    """For each value how common its near ones are together."""

    def number(self, said: str) -> int:
        """Return the number of a value, NONE for none, and one past the last for one never seen."""
        return NONE if not said else self.numbers.get(said, len(self.numbers))

    def with_new(self, said: str) -> "Values":
        """Return the values with one more, as common as one never seen; those one slip away are known as near."""
        if not said or said in self.numbers:
            return self
        new = len(self.numbers)
        near = [number for text, number in self.numbers.items() if _one_slip_apart(said, text)]
        codes = [code for number in near for code in (number << _BITS | new, new << _BITS | number)]
        near_share = max(float(self.share[near].sum()), float(self.share[-1]))
        return Values(
            numbers={**self.numbers, said: new},
            share=np.r_[self.share, self.share[-1]],
            near_codes=np.sort(np.r_[self.near_codes, np.array(codes, np.int64)]),
            near_share=np.r_[self.near_share[:-1], near_share, self.near_share[-1]],
        )


def _one_slip_apart(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < vocabulary.SHORTEST_TO_SLIP:
        return False
    return OSA.distance(one, other, score_cutoff=1) == 1


PRIOR_VALUES = 300.0
"""A value never seen is as likely as one of so many; the counts at hand weigh as much as they are."""
_BITS = 32


def values(said: Sequence[str]) -> Values:
    """Return the distinct values of a column of two tables, empty where not told."""
    counted = (
        pl.Series("said", said, pl.String)
        .filter(pl.Series(said, dtype=pl.String) != "")
        .value_counts()
        .sort("said")
    )
    texts, times = counted["said"].to_list(), counted["count"].to_numpy().astype(float)
    share = (np.r_[times, 0.0] + 1.0) / (times.sum() + PRIOR_VALUES)
    near = vocabulary.slips(
        pl.DataFrame(
            {"number": np.arange(len(texts), dtype=np.int32), "text": texts},
            schema={"number": pl.Int32, "text": pl.String},
        )
    )
    codes = near["sound"].to_numpy().astype(np.int64) << _BITS | near["near"].to_numpy()
    near_share = np.bincount(near["sound"].to_numpy(), share[near["near"].to_numpy()], len(share))
    return Values(
        numbers={text: number for number, text in enumerate(texts)},
        share=np.minimum(share, 1.0),
        near_codes=np.sort(codes),
        near_share=np.maximum(near_share, 1.0 / (times.sum() + PRIOR_VALUES)),
    )


def are_near(known: Values, left: Rows, right: Rows) -> np.ndarray:
    """Return for pairs of numbers whether they are one slip apart."""
    if not len(known.near_codes):
        return np.zeros(len(left), bool)
    codes = left.astype(np.int64) << _BITS | right
    at = np.minimum(np.searchsorted(known.near_codes, codes), len(known.near_codes) - 1)
    near: np.ndarray = known.near_codes[at] == codes
    return near


_KIND_OF_PLACE = re.compile(
    r"\b(?:г|гор|город|місто|м|пос|посёлок|поселок|пгт|смт|с|село|д|дер|деревня|ст|станица|х|хутор|аул|city|town|village)\b\.?"
)
_REGION = re.compile(r"област|обл\b|край|район|р-н|респ|округ|oblast|region|district|krai")


def place_sound(place: str | None) -> str:
    """Return the sound of a place's own name, without its kind and its region; empty if not told."""
    parts = [part for part in re.split(r"[,;()]", (place or "")[:200].lower()) if part.strip()]
    own = [part for part in parts if not _REGION.search(part)] or parts
    if not own:
        return ""
    named = _KIND_OF_PLACE.sub(" ", own[0])
    return "".join(spelling.skeleton(word) for word in re.findall(r"\w+", named)) or spelling.skeleton(own[0])


def unit_columns(table: Table) -> list[str]:
    """Return what tells each row's unit from others; empty where not told."""
    return _worked_once(table.rows["unit"], lambda unit: digits(unit or ""))


def place_columns(table: Table) -> list[str]:
    """Return the sound of each row's place; empty where not told."""
    return _worked_once(table.rows["place"], place_sound)


def _worked_once(column: pl.Series, work: "object") -> list[str]:
    distinct = column.unique().sort().to_list()
    found = {cell: work(cell) for cell in distinct}  # type: ignore[operator]
    return [found[cell] for cell in column.to_list()]


def numbered(told: Sequence[str], known: Values) -> Rows:
    """Return the numbers of values."""
    return np.array([known.number(said) for said in told], np.int32)


@dataclass(frozen=True)
class Said:
    """The words of a table's names, before their roles are known."""

    rows: np.ndarray
    words: list[str]
    count: int

    @classmethod
    def of(cls, table: Table) -> "Said":
        """Return the words of a table."""
        rows, said = words(table.rows["name"])
        return cls(rows, said, len(table))

    def numbers(self, known: Vocabulary) -> Rows:
        """Return them as [row, place] numbers of the vocabulary."""
        flat = np.array([known.of_word[word] for word in self.words], np.int32)
        return places_of_words(self.rows, flat, self.count, roles.MOST_WORDS)


def spoken(named: Rows, size: int) -> Floats:
    """Return how often each word stands in each role, [role, word]."""
    return np.array(
        [np.bincount(named[:, role][named[:, role] >= 0], minlength=size) for role in ROLES], float
    )
