"""How likely each name is behind each word: frequencies, P(name | word), and the evidence of two words.

How common a name is comes from the shipped tables blended with the tables at hand, so that a list of fifty rows is
safe and a list of a million speaks for itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tidings.matching import reference, spelling
from tidings.matching.model import Rates
from tidings.matching.reference import GIVEN, PATRONYMIC, ROLES, SURNAME
from tidings.matching.vocabulary import PART, SHORT, Edges, Floats, Rows, Vocabulary

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
_PATRONYMIC = re.compile(r"(?:ic|iC|ovna|evna|icna|iCna|ogli|kizi|gizi|uli)$")


def known(vocabulary: Vocabulary) -> Floats:
    """Return P(name) by the shipped tables as [role, sound]; what they do not know gets a little."""
    shipped = _shipped()
    new = [unheard(sound) for sound in vocabulary.sounds[shipped.shape[1] :]]
    found = np.concatenate([shipped, np.array(new, float).reshape(len(new), len(ROLES)).T], axis=1)
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


def written(edges: Edges, rates: Rates, role: int) -> Floats:
    """Return P(word | name) for each edge, were the word in this role."""
    of_kind = rates.of_kinds()
    if role != GIVEN:
        of_kind = of_kind * (np.arange(len(of_kind)) != SHORT)
    if role != SURNAME:
        of_kind = of_kind * (np.arange(len(of_kind)) != PART)
    return of_kind[edges.kind] * edges.share


@dataclass(frozen=True)
class Beliefs:
    """For the words of one table: the likeliest names of each in each role, and how likely the word is in it."""

    names: Rows
    """[role, word, KEPT]: numbers of sounds, likeliest first, -1 where there are fewer."""
    likely: Floats
    """[role, word, KEPT]: P(name | word)."""
    how: np.ndarray
    """[role, word, KEPT]: the kind by which the word came from the name."""
    word: Floats
    """[role, word]: P(word) in this role."""
    initial: np.ndarray
    """[word]: the class of first sounds of an initial, else -1."""


def meant(edges: Edges, words: int, rates: Rates, frequency: Frequency, role: int) -> tuple[Floats, Floats]:
    """Return P(word) and for each edge P(name | word), both in this role.

    A word is no witness to its own name: one standing of it is taken out of the counts, or every slip that stands
    once would be a name of its own.
    """
    likely = written(edges, rates, role)
    common = frequency.share[role][edges.name]
    share = _shares(likely * common, edges, words)[1]
    return _shares(likely * np.maximum(common - frequency.one[role] * share, common * 1e-3), edges, words)


def _shares(joint: Floats, edges: Edges, words: int) -> tuple[Floats, Floats]:
    total = np.bincount(edges.word, joint, words).astype(float)
    return total, joint / np.maximum(total[edges.word], 1e-300)


def first_classes(vocabulary: Vocabulary) -> np.ndarray:
    """Return the class of first sounds of each sound of a vocabulary."""
    known = reference.first_classes()
    new = [spelling.first_class(sound) for sound in vocabulary.sounds[len(known) :]]
    return np.concatenate([known, np.array(new, np.int16)])


def initials(words: Sequence[str]) -> np.ndarray:
    """Return for each word that is an initial the class of first sounds it may stand for, else -1."""
    single = [spelling.skeleton(word) if len(word) == 1 else "" for word in words]
    return np.array([spelling.first_class(sound) for sound in single], np.int16)


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
    shape = (len(ROLES), len(initial), KEPT)
    found = Beliefs(
        np.full(shape, -1, np.int32),
        np.zeros(shape, np.float32),
        np.zeros(shape, np.int8),
        np.zeros(shape[:2]),
        initial,
    )
    for role in ROLES:
        found.word[role], share = meant(edges, len(initial), rates, frequency, role)
        kept = np.flatnonzero(share >= LEAST)
        kept = kept[np.lexsort((edges.name[kept], -share[kept], edges.word[kept]))]
        place = _place_within(edges.word[kept])
        kept, place = kept[place < KEPT], place[place < KEPT]
        at = (role, edges.word[kept], place)
        found.names[at], found.likely[at], found.how[at] = edges.name[kept], share[kept], edges.kind[kept]
    return found


def _place_within(groups: Rows) -> np.ndarray:
    """Return 0, 1, 2 … within each run of equal numbers."""
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]]) if len(groups) else np.zeros(0, np.int64)
    lengths = np.diff(np.r_[starts, len(groups)])
    return np.arange(len(groups)) - np.repeat(starts, lengths)


def expected(edges: Edges, rates: Rates, frequency: Frequency, spoken: Floats) -> Floats:
    """Return how often each name was meant, [role, sound], if the words were spoken so often, [role, word]."""
    found = np.empty_like(frequency.share)
    for role in ROLES:
        _, share = meant(edges, spoken.shape[1], rates, frequency, role)
        found[role] = np.bincount(edges.name, share * spoken[role][edges.word], found.shape[1])
    return found
