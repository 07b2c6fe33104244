"""Which pairs are compared at all: the sought looked up by the keys of the found.

A key shared by too many of the sought is not followed; how many rows that concerns is counted and told.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tidings.matching import keys
from tidings.matching.compiled import compiled, longer, together
from tidings.matching.evidence import Evidence, Side
from tidings.matching.keys import BIRTH_YEAR, Keys, Parts
from tidings.matching.people import People
from tidings.matching.vocabulary import Rows

Tags = npt.NDArray[np.uint32]
Starts = npt.NDArray[np.int32]
Work = Callable[[int, Parts, Keys, Rows, int], None]
"""What is done with a rule, some rows, the keys that the rule makes of them, the row of each key, and the first of the rows."""

RARE = 6
"""Where more of the sought share a key, those born in quite another year are passed over: if anything else of theirs agrees,
they share a rarer key as well."""


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


_NO_YEAR = np.uint32(0xFFFFFF00)
"""The bits of a tag that are of the key; the others are the year of birth."""
_EARLIEST = 1900


@compiled
def _bucket(key: np.uint64, bits: int) -> Any:
    """Return the bucket of a key: its upper bits."""
    return np.int64(key >> np.uint64(64 - bits))


@compiled
def _tag(key: np.uint64) -> np.uint32:
    """Return what tells keys of one bucket apart: lower bits."""
    return np.uint32(key & np.uint64(_NO_YEAR))


@compiled
def _year(parts: Parts, row: int) -> Any:
    """Return the year of birth as a byte, 0 where it is not told or may be several."""
    if parts[row, BIRTH_YEAR, 0] < 0 or parts[row, BIRTH_YEAR, 1] >= 0:
        return 0
    return min(max(parts[row, BIRTH_YEAR, 0] - _EARLIEST, 1), 255)


@compiled
def _far(tag: np.uint32, year: int) -> Any:
    """Return whether the year beside a tag and another are both told and more than one apart."""
    other = np.int64(tag & ~_NO_YEAR)
    return other > 0 and year > 0 and abs(other - year) > 1


AT_A_TIME = 50_000
"""Rows whose keys are made at once; bounds the memory."""


def block(people: People, side: Side, facts: tuple[str, ...]) -> Blocks:
    """Return the sought by key."""
    bits = min(max(int(len(people)).bit_length() - 1, 4), 24)
    columns = keys.Columns.of(facts)
    middle = len(people) // 2
    halves = [(0, middle), (middle, len(people))]

    def each_key(start: int, end: int, work: Work) -> None:
        for at in range(start, end, AT_A_TIME):
            of = keys.parts(people, side.words, columns, at, min(at + AT_A_TIME, end), turned=False)
            for rule in range(len(keys.RULES)):
                made, _, rows = keys.keys(of, keys.JOINED, rule, rule + 1)
                work(rule, of, made, rows, at)

    def counted(start: int, end: int) -> Starts:
        found = np.zeros((len(keys.RULES), (1 << bits) + 1), np.int32)
        each_key(start, end, lambda rule, of, made, rows, at: _count(made, bits, found[rule]))
        return found

    def fill(start: int, end: int, places: Starts) -> None:
        each_key(
            start,
            end,
            lambda rule, of, made, of_keys, at: _fill(
                made, of_keys, of, at, bits, places[rule], tags[begins[rule] :], rows[begins[rule] :]
            ),
        )

    places = together(counted, halves, len(people))
    ends = _shared_out(places)
    begins = np.cumsum([0, *ends[:, -1]]).tolist()
    tags, rows = np.empty(begins[-1], np.uint32), np.empty(begins[-1], np.int32)
    together(fill, [(*half, its) for half, its in zip(halves, places, strict=True)], len(people))
    kept = together(
        lambda rule: _cut(ends[rule], tags[begins[rule] :], rows[begins[rule] :], int(keys.MOST[rule])),
        [(rule,) for rule in range(len(keys.RULES))],
        len(people),
    )
    return _put_together(bits, ends, tags, rows, begins, kept)


def _shared_out(counted: list[Starts]) -> Starts:
    """Turn [rule, bucket + 1] counts of parts of a table into the places where the first of each part goes, and return where
    the buckets end."""
    ends = np.cumsum(np.sum(counted, axis=0), axis=1, dtype=np.int32)
    for places in counted:
        more = places[:, 1:].copy()
        places[:, :-1] = ends[:, :-1]
        ends[:, :-1] += more
    return ends


def _put_together(
    bits: int, starts: Starts, tags: Tags, rows: Rows, begins: list[int], kept: list[int]
) -> Blocks:
    """Return one table of those of all rules; what was cut leaves no room behind."""
    at = 0
    for rule, many in enumerate(kept):
        begin = begins[rule]
        tags[at : at + many] = tags[begin : begin + many]
        rows[at : at + many] = rows[begin : begin + many]
        starts[rule] += at
        at += many
    tags.resize(at, refcheck=False)
    rows.resize(at, refcheck=False)
    return Blocks(bits, np.append(starts[:, :-1], np.int32(at)), tags, rows)


@compiled
def _count(made: Keys, bits: int, starts: Starts) -> None:
    """Count the keys of each bucket one place further on, so that the sums of the counts say where buckets begin."""
    for key in made:
        starts[_bucket(key, bits) + 1] += 1


@compiled
def _fill(
    made: Keys, of_keys: Rows, parts: Parts, start: int, bits: int, starts: Starts, tags: Tags, rows: Rows
) -> None:
    """Put keys into their buckets; `starts` then says where the next one of a bucket goes."""
    for at in range(len(made)):
        bucket = _bucket(made[at], bits)
        tags[starts[bucket]] = _tag(made[at]) | np.uint32(_year(parts, of_keys[at]))
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
        tag, row = tags[at] & _NO_YEAR, rows[at]
        known = False
        for earlier in range(begin, kept):
            if tags[earlier] & _NO_YEAR == tag and rows[earlier] < 0:
                known = True
                break
        if known:
            continue
        many = 0
        for other in range(at, end):
            many += tags[other] & _NO_YEAR == tag
        for earlier in range(begin, kept):
            many += tags[earlier] & _NO_YEAR == tag
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
    of = keys.parts(found, known.packed.found.words, keys.Columns.of(known.facts), start, end, turned=True)
    made, rules, rows = keys.keys(of, keys.JOINED, 0, len(keys.RULES))
    i, j, cut = _pairs(of, made, rules, rows, *blocks, len(sought))
    return i, j + np.int32(start), cut


@compiled
def _buckets(made: Keys, rules: Rows, bits: int, starts: Starts) -> tuple[Starts, Starts]:
    """Return where the bucket of each key begins and ends: all at once, since a look-up need not wait for the one before."""
    begins, ends = np.empty(len(made), np.int32), np.empty(len(made), np.int32)
    for at in range(len(made)):
        bucket = (rules[at] << bits) + _bucket(made[at], bits)
        begins[at], ends[at] = starts[bucket], starts[bucket + 1]
    return begins, ends


@compiled
def _pairs(
    parts: Parts, made: Keys, rules: Rows, of_keys: Rows, bits: int, starts: Starts, tags: Tags, rows: Rows, count: int
) -> tuple[Rows, Rows, int]:  # fmt: skip
    """Return the pairs of rows that share a key, each once, by the row of `parts`, and how many rows share only keys too
    common."""
    seen = np.zeros(count, np.int32)  # the last row that was compared with each, and one more
    i, j = np.empty(16 * len(parts) + 64, np.int32), np.empty(16 * len(parts) + 64, np.int32)
    begins, ends = _buckets(made, rules, bits, starts)
    many, at, only_common = 0, 0, 0
    for row in range(len(parts)):
        before, common, year = many, 0, _year(parts, row)
        while at < len(made) and of_keys[at] == row:
            tag, begin, end = _tag(made[at]), begins[at], ends[at]
            at += 1
            sharing = 0
            for entry in range(begin, end):
                sharing += tags[entry] & _NO_YEAR == tag
            if sharing == 0:
                continue
            for entry in range(begin, end):
                if tags[entry] & _NO_YEAR != tag or (sharing > RARE and _far(tags[entry], year)):
                    continue
                other = rows[entry]
                if other < 0:
                    common += 1
                elif seen[other] <= row:
                    seen[other] = row + 1
                    if many == len(i):
                        i, j = longer(i), longer(j)
                    i[many], j[many] = other, row
                    many += 1
        only_common += many == before and common > 0
    return i[:many], j[:many], only_common


def shared_by_one(person: People, side: Side, facts: tuple[str, ...], blocks: Blocks) -> Rows:
    """Return the rows in the blocks that share a key with the one row of `person`, in order."""
    of = keys.parts(person, side.words, keys.Columns.of(facts), 0, 1, turned=True)
    made, rules, _ = keys.keys(of, keys.JOINED, 0, len(keys.RULES))
    return np.unique(_shared(made, rules, *blocks))


@compiled
def _shared(made: Keys, rules: Rows, bits: int, starts: Starts, tags: Tags, rows: Rows) -> Rows:
    found, many = np.empty(1024, np.int32), 0
    for at in range(len(made)):
        bucket = (rules[at] << bits) + _bucket(made[at], bits)
        for entry in range(starts[bucket], starts[bucket + 1]):
            if tags[entry] & _NO_YEAR == _tag(made[at]) and rows[entry] >= 0:
                if many == len(found):
                    found = longer(found)
                found[many] = rows[entry]
                many += 1
    return found[:many]
