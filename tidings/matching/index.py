"""One person against everyone, in memory: ask, add, change, remove, without building anew."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import numpy as np

from tidings.errors import InvalidRecord
from tidings.matching import (
    beliefs,
    blocking,
    linking,
    person,
    reasons,
    similarity,
    spelling,
    training,
    vocabulary,
)
from tidings.matching.beliefs import Beliefs, Frequency
from tidings.matching.evidence import BROTHERS, Evidence, Side, side
from tidings.matching.keys import keys_of_one
from tidings.matching.model import Model, shipped
from tidings.matching.people import People
from tidings.matching.person import Names, Person
from tidings.matching.reasons import Reason
from tidings.matching.table import Record, Table
from tidings.matching.telling import FACTS
from tidings.matching.vocabulary import Edges, Rows

REMEMBERED = 20_000
"""Words asked for that nobody in the table has, whose meanings are kept at hand."""
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
    kept: "Callable[[], Record]"
    known: "tuple[Evidence, Person, People]"

    @cached_property
    def record(self) -> Record:
        """The whole record, fetched when someone looks."""
        return self.kept()

    @cached_property
    def reasons(self) -> list[Reason]:
        """One reason a fact, worked out when someone looks."""
        evidence, left, right = self.known
        return reasons.reasons(evidence, left.people, right, self.asked, self.record)


class Index:
    """Everyone in a table, ready to be asked for; how common names are is taken from the table when it is built."""

    def __init__(self, table: Table, model: Model | None = None) -> None:
        self.model = model or shipped()
        prepared = training.prepare(_NOBODY, table, self.model, tuple(FACTS))
        self._evidence = prepared.evidence
        self._vocabulary = prepared.vocabulary
        self._meanings: dict[str, Edges] = {}
        self._names = Names(
            self._meant,
            _with_room(prepared.evidence.frequency),
            self._evidence.first_frequency,
            self._evidence.first,
        )
        self._words = _Words(prepared.evidence, self._names.frequency)
        self._rows = _Rows(prepared.found)
        self._table = table
        self._added_records: list[Record] = []
        self._number = {id: number for number, id in enumerate(table.ids())}
        self._blocks = blocking.block(prepared.found, self._words.side, self._evidence.facts)
        self._added: dict[int, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._number)

    def __contains__(self, id: object) -> bool:
        return id in self._number

    def search(self, query: Record, limit: int = 10) -> list[Hit]:
        """Return those who may be meant, likeliest first; nobody who is as likely a stranger."""
        asked, known = self._ask(query)
        rows = self._candidates(asked, known)
        if not len(rows):
            return []
        prior = training.prior_odds(self.model, len(self))
        zero = np.zeros(len(rows), np.int32)
        odds = (
            np.minimum(similarity.products(known, asked.people, self._rows.people, zero, rows), 2.0**300)
            * prior
        )
        given = np.log2(odds) - np.log2(1 + linking.sum_of_others(zero, odds))
        best = [at for at in np.lexsort((rows, -given))[:limit].tolist() if odds[at] > prior]
        return [self._hit(query, asked, known, int(rows[at]), float(given[at])) for at in best]

    def add(self, record: Record) -> None:
        """Add someone. Raises InvalidRecord if the id is already there."""
        if record.id in self._number:
            raise InvalidRecord(
                f"There is already someone with the id {record.id!r}. Change that record instead."
            )
        row = self._row(record)
        self._count(row)
        number = self._rows.append(row.packed[0])
        self._added_records.append(record)
        self._number[record.id] = number
        for key in keys_of_one(row, self._words.side, self._evidence.facts, turned=False):
            self._added[key].append(number)

    def change(self, record: Record) -> None:
        """Put a new record in the place of the one with its id. Raises InvalidRecord if there is none."""
        self.remove(record.id)
        self.add(record)

    def remove(self, id: str) -> None:
        """Forget someone. Raises InvalidRecord if there is nobody with this id."""
        if id not in self._number:
            raise InvalidRecord(f"There is nobody with the id {id!r}. Look it up again.")
        self._rows.gone[self._number.pop(id)] = True

    def _named(self, row: int) -> tuple[str, str]:
        """Return id and name of a row."""
        if row >= len(self._table):
            record = self._added_records[row - len(self._table)]
            return record.id, record.name
        rows = self._table.rows
        return str(rows["id"].item(row)), rows["name"].item(row) or ""

    def _record(self, row: int) -> Record:
        built = len(self._table)
        return self._table.record(row) if row < built else self._added_records[row - built]

    def _ask(self, query: Record) -> tuple[Person, Evidence]:
        self._take_in(query)
        asked = person.read(query, self._names, self.model.sought, self._evidence.values)
        known = replace(
            self._evidence,
            words=(asked.words, self._words.words),
            sought=asked.beliefs,
            found=self._words.beliefs,
            frequency=self._names.frequency,
            first=self._names.first,
            brother=BROTHERS / max(len(self), training.FEWEST),
        )
        sought = side(self._names.frequency, asked.beliefs, self._names.first)
        known.pack(
            self._evidence.packed._replace(sought=sought, found=self._words.side, first=self._names.first)
        )
        return asked, known

    def _take_in(self, record: Record) -> None:
        """Let the units, places … of a record be known."""
        values = self._evidence.values
        grown = tuple(
            known.with_new(said) for known, said in zip(values, person.told_by(record), strict=True)
        )
        if any(new is not old for new, old in zip(grown, values, strict=True)):
            self._evidence = replace(self._evidence, values=grown)

    def _candidates(self, asked: Person, known: Evidence) -> Rows:
        sought, facts = known.packed.sought, known.facts
        rows = blocking.shared_by_one(asked.people, sought, facts, self._blocks)
        if self._added:
            keys = keys_of_one(asked.people, sought, facts, turned=True)
            added = [row for key in keys if key in self._added for row in self._added[key]]
            rows = np.unique(np.r_[rows, np.array(added, np.int32)])
        return rows[~self._rows.gone[rows]]

    def _row(self, record: Record) -> People:
        self._take_in(record)
        words = person.words_of(record.name)[: person.MOST_WORDS]
        self._learn([word for word in words if word not in self._words.of_word])
        numbers = np.array([self._words.of_word[word] for word in words], np.int32)
        named = person.named(self._words.beliefs.word[:, numbers])
        numbers = np.r_[numbers, np.int32(-1)]
        return person.row_of(record, numbers[named], self._evidence.values)

    def _count(self, row: People) -> None:
        """Let the names of someone added be as much commoner; his own words are weighed so from now on."""
        share, believed = self._names.frequency.share, self._words.beliefs
        for role, word in enumerate(row.named[0].tolist()):
            if word >= 0 and (name := believed.names[role, word, 0]) >= 0:
                share[role, name] += 1 / (len(self) + beliefs.WEIGHT_OF_TABLES)
                self._words.weigh(word, self._names)

    def _learn(self, words: Sequence[str]) -> None:
        """Take in words that nobody here had in the name before."""
        for sound in map(spelling.skeleton, words):
            if sound not in self._vocabulary.of_sound:
                self._names = _with_sound(self._names, self._vocabulary.learn(sound), sound)
                self._meanings.clear()
        if words:
            believed = self._names.believe(words, self.model.found)
            self._words.append(words, believed, side(self._names.frequency, believed, self._names.first))

    def _meant(self, word: str) -> Edges:
        built = self._vocabulary.of_word.get(word)
        if built is not None:
            return self._vocabulary.edges.of(built)
        if word not in self._meanings:
            if len(self._meanings) >= REMEMBERED:
                self._meanings.clear()
            self._meanings[word] = vocabulary.edges_of([person.meanings(self._vocabulary, word)])
        return self._meanings[word]

    def _hit(self, query: Record, asked: Person, known: Evidence, row: int, odds: float) -> Hit:
        id, name = self._named(row)
        return Hit(
            id=id,
            name=name,
            match_weight=odds - float(np.log2(training.prior_odds(self.model, len(self)))),
            probability=float(1 / (1 + 2.0 ** -max(min(odds, 60.0), -60.0))),
            asked=query,
            kept=partial(self._record, row),
            known=(known, asked, self._rows.one(row)),
        )


_NOBODY = Table.from_rows([])


def _with_room(frequency: Frequency) -> Frequency:
    """Return how common names are, with room for sounds to come; nobody is taken out of the counts."""
    room = np.tile(np.array(beliefs.unheard("")).reshape(3, 1), SPARE)
    share = np.concatenate([frequency.share, room], axis=1)
    return Frequency(share, np.zeros(len(share)), frequency.least)


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
    """People as packed rows, to which rows are added."""

    def __init__(self, people: People) -> None:
        self._packed, self._count = people.packed, len(people)
        self.people = People.unpacked(self._packed)
        self.gone = np.zeros(len(people), bool)

    def append(self, row: Rows) -> int:
        """Add one packed row and return its number."""
        grown = _set(self._packed, self._count, row)
        if grown is not self._packed:
            self._packed, self.people = grown, People.unpacked(grown)
        self.gone = _set(self.gone, self._count, False)
        self._count += 1
        return self._count - 1

    def one(self, row: int) -> People:
        """Return one row."""
        return People.unpacked(self._packed[row : row + 1].copy())


class _Words:
    """The words of those who are kept, and what they may stand for; words are added."""

    def __init__(self, evidence: Evidence, frequency: Frequency) -> None:
        self.words = list(evidence.words[1])
        self.of_word = {word: number for number, word in enumerate(self.words)}
        self.beliefs = evidence.found
        self.side: Side = side(frequency, evidence.found, evidence.first)

    def append(self, words: Sequence[str], some: Beliefs, side: Side) -> None:
        """Add words with what they may stand for, in the same order."""
        for place, word in enumerate(words):
            if word not in self.of_word:
                number = self.of_word[word] = len(self.words)
                self.words.append(word)
                self._set(number, place, some, side)

    def weigh(self, number: int, names: Names) -> None:
        """Weigh a word anew, as common as its names are now."""
        at = slice(number, number + 1)
        all = self.beliefs
        one = Beliefs(all.names[:, at], all.likely[:, at], all.how[:, at], all.word[:, at], all.initial[at])
        self.side.words[:, at] = side(names.frequency, one, names.first).words

    def _set(self, number: int, place: int, some: Beliefs, side: Side) -> None:
        def of_role(array: np.ndarray, new: np.ndarray) -> np.ndarray:
            if number < array.shape[1]:
                array[:, number] = new[:, place]
                return array
            room = np.zeros((len(array), max(SPARE, number // 2), *array.shape[2:]), array.dtype)
            return of_role(np.concatenate([array, room], axis=1), new)

        names, likely = of_role(self.beliefs.names, some.names), of_role(self.beliefs.likely, some.likely)
        initial = _set(self.beliefs.initial, number, some.initial[place])
        self.beliefs = Beliefs(
            names, likely, of_role(self.beliefs.how, some.how), of_role(self.beliefs.word, some.word), initial
        )
        self.side = Side(of_role(self.side.words, side.words), likely)
