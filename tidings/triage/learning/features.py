"""From words to numbers: what of a text is learnt, and where the rules stand before any word of it is read."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tidings.triage.facts import CATEGORIES, URGENCIES

Floats = NDArray[np.float32]

SAID = "rules: "
"""Before what the rules said, which is learnt from like a word."""
_SHARP = 1.5  # points of the rules that make one category e times as likely as another
_FLOOR = -6.0  # a category of which the rules saw nothing stays thinkable
_AS_SAID = 2.5  # how much the urgency of the rules weighs at first


def row_of(told: Iterable[str], rules: tuple[str, str], places: Mapping[str, int], rarity: Floats) -> Floats:
    """Return the row of a text: the rarer a feature the more it counts, and all texts weigh the same; then what the rules said."""
    row = np.zeros(len(rarity), dtype=np.float32)
    known = [places[one] for one in told if one in places]
    row[known] = rarity[known]
    length = float(np.sqrt((row * row).sum()))
    row = row / np.float32(length) if length else row
    row[[places[SAID + one] for one in rules]] = 1
    return row


def where_rules_stand(points: Mapping[str, float], rules: tuple[str, str]) -> Floats:
    """Return where the rules stand: how likely each category is by their points, and which urgency they named."""
    sums = np.array([points.get(name, 0.0) for name in CATEGORIES]) / _SHARP
    sums[CATEGORIES.index(rules[0])] += 0.5  # of equal ones the one they named
    likely = np.maximum(sums - sums.max(), _FLOOR)
    named = np.where(np.array(URGENCIES) == rules[1], 0.0, -_AS_SAID)
    return np.concatenate([likely, named]).astype(np.float32)


def spread(trust: NDArray[Any]) -> Floats:
    """Return the trust in the rules for every column."""
    return np.repeat(trust, [len(CATEGORIES), len(URGENCIES)]).astype(np.float32)


def chances_of(pushes: Floats) -> Floats:
    """Return the chances of the categories and of the urgencies, each of which add up to one."""
    cut = len(CATEGORIES)
    return np.concatenate([_softmax(pushes[:, :cut]), _softmax(pushes[:, cut:])], axis=1)


def _softmax(pushes: Floats) -> Floats:
    raised = np.exp(pushes - pushes.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True), dtype=np.float32)
