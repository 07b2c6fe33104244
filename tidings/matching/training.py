"""What two tables teach without labels: how common names are, which word is which, and m for every comparison.

Expectation and maximisation: what is believed says how likely each candidate pair is one person; those likelihoods say
how often one person's records differ in each way; and so on until it settles. Counts of what is usual (the model one
starts from) are added, so that a short list changes little.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from tidings.matching import beliefs, blocking, people, roles, similarity, telling, vocabulary, wording
from tidings.matching.beliefs import Beliefs, Frequency
from tidings.matching.blocking import Blocks
from tidings.matching.compiled import give_back_memory, together
from tidings.matching.evidence import BROTHERS, Evidence, years_of
from tidings.matching.model import BORN_LEVELS, SPANS_FROM, TOLD_LEVELS, WIDER_FROM, Model, Rates
from tidings.matching.people import People
from tidings.matching.reference import ROLES
from tidings.matching.similarity import Levels
from tidings.matching.table import Table
from tidings.matching.telling import FACTS, Told, Values
from tidings.matching.vocabulary import KINDS, Edges, Floats, Rows, Vocabulary
from tidings.matching.wording import Worded

Report = Callable[[str], None]
SAMPLE = 25_000
"""Rows of the found table that are learnt from."""
FEWEST = 100
READINGS = 2
"""How often the names are read, each time knowing better how common names are."""
ROUNDS = 6
PRIOR_PAIRS = 60.0
"""What is usual counts as much as so many pairs, what is rare as much as it takes to be seen twice."""


@dataclass(frozen=True)
class Prepared:
    """Two tables as numbers, and what is known to compare them."""

    evidence: Evidence
    vocabulary: Vocabulary
    sought: People
    found: People
    by_key: Blocks | None = None
    """The sought by key, where they were looked up before: what is learnt changes hardly any of their keys."""

    @property
    def blocks(self) -> Blocks:
        """The sought by key."""
        return self.by_key or blocks_of(self)


def prepare(sought: Table, found: Table, model: Model, facts: Sequence[str] | None = None) -> Prepared:
    """Return both tables as numbers: words with their roles, days, units, places, and how common each is.

    `facts` are what is compared beside names and birth dates; unless given, what both tables tell.
    """
    return _prepared([sought, found], model, facts)


def prepare_one(table: Table, model: Model) -> Prepared:
    """Return one table as numbers, to be compared with itself; its people are counted once."""
    return _prepared([table], model, None)


def _prepared(tables: list[Table], model: Model, facts: Sequence[str] | None) -> Prepared:
    told = tuple(
        facts if facts is not None else (fact for fact in FACTS if all(table.tells(fact) for table in tables))
    )
    said, columns, values = _read(tables, told)
    known = vocabulary.build(pl.concat([one.words for one in said]).unique().sort().to_list())
    classes, initial = beliefs.first_classes(known), beliefs.initials(known.words)
    numbers = [_numbered(said.pop(0), known) for _ in tables]
    named, frequency = _read_names(known, numbers, classes, initial)
    del numbers
    give_back_memory()
    both = [
        People.unpacked(People(named.pop(0), table.born, columns.pop(0)).packed) for table in list(tables)
    ]
    starts = beliefs.of_firsts(classes, frequency)
    believed = _believed(known.edges, initial, (model.sought, model.found), frequency, starts)
    evidence = Evidence(
        model=model,
        words=(known.words, known.words),
        frequency=frequency,
        sought=believed[0],
        found=believed[1],
        first_frequency=starts,
        first=classes,
        years=years_of(*tables),
        facts=told,
        values=values,
        brother=BROTHERS / max(len(tables[0]), FEWEST),
    )
    return Prepared(evidence, known, both[0], both[-1])


def _believed(
    edges: Edges, initial: np.ndarray, rates: tuple[Rates, Rates], frequency: Frequency, starts: Floats
) -> tuple[Beliefs, Beliefs]:
    """Return what words may stand for in each of two tables; the same where they are written alike."""
    believed = together(
        lambda its: beliefs.believe(edges, initial, its, frequency, starts),
        [(its,) for its in dict.fromkeys(rates)],
        len(edges.word),
    )
    return believed[0], believed[-1]


def _read(tables: list[Table], facts: tuple[str, ...]) -> tuple[list[Worded], list[Rows], tuple[Values, ...]]:
    """Return the words of each table, its [row, fact] numbers, and the values of each fact."""
    read: list[Any] = together(
        lambda work, of: work(of),
        [
            *((lambda table: wording.read(table.rows["name"]), table) for table in tables),
            *(
                (lambda table: [telling.told(table.said(fact), fact) for fact in facts], table)
                for table in tables
            ),
        ],
    )
    words, said = read[: len(tables)], read[len(tables) :]
    values = tuple(telling.values(list(columns)) for columns in zip(*said, strict=True))
    numbers = [_told(len(table), its, values) for table, its in zip(tables, said, strict=True)]
    return words, numbers, values


def _told(rows: int, said: list[Told], values: tuple[Values, ...]) -> Rows:
    """Return [row, fact] numbers of one table."""
    found = np.empty((rows, len(said)), np.int32)
    for fact, (one, known) in enumerate(zip(said, values, strict=True)):
        found[:, fact] = telling.numbered(one, known)
    return found


def _numbered(said: Worded, known: Vocabulary) -> Rows:
    """Return [row, place] numbers of the vocabulary."""
    number = wording.numbers_of(said.words, pl.Series("word", known.words, pl.String))
    return np.append(number, np.int32(people.NONE))[said.places]


def _read_names(
    known: Vocabulary, numbers: list[Rows], classes: np.ndarray, initial: np.ndarray
) -> tuple[list[Rows], Frequency]:
    """Return [row, role] words of each table and P(name), each learnt from the other; by usual rates, whatever the model."""
    shipped, usual = beliefs.known(known), Rates()
    frequency, habits = beliefs.before_counting(shipped), [roles.USUAL] * len(numbers)
    named: list[Rows] = []
    for _ in range(READINGS):
        starts = beliefs.of_firsts(classes, frequency)
        likely = beliefs.believe(known.edges, initial, usual, frequency, starts).word
        read = together(
            roles.read, [(words, likely, habit) for words, habit in zip(numbers, habits, strict=True)]
        )
        named, habits = [words for words, _ in read], [roles.Habits.learnt(counts) for _, counts in read]
        spoken = sum((people.spoken(words, len(known.words)) for words in named), np.zeros((len(ROLES), 1)))
        frequency = beliefs.blended(shipped, beliefs.expected(known.edges, usual, frequency, spoken))
    return named, frequency


@dataclass(frozen=True)
class Sample:
    """Candidate pairs to learn from, by found row, and at what level each fact of them stands."""

    i: Rows
    j: Rows
    group: Rows
    groups: int
    levels: Levels
    decided: Floats
    """1 for one person and 0 for two, where people decided it; else not a number."""

    def take(self, pairs: np.ndarray) -> "Sample":
        """Return only these pairs."""
        one = self.levels
        levels = Levels(
            one.born[pairs],
            one.born_chance[pairs],
            [level[pairs] for level in one.told],
            [chance[pairs] for chance in one.told_chance],
        )
        return Sample(
            self.i[pairs], self.j[pairs], self.group[pairs], self.groups, levels, self.decided[pairs]
        )


@dataclass(frozen=True)
class Decided:
    """Pairs of rows of which people decided whether they are one person."""

    i: Rows
    j: Rows
    same: np.ndarray
    """True or False, one a pair."""

    @classmethod
    def none(cls) -> "Decided":
        """Return no pairs."""
        return cls(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, bool))


def learn(
    prepared: Prepared,
    report: Report = lambda _: None,
    same: bool = False,
    decided: Decided | None = None,
) -> Prepared:
    """Return the same tables with a model learnt from them; with `same` both are one table.

    What people decided about a pair is taken for true; the others are judged as always.
    """
    if not len(prepared.sought) or not len(prepared.found):
        return prepared
    prepared = replace(prepared, by_key=blocks_of(prepared))
    sample = _sample(prepared, same, decided or Decided.none())
    for number in range(2):
        report(f"learning, round {number + 1} of 2")
        sample, model, likely = _settle(prepared, sample)
        model = _with_rates(prepared, sample, likely, model)
        prepared.evidence.unpack()
        give_back_memory()
        prepared = with_model(prepared, model)
    return prepared


def with_model(prepared: Prepared, model: Model) -> Prepared:
    """Return the same tables with another model."""
    known = prepared.evidence
    rates, starts = (model.sought, model.found), known.first_frequency
    believed = _believed(prepared.vocabulary.edges, known.found.initial, rates, known.frequency, starts)
    return replace(prepared, evidence=replace(known, model=model, sought=believed[0], found=believed[1]))


def blocks_of(prepared: Prepared) -> Blocks:
    """Return the sought by key."""
    known = prepared.evidence
    return blocking.block(prepared.sought, known.packed.sought, known.facts)


def _sample(prepared: Prepared, same: bool, decided: Decided) -> Sample:
    known, sought, found = prepared.evidence, prepared.sought, prepared.found
    rows = np.unique(np.linspace(0, len(found) - 1, min(SAMPLE, len(found))).astype(np.int32))
    i, group, _ = blocking.pairs(known, sought, found.take(rows), prepared.blocks, 0, len(rows))
    j = rows[group]
    if same:
        i, j, group = i[i != j], j[i != j], group[i != j]
    code = j.astype(np.int64) * len(sought) + i
    undecided = ~np.isin(code, decided.j.astype(np.int64) * len(sought) + decided.i)
    i, j = np.r_[i[undecided], decided.i], np.r_[j[undecided], decided.j]
    apart = np.arange(len(rows), len(rows) + len(decided.i), dtype=group.dtype)
    known_to_be = np.r_[np.full(int(undecided.sum()), np.nan), decided.same.astype(float)]
    levels = similarity.levels(known, sought, found, i, j)
    return Sample(i, j, np.r_[group[undecided], apart], len(rows), levels, known_to_be)


def _settle(prepared: Prepared, sample: Sample) -> tuple[Sample, Model, Floats]:
    """Return the pairs of the sample that may be one person, the model on which they settle, and how likely each is one."""
    model, usual, known = prepared.evidence.model, Model(), prepared.evidence
    ratios = similarity.name_ratios(known, prepared.sought, prepared.found, sample.i, sample.j)
    likely = _likely(model, prepared, sample, ratios)
    worth = np.flatnonzero((likely > _HOPELESS) | ~np.isnan(sample.decided))
    sample, ratios, likely = sample.take(worth), ratios[:, worth], likely[worth]
    for _ in range(ROUNDS):
        model = replace(
            model,
            other_name=_other_names(model, usual, ratios, likely),
            born=_shares(usual.born, BORN_LEVELS, sample.levels.born, likely, split=SPANS_FROM),
            told={**model.told, **_told_shares(known.facts, usual, sample, likely)},
            overlap=_overlap(usual, sample, likely),
            made="learnt without labels from the two tables it was first used on",
        )
        likely = _likely(model, prepared, sample, ratios)
    return sample, model, likely


_HOPELESS = 1e-5
"""Pairs less likely than this teach nothing."""


def _likely(model: Model, prepared: Prepared, sample: Sample, ratios: Floats) -> Floats:
    bits = _bits(model, prepared.evidence, sample, ratios)
    groups = sample.groups + int((~np.isnan(sample.decided)).sum())
    likely = posterior(bits, sample.group, groups, _prior(model, prepared))
    return np.where(np.isnan(sample.decided), likely, sample.decided)


def _overlap(usual: Model, sample: Sample, likely: Floats) -> float:
    found = likely[np.isnan(sample.decided)].sum()
    return float(np.clip((found + 20 * usual.overlap) / (sample.groups + 20), 1e-4, 0.99))


def _prior(model: Model, prepared: Prepared) -> float:
    return prior_odds(model, len(prepared.sought))


def prior_odds(model: Model, sought: int) -> float:
    """Return the odds, before any fact, that a person found is one certain sought person rather than none.

    A list shorter than FEWEST is taken for a part of so many.
    """
    return model.overlap / (1 - model.overlap) / max(sought, FEWEST)


MOST_CLAIMED = 0.95


def open_odds(model: Model, sought: int, found: int) -> float:
    """Return the odds, before any fact, that a person found is one certain sought person whom no other record is.

    Of the sought, the share whom the found are thought to claim is no longer open to anyone else.
    """
    claimed = min(model.overlap * found / max(sought, FEWEST), MOST_CLAIMED)
    return prior_odds(model, sought) / (1 - claimed)


def posterior(bits: Floats, group: Rows, groups: int, prior: float) -> Floats:
    """Return how likely each pair is one person, given all other candidates of its group and none of them."""
    odds = _odds(bits, prior)
    share: Floats = odds / (1 + np.bincount(group, odds, groups)[group])
    return share


def _odds(bits: Floats, prior: float) -> Floats:
    return np.exp2(np.minimum(bits, 300.0)) * prior


def _bits(model: Model, known: Evidence, sample: Sample, ratios: Floats) -> Floats:
    total = np.zeros(len(sample.i))
    for other, ratio in zip(model.other_name, ratios, strict=True):
        total += np.where(ratio >= 0, np.log2((1 - other) * np.maximum(ratio, 0) + other), 0.0)
    surname, given, patronymic = ratios
    less = np.log2(1 + known.brother * np.abs(surname) * np.abs(patronymic))
    total -= np.where((given >= 0) & (given < 1), less, 0.0)
    total += _of_levels(model.born, BORN_LEVELS, sample.levels.born, sample.levels.born_chance)
    for at, fact in enumerate(known.facts):
        total += _of_levels(
            model.told[fact], TOLD_LEVELS, sample.levels.told[at], sample.levels.told_chance[at]
        )
    return total


def _of_levels(
    shares: Mapping[str, float], levels: Sequence[str], level: np.ndarray, chance: Floats
) -> Floats:
    bits: Floats = np.log2(np.array([*(shares[name] for name in levels), 1.0]))[level] - np.log2(chance)
    return bits


def _other_names(model: Model, usual: Model, ratios: Floats, likely: Floats) -> tuple[float, float, float]:
    found = []
    for other, start, ratio in zip(model.other_name, usual.other_name, ratios, strict=True):
        told = ratio >= 0
        as_other = other / ((1 - other) * ratio[told] + other)
        share = (likely[told] @ as_other + PRIOR_PAIRS * start) / (likely[told].sum() + PRIOR_PAIRS)
        found.append(float(np.clip(share, 1e-3, 0.3)))
    return found[0], found[1], found[2]


def _told_shares(
    facts: tuple[str, ...], usual: Model, sample: Sample, likely: Floats
) -> dict[str, dict[str, float]]:
    return {
        fact: _shares(usual.told[fact], TOLD_LEVELS, sample.levels.told[at], likely, split=WIDER_FROM)
        for at, fact in enumerate(facts)
    }


def _shares(
    usual: Mapping[str, float],
    levels: tuple[str, ...],
    level: np.ndarray,
    likely: Floats,
    split: int | None = None,
) -> dict[str, float]:
    """Return m of each level; with `split` those before and from it on each sum to 1."""
    counts = np.bincount(level[level >= 0], likely[level >= 0], len(levels)).astype(float)
    found: dict[str, float] = {}
    for part in (slice(0, split), slice(split, None)) if split else (slice(None),):
        start = np.array([usual[name] for name in levels[part]])
        share = _with_usual(counts[part], counts[part].sum(), start)
        found.update(zip(levels[part], np.clip(share / share.sum(), 1e-4, 0.9999).tolist(), strict=True))
    return found


def _with_usual(counted: Floats, among: float, usual: Floats) -> Floats:
    """Return shares counted, blended with what is usual: no pair alone makes usual what is rare."""
    strength = np.maximum(PRIOR_PAIRS, 2 / usual)
    share: Floats = (counted + strength * usual) / (among + strength)
    return share


def _with_rates(prepared: Prepared, sample: Sample, likely: Floats, model: Model) -> Model:
    """Return the model with the rates at which names are written otherwise, from the likely pairs."""
    sure = np.flatnonzero(likely > 0.5)
    counts = np.zeros((2, len(KINDS)))
    for role in ROLES:
        left = prepared.sought.named[sample.i[sure], role]
        right = prepared.found.named[sample.j[sure], role]
        told = (left >= 0) & (right >= 0)
        how = similarity.name_kinds(prepared.evidence, role, left[told], right[told])
        for side in (0, 1):
            agreed = how[side] >= 0
            counts[side] += np.bincount(how[side][agreed], likely[sure][told][agreed], len(KINDS))
    return replace(model, sought=_rates(counts[0]), found=_rates(counts[1]))


def _rates(counts: Floats) -> Rates:
    usual = Rates()
    total = counts.sum() + 10 * PRIOR_PAIRS
    learnt = {
        kind: float(np.clip((counts[number] + 10 * PRIOR_PAIRS * getattr(usual, kind)) / total, 1e-3, 0.3))
        for number, kind in enumerate(KINDS)
        if number
    }
    whole = sum(learnt.values())
    return Rates(**{kind: share * min(1.0, 0.75 / whole) for kind, share in learnt.items()})
