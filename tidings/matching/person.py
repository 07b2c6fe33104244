"""One record as numbers, without a table: for a question asked of an index, and for two records by themselves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tidings.matching import belarusian, beliefs, people, roles, spelling, vocabulary
from tidings.matching.beliefs import Beliefs, Frequency
from tidings.matching.model import Model, Rates
from tidings.matching.people import People, Values
from tidings.matching.reference import NEVER_SEEN
from tidings.matching.similarity import BROTHERS, Evidence, years_of
from tidings.matching.table import Record, born_days
from tidings.matching.vocabulary import SAME, Floats, Meaning, Vocabulary
from tidings.matching.wording import digits, words_of

COMPARED_AMONG = 1000
"""Before any fact, two records given for comparison are one person as often as one in so many."""

__all__ = ["COMPARED_AMONG", "Names", "Person", "alone", "read", "unit_of", "words_of"]


@dataclass(frozen=True)
class Names:
    """What is known of names."""

    meanings: Callable[[str], list[Meaning]]
    """What a word may stand for."""
    frequency: Frequency
    starts: Floats
    """As beliefs.of_firsts gives it."""
    first: np.ndarray
    """As beliefs.first_classes gives it."""


@dataclass(frozen=True)
class Person:
    """One record: a row of People whose word numbers are 0, 1, 2 … in `words`, and what these may stand for."""

    people: People
    beliefs: Beliefs
    words: list[str]


def read(record: Record, names: Names, rates: Rates, units: Values, places: Values) -> Person:
    """Return a record as numbers."""
    words = words_of(record.name)[: roles.MOST_WORDS]
    edges = vocabulary.edges_of([names.meanings(word) for word in words])
    if any(map(belarusian.is_belarusian, words)):
        rates = rates.in_belarusian()
    believed = beliefs.believe(edges, beliefs.initials(words), rates, names.frequency, names.starts)
    numbers = np.full((1, roles.MOST_WORDS), people.NONE, np.int32)
    numbers[0, : len(words)] = np.arange(len(words))
    named = roles.words_at(numbers, roles.read(numbers, believed.word, roles.USUAL))
    unit, place = unit_of(record), people.place_sound(record.place)
    row = People(
        words=numbers,
        named=named,
        born=np.array([born_days(record)], np.int32),
        unit=np.array([units.number(unit)], np.int32),
        place=np.array([places.number(place)], np.int32),
    )
    return Person(row, believed, words)


def unit_of(record: Record) -> str:
    """Return what tells the unit of a record from others; empty if not told."""
    return digits(record.unit or "")


def meanings(known: Vocabulary, word: str) -> list[Meaning]:
    """Return what a word may stand for; one never seen may also be a name of its own, which nobody else has."""
    found = known.meanings(word)
    if spelling.skeleton(word) not in known.of_sound:
        found.append((known.of_sound[NEVER_SEEN], SAME, 1.0))
    return found


def alone(left: Record, right: Record, model: Model) -> tuple[Evidence, Person, Person]:
    """Return two records as numbers, and what the shipped tables alone say of them."""
    names = _names([*words_of(left.name), *words_of(right.name)])
    units = _values([unit_of(left), unit_of(right)])
    places = _values([people.place_sound(left.place), people.place_sound(right.place)])
    one = read(left, names, model.sought, units, places)
    other = read(right, names, model.found, units, places)
    return evidence(model, names, one, other.beliefs, other.words, units, places, _years()), one, other


@lru_cache(maxsize=1)
def _base() -> tuple[Vocabulary, Names]:
    """Return the vocabulary of the names everyone knows, and what is known of them."""
    known = vocabulary.build([])
    classes = beliefs.first_classes(known)
    frequency = beliefs.before_counting(beliefs.known(known))
    return known, Names(_known_meanings, frequency, beliefs.of_firsts(classes, frequency), classes)


@lru_cache(maxsize=1 << 14)
def _known_meanings(word: str) -> list[Meaning]:
    return _base()[0].meanings(word)


def _names(words: Sequence[str]) -> Names:
    """Return what is known of names when these words stand beside those everyone knows; slips lead to them too."""
    known, names = _base()
    sounds = dict.fromkeys(map(spelling.skeleton, words))
    new = [sound for sound in sounds if sound not in known.of_sound]
    numbers = {sound: len(known.sounds) + place for place, sound in enumerate(new)}
    numbers |= {sound: known.of_sound[sound] for sound in sounds if sound not in numbers}
    few = Vocabulary([], [], {}, numbers, set(numbers.values()))
    share = np.array([beliefs.unheard(sound) for sound in new]).reshape(len(new), 3).T
    return Names(
        meanings=lambda word: _merged(_known_meanings(word), [*few.meanings(word), *_akin(word, numbers)]),
        frequency=beliefs.before_counting(np.concatenate([names.frequency.share, share], axis=1)),
        starts=names.starts,
        first=np.r_[names.first, np.array([spelling.first_class(sound) for sound in new], np.int16)],
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


def evidence(
    model: Model,
    names: Names,
    one: Person,
    found: Beliefs,
    words: list[str],
    units: Values,
    places: Values,
    years: Floats,
) -> Evidence:
    """Return what is known when one person is compared with others."""
    return Evidence(
        model=model,
        words=(one.words, words),
        frequency=names.frequency,
        sought=one.beliefs,
        found=found,
        first_frequency=names.starts,
        first=names.first,
        years=years,
        units=units,
        places=places,
        brother=BROTHERS / COMPARED_AMONG,
    )


def _values(said: Sequence[str]) -> Values:
    found = _no_values()
    for one in said:
        found = found.with_new(one)
    return found


@lru_cache(maxsize=1)
def _no_values() -> Values:
    return people.values([])


@lru_cache(maxsize=1)
def _years() -> Floats:
    return years_of()
