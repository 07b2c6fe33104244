"""One person against everyone, in memory: ask, add, change, remove, without building anew."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from tidings.errors import InvalidRecord
from tidings.matching import (
    beliefs,
    blocking,
    people,
    person,
    reasons,
    similarity,
    spelling,
    training,
    vocabulary,
)
from tidings.matching.beliefs import Beliefs, Frequency
from tidings.matching.blocking import RULES, Blocks
from tidings.matching.model import Model, shipped
from tidings.matching.people import People
from tidings.matching.person import Names, Person
from tidings.matching.reasons import Reason
from tidings.matching.similarity import Evidence
from tidings.matching.table import Record, Table
from tidings.matching.training import Prepared
from tidings.matching.vocabulary import Meaning, Rows

SPARE = 1024
"""Rows, words and sounds that may be added before an array is copied."""


@dataclass(frozen=True)
class Hit:
    """Someone who may be meant."""

    id: str
    name: str
    match_weight: float
    """Bits: the facts together, less what others who fit claim."""
    probability: float
    """That this is the person asked for, given everyone else who may be, and nobody."""
    asked: Record
    record: Record
    known: "tuple[Evidence, People, People]"

    @cached_property
    def reasons(self) -> list[Reason]:
        """One reason a fact, worked out when someone looks."""
        evidence, left, right = self.known
        return reasons.reasons(evidence, left, right, self.asked, self.record)


class Index:
    """Everyone in a table, ready to be asked for; how common names are is taken from the table when it is built."""

    def __init__(self, table: Table, model: Model | None = None) -> None:
        self.model = model or shipped()
        prepared = training.prepare(_NOBODY, table, self.model)
        self._evidence = prepared.evidence
        self._vocabulary = prepared.vocabulary
        self._meanings: dict[str, list[Meaning]] = {}
        self._names = _with_room(prepared, self._meant)
        self._words = _Words(prepared.evidence.found, prepared.vocabulary.of_word, prepared.vocabulary.words)
        self._people = _Rows(prepared.found)
        self._table = table
        self._added_records: list[Record] = []
        self._number = {id: number for number, id in enumerate(table.ids())}
        self._gone: set[int] = set()
        parts = blocking.parts(prepared.found, prepared.evidence.found, self._evidence.first, turned=False)
        self._blocks = blocking.block(parts) if len(table) else Blocks([], [])
        self._added: dict[int, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._number)

    def __contains__(self, id: object) -> bool:
        return id in self._number

    def search(self, query: Record, limit: int = 10) -> list[Hit]:
        """Return those who may be meant, likeliest first; nobody who is as likely a stranger."""
        asked, evidence = self._ask(query)
        rows = self._candidates(asked)
        if not len(rows):
            return []
        some, zero = self._people.take(rows), np.zeros(len(rows), np.int32)
        order = np.arange(len(rows), dtype=np.int32)
        bits = similarity.weights(evidence, asked.people, some, zero, order).sum(axis=0)
        odds = training.log_odds(bits, zero, 1, training.prior_odds(self.model, len(self)))
        best = [at for at in np.lexsort((rows, -odds))[:limit] if bits[at] > 0]
        return [
            self._hit(query, asked, evidence, some, int(rows[at]), int(at), float(odds[at])) for at in best
        ]

    def add(self, record: Record) -> None:
        """Add someone. Raises InvalidRecord if the id is already there."""
        if record.id in self._number:
            raise InvalidRecord(
                f"There is already someone with the id {record.id!r}. Change that record instead."
            )
        number = self._people.append(self._row(record))
        self._added_records.append(record)
        self._number[record.id] = number
        row = self._people.take(np.array([number]))
        for key in self._keys(row, self._words.beliefs):
            self._added[key].append(number)
        self._count(row)

    def change(self, record: Record) -> None:
        """Put a new record in the place of the one with its id. Raises InvalidRecord if there is none."""
        self.remove(record.id)
        self.add(record)

    def remove(self, id: str) -> None:
        """Forget someone. Raises InvalidRecord if there is nobody with this id."""
        if id not in self._number:
            raise InvalidRecord(f"There is nobody with the id {id!r}. Look it up again.")
        self._gone.add(self._number.pop(id))

    def _record(self, row: int) -> Record:
        built = len(self._table)
        return self._table.record(row) if row < built else self._added_records[row - built]

    def _ask(self, query: Record) -> tuple[Person, Evidence]:
        units = self._evidence.units.with_new(person.unit_of(query))
        places = self._evidence.places.with_new(people.place_sound(query.place))
        asked = person.read(query, self._names, self.model.sought, units, places)
        evidence = replace(
            self._evidence,
            words=(asked.words, self._words.words),
            sought=asked.beliefs,
            found=self._words.beliefs,
            frequency=self._names.frequency,
            first=self._names.first,
            units=units,
            places=places,
            brother=similarity.BROTHERS / max(len(self), training.FEWEST),
        )
        return asked, evidence

    def _candidates(self, asked: Person) -> Rows:
        of = blocking.parts(asked.people, asked.beliefs, self._names.first, turned=True)
        found = [np.zeros(0, np.int32)]
        for number, keys in enumerate(blocking.keys_of_one(of)):
            found += self._blocked(number, RULES[number].most, np.array(keys, np.uint64))
            found += [np.array(self._added[key], np.int32) for key in keys if key in self._added]
        rows = np.unique(np.concatenate(found))
        return np.array([row for row in rows.tolist() if row not in self._gone], np.int32)

    def _blocked(self, number: int, most: int, keys: blocking.Keys) -> list[Rows]:
        if not self._blocks.keys or not len(keys):
            return []
        starts = np.searchsorted(self._blocks.keys[number], keys, "left").tolist()
        ends = np.searchsorted(self._blocks.keys[number], keys, "right").tolist()
        rows = self._blocks.rows[number]
        return [rows[start:end] for start, end in zip(starts, ends, strict=True) if 0 < end - start <= most]

    def _keys(self, row: People, believed: Beliefs) -> set[int]:
        of = blocking.parts(row, believed, self._names.first, turned=False)
        return {key for keys in blocking.keys_of_one(of) for key in keys}

    def _row(self, record: Record) -> People:
        self._evidence = replace(
            self._evidence,
            units=self._evidence.units.with_new(person.unit_of(record)),
            places=self._evidence.places.with_new(people.place_sound(record.place)),
        )
        self._learn([word for word in person.words_of(record.name) if word not in self._words.of_word])
        one = person.read(record, self._names, self.model.found, self._evidence.units, self._evidence.places)
        numbers = np.array([*(self._words.of_word[word] for word in one.words), people.NONE], np.int32)
        return replace(one.people, words=numbers[one.people.words], named=numbers[one.people.named])

    def _count(self, row: People) -> None:
        """Let the names of someone added be as much commoner."""
        share = self._names.frequency.share
        for role, word in enumerate(row.named[0]):
            if word >= 0 and (name := self._words.beliefs.names[role, word, 0]) >= 0:
                share[role, name] += 1 / (len(self) + beliefs.WEIGHT_OF_TABLES)

    def _learn(self, words: list[str]) -> None:
        """Take in words that nobody here had in the name before."""
        if not words:
            return
        for sound in map(spelling.skeleton, words):
            if sound not in self._vocabulary.of_sound:
                self._names = _with_sound(self._names, self._vocabulary.learn(sound), sound)
                self._meanings.clear()
        edges = vocabulary.edges_of([self._meant(word) for word in words])
        initial, names = beliefs.initials(words), self._names
        found = beliefs.believe(edges, initial, self.model.found, names.frequency, names.starts)
        for place, word in enumerate(words):
            self._words.append(word, found, place)

    def _meant(self, word: str) -> list[Meaning]:
        if word not in self._meanings:
            self._meanings[word] = person.meanings(self._vocabulary, word)
        return self._meanings[word]

    def _hit(
        self, query: Record, asked: Person, evidence: Evidence, some: People, row: int, at: int, odds: float
    ) -> Hit:
        record = self._record(row)
        prior = float(np.log2(training.prior_odds(self.model, len(self))))
        return Hit(
            id=record.id,
            name=record.name,
            match_weight=odds - prior,
            probability=float(1 / (1 + 2.0 ** -max(min(odds, 60.0), -60.0))),
            asked=query,
            record=record,
            known=(evidence, asked.people, some.take(np.array([at]))),
        )


_NOBODY = Table.from_rows([])


def _with_room(prepared: Prepared, meanings: Callable[[str], list[Meaning]]) -> Names:
    """Return what is known of names, with room for sounds to come."""
    share = prepared.evidence.frequency.share
    room = np.tile(np.array(beliefs.unheard("")).reshape(3, 1), SPARE)
    frequency = Frequency(
        np.concatenate([share, room], axis=1), np.zeros(len(share)), prepared.evidence.frequency.least
    )
    return Names(meanings, frequency, prepared.evidence.first_frequency, prepared.evidence.first)


def _with_sound(names: Names, number: int, sound: str) -> Names:
    share = names.frequency.share
    if number >= share.shape[1]:
        share = np.concatenate([share, np.tile(share[:, -1:], share.shape[1] // 2)], axis=1)
    share[:, number] = beliefs.unheard(sound)
    first = _set(names.first, number, spelling.first_class(sound))
    return replace(names, frequency=replace(names.frequency, share=share), first=first)


def _set(array: np.ndarray, number: int, value: Any) -> np.ndarray:
    """Return an array with room for a number, and the value there."""
    if number >= len(array):
        array = np.concatenate(
            [array, np.zeros((max(SPARE, len(array) // 2), *array.shape[1:]), array.dtype)]
        )
    array[number] = value
    return array


class _Rows:
    """People to whom rows are added."""

    def __init__(self, people: People) -> None:
        self.count = len(people)
        self.columns = {name: getattr(people, name) for name in ("words", "named", "born", "unit", "place")}

    def append(self, row: People) -> int:
        """Add one row and return its number."""
        for name, column in self.columns.items():
            self.columns[name] = _set(column, self.count, getattr(row, name)[0])
        self.count += 1
        return self.count - 1

    def take(self, rows: Rows) -> People:
        """Return these rows."""
        return People(**{name: column[rows] for name, column in self.columns.items()})


class _Words:
    """The words of those who are kept, and what they may stand for; words are added."""

    def __init__(self, beliefs: Beliefs, of_word: dict[str, int], words: list[str]) -> None:
        self.beliefs, self.of_word, self.words = beliefs, of_word, words

    def append(self, word: str, some: Beliefs, place: int) -> None:
        """Add a word with what it may stand for, which is at this place of some beliefs."""
        if word in self.of_word:
            return
        number = len(self.words)
        self.of_word[word] = number
        self.words.append(word)
        grown = {
            name: _set(
                getattr(self.beliefs, name).swapaxes(0, 1), number, getattr(some, name)[:, place]
            ).swapaxes(0, 1)
            for name in ("names", "likely", "how", "word")
        }
        self.beliefs = Beliefs(**grown, initial=_set(self.beliefs.initial, number, some.initial[place]))
