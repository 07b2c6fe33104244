"""How likely each name is behind each word: frequencies, P(name | word), and the evidence of two words.

How common a name is comes from the shipped tables blended with the tables at hand, so that a list of fifty rows is
safe and a list of a million speaks for itself.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

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
DOUBLE_SURNAME, LIKE_A_PATRONYMIC = 1e-5, 2e-7
_PATRONYMIC = r"(?:ic|iC|ovna|evna|icna|iCna|ogli|kizi|gizi|uli)$"


def known(vocabulary: Vocabulary) -> Floats:
    """Return P(name) by the shipped tables as [role, sound]; what they do not know gets a little."""
    sounds = pl.DataFrame({"sound": vocabulary.sounds, "number": np.arange(len(vocabulary.sounds))})
    found = np.empty((len(ROLES), len(vocabulary.sounds)))
    for role in ROLES:
        found[role] = UNHEARD[role]
        counted = reference.counts().filter(pl.col("role") == role)
        counted = counted.with_columns(share=pl.col("count") / pl.col("count").sum()).join(sounds, on="sound")
        if role == PATRONYMIC:
            found[role][sounds["sound"].str.contains(_PATRONYMIC).to_numpy()] = LIKE_A_PATRONYMIC
        np.add.at(found[role], counted["number"].to_numpy(), counted["share"].to_numpy())
    double = [vocabulary.of_sound[spelling.skeleton(word)] for word in vocabulary.words if "-" in word]
    found[SURNAME][double] = np.maximum(found[SURNAME][double], DOUBLE_SURNAME)
    return found


@dataclass(frozen=True)
class Frequency:
    """How common names are, as [role, sound], and what one person more or less changes, as [role]."""

    share: Floats
    one: Floats


def before_counting(shipped: Floats) -> Frequency:
    """Return the shipped frequencies alone."""
    return Frequency(shipped, np.zeros(len(shipped)))


def blended(shipped: Floats, counted: Floats) -> Frequency:
    """Return the shipped frequencies blended with the (expected) counts at hand, [role, sound]."""
    total = counted.sum(axis=1, keepdims=True) + WEIGHT_OF_TABLES
    return Frequency((counted + WEIGHT_OF_TABLES * shipped) / total, 1 / total[:, 0])


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


def meant(edges: Edges, words: int, rates: Rates, frequency: Frequency, role: int) -> tuple[Floats, Floats]:
    """Return P(word) and for each edge P(name | word), both in this role.

    A word is no witness to its own name: one standing of it is taken out of the counts, or every slip that stands
    once would be a name of its own.
    """
    likely = written(edges, rates, role)
    common = frequency.share[role][edges.name]
    joint = likely * common
    total = np.bincount(edges.word, joint, words)
    share = joint / np.maximum(total[edges.word], 1e-300)
    joint = likely * np.maximum(common - frequency.one[role] * share, common * 1e-3)
    total = np.bincount(edges.word, joint, words)
    return total, joint / np.maximum(total[edges.word], 1e-300)


@dataclass(frozen=True)
class Firsts:
    """First sounds, for initials: the class of each sound and of each word that is an initial, else -1."""

    of_sound: np.ndarray
    of_word: np.ndarray

    def frequency(self, frequency: Floats) -> Floats:
        """Return [role, class]: how likely a name starts so."""
        classes = self.of_sound + 1
        found = [np.bincount(classes, row, spelling.FIRST_CLASSES + 1)[1:] for row in frequency]
        return np.maximum(np.array(found), 1e-6)


def firsts(vocabulary: Vocabulary) -> Firsts:
    """Return the first sounds of a vocabulary."""
    of_sound = np.array([spelling.first_class(sound) for sound in vocabulary.sounds], np.int16)
    single = [spelling.skeleton(word) if len(word) == 1 else "" for word in vocabulary.words]
    return Firsts(of_sound, np.array([spelling.first_class(sound) for sound in single], np.int16))


AS_INITIAL = {SURNAME: 1e-5, GIVEN: 0.05, PATRONYMIC: 0.05}
"""How often a name is written as an initial."""


def believe(edges: Edges, first: Firsts, rates: Rates, frequency: Frequency) -> Beliefs:
    """Return what each word may stand for, given how common names are; an initial stands for none by itself."""
    found = _believe(edges, len(first.of_word), rates, frequency)
    initials = np.flatnonzero(first.of_word >= 0)
    starts = first.frequency(frequency.share)
    found.names[:, initials], found.likely[:, initials] = -1, 0.0
    for role in ROLES:
        found.word[role][initials] = AS_INITIAL[role] * starts[role][first.of_word[initials]]
    return found


def _believe(edges: Edges, words: int, rates: Rates, frequency: Frequency) -> Beliefs:
    shape = (len(ROLES), words, KEPT)
    found = Beliefs(
        np.full(shape, -1, np.int32),
        np.zeros(shape, np.float32),
        np.zeros(shape, np.int8),
        np.zeros(shape[:2]),
    )
    for role in ROLES:
        found.word[role], share = meant(edges, words, rates, frequency, role)
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
