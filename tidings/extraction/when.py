"""A time as it was written, and which day that is: past or to come, reckoned from the day of receipt."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple


class When(NamedTuple):
    """A day, month or year as written at [start, end); a relative one already has its `day_meant`."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 0 is Monday
    day_meant: date | None = None
    since: bool = False  # "с вторника", "since June": a state that lasts

    @property
    def exact(self) -> bool:
        """Return whether it means one day."""
        return self.day is not None or self.weekday is not None or self.day_meant is not None

    def past(self, received: date) -> date | None:
        """Return the last such day up to the day of receipt, or None."""
        days = [day for day in self._days(received) if day <= received]
        return max(days, default=None)

    def coming(self, received: date) -> date | None:
        """Return the first such day from the day of receipt on, or None."""
        days = [day for day in self._days(received) if day >= received]
        return min(days, default=None)

    def _days(self, received: date) -> Iterator[date]:
        """Yield the days that it can mean, near the day of receipt."""
        if self.day_meant is not None:
            yield self.day_meant
        elif self.weekday is not None:
            ahead = (self.weekday - received.weekday()) % 7
            yield from moved(received, ahead or 7, ahead - 7)
        elif self.day is not None:
            yield from filter(None, (day_of(y, m, self.day) for y, m in self._months(received)))

    def _months(self, received: date) -> Iterator[tuple[int, int]]:
        if self.year is not None and self.month is not None:
            yield self.year, self.month
        elif self.month is not None:
            yield from ((received.year + step, self.month) for step in (-1, 0, 1))
        elif self.year is None:
            for step in (-1, 0, 1):
                yield (
                    received.year + (received.month - 1 + step) // 12,
                    (received.month - 1 + step) % 12 + 1,
                )

    def written(self, received: date) -> str | None:
        """Return YYYY, YYYY-MM or YYYY-MM-DD, a missing year being that of the last such time; None if unclear."""
        if self.exact:
            day = self.past(received) or self.coming(received)
            return day.isoformat() if day else None
        if self.year is None and self.month is None:
            return None
        if self.month is None:
            return f"{self.year:04}"
        year = self.year or (received.year if self.month <= received.month else received.year - 1)
        return f"{year:04}-{self.month:02}"


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moved(day: date, *steps: int) -> Iterator[date]:
    """Yield the days so many days away; none before the first or after the last that a calendar has."""
    for step in steps:
        try:
            yield day + timedelta(days=step)
        except OverflowError:
            continue


SINCE = r"(?P<since>\b(?:с|со|з|із|since|from)\s{1,2})?"
"""Before a time: it lasts since then."""


def start_of(found: re.Match[str]) -> int:
    """Return where the time itself begins, without "с" or "since"."""
    return found.end("since") if found["since"] else found.start()
