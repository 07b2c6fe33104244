#!/usr/bin/env python3
"""How sure the category is: fits the confidence to messages that the words and weights had not been tuned to.

    python benchmarks/confidence.py

tests/extraction/labelled/first_sight.jsonl has, for each of the working messages and of the 200 by other hands, its label and
the points of each category when it was read for the first time. Tried are some widths of the softmax, least and greatest
confidences; printed are the best by the log loss of "the category proposed is right", each with its calibration error.
"""

import json
import math
from itertools import product
from pathlib import Path

from reading import calibration_error

from tidings.triage import CATEGORIES

FIRST_SIGHT = Path(__file__).parent.parent / "tests/extraction/labelled/first_sight.jsonl"
Row = tuple[dict[str, float], str]


def rows() -> list[Row]:
    """Return the points of each category, and the category that was labelled."""
    told = map(json.loads, FIRST_SIGHT.read_text(encoding="utf-8").splitlines())
    return [({**dict.fromkeys(CATEGORIES, 0.0), **one["points"]}, one["category"]) for one in told]


def confidence(points: dict[str, float], width: float, least: float, most: float) -> tuple[str, float]:
    """Return the category proposed and how sure it is."""
    heaviest = max(points.values())
    category = max(points, key=lambda name: points[name])
    return category, least + (most - least) / sum(
        math.exp((one - heaviest) / width) for one in points.values()
    )


def loss(found: list[tuple[float, bool]]) -> float:
    """Return the mean log loss of the confidences."""
    return -sum(math.log(sure if right else 1 - sure) for sure, right in found) / len(found)


def main() -> None:
    told = rows()
    tried = []
    for width, least, most in product(
        (0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.5), (0.0, 0.1, 0.2, 0.3), (0.95, 0.97, 0.99)
    ):
        found = [
            (sure, category == label)
            for points, label in told
            for category, sure in [confidence(points, width, least, most)]
        ]
        tried.append((loss(found), calibration_error(found), width, least, most))
    print(f"{len(told)} messages\nlog loss  calibration error  width  least  most")
    for one in sorted(tried)[:8]:
        print("{:8.3f}  {:17.3f}  {:5.1f}  {:5.1f}  {:4.2f}".format(*one))


if __name__ == "__main__":
    main()
