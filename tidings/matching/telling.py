"""Units, places and what else a record may tell beside name and birth date: each by the value that tells it from others.

To compare one more column, add a line to FACTS, its usual rates to tidings.matching.model and its words to
tidings.matching.reasons.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import polars as pl

from tidings.matching import columns, slips, spelling
from tidings.matching.model import TOLD_LEVELS
from tidings.matching.people import NONE
from tidings.matching.vocabulary import LETTERS, Floats, Kinds, Rows, one_slip_away
from tidings.matching.wording import digits

SLIP = TOLD_LEVELS.index("slip")

_KIND_OF_PLACE = re.compile(
    r"\b(?:г|гор|город|місто|м|пос|посёлок|поселок|пгт|смт|с|село|д|дер|деревня|ст|станица|х|хутор|аул|city|town|village)\b\.?"
)
_REGION = re.compile(r"област|обл\b|край|район|р-н|респ|округ|oblast|region|district|krai")


def unit(said: str | None) -> str:
    """Return what tells a unit from others; empty if not told."""
    return digits(said or "")


def place(said: str | None) -> str:
    """Return the sound of a place's own name, without its kind and its region; empty if not told."""
    parts = [part for part in re.split(r"[,;()]", (said or "")[:200].lower()) if part.strip()]
    own = [part for part in parts if not _REGION.search(part)] or parts
    if not own:
        return ""
    named = _KIND_OF_PLACE.sub(" ", own[0])
    return "".join(spelling.skeleton(word) for word in re.findall(r"\w+", named)) or spelling.skeleton(own[0])


def words(said: str | None) -> str:
    """Return the sound of some words, in their order; empty if not told."""
    return " ".join(filter(None, map(spelling.skeleton, re.findall(r"\w+", (said or "")[:200]))))


FACTS: dict[str, Callable[[str | None], str]] = {
    "unit": unit,
    "place": place,
    "rank": words,
    "call_sign": words,
    "region": place,
    "home": place,
    "seen_place": place,
}
"""The columns compared beside name and birth date, each with what tells its values apart, an empty text for none."""


@dataclass(frozen=True)
class Values:
    """The distinct values of one fact in some tables: how common each is, and which of them may be meant for one another."""

    numbers: dict[str, int]
    share: Floats
    """[value]: how common it is; one place more for a value never seen."""
    starts: Rows
    """[value + 2]: where the others that may be meant for each value begin in `other`."""
    other: Rows
    level: Kinds
    """How `other` agrees with the value: a place in TOLD_LEVELS."""
    chance: Floats
    """[value, level]: how likely a stranger's value stands at this level to it."""

    def number(self, said: str) -> int:
        """Return the number of a value, NONE for none, and one past the last for one never seen."""
        return NONE if not said else self.numbers.get(said, len(self.numbers))

    def with_new(self, said: str) -> "Values":
        """Return the values with one more, as common as one never seen; those one slip away are known as near."""
        if not said or said in self.numbers:
            return self
        new = len(self.numbers)
        near = sorted({self.numbers[text] for text in near_values(said, self.numbers)})
        pairs = [(number, new) for number in near] + [(new, number) for number in near]
        share = np.r_[self.share, self.share[-1]]
        one, other, level = self._pairs()
        return _with_pairs(
            {**self.numbers, said: new},
            share,
            np.r_[one, np.array([pair[0] for pair in pairs], np.int32)],
            np.r_[other, np.array([pair[1] for pair in pairs], np.int32)],
            np.r_[level, np.full(len(pairs), SLIP, np.int8)],
        )

    def _pairs(self) -> tuple[Rows, Rows, Kinds]:
        one = np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))
        return one, self.other, self.level


def near_values(said: str, among: Container[str]) -> Iterator[str]:
    """Yield the values one slip away that are among these."""
    if len(said) >= slips.SHORTEST:
        for near, _ in one_slip_away(said, among, LETTERS if said.isalpha() else "0123456789"):
            if len(near) >= slips.SHORTEST:
                yield near


PRIOR_VALUES = 300.0
"""A value never seen is as likely as one of so many; the counts at hand weigh as much as they are."""


@dataclass(frozen=True)
class Told:
    """A fact as one table tells it."""

    said: list[str]
    """The distinct values; an empty text for one that tells nothing."""
    rows: Rows
    """The value of each row, NONE where it tells nothing."""


def told(column: pl.Series, fact: str) -> Told:
    """Return a fact as a column of a table tells it."""
    cells, rows = columns.numbered(column)
    return Told([FACTS[fact](cell) for cell in cells], rows)


def values(tables: Sequence[Told]) -> Values:
    """Return the distinct values of a fact in some tables."""
    counted: dict[str, int] = defaultdict(int)
    for one in tables:
        for said, times in zip(
            one.said, np.bincount(one.rows[one.rows >= 0], minlength=len(one.said)).tolist(), strict=True
        ):
            counted[said] += times
    counted.pop("", None)
    texts = sorted(counted)
    times = np.array([counted[text] for text in texts], float)
    share = np.minimum((np.r_[times, 0.0] + 1.0) / (times.sum() + PRIOR_VALUES), 1.0)
    near = slips.slips(pl.Series("said", texts, pl.String))
    level = np.full(len(near), SLIP, np.int8)
    numbers = {text: number for number, text in enumerate(texts)}
    return _with_pairs(numbers, share, near["sound"].to_numpy(), near["near"].to_numpy(), level)


def _with_pairs(numbers: dict[str, int], share: Floats, one: Rows, other: Rows, level: Kinds) -> Values:
    order = np.lexsort((other, one))
    one, other, level = one[order], other[order], level[order]
    count = len(share)
    starts = np.searchsorted(one, np.arange(count + 1, dtype=np.int32)).astype(np.int32)
    chance = np.full((count, len(TOLD_LEVELS)), share[-1])
    for at in range(len(TOLD_LEVELS)):
        of = level == at
        chance[:, at] = np.maximum(np.bincount(one[of], share[other[of]], count), share[-1])
    chance[:, TOLD_LEVELS.index("same")] = share
    chance[:, TOLD_LEVELS.index("different")] = 1.0
    return Values(numbers, share, starts, other, level, np.clip(chance, 1e-9, 1.0))


def numbered(one: Told, known: Values) -> Rows:
    """Return the numbers of the values of each row."""
    number = np.array([*(known.number(said) for said in one.said), NONE], np.int32)
    return number[one.rows]


@lru_cache(maxsize=1)
def no_values() -> Values:
    """Return the values of a fact that no table told."""
    return values([])
