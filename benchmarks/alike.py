#!/usr/bin/env python3
"""What messages like this one were about: learns tidings/triage/alike.tsv from the labelled messages, and measures what it is worth.

    python benchmarks/alike.py                  measure: each hand's messages by what the other hands taught
    python benchmarks/alike.py --write          learn from all hands, and write the table
    python benchmarks/alike.py --confidence     fit the weight and the width of the confidence (decision.py, words.toml)

Learnt from are the working messages, those by other hands and the golden ones (tests/extraction), never those kept aside. Measured is
by hands: what was written by one is weighed by what the others taught, beside the points that the rules gave when they read
the message for the first time (first_sight.jsonl: the points of each category and, but for our own, the urgency said).
"""

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from reading import calibration_error

from tidings.triage import CATEGORIES, URGENCIES
from tidings.triage.alike import BEFORE_ANY_WORD, FEWEST, HUNDREDTHS, LEAST_LIKELY, NAMES, TABLE, parts
from tidings.triage.learning.features import chances_of
from tidings.triage.learning.fitting import lowest
from tidings.triage.wordlists import word_lists

HERE = Path(__file__).parent.parent
LABELLED = HERE / "tests/extraction/labelled"
FIRST_SIGHT = LABELLED / "first_sight.jsonl"
GOLDEN = HERE / "tests/extraction/messages"
LEARNT_FROM = [
    LABELLED / "working.jsonl",
    LABELLED / "other_hands.jsonl",
    *sorted(path for path in GOLDEN.iterdir() if path.suffix in (".txt", ".toml")),
]
SEEN = 2
"""Messages in which something must stand to be learnt from."""
LEAST = 0.03
"""A part of words whose weights are all less tells nothing, and is left out of the table."""
PENALTY = 1 / 20
"""What a weight of one costs; its inverse is the C of other programs."""
EVENED = np.array([0.75] * len(CATEGORIES) + [1.0] * len(URGENCIES), dtype=np.float32)
"""How far it is evened out how common a category and an urgency is: 1 wholly."""
Told = dict[str, Any]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Table:
    """What was learnt: how rare each feature is, and how much it speaks for each category and urgency."""

    features: tuple[str, ...]
    rarity: Floats
    weights: Floats
    offsets: Floats

    def rows(self, told: Sequence[Told]) -> Floats:
        """Return a row a message, of length one or, where it says little, less: the rarer a feature, the more it counts."""
        places = {one: place for place, one in enumerate(self.features)}
        rows = np.zeros((len(told), len(self.features)), dtype=np.float32)
        for row, one in zip(rows, told, strict=True):
            known = [places[part] for part in parts(one["text"]) if part in places]
            row[known] = self.rarity[known]
            row /= max(FEWEST, float(np.sqrt(row @ row)))
        return rows

    def chances(self, told: Sequence[Told]) -> Floats:
        """Return how likely each category and each urgency is, a row a message."""
        return chances_of(self.rows(told) @ self.weights + self.offsets)


def learn(told: Sequence[Told]) -> Table:
    """Return the table of these messages: two softmax regressions in one, each weight held to zero."""
    counted = Counter(one for each in told for one in parts(each["text"]))
    features = tuple(sorted(one for one, count in counted.items() if count >= SEEN))
    shares = np.array([counted[one] for one in features]) / len(told)
    blank = np.zeros((len(features), len(NAMES)), dtype=np.float32)
    table = Table(features, (1 - np.log(shares)).astype(np.float32), blank, blank[0])
    rows, wanted = table.rows(told), np.zeros((len(told), len(NAMES)), dtype=np.float32)
    for row, one in zip(wanted, told, strict=True):
        row[[CATEGORIES.index(one["category"]), len(CATEGORIES) + URGENCIES.index(one["urgency"])]] = 1
    weights, offsets = _fitted(rows, wanted)
    return Table(features, table.rarity, weights, offsets - EVENED * np.log(wanted.mean(0) + 1e-9))


def _fitted(rows: Floats, wanted: Floats) -> tuple[Floats, Floats]:
    size, columns = rows.shape[1] * wanted.shape[1], wanted.shape[1]

    def loss(at: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, offsets = at[:size].reshape(-1, columns).astype(np.float32), at[size:].astype(np.float32)
        chances = chances_of(rows @ weights + offsets)
        cost = -float((wanted * np.log(np.maximum(chances, 1e-9))).sum(dtype=np.float64))
        wrong = chances - wanted
        steep = np.concatenate([(rows.T @ wrong).astype(np.float64).ravel(), wrong.sum(0, dtype=np.float64)])
        steep[:size] += PENALTY * at[:size]
        return cost + PENALTY / 2 * float(at[:size] @ at[:size]), steep

    found = lowest(loss, np.zeros(size + columns), steps=150)
    return found[:size].reshape(-1, columns).astype(np.float32), found[size:].astype(np.float32)


def messages() -> list[Told]:
    """Return what is learnt from, each with the hand that wrote it."""
    lines = [line for path in LEARNT_FROM[:2] for line in path.read_text("utf-8").splitlines()]
    told = [{**(one := json.loads(line)), "hand": hand(one["id"])} for line in lines]
    return told + [one for path in sorted(GOLDEN.glob("*.toml")) if (one := _golden(path))]


def _golden(path: Path) -> Told | None:
    """Return a golden message, where its category and urgency are told."""
    told = tomllib.loads(path.read_text("utf-8"))
    if not {"category", "urgency"} <= told.keys():
        return None
    text = path.with_suffix(".txt").read_text("utf-8")
    return {
        "id": path.stem,
        "hand": "own",
        "text": text,
        "category": told["category"],
        "urgency": told["urgency"],
    }


def hand(name: str) -> str:
    """Return who wrote the message of this name: w5-001 is by the fifth of the others, w001 by ourselves."""
    return name[:-4].rstrip("ab") if "-" in name else "own"


def write(table: Table, told: Sequence[Told]) -> None:
    """Write the table as whole hundredths, weights times rarity: a person can read it, and a version be compared with another."""
    lines = [
        f"# Made by `python benchmarks/alike.py --write` from {len(told)} messages, {digest()}; see tidings/triage/alike.py.",
        "\t".join(["# part of words", "rarity", *NAMES]),
        _line(BEFORE_ANY_WORD, [1.0, *table.offsets]),
    ]
    for part, rarity, weights in zip(table.features, table.rarity, table.weights, strict=True):
        if np.abs(weights).max() >= LEAST:
            lines.append(_line(part, [rarity, *(rarity * weights)]))
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


def _line(part: str, numbers: Sequence[float]) -> str:
    return "\t".join([part, *(str(round(HUNDREDTHS * float(one))) for one in numbers)])


def digest() -> str:
    """Return what tells the labelled messages apart from any others."""
    return sha256(b"".join(path.read_bytes() for path in LEARNT_FROM)).hexdigest()[:16]


@dataclass(frozen=True)
class Seen:
    """Messages as they were at first sight: what the rules gave, what other hands taught, and what was labelled."""

    hands: NDArray[np.str_]
    points: Floats  # of the rules, a column a category
    said: NDArray[np.int64]  # the urgency of the rules; -1 where it was not kept
    chances: Floats  # by what the other hands taught
    category: NDArray[np.int64]
    urgency: NDArray[np.int64]

    @classmethod
    def of(cls, told: Sequence[Told]) -> "Seen":
        lines = map(json.loads, FIRST_SIGHT.read_text("utf-8").splitlines())
        kept = {one["id"]: one for one in lines}
        chances = by_other_hands(told)[[one["id"] in kept for one in told]]
        told = [one for one in told if one["id"] in kept]
        sights = [kept[one["id"]] for one in told]
        return cls(
            np.array([one["hand"] for one in told]),
            np.array(
                [[one["points"].get(name, 0.0) for name in CATEGORIES] for one in sights], dtype=np.float32
            ),
            np.array([_place(URGENCIES, one.get("said_urgency")) for one in sights]),
            chances,
            np.array([CATEGORIES.index(one["category"]) for one in told]),
            np.array([URGENCIES.index(one["urgency"]) for one in told]),
        )

    def sums(self, weight: float) -> Floats:
        """Return the points with those of messages alike, as tidings.triage.signals adds them."""
        chances = np.maximum(self.chances[:, : len(CATEGORIES)], LEAST_LIKELY)
        return np.asarray(self.points + weight * np.log(chances * len(CATEGORIES)), dtype=np.float32)

    def raised(self, weight: float) -> NDArray[np.int64]:
        """Return the urgency, as tidings.triage.urgency raises it."""
        sums = weight * np.log(np.maximum(self.chances[:, len(CATEGORIES) :], LEAST_LIKELY))
        sums[np.arange(len(self.said)), self.said] += 1.0
        return np.asarray(np.minimum(self.said, sums.argmax(1)), dtype=np.int64)


def _place(names: tuple[str, ...], name: str | None) -> int:
    return names.index(name) if name else -1


def by_other_hands(told: Sequence[Told]) -> Floats:
    """Return the chances of each message by what all hands but the one that wrote it taught."""
    chances = np.zeros((len(told), len(NAMES)), dtype=np.float32)
    hands = np.array([one["hand"] for one in told])
    for one in sorted(set(hands)):
        table = learn([each for each in told if each["hand"] != one])
        chances[hands == one] = table.chances([each for each in told if each["hand"] == one])
    return chances


def measure(seen: Seen) -> None:
    """Print how often category and urgency were right at first sight, by the rules alone and with messages alike."""
    category, urgency = (word_lists()[f"alike.{name}"].points for name in ("category", "urgency"))
    alone, together = seen.points.argmax(1), seen.sums(category).argmax(1)
    print("rules alone → with messages alike, by what the other hands taught")
    print(
        f"{'hand':5}{'messages':>9}{'category':>16}{'macro F1':>16}{'urgency':>16}{'critical recall':>18}{'and precision':>16}"
    )
    for hand_ in [*sorted(set(seen.hands), key=lambda one: (len(one), one)), "all"]:
        those = seen.hands == hand_ if hand_ != "all" else np.ones(len(seen.hands), bool)
        known = those & (seen.said >= 0)
        pairs = [
            _both(right(alone[those], seen.category[those]), right(together[those], seen.category[those])),
            _both(
                macro_f1(alone[those], seen.category[those]), macro_f1(together[those], seen.category[those])
            ),
        ]
        if known.any():
            wanted, was, now = seen.urgency[known], seen.said[known], seen.raised(urgency)[known]
            pairs += [
                _both(right(was, wanted), right(now, wanted)),
                _both(share(was == 0, wanted == 0), share(now == 0, wanted == 0)),
                _both(share(wanted == 0, was == 0), share(wanted == 0, now == 0)),
            ]
        print(f"{hand_:5}{int(those.sum()):9}" + "".join(f"{one:>16}" for one in pairs))


def _both(one: float, other: float) -> str:
    return f"{one:.3f} → {other:.3f}"


def right(found: NDArray[np.int64], wanted: NDArray[np.int64]) -> float:
    return float(np.mean(found == wanted))


def share(found: NDArray[np.bool_], of: NDArray[np.bool_]) -> float:
    return float(found[of].mean()) if of.any() else float("nan")


def macro_f1(found: NDArray[np.int64], wanted: NDArray[np.int64]) -> float:
    told = sorted(set(wanted.tolist()))
    both = [2 * int(((found == one) & (wanted == one)).sum()) for one in told]
    return float(
        np.mean(
            [
                two / int((found == one).sum() + (wanted == one).sum())
                for one, two in zip(told, both, strict=True)
            ]
        )
    )


def confidence(seen: Seen) -> None:
    """Print which weight, width, least and greatest confidence say best how often the category is right."""
    print("log loss  calibration  right  weight  width  least  most")
    tried = []
    for weight, width, least, most in product(
        (3, 4, 5), (1.5, 2, 2.5, 3), (0.0, 0.1, 0.2), (0.95, 0.97, 0.99)
    ):
        sums = seen.sums(weight)
        shares = np.exp((sums - sums.max(1, keepdims=True)) / width)
        sure = least + (most - least) / shares.sum(1)
        hit = sums.argmax(1) == seen.category
        loss = -float(np.mean(np.log(np.where(hit, sure, 1 - sure))))
        off = calibration_error(list(zip(sure.tolist(), hit.tolist(), strict=True)))
        tried.append((loss, off, float(hit.mean()), weight, width, least, most))
    for one in sorted(tried)[:8]:
        print("{:8.3f}  {:11.3f}  {:5.3f}  {:6}  {:5}  {:5}  {:4}".format(*one))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="learn from all hands, and write the table")
    parser.add_argument("--confidence", action="store_true", help="fit the confidence")
    asked = parser.parse_args()
    told = messages()
    if asked.write:
        write(learn(told), told)
    else:
        (confidence if asked.confidence else measure)(Seen.of(told))


if __name__ == "__main__":
    main()
