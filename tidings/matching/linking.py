"""From two tables to pairs of records that may be one person, heaviest first."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from tidings.matching import blocking, similarity, training
from tidings.matching.model import Model
from tidings.matching.table import Table
from tidings.matching.training import Prepared
from tidings.matching.vocabulary import Floats, Rows

Report = Callable[[str], None]
WORTH_A_LOOK = 0.01
"""Pairs less likely than this are not given."""
MOST_CANDIDATES = 10
"""Pairs given for one person found."""
AT_A_TIME = 25_000
"""Rows of the found table compared at once; bounds the memory."""


@dataclass(frozen=True)
class Pairs:
    """Pairs that may be one person, heaviest first."""

    table: pl.DataFrame
    """`sought_id`, `found_id`, `match_weight` (bits), `probability`."""
    model: Model
    """What was learnt, or given."""
    warnings: tuple[str, ...] = ()
    """What was left out or could not be read, in sentences."""


def link(sought: Table, found: Table, model: Model | None = None, progress: Report | None = None) -> Pairs:
    """Return the pairs of two tables worth a look.

    The model is learnt from the two tables unless one is given. `match_weight` is the sum of the weights of the facts
    less what the other candidates of both records claim; `probability` follows from it. `progress` is told how far it is.
    """
    report = progress or (lambda _: None)
    report("reading names")
    prepared = training.prepare(sought, found, model or Model())
    if model is None:
        prepared = training.learn(prepared, report)
    scored, warnings = _score(prepared, report)
    table = _table(scored, sought, found)
    return Pairs(table, prepared.evidence.model, (*sought.notes, *found.notes, *warnings))


@dataclass(frozen=True)
class Scored:
    """Pairs of rows with the sum of their facts and their probability."""

    i: Rows
    j: Rows
    bits: Floats
    likely: Floats


def _score(prepared: Prepared, report: Report) -> tuple[Scored, tuple[str, ...]]:
    known, sought, found = prepared.evidence, prepared.sought, prepared.found
    if not len(sought) or not len(found):
        return _NONE_SCORED, ()
    prior = training.prior_odds(known.model, len(sought))
    blocks = blocking.block(training.parts_of(prepared, sought, known.sought, turned=False))
    kept, unfollowed = [_NONE_SCORED], 0
    for start in range(0, len(found), AT_A_TIME):
        report(f"comparing, {start:,} of {len(found):,} found")
        rows = np.arange(start, min(start + AT_A_TIME, len(found)), dtype=np.int32)
        some = found.take(rows)
        i, j, cut = blocking.candidates(
            blocks, training.parts_of(prepared, some, known.found, turned=True), len(sought)
        )
        bits = similarity.weights(known, sought, some, i, j).sum(axis=0)
        likely = training.posterior(bits, j, len(rows), prior)
        unfollowed += int(((cut > 0) & (np.bincount(j, minlength=len(rows)) == 0)).sum())
        worth = np.flatnonzero(likely >= WORTH_A_LOOK)
        kept.append(Scored(i[worth], rows[j[worth]], bits[worth], likely[worth]))
    return _with_rivals(_joined(kept), known.model.again), _warnings(unfollowed)


_NONE_SCORED = Scored(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0), np.zeros(0))


def _joined(parts: list[Scored]) -> Scored:
    names = ("i", "j", "bits", "likely")
    return Scored(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _warnings(unfollowed: int) -> tuple[str, ...]:
    if not unfollowed:
        return ()
    return (
        f"{unfollowed:,} people found share all they have in common with too many of the sought to be compared; "
        "a birth date, a unit or a place would tell them apart.",
    )


def _with_rivals(scored: Scored, again: float) -> Scored:
    """Return the pairs, each given also the other records found that claim the same sought person."""
    if not len(scored.i):
        return scored
    odds = scored.likely / np.maximum(1 - scored.likely, 1e-12)
    _, group = np.unique(scored.i, return_inverse=True)
    logs = np.log1p(again * odds)
    others = np.exp(np.minimum(np.bincount(group, logs)[group] - logs, 600))
    whole = 1 + ((1 + again * odds) * others - 1) / again
    return Scored(scored.i, scored.j, scored.bits, np.clip(odds * others / whole, 0.0, 1.0))


def _table(scored: Scored, sought: Table, found: Table) -> pl.DataFrame:
    likely = np.clip(scored.likely, 1e-12, 1 - 1e-12)
    weight = np.log2(likely / (1 - likely))
    order = np.lexsort((scored.j, scored.i, -weight))
    return pl.DataFrame(
        {
            "sought_id": sought.rows["id"].gather(scored.i[order].astype(np.uint32)),
            "found_id": found.rows["id"].gather(scored.j[order].astype(np.uint32)),
            "match_weight": weight[order],
            "probability": likely[order],
        }
    )
