"""Which word of a name is the surname, the given name, the patronymic: judged by the words, never by their order alone."""

from dataclasses import dataclass
from functools import cache
from itertools import permutations

import numpy as np

from tidings.matching.compiled import compiled
from tidings.matching.reference import GIVEN, PATRONYMIC, ROLES, SURNAME
from tidings.matching.vocabulary import Floats, Rows
from tidings.matching.wording import MOST_WORDS

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


def usual(words: int, order: Order) -> float:
    """Return how usual an order is before any table is read, as a number of names."""
    told = [place for place in order if place >= 0]
    odd = words - len(told)
    in_order = order[GIVEN] + 1 == order[PATRONYMIC] or order[PATRONYMIC] < 0
    common = ORDER_STRENGTH if in_order and order[SURNAME] in (0, words - 1) else 0.5
    return common * (0.3 if order[SURNAME] < 0 else 1.0) * 0.1**odd


_WAYS = [(words, order) for words in range(MOST_WORDS + 1) for order in orders(words)]
"""All ways to read any name."""
_ORDERS = np.array([order for _, order in _WAYS], np.int32)
_FIRST = np.cumsum([0, *(len(orders(words)) for words in range(MOST_WORDS + 1))])
"""The first of _WAYS for each number of words."""
_ODD_WORDS = np.array([words - sum(place >= 0 for place in order) for words, order in _WAYS]) * np.log(
    ODD_WORD
)
_AS_USUAL = np.array([usual(words, order) for words, order in _WAYS])


@dataclass(frozen=True)
class Habits:
    """How often each order is used in a table."""

    shares: Floats
    """The logarithm of the share of each of _WAYS among those with as many words."""

    @classmethod
    def learnt(cls, counts: Floats) -> "Habits":
        """Return the habits of a table in which each of _WAYS was found so often, added to what is usual."""
        found = counts + _AS_USUAL
        whole = np.add.reduceat(found, _FIRST[1:-1])  # no word, no way
        return cls(np.log(found / np.repeat(whole, np.diff(_FIRST[1:]))))


USUAL = Habits.learnt(np.zeros(len(_WAYS)))


def read(words: Rows, likely: Floats, habits: Habits) -> tuple[Rows, Floats]:
    """Return [row, role] the word of each role, -1 where left out, and how often each of _WAYS was found.

    `words` is [row, place], -1 for none; `likely` is P(word) by role, [role, word].
    """
    shares = habits.shares + _ODD_WORDS
    log_likely = np.log(np.maximum(likely.T, 1e-30))
    found, counts = np.full((len(words), len(ROLES)), -1, np.int32), np.zeros(len(_WAYS))
    _read(words, np.ascontiguousarray(log_likely), _ORDERS, _FIRST, shares, found, counts)
    return found, counts


@compiled
def _read(
    words: Rows, likely: Floats, ways: Rows, first: np.ndarray, shares: Floats, found: Rows, counts: Floats
) -> None:
    """Put [row, role] words into `found`, and add to `counts` how often each way was the likeliest; `likely` is [word, role]."""
    for row in range(len(words)):
        many = 0
        while many < words.shape[1] and words[row, many] >= 0:
            many += 1
        best, chosen = -np.inf, -1
        for way in range(first[many], first[many + 1]):
            score = shares[way]
            for role in range(3):
                if ways[way, role] >= 0:
                    score += likely[words[row, ways[way, role]], role]
            if score > best:
                best, chosen = score, way
        if chosen >= 0:
            counts[chosen] += 1
            for role in range(3):
                if ways[chosen, role] >= 0:
                    found[row, role] = words[row, ways[chosen, role]]
