"""How likely each name is behind each word: frequencies, P(name | word), and the evidence of two words.

How common a name is comes from the shipped tables blended with the tables at hand, so that a list of fifty rows is
safe and a list of a million speaks for itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

from tidings.matching import reference, spelling
from tidings.matching.compiled import compiled, together
from tidings.matching.model import Rates
from tidings.matching.reference import GIVEN, PATRONYMIC, ROLES, SURNAME
from tidings.matching.vocabulary import PART, SHORT, Edges, Floats, Kinds, Rows, Vocabulary

KEPT = 6
"""Names kept for each word in each role."""
LEAST = 0.004
"""A name less likely than this behind a word is left out."""
WEIGHT_OF_TABLES = 5000.0
"""The shipped frequencies count as much as this many words at hand."""
UNHEARD = {SURNAME: 3e-7, GIVEN: 2e-8, PATRONYMIC: 1e-9}
LEAST_COMMON = np.array([3e-5, 5e-4, 1e-4])
"""How rare a surname, given name, patronymic can be at most by the shipped tables alone: names go together, as a people's
and a generation's do, and "Назар" is no rarity beside "Шевчук"; and whoever bears a rare surname has kin who bear it."""
DOUBLE_SURNAME, LIKE_A_PATRONYMIC = 1e-5, 2e-7
_PATRONYMIC = re.compile(r"(?:ic|iC|ovna|evna|icna|iCna|ogl[iu]|kizi|gizi|ul[iu])$")


def known(vocabulary: Vocabulary) -> Floats:
    """Return P(name) by the shipped tables as [role, sound]; what they do not know gets a little."""
    shipped = _shipped()
    new = pl.Series("sound", vocabulary.sounds[shipped.shape[1] :], pl.String)
    rare = np.repeat(np.array([list(UNHEARD.values())]).T, len(new), axis=1)
    rare[PATRONYMIC][new.str.contains(_PATRONYMIC.pattern).to_numpy()] = LIKE_A_PATRONYMIC
    found = np.concatenate([shipped, rare], axis=1)
    double = [vocabulary.of_sound[spelling.skeleton(word)] for word in vocabulary.words if "-" in word]
    found[SURNAME][double] = np.maximum(found[SURNAME][double], DOUBLE_SURNAME)
    return found


def unheard(sound: str) -> tuple[float, float, float]:
    """Return how likely a sound that no table knows is as surname, given name and patronymic."""
    fathers = LIKE_A_PATRONYMIC if _PATRONYMIC.search(sound) else UNHEARD[PATRONYMIC]
    return UNHEARD[SURNAME], UNHEARD[GIVEN], fathers


@lru_cache(maxsize=1)
def _shipped() -> Floats:
    counted = reference.counts()
    unknown = np.array([list(UNHEARD.values())]).T + np.zeros(counted.shape)
    fathers = reference.sounds().str.contains(_PATRONYMIC.pattern).to_numpy()
    unknown[PATRONYMIC][fathers] = LIKE_A_PATRONYMIC
    found: Floats = unknown + counted / counted.sum(axis=1, keepdims=True)
    return found


@dataclass(frozen=True)
class Frequency:
    """How common names are, as [role, sound], and what one person more or less changes, as [role]."""

    share: Floats
    one: Floats
    least: Floats
    """[role]: no name counts as rarer among strangers who share the rest of theirs."""

    def among_strangers(self, role: int, names: Rows) -> Floats:
        """Return how common names are among all others, when both records of a pair are taken out of the counts."""
        rest: Floats = np.maximum(self.share[role][names] - 2 * self.one[role], self.least[role])
        return rest


def before_counting(shipped: Floats) -> Frequency:
    """Return the shipped frequencies alone."""
    return Frequency(shipped, np.zeros(len(shipped)), LEAST_COMMON + 1e-12)


def blended(shipped: Floats, counted: Floats) -> Frequency:
    """Return the shipped frequencies blended with the (expected) counts at hand, [role, sound]."""
    total = counted.sum(axis=1, keepdims=True) + WEIGHT_OF_TABLES
    one = 1 / total[:, 0]
    return Frequency((counted + WEIGHT_OF_TABLES * shipped) / total, one, _least(one))


def _least(one: Floats) -> Floats:
    """Return how rare a name can be at most: the more people are counted, the more their names are known to go together."""
    return np.maximum(LEAST_COMMON * WEIGHT_OF_TABLES * one, 0.4 * one + 1e-12)


def _written(rates: Rates, role: int) -> Floats:
    """Return how likely a name in this role is written so, by kind."""
    of_kind = rates.of_kinds()
    if role != GIVEN:
        of_kind = of_kind * (np.arange(len(of_kind)) != SHORT)
    if role == PATRONYMIC:
        of_kind = of_kind * (np.arange(len(of_kind)) != PART)
    return of_kind


@dataclass(frozen=True)
class Beliefs:
    """For the words of one table: the likeliest names of each in each role, and how likely the word is in it."""

    names: Rows
    """[role, word, KEPT]: numbers of sounds, likeliest first, -1 where there are fewer."""
    likely: npt.NDArray[np.float32]
    """[role, word, KEPT]: P(name | word)."""
    how: np.ndarray
    """[role, word, KEPT]: the kind by which the word came from the name."""
    word: Floats
    """[role, word]: P(word) in this role."""
    initial: np.ndarray
    """[word]: the class of first sounds of an initial, else -1."""


def first_classes(vocabulary: Vocabulary) -> np.ndarray:
    """Return the class of first sounds of each sound of a vocabulary."""
    known = reference.first_classes()
    new = spelling.first_classes(pl.Series("sound", vocabulary.sounds[len(known) :], pl.String))
    return np.concatenate([known, new])


def initials(words: Sequence[str]) -> np.ndarray:
    """Return for each word that is an initial the class of first sounds it may stand for, else -1."""
    found = np.full(len(words), -1, np.int16)
    for number, word in enumerate(words):
        if len(word) == 1:
            found[number] = spelling.first_class(spelling.skeleton(word))
    return found


def of_firsts(classes: np.ndarray, frequency: Frequency) -> Floats:
    """Return [role, class]: how likely a name starts so, with a class more for none."""
    size = spelling.FIRST_CLASSES + 1
    return np.maximum([np.bincount(classes % size, row, size) for row in frequency.share], 1e-6)


AS_INITIAL = {SURNAME: 1e-5, GIVEN: 0.05, PATRONYMIC: 0.05}
"""How often a name is written as an initial."""


def believe(edges: Edges, initial: np.ndarray, rates: Rates, frequency: Frequency, starts: Floats) -> Beliefs:
    """Return what each word may stand for, given how common names are; an initial stands for none by itself.

    `initial` is as `initials` gives it, one a word; `starts` as `of_firsts` does.
    """
    found = _believe(edges, initial, rates, frequency)
    single = np.flatnonzero(initial >= 0)
    found.names[:, single], found.likely[:, single] = -1, 0.0
    for role in ROLES:
        found.word[role][single] = AS_INITIAL[role] * starts[role][initial[single]]
    return found


def _believe(edges: Edges, initial: np.ndarray, rates: Rates, frequency: Frequency) -> Beliefs:
    starts, shape = edges.starts(len(initial)), (len(ROLES), len(initial))
    found = Beliefs(
        names=np.full((*shape, KEPT), -1, np.int32),
        likely=np.zeros((*shape, KEPT), np.float32),
        how=np.zeros((*shape, KEPT), np.int8),
        word=np.zeros(shape),
        initial=initial,
    )
    together(
        lambda role: _likeliest(
            *(starts, edges.name, edges.kind, edges.share, _written(rates, role), *_of(frequency, role)),
            *(found.names[role], found.likely[role], found.how[role], found.word[role]),
        ),
        [(role,) for role in ROLES],
        len(edges.word),
    )
    return found


def _of(frequency: Frequency, role: int) -> tuple[Floats, float]:
    return frequency.share[role], float(frequency.one[role])


@compiled
def _shares(
    start: int,
    end: int,
    name: Rows,
    kind: Kinds,
    of_kind: Floats,
    written: Floats,
    common: Floats,
    one: float,
    share: Floats,
) -> float:
    """Put P(name | word) of the edges of one word into `share`, and return P(word).

    A word is no witness to its own name: one standing of it is taken out of the counts, or every slip that stands
    once would be a name of its own.
    """
    total = 0.0
    for edge in range(start, end):
        total += of_kind[kind[edge]] * written[edge] * common[name[edge]]
    rest = 0.0
    for edge in range(start, end):
        likely = of_kind[kind[edge]] * written[edge]
        own = likely * common[name[edge]] / max(total, 1e-300)
        other = max(common[name[edge]] - one * own, common[name[edge]] * 1e-3)
        share[edge - start] = likely * other
        rest += share[edge - start]
    for edge in range(end - start):
        share[edge] /= max(rest, 1e-300)
    return rest


@compiled
def _most(starts: Rows) -> int:
    most = 1
    for word in range(len(starts) - 1):
        most = max(most, starts[word + 1] - starts[word])
    return most


@compiled
def _likeliest(
    starts: Rows, name: Rows, kind: Kinds, written: Floats, of_kind: Floats, common: Floats, one: float,
    names: Rows, likely: npt.NDArray[np.float32], how: Kinds, spoken: Floats,
) -> None:  # fmt: skip
    """Put the KEPT likeliest names of each word, P(name | word) and kinds, and P(word) into the last four."""
    share = np.zeros(_most(starts))
    for word in range(len(spoken)):
        start, end = starts[word], starts[word + 1]
        spoken[word] = _shares(start, end, name, kind, of_kind, written, common, one, share)
        many = 0
        for edge in range(end - start):
            if share[edge] < LEAST:
                continue
            at = many if many < KEPT else KEPT
            while at > 0 and share[edge] > likely[word, at - 1]:
                if at < KEPT:
                    names[word, at], likely[word, at], how[word, at] = (
                        names[word, at - 1],
                        likely[word, at - 1],
                        how[word, at - 1],
                    )
                at -= 1
            if at < KEPT:
                names[word, at], likely[word, at], how[word, at] = (
                    name[start + edge],
                    share[edge],
                    kind[start + edge],
                )
                many = min(many + 1, KEPT)


def expected(edges: Edges, rates: Rates, frequency: Frequency, spoken: Floats) -> Floats:
    """Return how often each name was meant, [role, sound], if the words were spoken so often, [role, word]."""
    starts = edges.starts(spoken.shape[1])
    return np.array(
        together(
            lambda role: _expected(
                starts,
                edges.name,
                edges.kind,
                edges.share,
                _written(rates, role),
                *_of(frequency, role),
                spoken[role],
            ),
            [(role,) for role in ROLES],
            len(edges.word),
        )
    )


@compiled
def _expected(
    starts: Rows,
    name: Rows,
    kind: Kinds,
    written: Floats,
    of_kind: Floats,
    common: Floats,
    one: float,
    spoken: Floats,
) -> Floats:
    found = np.zeros(len(common))
    share = np.zeros(_most(starts))
    for word in range(len(starts) - 1):
        if spoken[word] > 0:
            start, end = starts[word], starts[word + 1]
            _shares(start, end, name, kind, of_kind, written, common, one, share)
            for edge in range(end - start):
                found[name[start + edge]] += share[edge] * spoken[word]
    return found
