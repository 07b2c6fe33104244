"""Fitting: the weights of decisions at which every push costs something, so that one appeal proves little."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tidings.triage.facts import CATEGORIES, URGENCIES
from tidings.triage.learning.decisions import Decided, enough
from tidings.triage.learning.features import (
    SAID,
    Floats,
    chances_of,
    row_of,
    spread,
    where_rules_stand,
)
from tidings.triage.learning.model import Learnt
from tidings.triage.wordparts import features_in

_SEEN = 3  # appeals in which something must stand to be learnt from
_FEATURES = 4000
_PENALTY = 0.2
_HOLD = 20.0  # by how much it is held to trusting the rules as they are


def learn(decided: Sequence[Decided]) -> Learnt:
    """Return the model of these decisions, the newest MOST of them. Raises TooFew."""
    decided = enough(decided)
    rows = Rows.of(decided)
    return rows.fitted(np.ones(len(decided), dtype=np.float32))


@dataclass(frozen=True)
class Rows:
    """Decisions as numbers."""

    features: tuple[str, ...]
    rarity: Floats
    told: Floats  # a row a decision
    begun: Floats  # where the rules stand
    wanted: Floats  # 1 in the column of what the person said

    @classmethod
    def of(cls, decided: Sequence[Decided]) -> "Rows":
        told = [features_in(one.text) for one in decided]
        counted = Counter(one for some in told for one in some)
        common = sorted(
            (one for one, count in counted.items() if _SEEN <= count <= 0.6 * len(decided)),
            key=lambda one: (-counted[one], one),
        )
        features = (*sorted(common[:_FEATURES]), *(SAID + one for one in (*CATEGORIES, *URGENCIES)))
        places = {one: place for place, one in enumerate(features)}
        shares = np.array([counted[one] or len(decided) for one in features], dtype=np.float32) / len(decided)
        rarity = (1 - np.log(shares)).astype(np.float32)
        rows = np.zeros((len(decided), len(features)), dtype=np.float32)
        wanted = np.zeros((len(decided), len(CATEGORIES) + len(URGENCIES)), dtype=np.float32)
        for place, one in enumerate(decided):
            rows[place] = row_of(told[place], one.rules, places, rarity)
            wanted[place, CATEGORIES.index(one.person[0])] = 1
            wanted[place, len(CATEGORIES) + URGENCIES.index(one.person[1])] = 1
        begun = np.array([where_rules_stand(one.points, one.rules) for one in decided], dtype=np.float32)
        return cls(features, rarity, rows, begun, wanted)

    def fitted(self, counts: Floats) -> Learnt:
        """Return the model of the decisions that count (1; others 0)."""
        columns = self.wanted.shape[1]
        size = len(self.features) * columns

        def loss(at: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            return self._loss(at, counts)

        start = np.concatenate([np.zeros(size + columns), np.ones(2)])
        found = lowest(loss, start)
        weights = found[:size].reshape(len(self.features), columns).astype(np.float32)
        offsets = found[size : size + columns].astype(np.float32)
        return Learnt(self.features, self.rarity, weights, offsets, found[-2:].astype(np.float32))

    def _loss(self, at: NDArray[np.float64], counts: Floats) -> tuple[float, NDArray[np.float64]]:
        """Return what these weights cost, and in which direction they would cost more."""
        columns = self.wanted.shape[1]
        size = len(self.features) * columns
        weights = at[:size].reshape(len(self.features), columns).astype(np.float32)
        offsets, trust = at[size : size + columns], at[-2:]
        chances = chances_of(self.told @ weights + offsets.astype(np.float32) + self.begun * spread(trust))
        cost = -float(
            (counts[:, None] * self.wanted * np.log(np.maximum(chances, 1e-9))).sum(dtype=np.float64)
        )
        wrong = (counts[:, None] * (chances - self.wanted)).astype(np.float32)
        cost += _PENALTY * float(at[: size + columns] @ at[: size + columns]) / 2
        cost += _HOLD * float(((trust - 1) ** 2).sum()) / 2
        steep = (self.told.T @ wrong).astype(np.float64) + _PENALTY * at[:size].reshape(-1, columns)
        steep_offsets = wrong.sum(0, dtype=np.float64) + _PENALTY * offsets
        by_column = (wrong * self.begun).sum(0, dtype=np.float64)
        cut = len(CATEGORIES)
        steep_trust = np.array([by_column[:cut].sum(), by_column[cut:].sum()]) + _HOLD * (trust - 1)
        return cost, np.concatenate([steep.ravel(), steep_offsets, steep_trust])


def lowest(loss: Any, at: NDArray[np.float64], steps: int = 60, memory: int = 8) -> NDArray[np.float64]:
    """Return where a smooth convex loss is lowest (L-BFGS: Nocedal and Wright, Numerical Optimization, 7.4)."""
    cost, steep = loss(at)
    past: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = []
    for _ in range(steps):
        way = -_bent(steep, past)
        slope, stride = float(steep @ way), 1.0 if past else 1.0 / max(1.0, float(np.sqrt(steep @ steep)))
        there, (cost_there, steep_there) = at + stride * way, loss(at + stride * way)
        while cost_there > cost + 1e-4 * stride * slope and stride > 1e-6:
            stride /= 2
            there, (cost_there, steep_there) = at + stride * way, loss(at + stride * way)
        if cost - cost_there <= 1e-4 * max(1.0, abs(cost)):
            return there if cost_there < cost else at
        step, turn = there - at, steep_there - steep
        if float(step @ turn) > 0:
            past = [*past, (step, turn)][-memory:]
        at, cost, steep = there, cost_there, steep_there
    return at


def _bent(
    steep: NDArray[np.float64], past: list[tuple[NDArray[np.float64], NDArray[np.float64]]]
) -> NDArray[np.float64]:
    """Return the gradient, bent by what the last steps said of the curve."""
    bent, kept = steep.copy(), []
    for step, turn in reversed(past):
        share = float(step @ bent) / float(step @ turn)
        bent -= share * turn
        kept.append(share)
    if past:
        step, turn = past[-1]
        bent *= float(step @ turn) / float(turn @ turn)
    for (step, turn), share in zip(past, reversed(kept), strict=True):
        bent += step * (share - float(turn @ bent) / float(step @ turn))
    return bent
