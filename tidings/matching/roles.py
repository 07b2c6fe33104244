"""Which word of a name is the surname, the given name, the patronymic: judged by the words, never by their order alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import permutations

import numpy as np

from tidings.matching.reference import GIVEN, PATRONYMIC, ROLES, SURNAME
from tidings.matching.vocabulary import Floats, Rows

MOST_WORDS = 5
"""Words of a name that are looked at."""
ODD_WORD = 1e-8
"""How likely a word is that is no part of the name: a rank, a call sign, a remark."""
ORDER_STRENGTH = 20.0

Order = tuple[int, ...]
"""For each role the place of its word, -1 if it was left out."""


@cache
def orders(words: int) -> tuple[Order, ...]:
    """Return the ways to read so many words: each role at one place or left out, at least one told."""
    places = [*range(words), -1, -1]
    found = {order for order in permutations(places, len(ROLES)) if max(order) >= 0}
    return tuple(sorted(order for order in found if order[PATRONYMIC] < 0 or order[GIVEN] >= 0))


@dataclass(frozen=True)
class Habits:
    """How often each order is used in a table, as logarithms, for each number of words."""

    shares: tuple[Floats, ...]
    """[number of words][order]: the logarithm of its share."""


def usual(words: int, order: Order) -> float:
    """Return how usual an order is before any table is read, as a number of names."""
    told = [place for place in order if place >= 0]
    odd = words - len(told)
    in_order = order[GIVEN] + 1 == order[PATRONYMIC] or order[PATRONYMIC] < 0
    common = ORDER_STRENGTH if in_order and order[SURNAME] in (0, words - 1) else 0.5
    return common * (0.3 if order[SURNAME] < 0 else 1.0) * 0.1**odd


def read(words: Rows, likely: Floats, habits: Habits) -> Rows:
    """Return for each name [row, place] of word numbers the place of each role, [row, role], -1 where left out.

    `likely` is P(word) by role, [role, word]; a word of -1 is none.
    """
    count = (words >= 0).sum(axis=1)
    found = np.full((len(words), len(ROLES)), -1, np.int32)
    log_likely = np.log(np.maximum(likely, 1e-30))
    for length in range(1, words.shape[1] + 1):
        rows = np.flatnonzero(count == length)
        if len(rows):
            found[rows] = _read(words[rows, :length], log_likely, habits)
    return found


AT_ONCE = 20_000
"""Names read at once; bounds the memory."""


def _read(words: Rows, log_likely: Floats, habits: Habits) -> Rows:
    length = words.shape[1]
    ways = np.array(orders(length), np.int32)
    usual = habits.shares[length] + (length - (ways >= 0).sum(axis=1)) * np.log(ODD_WORD)
    found = np.empty((len(words), len(ROLES)), np.int32)
    for start in range(0, len(words), AT_ONCE):
        some = words[start : start + AT_ONCE]
        likely = np.zeros((len(ROLES), len(some), length + 1))  # the last place stands for a role left out
        likely[:, :, :length] = log_likely[:, some]
        score = usual + likely[SURNAME][:, ways[:, SURNAME]]
        score += likely[GIVEN][:, ways[:, GIVEN]]
        score += likely[PATRONYMIC][:, ways[:, PATRONYMIC]]
        found[start : start + AT_ONCE] = ways[score.argmax(axis=1)]
    return found


def learn(words: Rows, places: Rows) -> Habits:
    """Return how often each order was found, added to what is usual."""
    count = (words >= 0).sum(axis=1)
    rows, times = np.unique(np.column_stack([count, places]), axis=0, return_counts=True)
    return _habits({tuple(map(int, row)): float(n) for row, n in zip(rows, times, strict=True)})


def _habits(counts: Mapping[tuple[int, ...], float]) -> Habits:
    shares = []
    for length in range(MOST_WORDS + 1):
        found = np.array(
            [counts.get((length, *order), 0.0) + usual(length, order) for order in orders(length)]
        )
        shares.append(np.log(found / max(found.sum(), 1e-300)))
    return Habits(tuple(shares))


USUAL = _habits({})


def words_at(words: Rows, places: Rows) -> Rows:
    """Return [row, role] word numbers, -1 where a role was left out."""
    rows = np.arange(len(words))[:, None]
    return np.where(places >= 0, words[rows, np.maximum(places, 0)], -1).astype(np.int32)
