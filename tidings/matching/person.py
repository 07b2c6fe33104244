"""One record as numbers, without a table: for a question asked of an index, and for two records by themselves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tidings.matching import belarusian, beliefs, people, roles, spelling, telling, vocabulary
from tidings.matching.beliefs import Beliefs, Frequency
from tidings.matching.evidence import BROTHERS, Evidence, years_of
from tidings.matching.model import Model, Rates
from tidings.matching.people import People
from tidings.matching.reference import NEVER_SEEN
from tidings.matching.table import Record, born_days
from tidings.matching.telling import FACTS, Values
from tidings.matching.vocabulary import SAME, Edges, Floats, Meaning, Rows, Vocabulary
from tidings.matching.wording import MOST_WORDS, words_of

COMPARED_AMONG = 1000
"""Before any fact, two records given for comparison are one person as often as one in so many."""

__all__ = ["COMPARED_AMONG", "MOST_WORDS", "Names", "Person", "alone", "read", "words_of"]


@dataclass(frozen=True)
class Names:
    """What is known of names."""

    meanings: Callable[[str], Edges]
    """What a word may stand for."""
    frequency: Frequency
    starts: Floats
    """As beliefs.of_firsts gives it."""
    first: np.ndarray
    """As beliefs.first_classes gives it."""

    def believe(self, words: Sequence[str], rates: Rates) -> Beliefs:
        """Return what words may stand for, one after another."""
        if any(map(belarusian.is_belarusian, words)):
            rates = rates.in_belarusian()
        edges = vocabulary.edges_together([self.meanings(word) for word in words])
        return beliefs.believe(edges, beliefs.initials(words), rates, self.frequency, self.starts)


@dataclass(frozen=True)
class Person:
    """One record: a row of People whose word numbers are 0, 1, 2 … in `words`, and what these may stand for."""

    people: People
    beliefs: Beliefs
    words: list[str]


def read(record: Record, names: Names, rates: Rates, values: Sequence[Values]) -> Person:
    """Return a record as numbers; `values` are those of each of FACTS."""
    words = words_of(record.name)[:MOST_WORDS]
    believed = names.believe(words, rates)
    return Person(row_of(record, named(believed.word), values), believed, words)


def named(likely: Floats) -> Rows:
    """Return [0, role]: which of the words of one name has each role; `likely` is P(word), [role, word]."""
    count = likely.shape[1]
    numbers = np.full((1, MOST_WORDS), people.NONE, np.int32)
    numbers[0, :count] = np.arange(count)
    return roles.read(numbers, likely, roles.USUAL)[0]


def row_of(record: Record, named: Rows, values: Sequence[Values]) -> People:
    """Return a record whose words have these roles as a row."""
    told = [known.number(said) for known, said in zip(values, told_by(record), strict=True)]
    return People(named, np.array([born_days(record)], np.int32), np.array([told], np.int32))


def told_by(record: Record) -> list[str]:
    """Return what tells each of FACTS of a record from others; empty where not told."""
    return [read_fact(getattr(record, fact)) for fact, read_fact in FACTS.items()]


def meanings(known: Vocabulary, word: str) -> list[Meaning]:
    """Return what a word may stand for; one never seen may also be a name of its own, which nobody else has."""
    found = known.meanings(word)
    if spelling.skeleton(word) not in known.of_sound:
        found.append((known.of_sound[NEVER_SEEN], SAME, 1.0))
    return found


def alone(left: Record, right: Record, model: Model) -> tuple[Evidence, Person, Person]:
    """Return two records as numbers, and what the shipped tables alone say of them."""
    names = _names([*words_of(left.name), *words_of(right.name)])
    values = [_values(*three) for three in zip(FACTS, told_by(left), told_by(right), strict=True)]
    one, other = read(left, names, model.sought, values), read(right, names, model.found, values)
    known = Evidence(
        model=model,
        words=(one.words, other.words),
        frequency=names.frequency,
        sought=one.beliefs,
        found=other.beliefs,
        first_frequency=names.starts,
        first=names.first,
        years=_years(),
        facts=tuple(FACTS),
        values=tuple(values),
        brother=BROTHERS / COMPARED_AMONG,
    )
    return known, one, other


@lru_cache(maxsize=1)
def _base() -> tuple[Vocabulary, Names]:
    """Return the vocabulary of the names everyone knows, and what is known of them."""
    known = vocabulary.build([])
    classes = beliefs.first_classes(known)
    frequency = beliefs.before_counting(beliefs.known(known))
    return known, Names(_known_edges, frequency, beliefs.of_firsts(classes, frequency), classes)


def _known_edges(word: str) -> Edges:
    return vocabulary.edges_of([_known_meanings(word)])


@lru_cache(maxsize=1 << 14)
def _known_meanings(word: str) -> list[Meaning]:
    return _base()[0].meanings(word)


def _names(words: Sequence[str]) -> Names:
    """Return what is known of names when these words stand beside those everyone knows; slips lead to them too.

    Only the names that these words may stand for are numbered: to compare two people is no reason to copy all there are.
    """
    known, names = _base()
    sounds = dict.fromkeys(map(spelling.skeleton, words))
    new = [sound for sound in sounds if sound not in known.of_sound]
    numbers = {sound: len(known.sounds) + place for place, sound in enumerate(new)}
    numbers |= {sound: known.of_sound[sound] for sound in sounds if sound not in numbers}
    few = Vocabulary([], [], numbers, set(numbers.values()))
    meant = {
        word: _merged(_known_meanings(word), [*few.meanings(word), *_akin(word, numbers)])
        for word in dict.fromkeys(words)
    }
    told = sorted({meaning[0] for found in meant.values() for meaning in found})
    place = {number: at for at, number in enumerate(told)}
    shipped = [number for number in told if number < len(known.sounds)]
    unheard = [new[number - len(known.sounds)] for number in told[len(shipped) :]]
    share = np.array([beliefs.unheard(sound) for sound in unheard]).reshape(len(unheard), 3).T
    first = np.array([spelling.first_class(sound) for sound in unheard], np.int16)
    return Names(
        meanings=lambda word: vocabulary.edges_of(
            [[(place[name], kind, part) for name, kind, part in meant[word]]]
        ),
        frequency=beliefs.before_counting(np.concatenate([names.frequency.share[:, shipped], share], axis=1)),
        starts=names.starts,
        first=np.r_[names.first[shipped], first],
    )


def _akin(word: str, numbers: dict[str, int]) -> list[Meaning]:
    """Return the other words' names that a Belarusian would say alike."""
    own = spelling.skeleton(word)
    heard = belarusian.heard(own)
    if len(heard) < belarusian.SHORTEST:
        return []
    alike = [sound for sound in numbers if sound != own and belarusian.heard(sound) == heard]
    return [(numbers[sound], vocabulary.READING, vocabulary.HEARD) for sound in alike]


def _merged(one: list[Meaning], other: list[Meaning]) -> list[Meaning]:
    """Return the meanings of both lists, of each name the likelier."""
    found = {meaning[0]: meaning for meaning in one}
    for meaning in other:
        if meaning[2] > found.get(meaning[0], (0, 0, 0.0))[2]:
            found[meaning[0]] = meaning
    return list(found.values())


def _values(fact: str, one: str, other: str) -> Values:
    return telling.no_values(fact).with_new(one).with_new(other)


@lru_cache(maxsize=1)
def _years() -> Floats:
    return years_of()
