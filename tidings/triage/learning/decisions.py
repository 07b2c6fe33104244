"""What may be learnt from: what a person decided about an appeal, beside what the rules alone had said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tidings.errors import InputError
from tidings.triage.decision import Triage

LEAST = 40
"""Decisions from which something can be learnt and measured."""
MOST = 5000
"""The newest so many count: they say how the office decides now."""


class TooFew(InputError):
    """There are too few decisions to learn from, or all of them say the same."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"There are {count} decisions. At least {LEAST}, of two categories or more, are needed to learn from.",
            f"Решений: {count}. Чтобы учиться, нужно не меньше {LEAST}, и не об одной категории.",
            f"Рішень: {count}. Щоб навчатися, потрібно щонайменше {LEAST}, і не про одну категорію.",
        )


@dataclass(frozen=True)
class Decided:
    """What a person decided about an appeal, and what the rules alone had said of it."""

    text: str
    points: Mapping[str, float]  # of the rules, by category
    rules: tuple[str, str]  # category and urgency
    person: tuple[str, str]


def enough(decided: Sequence[Decided]) -> Sequence[Decided]:
    """Return the newest decisions, which count. Raises TooFew."""
    if len(decided) < LEAST or len({one.person[0] for one in decided}) < 2:
        raise TooFew(len(decided))
    return decided[-MOST:]


def points_of(found: Triage) -> dict[str, float]:
    """Return the points before anything was learnt here, by category."""
    return {name: round(points, 3) for name, points in found.points.items() if points}
