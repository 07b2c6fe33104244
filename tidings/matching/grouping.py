"""One table into people: which of its records are one person, and the links that rests on."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from tidings.matching import blocking, similarity, training
from tidings.matching.linking import Report
from tidings.matching.model import Model
from tidings.matching.table import Table
from tidings.matching.training import Prepared
from tidings.matching.vocabulary import Floats, Rows

SURE_ENOUGH = 0.9
"""Links surer than this put records together; what people decide may always undo it."""
AT_A_TIME = 12_500
"""Rows compared at once; bounds the memory."""
MOST_CROSS_PAIRS = 400
"""So many pairs are looked at before two groups are put together."""


@dataclass(frozen=True)
class People:
    """The records of one table, put together."""

    table: pl.DataFrame
    """`id`, `person_id`: the smallest id of the group; in the order of the input."""
    links: pl.DataFrame
    """`id1`, `id2`, `match_weight`, `probability`: the links that the groups rest on, heaviest first."""
    model: Model
    warnings: tuple[str, ...] = ()


def group(table: Table, model: Model | None = None, progress: Report | None = None) -> People:
    """Return which records of one table are one person, and why.

    Each record may have any number of others. Two groups are put together by a link surer than SURE_ENOUGH, and only if
    their records taken all together speak for it, so that one odd record does not chain strangers.
    """
    report = progress or (lambda _: None)
    report("reading names")
    prepared = training.prepare_one(table, model or Model())
    if model is None:
        prepared = training.learn(prepared, report, same=True)
    i, j, odds = _links(prepared, report)
    joined = _join(prepared, i, j, odds)
    return _people(table, prepared, joined, (i, j, odds))


def _links(prepared: Prepared, report: Report) -> tuple[Rows, Rows, Floats]:
    """Return pairs of rows (the smaller first) that are sure enough, heaviest first, with log2 odds."""
    known, people = prepared.evidence, prepared.sought
    found = [(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))]
    if len(people):
        blocks = prepared.blocks
        prior = np.log2(training.prior_odds(known.model, len(people)))
        for start in range(0, len(people), AT_A_TIME):
            report(f"comparing, {start:,} of {len(people):,}")
            i, j, _ = blocking.pairs(
                known, people, people, blocks, start, min(start + AT_A_TIME, len(people))
            )
            i, j = i[i < j], j[i < j]
            odds = similarity.weights(known, people, people, i, j).sum(axis=0) + prior
            sure = odds >= np.log2(SURE_ENOUGH / (1 - SURE_ENOUGH))
            found.append((i[sure], j[sure], odds[sure]))
    i, j, odds = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((j, i, -odds))
    return i[order], j[order], odds[order]


def _join(prepared: Prepared, i: Rows, j: Rows, odds: Floats) -> list[int]:
    """Return for each row the first row of its group."""
    leader = list(range(len(prepared.sought)))
    members: dict[int, list[int]] = {}

    for one, other in zip(i.tolist(), j.tolist(), strict=True):
        left, right = sorted((leader[one], leader[other]))
        if left == right:
            continue
        of_left, of_right = members.get(left, [left]), members.get(right, [right])
        if _agree(prepared, of_left, of_right):
            members[left] = of_left + of_right
            for row in of_right:
                leader[row] = left
    return leader


def _agree(prepared: Prepared, left: list[int], right: list[int]) -> bool:
    """Return whether two groups, all their records together, are likelier one person than not."""
    if len(left) == len(right) == 1:
        return True
    known, people = prepared.evidence, prepared.sought
    i = np.repeat(np.array(left, np.int32), len(right))[:MOST_CROSS_PAIRS]
    j = np.tile(np.array(right, np.int32), len(left))[:MOST_CROSS_PAIRS]
    bits = similarity.weights(known, people, people, i, j).sum(axis=0)
    return bool(bits.mean() + np.log2(training.prior_odds(known.model, len(people))) > 0)


def _people(table: Table, prepared: Prepared, leader: list[int], links: tuple[Rows, Rows, Floats]) -> People:
    ids = table.rows["id"]
    names = pl.DataFrame({"id": ids, "leader": leader}, schema_overrides={"leader": pl.Int64})
    smallest = names.with_columns(person_id=pl.col("id").min().over("leader")).select("id", "person_id")
    i, j, odds = links
    of = np.array(leader, np.int64)
    inside = np.flatnonzero(of[i] == of[j])
    rests = pl.DataFrame(
        {
            "id1": ids.gather(i[inside].astype(np.uint32)),
            "id2": ids.gather(j[inside].astype(np.uint32)),
            "match_weight": odds[inside] - np.log2(training.prior_odds(prepared.evidence.model, len(table))),
            "probability": 1 / (1 + np.exp2(-np.minimum(odds[inside], 50))),
        }
    )
    return People(smallest, rests, prepared.evidence.model, table.notes)
