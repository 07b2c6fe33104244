"""Days as programs write them: 14.03.2025, 3/14/25, 2025-03-14. Whether 3/4 is in March or in April, the whole file shows.

>>> numbers("14.03.25")
Numbers(first=14, second=3, year=2025, told=True)
>>> order_of(map(numbers, ["3/4/25", "3/14/25"]))
'month-first'
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
ORDERS = (DAY_FIRST, MONTH_FIRST)

_BACKWARDS = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?!\d)")
_FORWARDS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")


class Numbers(NamedTuple):
    """A day as it is written. `told`: what is the day and what the month is beyond doubt, the day first."""

    first: int
    second: int
    year: int
    told: bool


def numbers(text: str) -> Numbers | None:
    """Return the day with which a text begins."""
    text = text.strip()
    if found := _BACKWARDS.match(text):
        return Numbers(int(found[4]), int(found[3]), int(found[1]), True)
    if found := _FORWARDS.match(text):
        year = int(found[4]) if len(found[4]) == 4 else 2000 + int(found[4])
        return Numbers(int(found[1]), int(found[3]), year, found[2] == ".")
    return None


def order_of(written: Iterable[Numbers | None], american: bool = False) -> str:
    """Return which of the two numbers comes first; "" where the days do not show it.

    A number above twelve shows it, else that time only goes forward; `american` is what to think where both could be.
    """
    open_ones = [one for one in written if one and not one.told]
    shown = {DAY_FIRST for one in open_ones if one.first > 12} | {
        MONTH_FIRST for one in open_ones if one.second > 12
    }
    if not open_ones or shown == {DAY_FIRST} or all(one.first == one.second for one in open_ones):
        return DAY_FIRST
    if shown:
        return MONTH_FIRST if shown == {MONTH_FIRST} else ""
    forward = [order for order in ORDERS if _goes_forward(open_ones, order)]
    if len(forward) == 1 and len(open_ones) > 2:
        return forward[0]
    return MONTH_FIRST if american else ""


def day_of(one: Numbers | None, order: str) -> date | None:
    """Return the day meant, None where there is no such day, or its order is not known."""
    if one is None or not (one.told or order):
        return None
    month_first = order == MONTH_FIRST and not one.told
    month, day = (one.first, one.second) if month_first else (one.second, one.first)
    try:
        return date(one.year, month, day)
    except ValueError:
        return None


def _goes_forward(written: list[Numbers], order: str) -> bool:
    days = [day_of(one, order) for one in written]
    known = [day for day in days if day]
    return len(known) == len(days) and all(a <= b for a, b in zip(known, known[1:], strict=False))
