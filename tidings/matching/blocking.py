"""Which pairs are compared at all: those that share a key of two or three facts.

Every key joins facts so that the commonest names stay findable: a surname alone only where it is rare. A key shared by
too many of the sought is not followed; how many rows that concerns is counted and told.
"""

from dataclasses import dataclass, fields

import numpy as np

from tidings.matching.beliefs import Beliefs
from tidings.matching.people import People, days
from tidings.matching.reference import GIVEN, PATRONYMIC, SURNAME
from tidings.matching.vocabulary import Rows

Keys = np.ndarray
Part = np.ndarray
"""[row, alternative]: numbers, -1 where there is none."""

LIKELY_ENOUGH = 0.01
ALTERNATIVES = {SURNAME: 4, GIVEN: 3, PATRONYMIC: 2}
COMMON, ALONE = 300, 60
"""How many of the sought may share a key of several facts, and a surname alone."""


@dataclass(frozen=True)
class Parts:
    """What keys are made of, for one table."""

    surname: Part
    given: Part
    patronymic: Part
    initial: Part
    day: Part
    year: Part
    unit: Part
    place: Part

    def between(self, start: int, end: int) -> "Parts":
        """Return those of these rows."""
        return Parts(**{part.name: getattr(self, part.name)[start:end] for part in fields(Parts)})


def parts(people: People, beliefs: Beliefs, first: np.ndarray, turned: bool) -> Parts:
    """Return the parts of all rows; with `turned` also the day with day and month exchanged."""
    born = people.days
    day = np.where(born.exact, born.year * 512 + born.month * 32 + born.day, -1)
    other = np.where(born.exact & (born.day <= 12), born.year * 512 + born.day * 32 + born.month, -1)
    last = days(people.born[:, ::-1])
    year = np.where(born.told, born.year, -1)
    return Parts(
        surname=_names(people, beliefs, SURNAME),
        given=_names(people, beliefs, GIVEN),
        patronymic=_names(people, beliefs, PATRONYMIC),
        initial=_initials(people, beliefs, first),
        day=np.column_stack([day, np.where(other == day, -1, other)]) if turned else day[:, None],
        year=np.column_stack(
            [year, np.where(last.year == born.year, -1, np.where(born.told, last.year, -1))]
        ),
        unit=people.unit[:, None],
        place=people.place[:, None],
    )


def _names(people: People, beliefs: Beliefs, role: int) -> Part:
    word = people.named[:, role]
    kept = ALTERNATIVES[role]
    if not beliefs.names.shape[1]:  # nobody of these has a name
        return np.full((len(people), kept), -1)
    likely = beliefs.likely[role][word, :kept] >= LIKELY_ENOUGH
    return np.where(likely & (word >= 0)[:, None], beliefs.names[role][word, :kept], -1)


def _initials(people: People, beliefs: Beliefs, first: np.ndarray) -> Part:
    word = people.named[:, GIVEN]
    if not len(beliefs.initial):
        return np.full((len(people), 1), -1)
    name = beliefs.names[GIVEN][word, 0]
    known = np.where(beliefs.initial[word] >= 0, beliefs.initial[word], np.where(name >= 0, first[name], -1))
    return np.where(word >= 0, known, -1)[:, None]


@dataclass(frozen=True)
class Rule:
    """A key: the facts it joins, and how many of the sought may share it."""

    facts: tuple[str, ...]
    most: int = COMMON


RULES = [
    Rule(("surname", "given")),
    Rule(("surname", "patronymic")),
    Rule(("surname", "day")),
    Rule(("surname", "year")),
    Rule(("surname", "unit")),
    Rule(("surname", "place")),
    Rule(("surname", "initial")),
    Rule(("surname",), ALONE),
    Rule(("given", "day")),
    Rule(("patronymic", "day")),
    Rule(("given", "patronymic", "year")),
    Rule(("given", "patronymic", "unit")),
    Rule(("given", "patronymic", "place")),
    Rule(("given", "unit", "year")),
    Rule(("day", "unit")),
    Rule(("day", "place")),
]

_MIX = np.uint64(0x9E3779B97F4A7C15)


def keys(rule: Rule, number: int, of: Parts) -> tuple[Keys, Rows]:
    """Return the keys of a rule and their rows; a row has none where a fact is not told."""
    joined: Part = np.full((len(of.unit), 1), number + 1, np.uint64)
    whole = np.ones(joined.shape, bool)
    for fact in rule.facts:
        part = getattr(of, fact)
        mixed = (part.astype(np.int64) + 2).astype(np.uint64) * _MIX
        joined = _mixed(joined[:, :, None] ^ (mixed ^ (mixed >> np.uint64(29)))[:, None, :])
        whole = whole[:, :, None] & (part >= 0)[:, None, :]
        joined, whole = joined.reshape(len(part), -1), whole.reshape(len(part), -1)
    rows, at = np.nonzero(whole)
    return joined[rows, at], rows.astype(np.int32)


def keys_of_one(of: Parts) -> list[list[int]]:
    """Return for each rule the keys of one person alone, as `keys` would: without arrays, which cost more than the work."""
    facts = {
        name: [_spread(number) for number in getattr(of, name)[0].tolist() if number >= 0] for name in _FACTS
    }
    found = []
    for number, rule in enumerate(RULES):
        joined = [number + 1]
        for fact in rule.facts:
            joined = [_mixed_one(one ^ told) for one in joined for told in facts[fact]]
        found.append(joined)
    return found


def _spread(number: int) -> int:
    mixed = (number + 2) * int(_MIX) & _WHOLE
    return mixed ^ mixed >> 29


def _mixed_one(number: int) -> int:
    mixed = (number ^ number >> 31) * int(_MIX) & _WHOLE
    return mixed ^ mixed >> 27


_WHOLE = (1 << 64) - 1
_FACTS = sorted({fact for rule in RULES for fact in rule.facts})


def _mixed(number: Keys) -> Keys:
    number = (number ^ (number >> np.uint64(31))) * _MIX
    mixed: Keys = number ^ (number >> np.uint64(27))
    return mixed


@dataclass(frozen=True)
class Blocks:
    """The sought, by key."""

    keys: list[Keys]
    rows: list[Rows]


def block(of: Parts) -> Blocks:
    """Return the sought by key."""
    found = Blocks([], [])
    for number, rule in enumerate(RULES):
        key, row = _all_keys(rule, number, of)
        order = np.argsort(key, kind="stable")
        found.keys.append(key[order])
        found.rows.append(row[order])
    return found


AT_A_TIME = 100_000
"""Rows whose keys are made at once; bounds the memory."""


def _all_keys(rule: Rule, number: int, of: Parts) -> tuple[Keys, Rows]:
    found = [(np.zeros(0, np.uint64), np.zeros(0, np.int32))]
    for start in range(0, len(of.unit), AT_A_TIME):
        key, row = keys(rule, number, of.between(start, start + AT_A_TIME))
        found.append((key, row + np.int32(start)))
    return np.concatenate([key for key, _ in found]), np.concatenate([row for _, row in found])


EVERY_PAIR = 300_000
"""So few pairs are all compared."""


def candidates(blocks: Blocks, of: Parts, count: int) -> tuple[Rows, Rows, np.ndarray]:
    """Return pairs (row of the sought, row of the found), by found and sought, and for each found row the keys not followed.

    `of` are the parts of the found, `count` how many are sought.
    """
    codes, cut = [], np.zeros(len(of.unit), np.int32)
    if count * len(of.unit) <= EVERY_PAIR:
        i, j = np.meshgrid(np.arange(count, dtype=np.int32), np.arange(len(of.unit), dtype=np.int32))
        return i.ravel(), j.ravel(), cut
    for number, rule in enumerate(RULES):
        key, row = keys(rule, number, of)
        start = np.searchsorted(blocks.keys[number], key, "left")
        many = np.searchsorted(blocks.keys[number], key, "right") - start
        np.add.at(cut, row[many > rule.most], 1)
        many[many > rule.most] = 0
        at = np.repeat(start - np.r_[0, np.cumsum(many)[:-1]], many) + np.arange(many.sum())
        codes.append(np.repeat(row, many).astype(np.int64) * count + blocks.rows[number][at])
    code = np.sort(np.concatenate(codes))
    code = code[np.r_[True, code[1:] != code[:-1]]] if len(code) else code
    return (code % count).astype(np.int32), (code // count).astype(np.int32), cut


__all__ = ["RULES", "Blocks", "Parts", "Rule", "block", "candidates", "keys", "keys_of_one", "parts"]
