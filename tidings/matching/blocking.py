"""Which pairs are compared at all: those that share a key of two or three facts.

Every key joins facts so that the commonest names stay findable: a surname alone only where it is rare. A key shared by
too many of the sought is not followed; how many rows that concerns is counted and told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tidings.matching.compiled import compiled, together
from tidings.matching.people import People
from tidings.matching.reference import GIVEN, PATRONYMIC, SURNAME
from tidings.matching.similarity import (
    CLASS,
    DAY,
    FIRST,
    FIRST_TOLD,
    INITIAL,
    LAST,
    LAST_YEAR,
    MONTH,
    SURE,
    YEAR,
    Evidence,
    Side,
)
from tidings.matching.table import NOT_TOLD
from tidings.matching.vocabulary import Rows

Keys = npt.NDArray[np.uint64]
Parts = npt.NDArray[np.int32]
Tags = npt.NDArray[np.uint32]
Starts = npt.NDArray[np.int32]

PARTS = ("surname", "given", "patronymic", "initial", "day", "year", "unit", "place")
"""What keys are made of; the initial is that of the given name."""
ALTERNATIVES = 4
_NAMES = (4, 3, 2)
"""Names that make keys for a surname, a given name, a patronymic."""
COMMON, SOME, FEW = 100, 30, 10
"""How many of the sought may share a key: one that often finds someone whom no other key finds, one that sometimes does, and
one that brings many strangers."""
RARE = 6
"""Where more of the sought share a key, those born in quite another year are passed over: if anything else of theirs agrees,
they share a rarer key as well."""


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
_NOTHING = len(PARTS)
"""A part that every row has, the same for all: it fills up keys of fewer than three facts."""
JOINED = np.array(
    [[PARTS.index(fact) for fact in rule.facts] + [_NOTHING] * (3 - len(rule.facts)) for rule in RULES]
)
_MOST = np.array([rule.most for rule in RULES])


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
    return _parts(people.packed, words, *columns, start, end, turned)


@compiled
def _parts(people: Rows, words: Rows, unit: int, place: int, start: int, end: int, turned: bool) -> Parts:
    parts = np.full((end - start, _NOTHING + 1, ALTERNATIVES), -1, np.int32)
    for at in range(end - start):
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
            parts[at, 3, 0] = initial if initial >= 0 else words[GIVEN, word, CLASS]
        if people[row, FIRST] != NOT_TOLD:
            year, month, day = people[row, YEAR], people[row, MONTH], people[row, DAY]
            if people[row, FIRST] == people[row, LAST]:
                parts[at, 4, 0] = year * 512 + month * 32 + day
                if turned and day <= 12 and day != month:
                    parts[at, 4, 1] = year * 512 + day * 32 + month
            parts[at, 5, 0] = year
            if people[row, LAST_YEAR] != year:
                parts[at, 5, 1] = people[row, LAST_YEAR]
        if unit >= 0:
            parts[at, 6, 0] = people[row, unit]
        if place >= 0:
            parts[at, 7, 0] = people[row, place]
    return parts


@compiled
def _mixed(key: np.uint64, part: int) -> np.uint64:
    """Return a key joined with one more part."""
    spread = np.uint64(part + 2) * np.uint64(0x9E3779B97F4A7C15)
    mixed = key ^ spread ^ (spread >> np.uint64(29))
    mixed = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
    return mixed ^ (mixed >> np.uint64(27))


@compiled
def _tag(key: np.uint64) -> np.uint32:
    """Return what tells keys of one bucket apart; the lowest byte is left for the year of birth."""
    return np.uint32(key & np.uint64(0xFFFFFF00))


_EARLIEST = 1900


@compiled
def _year(parts: Parts, row: int) -> Any:
    """Return the year of birth as a byte, 0 where it is not told or may be several."""
    if parts[row, 5, 0] < 0 or parts[row, 5, 1] >= 0:
        return 0
    return min(max(parts[row, 5, 0] - _EARLIEST, 1), 255)


@compiled
def _far(tag: np.uint32, year: int) -> Any:
    """Return whether the year beside a tag and another are both told and more than one apart."""
    other = np.int64(tag & np.uint32(0xFF))
    return other > 0 and year > 0 and abs(other - year) > 1


@compiled
def _keys(parts: Parts, joined: np.ndarray, rule: int) -> tuple[Keys, Rows]:
    """Return the keys of a rule and their rows; a row has none where a fact is not told."""
    keys, rows, many = np.empty(4 * len(parts), np.uint64), np.empty(4 * len(parts), np.int32), 0
    a, b, c = joined[rule, 0], joined[rule, 1], joined[rule, 2]
    for row in range(len(parts)):
        for one in range(ALTERNATIVES):
            if parts[row, a, one] < 0:
                break
            first = _mixed(np.uint64(rule + 1), parts[row, a, one])
            for two in range(ALTERNATIVES):
                if parts[row, b, two] < 0:
                    break
                second = _mixed(first, parts[row, b, two])
                for three in range(ALTERNATIVES):
                    if parts[row, c, three] < 0:
                        break
                    if many == len(keys):
                        keys, rows = np.concatenate((keys, keys)), np.concatenate((rows, rows))
                    keys[many], rows[many] = _mixed(second, parts[row, c, three]), row
                    many += 1
    return keys[:many], rows[:many]


class Blocks(NamedTuple):
    """The sought, by key: for each rule a table of buckets, all tables one after another."""

    bits: int
    """A rule has 2 ** bits buckets; the upper bits of a key say which."""
    starts: Starts
    """[rule * 2 ** bits + bucket]: where the bucket begins."""
    tags: Tags
    """The lower bits of the keys."""
    rows: Rows
    """Rows of the sought; one of -1 says that too many share the key."""


AT_A_TIME = 50_000
"""Rows whose keys are made at once; bounds the memory."""


def block(people: People, side: Side, facts: tuple[str, ...]) -> Blocks:
    """Return the sought by key."""
    bits = min(max(int(len(people)).bit_length() - 1, 4), 24)
    columns, spans = Columns.of(facts), range(0, len(people), AT_A_TIME)
    starts = np.zeros((len(RULES), (1 << bits) + 1), np.int32)

    def each_key(work: Callable[[int, Parts, Keys, Rows], None]) -> None:
        for start in spans:
            of = parts(people, side.words, columns, start, min(start + AT_A_TIME, len(people)), turned=False)
            together(lambda rule: work(rule, of, *_keys(of, JOINED, rule)), _EACH_RULE, len(of))  # noqa: B023

    each_key(lambda rule, of, keys, rows: _count(keys, bits, starts[rule]))
    np.cumsum(starts, axis=1, out=starts)
    begins = np.cumsum([0, *starts[:, -1]])
    tags, rows = np.empty(int(begins[-1]), np.uint32), np.empty(int(begins[-1]), np.int32)
    done = np.zeros(len(RULES), np.int64)

    def fill(rule: int, of: Parts, keys: Keys, of_keys: Rows) -> None:
        part = slice(int(begins[rule]), int(begins[rule + 1]))
        _fill(keys, of_keys, of, int(done[rule]), bits, starts[rule], tags[part], rows[part])
        done[rule] += AT_A_TIME

    each_key(fill)
    kept = together(
        lambda rule: _cut(
            starts[rule],
            tags[begins[rule] : begins[rule + 1]],
            rows[begins[rule] : begins[rule + 1]],
            int(_MOST[rule]),
        ),
        _EACH_RULE,
        len(people),
    )
    return _put_together(bits, starts, tags, rows, begins, kept)


_EACH_RULE = [(rule,) for rule in range(len(RULES))]


def _put_together(
    bits: int, starts: np.ndarray, tags: Tags, rows: Rows, begins: np.ndarray, kept: list[int]
) -> Blocks:
    """Return one table of those of all rules; what was cut leaves no room behind."""
    at = 0
    for rule, many in enumerate(kept):
        begin = int(begins[rule])
        tags[at : at + many] = tags[begin : begin + many]
        rows[at : at + many] = rows[begin : begin + many]
        starts[rule] += at
        at += many
    tags.resize(at, refcheck=False)
    rows.resize(at, refcheck=False)
    return Blocks(bits, np.append(starts[:, :-1], np.int32(at)), tags, rows)


@compiled
def _count(keys: Keys, bits: int, starts: Starts) -> None:
    """Count the keys of each bucket one place further on, so that the sums of the counts say where buckets begin."""
    for at in range(len(keys)):
        starts[np.int64(keys[at] >> np.uint64(64 - bits)) + 1] += 1


@compiled
def _fill(
    keys: Keys, of_keys: Rows, parts: Parts, start: int, bits: int, starts: Starts, tags: Tags, rows: Rows
) -> None:
    """Put keys into their buckets; `starts` then says where the next one of a bucket goes."""
    for at in range(len(keys)):
        bucket = np.int64(keys[at] >> np.uint64(64 - bits))
        tags[starts[bucket]] = _tag(keys[at]) | np.uint32(_year(parts, of_keys[at]))
        rows[starts[bucket]] = start + of_keys[at]
        starts[bucket] += 1


@compiled
def _cut(starts: Starts, tags: Tags, rows: Rows, most: int) -> int:
    """Cut what too many share, put back where each bucket begins, and return how many entries are left."""
    kept, begin = 0, 0
    for bucket in range(len(starts) - 1):
        end = starts[bucket]  # filled: where the next one would go
        starts[bucket] = kept
        kept = _without_common(tags, rows, begin, end, most, kept)
        begin = end
    starts[len(starts) - 1] = kept
    return kept


@compiled
def _without_common(tags: np.ndarray, rows: Rows, start: int, end: int, most: int, kept: int) -> int:
    """Move the entries of a bucket to `kept` and on, all entries of a too common key as one row of -1."""
    if end - start <= most:
        for at in range(start, end):
            tags[kept], rows[kept] = tags[at], rows[at]
            kept += 1
        return kept
    begin = kept
    for at in range(start, end):
        tag, row = tags[at] & np.uint32(0xFFFFFF00), rows[at]
        known = False
        for earlier in range(begin, kept):
            if tags[earlier] & np.uint32(0xFFFFFF00) == tag and rows[earlier] < 0:
                known = True
                break
        if known:
            continue
        many = 0
        for other in range(at, end):
            many += tags[other] & np.uint32(0xFFFFFF00) == tag
        for earlier in range(begin, kept):
            many += tags[earlier] & np.uint32(0xFFFFFF00) == tag
        tags[kept], rows[kept] = (tag, np.int32(-1)) if many > most else (tags[at], row)
        kept += 1
    return kept


EVERY_PAIR = 300_000
"""So few pairs are all compared."""


def pairs(
    known: Evidence, sought: People, found: People, blocks: Blocks, start: int, end: int, among: int = 0
) -> tuple[Rows, Rows, int]:
    """Return the pairs of the found from `start` up to `end` with the sought, by row of the found: rows of the sought, rows
    of the found; and how many of these found share only keys that too many have. `among` is how many found there are in all,
    were they more."""
    if len(sought) * max(len(found), among) <= EVERY_PAIR:
        i, j = np.meshgrid(np.arange(len(sought), dtype=np.int32), np.arange(start, end, dtype=np.int32))
        return i.ravel(), j.ravel(), 0
    of = parts(found, known.packed.found.words, Columns.of(known.facts), start, end, turned=True)
    i, j, cut = _pairs(of, JOINED, *blocks, len(sought))
    return i, j + np.int32(start), cut


@compiled
def _pairs(
    parts: Parts, joined: np.ndarray, bits: int, starts: Starts, tags: Tags, rows: Rows, count: int
) -> tuple[Rows, Rows, int]:
    """Return the pairs of rows that share a key, each once, by the row of `parts`, and how many rows share only keys too
    common."""
    seen = np.full(count, -1, np.int32)
    i, j = np.empty(16 * len(parts) + 64, np.int32), np.empty(16 * len(parts) + 64, np.int32)
    many, only_common = 0, 0
    for row in range(len(parts)):
        before, common, year = many, 0, _year(parts, row)
        for rule in range(len(joined)):
            a, b, c = joined[rule, 0], joined[rule, 1], joined[rule, 2]
            for one in range(ALTERNATIVES):
                if parts[row, a, one] < 0:
                    break
                first = _mixed(np.uint64(rule + 1), parts[row, a, one])
                for two in range(ALTERNATIVES):
                    if parts[row, b, two] < 0:
                        break
                    second = _mixed(first, parts[row, b, two])
                    for three in range(ALTERNATIVES):
                        if parts[row, c, three] < 0:
                            break
                        key = _mixed(second, parts[row, c, three])
                        bucket = (rule << bits) + np.int64(key >> np.uint64(64 - bits))
                        tag, sharing = _tag(key), 0
                        for entry in range(starts[bucket], starts[bucket + 1]):
                            sharing += tags[entry] & np.uint32(0xFFFFFF00) == tag
                        if sharing == 0:
                            continue
                        for entry in range(starts[bucket], starts[bucket + 1]):
                            if tags[entry] & np.uint32(0xFFFFFF00) != tag:
                                continue
                            if sharing > RARE and _far(tags[entry], year):
                                continue
                            other = rows[entry]
                            if other < 0:
                                common += 1
                            elif seen[other] != row:
                                seen[other] = row
                                if many == len(i):
                                    i, j = np.concatenate((i, i)), np.concatenate((j, j))
                                i[many], j[many] = other, row
                                many += 1
        only_common += many == before and common > 0
    return i[:many].copy(), j[:many].copy(), only_common


def shared_by_one(person: People, side: Side, facts: tuple[str, ...], blocks: Blocks) -> Rows:
    """Return the rows in the blocks that share a key with the one row of `person`."""
    return _shared(parts(person, side.words, Columns.of(facts), 0, 1, turned=True), JOINED, *blocks)


@compiled
def _shared(parts: Parts, joined: np.ndarray, bits: int, starts: Starts, tags: Tags, rows: Rows) -> Rows:
    found, many = np.empty(1024, np.int32), 0
    for rule in range(len(joined)):
        keys, _ = _keys(parts, joined, rule)
        for key in keys:
            bucket = (rule << bits) + np.int64(key >> np.uint64(64 - bits))
            for entry in range(starts[bucket], starts[bucket + 1]):
                if tags[entry] & np.uint32(0xFFFFFF00) == _tag(key) and rows[entry] >= 0:
                    if many == len(found):
                        found = np.concatenate((found, np.empty_like(found)))
                    found[many] = rows[entry]
                    many += 1
    return np.unique(found[:many])


def keys_of_one(person: People, side: Side, facts: tuple[str, ...], turned: bool) -> list[int]:
    """Return all keys of the one row of `person`."""
    of = parts(person, side.words, Columns.of(facts), 0, 1, turned)
    return [key for rule in range(len(RULES)) for key in _keys(of, JOINED, rule)[0].tolist()]
