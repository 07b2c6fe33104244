"""Texts that are nearly the same: variants of one template, with other names, days and places, words left out or swapped.

Each text becomes a sketch of 64 numbers (MinHash over pairs of words), so that the share of pairs that two texts have in
common is read off their sketches. Texts that share a band of their sketches are compared, and grouped where they are alike.

>>> said = ["Помогите найти сына, служит под Курском", "Помогите найти мужа, служит под Курском", "Где мой брат?"]
>>> groups(sketches(said), alike=0.3)
[[0, 1], [2]]
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Sketches = NDArray[np.uint32]

NUMBERS, BAND = 64, 2
ALIKE = 0.3
"""The share of common pairs from which two texts are variants of one another."""

STEM = 5
"""Letters of a word that count: its ending changes with what stands beside it."""

_WORD = re.compile(r"[^\W_]+")
_SEEDS = np.random.default_rng(20260101).integers(0, 1 << 63, NUMBERS, dtype=np.uint64)
_STIR = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))  # of splitmix64
EMPTY = np.uint32(0xFFFFFFFF)


def sketches(texts: Iterable[str]) -> Sketches:
    """Return the sketch of each text, a row of NUMBERS numbers; texts without a word have rows of EMPTY."""
    return np.array([_sketch(text) for text in texts], dtype=np.uint32).reshape(-1, NUMBERS)


def groups(drawn: Sketches, alike: float = ALIKE) -> list[list[int]]:
    """Return the places of texts that are alike, directly or through others; who stands alone is a group of one.

    The largest group comes first, in each the first text first.
    """
    leader = np.arange(len(drawn))
    for band in range(0, NUMBERS, BAND):
        for places in _sharing(drawn[:, band : band + BAND]):
            near = places[_common(drawn[places], drawn[places[0]]) >= alike]
            _join(leader, near)
    found = defaultdict(list)
    for place in range(len(drawn)):
        found[_led_by(leader, place)].append(place)
    return sorted(found.values(), key=lambda group: (-len(group), group[0]))


def _sketch(text: str) -> NDArray[np.uint32]:
    pairs = np.fromiter({zlib.crc32(pair) for pair in _pairs(text)}, dtype=np.uint64)
    if not len(pairs):
        return np.full(NUMBERS, EMPTY)
    mixed = pairs[:, None] ^ _SEEDS[None, :]
    for times in _STIR:
        mixed = (mixed ^ (mixed >> np.uint64(30))) * times
    return np.asarray(mixed.min(axis=0) >> np.uint64(32), dtype=np.uint32)


def _pairs(text: str) -> Iterable[bytes]:
    """Yield each two words that follow one another, and each word alone; numbers are all the same."""
    words = [
        "0" if word.isdecimal() else word[:STEM] for word in _WORD.findall(text.lower().replace("ё", "е"))
    ]
    yield from (word.encode() for word in words)
    yield from (f"{first} {second}".encode() for first, second in zip(words, words[1:], strict=False))


def _sharing(band: Sketches) -> list[NDArray[np.intp]]:
    """Return the places of rows that are equal, for each row that is there more than once."""
    order = np.lexsort(band.T)
    told = order[band[order, 0] != EMPTY]
    if not len(told):
        return []
    cuts = np.flatnonzero((band[told][1:] != band[told][:-1]).any(axis=1)) + 1
    return [np.sort(places) for places in np.split(told, cuts) if len(places) > 1]


def _common(drawn: Sketches, one: NDArray[np.uint32]) -> NDArray[np.float64]:
    return np.asarray((drawn == one).mean(axis=1))


def _join(leader: NDArray[np.intp], places: Sequence[int] | NDArray[np.intp]) -> None:
    heads = [_led_by(leader, int(place)) for place in places]
    for head in heads:
        leader[head] = min(heads)


def _led_by(leader: NDArray[np.intp], place: int) -> int:
    while leader[place] != place:
        leader[place] = leader[leader[place]]
        place = int(leader[place])
    return place
