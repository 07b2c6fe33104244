"""What two tables teach without labels: how common names are, which word is which, and m for every comparison.

Expectation and maximisation: what is believed says how likely each candidate pair is one person; those likelihoods say
how often one person's records differ in each way; and so on until it settles. Counts of what is usual (the model one
starts from) are added, so that a short list changes little.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from tidings.matching import beliefs, blocking, people, roles, similarity, vocabulary
from tidings.matching.beliefs import Beliefs, Frequency
from tidings.matching.model import BORN_LEVELS, SPANS_FROM, SPELT_LEVELS, Model, Rates
from tidings.matching.people import People, Said, Values
from tidings.matching.reference import ROLES
from tidings.matching.similarity import Evidence
from tidings.matching.table import Table
from tidings.matching.vocabulary import KINDS, Floats, Rows, Vocabulary

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


def prepare(sought: Table, found: Table, model: Model) -> Prepared:
    """Return both tables as numbers: words with their roles, days, units, places, and how common each is."""
    known, people, frequency, values = _read([sought, found])
    return Prepared(_evidence(model, known, frequency, values, (sought, found)), known, people[0], people[1])


def prepare_one(table: Table, model: Model) -> Prepared:
    """Return one table as numbers, to be compared with itself; its people are counted once."""
    known, people, frequency, values = _read([table])
    return Prepared(_evidence(model, known, frequency, values, (table,)), known, people[0], people[0])


def _read(
    tables: list[Table],
) -> tuple[Vocabulary, list[People], Frequency, tuple[Values, Values]]:
    said = [Said.of(table) for table in tables]
    known = vocabulary.build(sorted({word for one in said for word in one.words}))
    numbers = [one.numbers(known) for one in said]
    named, frequency = _read_names(known, numbers)
    unit = [people.unit_columns(table) for table in tables]
    place = [people.place_columns(table) for table in tables]
    units, places = people.values(sum(unit, [])), people.values(sum(place, []))
    both = [
        People(
            numbers[n],
            named[n],
            table.born,
            people.numbered(unit[n], units),
            people.numbered(place[n], places),
        )
        for n, table in enumerate(tables)
    ]
    return known, both, frequency, (units, places)


def _evidence(
    model: Model,
    known: Vocabulary,
    frequency: Frequency,
    values: tuple[Values, Values],
    tables: tuple[Table, ...],
) -> Evidence:
    classes, initial = beliefs.first_classes(known), beliefs.initials(known.words)
    starts = beliefs.of_firsts(classes, frequency)
    return Evidence(
        model=model,
        words=(known.words, known.words),
        frequency=frequency,
        sought=beliefs.believe(known.edges, initial, model.sought, frequency, starts),
        found=beliefs.believe(known.edges, initial, model.found, frequency, starts),
        first_frequency=starts,
        first=classes,
        years=similarity.years_of(*tables),
        units=values[0],
        places=values[1],
        brother=similarity.BROTHERS / max(len(tables[0]), FEWEST),
    )


def _read_names(known: Vocabulary, numbers: list[Rows]) -> tuple[list[Rows], Frequency]:
    """Return [row, role] words of each table and P(name), each learnt from the other; by usual rates, whatever the model."""
    shipped, usual = beliefs.known(known), Rates()
    classes, initial = beliefs.first_classes(known), beliefs.initials(known.words)
    frequency, habits = beliefs.before_counting(shipped), [roles.USUAL] * len(numbers)
    named: list[Rows] = []
    for _ in range(READINGS):
        counted = np.zeros_like(shipped)
        named = []
        starts = beliefs.of_firsts(classes, frequency)
        likely = beliefs.believe(known.edges, initial, usual, frequency, starts).word
        for side in range(len(numbers)):
            places = roles.read(numbers[side], likely, habits[side])
            habits[side] = roles.learn(numbers[side], places)
            named.append(roles.words_at(numbers[side], places))
            spoken = people.spoken(named[side], len(known.words))
            counted += beliefs.expected(known.edges, usual, frequency, spoken)
        frequency = beliefs.blended(shipped, counted)
    return named, frequency


@dataclass(frozen=True)
class Sample:
    """Candidate pairs to learn from, by found row, and at what level each fact of them stands."""

    i: Rows
    j: Rows
    group: Rows
    groups: int
    born: np.ndarray
    unit: np.ndarray
    place: np.ndarray
    chance: Mapping[str, Floats]


def learn(prepared: Prepared, report: Report = lambda _: None, same: bool = False) -> Prepared:
    """Return the same tables with a model learnt from them; with `same` both are one table."""
    if not len(prepared.sought) or not len(prepared.found):
        return prepared
    for number in range(2):
        report(f"learning, round {number + 1} of 2")
        sample = _sample(prepared, same)
        model, likely = _settle(prepared, sample)
        model = _with_rates(prepared, sample, likely, model)
        del sample, likely  # large, and not needed while the next beliefs are made
        prepared = with_model(prepared, model)
    return prepared


def with_model(prepared: Prepared, model: Model) -> Prepared:
    """Return the same tables with another model."""
    known = prepared.evidence
    edges, initial = prepared.vocabulary.edges, known.found.initial
    evidence = replace(
        known,
        model=model,
        sought=beliefs.believe(edges, initial, model.sought, known.frequency, known.first_frequency),
        found=beliefs.believe(edges, initial, model.found, known.frequency, known.first_frequency),
    )
    return replace(prepared, evidence=evidence)


def _sample(prepared: Prepared, same: bool) -> Sample:
    known, sought, found = prepared.evidence, prepared.sought, prepared.found
    rows = np.unique(np.linspace(0, len(found) - 1, min(SAMPLE, len(found))).astype(np.int32))
    some = found.take(rows)
    blocks = blocking.block(parts_of(prepared, sought, known.sought, turned=False))
    i, j, _ = blocking.candidates(blocks, parts_of(prepared, some, known.found, turned=True), len(sought))
    if same:
        i, j = i[i != rows[j]], j[i != rows[j]]
    one, other = sought.days.take(i), some.days.take(j)
    born = similarity.born_level(one, other)
    unit = similarity.spelt_level(known.units, sought.unit[i], some.unit[j])
    place = similarity.spelt_level(known.places, sought.place[i], some.place[j])
    chance = {
        "born": similarity.born_chance(known.years, one, other, born),
        "unit": similarity.spelt_chance(known.units, sought.unit[i], unit),
        "place": similarity.spelt_chance(known.places, sought.place[i], place),
    }
    return Sample(i, rows[j], j, len(rows), born, unit, place, chance)


def parts_of(prepared: Prepared, some: People, believed: Beliefs, turned: bool) -> blocking.Parts:
    """Return what the keys of these people are made of."""
    known = prepared.evidence
    return blocking.parts(some, believed, known.first, turned)


def _settle(prepared: Prepared, sample: Sample) -> tuple[Model, Floats]:
    """Return the model on which the sample settles, and how likely each of its pairs is one person."""
    model, usual = prepared.evidence.model, Model()
    ratios = [_ratio(prepared, sample, role) for role in ROLES]
    likely = np.zeros(len(sample.i))
    for _ in range(ROUNDS):
        likely = posterior(
            _bits(model, sample, ratios, prepared.evidence.brother),
            sample.group,
            sample.groups,
            _prior(model, prepared),
        )
        model = replace(
            model,
            other_name=_other_names(model, usual, ratios, likely),
            born=_shares(model.born, usual.born, BORN_LEVELS, sample.born, likely, split=SPANS_FROM),
            unit=_shares(model.unit, usual.unit, SPELT_LEVELS, sample.unit, likely),
            place=_shares(model.place, usual.place, SPELT_LEVELS, sample.place, likely),
            overlap=float(np.clip((likely.sum() + 20 * usual.overlap) / (sample.groups + 20), 1e-4, 0.99)),
            made="learnt without labels from the two tables it was first used on",
        )
    return model, likely


def _prior(model: Model, prepared: Prepared) -> float:
    return prior_odds(model, len(prepared.sought))


def prior_odds(model: Model, sought: int) -> float:
    """Return the odds, before any fact, that a person found is one certain sought person rather than none.

    A list shorter than FEWEST is taken for a part of so many.
    """
    return model.overlap / (1 - model.overlap) / max(sought, FEWEST)


def posterior(bits: Floats, group: Rows, groups: int, prior: float) -> Floats:
    """Return how likely each pair is one person, given all other candidates of its group and none of them."""
    odds = _odds(bits, prior)
    share: Floats = odds / (1 + np.bincount(group, odds, groups)[group])
    return share


def log_odds(bits: Floats, group: Rows, groups: int, prior: float) -> Floats:
    """Return the same as the logarithm (base 2) of the odds, exact also for the surest pairs."""
    odds = _odds(bits, prior)
    others = np.maximum(np.bincount(group, odds, groups)[group] - odds, 0.0)
    sure: Floats = bits + np.log2(prior) - np.log2(1 + others)
    return sure


def _odds(bits: Floats, prior: float) -> Floats:
    return np.exp2(np.minimum(bits, 300.0)) * prior


def _ratio(prepared: Prepared, sample: Sample, role: int) -> Floats:
    """Return the ratio of names for each pair, -1 where not told."""
    left, right = prepared.sought.named[sample.i, role], prepared.found.named[sample.j, role]
    ratio = np.full(len(left), -1.0)
    told = np.flatnonzero((left >= 0) & (right >= 0))
    ratio[told] = similarity.name_ratio(prepared.evidence, role, left[told], right[told])
    return ratio


def _bits(model: Model, sample: Sample, ratios: list[Floats], brother: float) -> Floats:
    total = np.zeros(len(sample.i))
    for other, ratio in zip(model.other_name, ratios, strict=True):
        total += np.where(ratio >= 0, np.log2((1 - other) * np.maximum(ratio, 0) + other), 0.0)
    surname, given, patronymic = ratios
    less = similarity.as_brothers(brother, np.abs(surname), np.abs(patronymic))
    total -= np.where((given >= 0) & (given < 1), less, 0.0)
    for name, levels in (("born", BORN_LEVELS), ("unit", SPELT_LEVELS), ("place", SPELT_LEVELS)):
        shares = np.array([*(getattr(model, name)[level] for level in levels), 1.0])
        level = getattr(sample, name)
        total += np.where(level >= 0, np.log2(shares[level] / sample.chance[name]), 0.0)
    return total


def _other_names(
    model: Model, usual: Model, ratios: list[Floats], likely: Floats
) -> tuple[float, float, float]:
    found = []
    for other, start, ratio in zip(model.other_name, usual.other_name, ratios, strict=True):
        told = ratio >= 0
        as_other = other / ((1 - other) * ratio[told] + other)
        share = (likely[told] @ as_other + PRIOR_PAIRS * start) / (likely[told].sum() + PRIOR_PAIRS)
        found.append(float(np.clip(share, 1e-3, 0.3)))
    return found[0], found[1], found[2]


def _shares(
    now: Mapping[str, float],
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
