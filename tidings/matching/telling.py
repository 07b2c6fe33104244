"""Units, places and what else a record may tell beside name and birth date: each by the value that tells it from others.

To compare one more column, add a line to FACTS, its usual rates to tidings.matching.model and its words to
tidings.matching.reasons.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations, product
from string import ascii_lowercase
from string import digits as digits_of_numbers

import numpy as np
import polars as pl

from tidings.matching import columns, gazetteer, slips, spelling
from tidings.matching.model import TOLD_LEVELS
from tidings.matching.people import NONE
from tidings.matching.vocabulary import LETTERS, Floats, Kinds, Rows, one_slip_away
from tidings.matching.wording import digits

SAME, SLIP, DIFFERENT, WITHIN = map(TOLD_LEVELS.index, ("same", "slip", "different", "within"))
CANNOT_SAY = -1
"""The level of two values that cannot be compared: a village and a district of which it is not known what lies in it."""


def unit(said: str | None) -> str:
    """Return what tells a unit from others; empty if not told."""
    return digits(said or "")


def words(said: str | None) -> str:
    """Return the sound of some words, in their order; empty if not told."""
    return " ".join(filter(None, map(spelling.skeleton, re.findall(r"\w+", (said or "")[:200]))))


FACTS: dict[str, Callable[[str | None], str]] = {
    "unit": unit,
    "place": gazetteer.mark,
    "rank": words,
    "call_sign": words,
    "region": gazetteer.mark_of_region,
    "home": gazetteer.mark,
    "seen_place": gazetteer.mark,
}
"""The columns compared beside name and birth date, each with what tells its values apart, an empty text for none."""
PLACES = frozenset(["place", "region", "home", "seen_place"])
"""Those that the gazetteer knows."""


Tie = tuple[int, int, int]
"""Two values that may be meant for one another, and at what level: a place in TOLD_LEVELS, or CANNOT_SAY."""


@dataclass(frozen=True)
class Values:
    """The distinct values of one fact in some tables: how common each is, and which of them may be meant for one another."""

    fact: str
    numbers: dict[str, int]
    share: Floats
    """[value]: how common it is; one place more for a value never seen."""
    starts: Rows
    """[value + 2]: where the others that may be meant for each value begin in `other`."""
    other: Rows
    level: Kinds
    """How `other` agrees with the value: a place in TOLD_LEVELS, or CANNOT_SAY."""
    chance: Floats
    """[value, level]: how likely a stranger's value stands at this level to it."""
    regions: dict[str, float]
    """How likely a place lies in each region that was told."""

    @cached_property
    def names(self) -> dict[str, tuple[int, ...]]:
        """The values by each name that they may stand for."""
        found: dict[str, tuple[int, ...]] = {}
        for said, number in self.numbers.items():
            for name in names_of(self.fact, said):
                found[name] = (*found.get(name, ()), number)
        return found

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The values by number."""
        return tuple(self.numbers)

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The values that are regions or districts."""
        return tuple(said for said in self.numbers if self.fact in PLACES and gazetteer.is_area(said))

    def number(self, said: str) -> int:
        """Return the number of a value, NONE for none, and one past the last for one never seen."""
        return NONE if not said else self.numbers.get(said, len(self.numbers))

    def with_new(self, said: str) -> "Values":
        """Return the values with one more, as common as one never seen; those that may be meant for it are known."""
        if not said or said in self.numbers:
            return self
        new = len(self.numbers)
        tied = list(_ties_of(said, self))
        one, other, level = self._pairs()
        grown = _with_pairs(
            self.fact,
            {**self.numbers, said: new},
            np.r_[self.share, self.share[-1]],
            self.regions,
            np.r_[self.chance[:-1, WITHIN], self._within(said), 1.0],
            np.r_[one, np.array([*(n for n, _ in tied), *(new for _ in tied)], np.int32)],
            np.r_[other, np.array([*(new for _ in tied), *(n for n, _ in tied)], np.int32)],
            np.r_[level, np.array([level for _, level in tied] * 2, np.int8)],
        )
        self._hand_on(grown, said, new)
        return grown

    def _hand_on(self, grown: "Values", said: str, new: int) -> None:
        """Let what is looked up by name not be made anew for one value more."""
        names = {name: (*self.names.get(name, ()), new) for name in names_of(self.fact, said)}
        area = (said,) if self.fact in PLACES and gazetteer.is_area(said) else ()
        grown.__dict__.update(
            names={**self.names, **names}, texts=(*self.texts, said), areas=(*self.areas, *area)
        )

    def _within(self, said: str) -> float:
        return _chance_within(self.fact, said, self.regions)

    def _pairs(self) -> tuple[Rows, Rows, Kinds]:
        one = np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))
        return one, self.other, self.level


def names_of(fact: str, said: str) -> tuple[str, ...]:
    """Return the names that a value may stand for, its own first; only places have several."""
    return gazetteer.names_of(said) if fact in PLACES else (said,)


def _ties_of(said: str, known: Values) -> Iterator[tuple[int, int]]:
    """Yield the values that may be meant for a new one, each once."""
    found: dict[int, int] = {}
    for name in names_of(known.fact, said):
        for number in known.names.get(name, ()):
            if gazetteer.may_be_one(said, known.texts[number]):
                found.setdefault(number, SAME)
    own = names_of(known.fact, said)[0]
    for near in near_values(own, known.names):
        for number in known.names[near]:
            other = known.texts[number]
            if names_of(known.fact, other)[0] == near and _may_slip(known.fact, said, other):
                found.setdefault(number, SLIP)
    if known.fact in PLACES:
        for other in known.texts if gazetteer.is_area(said) else known.areas:
            if (level := _level_within(said, other)) is not None:
                found.setdefault(known.numbers[other], level)
    return iter(sorted(found.items()))


def _may_slip(fact: str, one: str, other: str) -> bool:
    """Return whether one of two values a slip apart may be meant for the other: not where both are places that there are."""
    if fact not in PLACES:
        return True
    both = gazetteer.is_known(one) and gazetteer.is_known(other)
    return not both and gazetteer.may_be_one(one, other)


def _level_within(one: str, other: str) -> int | None:
    lies = gazetteer.lies_within(one, other)
    return CANNOT_SAY if lies is None else WITHIN if lies else None


_WRITTEN = "".join(sorted({*LETTERS, *ascii_lowercase, *digits_of_numbers, " "}))


def near_values(said: str, among: Container[str]) -> Iterator[str]:
    """Yield the values one slip away that are among these, each once, as slips.slips finds them in a column."""
    if said.isascii() and slips.SHORTEST <= len(said) <= slips.LONGEST:
        found = dict.fromkeys(near for near, _ in one_slip_away(said, among, _WRITTEN))
        yield from (near for near in found if slips.SHORTEST <= len(near) <= slips.LONGEST)


PRIOR_VALUES = 300.0
"""A value never seen is as likely as one of so many; the counts at hand weigh as much as they are."""
NOWHERE = ""
"""Stands for a region that nobody told."""
PRIOR_REGIONS = 60.0
"""A region never told is as likely as one of so many."""


@dataclass(frozen=True)
class Told:
    """A fact as one table tells it."""

    fact: str
    said: list[str]
    """The distinct values; an empty text for one that tells nothing."""
    rows: Rows
    """The value of each row, NONE where it tells nothing."""


def told(column: pl.Series, fact: str) -> Told:
    """Return a fact as a column of a table tells it."""
    cells, rows = columns.numbered(column)
    return Told(fact, [FACTS[fact](cell) for cell in cells], rows)


def values(tables: Sequence[Told]) -> Values:
    """Return the distinct values of a fact in some tables, of which there is one at least."""
    fact, counted = tables[0].fact, _counted(tables)
    texts = sorted(counted)
    times = np.array([counted[text] for text in texts], float)
    share = np.minimum((np.r_[times, 0.0] + 1.0) / (times.sum() + PRIOR_VALUES), 1.0)
    numbers = {text: number for number, text in enumerate(texts)}
    regions = _regions(counted) if fact in PLACES else {}
    within = np.array([*(_chance_within(fact, text, regions) for text in texts), 1.0])
    return _with_pairs(fact, numbers, share, regions, within, *_ties(fact, texts))


def _chance_within(fact: str, said: str, regions: Mapping[str, float]) -> float:
    """Return how likely a stranger's place lies in a region that this one is, or lies in."""
    lies = gazetteer.regions_of(said) if fact in PLACES else ()
    return min(sum(regions.get(region, regions[NOWHERE]) for region in lies), 1.0) if lies else 1.0


def _counted(tables: Sequence[Told]) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for one in tables:
        times = np.bincount(one.rows[one.rows >= 0], minlength=len(one.said)).tolist()
        for said, often in zip(one.said, times, strict=True):
            counted[said] += often
    counted.pop("", None)
    return counted


def _regions(counted: Mapping[str, int]) -> dict[str, float]:
    """Return how likely a place lies in each region; one told by its name alone lies in all that have such a place alike."""
    found: dict[str, float] = defaultdict(float)
    for said, times in counted.items():
        if not gazetteer.is_area(said):
            lies = gazetteer.regions_of(said)
            for region in lies:
                found[region] += times / len(lies)
    usual, total = PRIOR_VALUES / PRIOR_REGIONS, sum(counted.values()) + PRIOR_VALUES
    return {NOWHERE: usual / total, **{region: (times + usual) / total for region, times in found.items()}}


def _ties(fact: str, texts: list[str]) -> tuple[Rows, Rows, Kinds]:
    """Return all pairs of values that may be meant for one another, both ways, as _ties_of does for one."""
    by_name: dict[str, list[int]] = defaultdict(list)
    by_own: dict[str, list[int]] = defaultdict(list)
    for number, said in enumerate(texts):
        names = names_of(fact, said)
        by_own[names[0]].append(number)
        for name in names:
            by_name[name].append(number)
    found = dict.fromkeys(_one_name(texts, by_name), SAME)
    for pair in _slipped(fact, texts, by_own):
        found.setdefault(pair, SLIP)
    for one, other, level in _within(texts) if fact in PLACES else ():
        found.setdefault((one, other), level)
    pairs = np.array(list(found), np.int32).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1], np.array(list(found.values()), np.int8)


def _one_name(texts: list[str], by_name: Mapping[str, list[int]]) -> Iterator[tuple[int, int]]:
    for numbers in by_name.values():
        for one, other in permutations(numbers, 2) if len(numbers) > 1 else ():
            if gazetteer.may_be_one(texts[one], texts[other]):
                yield one, other


def _slipped(fact: str, texts: list[str], by_own: Mapping[str, list[int]]) -> Iterator[tuple[int, int]]:
    names = list(by_own)
    for a, b in slips.slips(pl.Series("said", names, pl.String)).select("sound", "near").iter_rows():
        for one, other in product(by_own[names[a]], by_own[names[b]]):
            if _may_slip(fact, texts[one], texts[other]):
                yield one, other


def _within(texts: list[str]) -> Iterator[Tie]:
    """Yield the pairs of a place and an area in which it lies, or may."""
    areas = [number for number, said in enumerate(texts) if gazetteer.is_area(said)]
    by_region: dict[str, list[int]] = defaultdict(list)
    for number, said in enumerate(texts) if areas else ():
        for region in gazetteer.regions_of(said):
            by_region[region].append(number)
    for area in areas:
        for region in gazetteer.regions_of(texts[area]):
            for other in by_region[region]:
                if other != area and (level := _level_within(texts[area], texts[other])) is not None:
                    yield area, other, level
                    yield other, area, level


def _with_pairs(
    fact: str,
    numbers: dict[str, int],
    share: Floats,
    regions: dict[str, float],
    within: Floats,
    one: Rows,
    other: Rows,
    level: Kinds,
) -> Values:
    order = np.lexsort((other, one))
    one, other, level = one[order], other[order], level[order]
    count = len(share)
    starts = np.searchsorted(one, np.arange(count + 1, dtype=np.int32)).astype(np.int32)
    chance = np.full((count, len(TOLD_LEVELS)), share[-1])
    for at in (SAME, SLIP):
        of = level == at
        chance[:, at] = np.bincount(one[of], share[other[of]], count)
    chance[:, SAME] += share
    chance[:, SLIP] = np.maximum(chance[:, SLIP], share[-1])
    chance[:, DIFFERENT] = 1.0
    chance[:, WITHIN] = within
    return Values(fact, numbers, share, starts, other, level, np.clip(chance, 1e-9, 1.0), regions)


def numbered(one: Told, known: Values) -> Rows:
    """Return the numbers of the values of each row."""
    number = np.array([*(known.number(said) for said in one.said), NONE], np.int32)
    return number[one.rows]


@lru_cache(maxsize=len(FACTS))
def no_values(fact: str) -> Values:
    """Return the values of a fact that no table told."""
    return values([Told(fact, [], np.zeros(0, np.int32))])
