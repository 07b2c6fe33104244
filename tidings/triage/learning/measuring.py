"""Measuring: what a model would have changed on the office's own decisions, shown before anyone switches it on."""

import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from tidings.text.phrases import fold
from tidings.triage.facts import CATEGORIES
from tidings.triage.learning.decisions import Decided, enough
from tidings.triage.learning.fitting import Rows
from tidings.triage.learning.model import Learnt, chosen

FOLDS = 5


@dataclass(frozen=True)
class Part:
    """Of so many decisions, in how many the rules alone, and with what was learnt, said what the person said."""

    name: str
    count: int
    rules: int
    learnt: int


@dataclass(frozen=True)
class Change:
    """A decision on which the proposal would have been another one."""

    place: int  # among the decisions
    what: str  # category or urgency
    rules: str
    learnt: str
    person: str
    words: tuple[str, ...]

    @property
    def better(self) -> bool | None:
        """Whether it would have been what the person said; None where neither was."""
        return (self.learnt == self.person) if self.person in (self.rules, self.learnt) else None


@dataclass(frozen=True)
class Effect:
    """What a model would have changed on decisions that it had not seen when it was made."""

    category: Part
    urgency: Part
    critical: Part  # of those that a person called critical
    by_category: tuple[Part, ...]
    changes: tuple[Change, ...]

    @property
    def chance(self) -> float:
        """How likely it is that so lopsided a change of categories comes by chance alone (sign test); 1 where nothing changes."""
        told = [one.better for one in self.changes if one.what == "category" and one.better is not None]
        fewer = min(sum(told), len(told) - sum(told))
        tail: int = sum(math.comb(len(told), k) for k in range(fewer + 1))
        return min(1.0, 2 * tail / (1 << len(told)))

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Effect":
        """Return what `as_dict` gave."""
        parts = {name: Part(**kept[name]) for name in ("category", "urgency", "critical")}
        changes = tuple(Change(**{**one, "words": tuple(one["words"])}) for one in kept["changes"])
        return cls(**parts, by_category=tuple(Part(**one) for one in kept["by_category"]), changes=changes)


def measure(decided: Sequence[Decided]) -> Effect:
    """Return what models would have changed, each decision judged by one that had not seen it. Raises TooFew.

    The same words never stand on both sides, so that a flood of one text does not praise itself.
    """
    decided = enough(decided)
    rows = Rows.of(decided)
    fold_of = np.array([zlib.crc32(fold(one.text).encode()) % FOLDS for one in decided])
    said: list[tuple[str, str]] = [one.rules for one in decided]
    changes: list[Change] = []
    for number in range(FOLDS):
        model = rows.fitted((fold_of != number).astype(np.float32))
        for place in map(int, np.flatnonzero(fold_of == number)):
            one = decided[place]
            said[place] = chosen(model.chances(one.text, one.points, one.rules), one.rules)
            changes += _changes(place, one, said[place], model)
    changes.sort(key=lambda one: (one.place, one.what))
    return _effect(decided, said, tuple(changes))


def _changes(place: int, one: Decided, said: tuple[str, str], model: Learnt) -> list[Change]:
    words = model.words(one.text, one.rules, said) if said != one.rules else ()
    names = ("category", "urgency")
    return [
        Change(place, what, rules, learnt, person, words)
        for what, rules, learnt, person in zip(names, one.rules, said, one.person, strict=True)
        if rules != learnt
    ]


def _effect(
    decided: Sequence[Decided], said: Sequence[tuple[str, str]], changes: tuple[Change, ...]
) -> Effect:
    def part(name: str, which: int, chosen: Iterable[int]) -> Part:
        places = list(chosen)
        rules = sum(decided[one].rules[which] == decided[one].person[which] for one in places)
        learnt = sum(said[one][which] == decided[one].person[which] for one in places)
        return Part(name, len(places), rules, learnt)

    everything = range(len(decided))
    critical = [one for one in everything if decided[one].person[1] == "critical"]
    by_category = [
        part(name, 0, [one for one in everything if decided[one].person[0] == name]) for name in CATEGORIES
    ]
    return Effect(
        category=part("category", 0, everything),
        urgency=part("urgency", 1, everything),
        critical=part("critical", 1, critical),
        by_category=tuple(one for one in by_category if one.count),
        changes=changes,
    )
