"""Which of the worker's backups are kept, and for how long: decided from their names alone.

>>> now = moment("20261122T061500000000Z")
>>> kept_lists(["20261121T050000000000Z", "20261121T060000000000Z", "20261122T060000000000Z"], now)
{'20261122T060000000000Z', '20261121T060000000000Z'}
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

STAMP = "%Y%m%dT%H%M%S%fZ"
ALL_FOR, DAILY_FOR, MONTHLY_FOR = timedelta(days=1), timedelta(days=31), timedelta(days=366)
KEYS_FOR = timedelta(days=7)
SPAN = 2
"""Days: of each span one copy of the keys is kept, and of three spans."""


def stamp(moment: datetime) -> str:
    """Return the name of what was made at this moment."""
    return moment.astimezone(UTC).strftime(STAMP)


def moment(stamp: str) -> datetime:
    """Return when something of this name was made."""
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)


def kept_lists(stamps: Iterable[str], now: datetime) -> set[str]:
    """Return those of a day, then the last of each day for a month, then the last of each month for a year."""
    names = sorted(stamps)
    young = {name for name in names if now - moment(name) < ALL_FOR}
    daily = {name for name in _last_of(names, lambda name: name[:8]) if now - moment(name) < DAILY_FOR}
    monthly = {name for name in _last_of(names, lambda name: name[:6]) if now - moment(name) < MONTHLY_FOR}
    return young | daily | monthly | set(names[-1:])


def kept_keys(stamps: Iterable[str], now: datetime) -> set[str]:
    """Return three at most, none older than seven days: the newest of this span of days and of the two before."""
    names = sorted(stamps)
    spans = sorted(_last_of(names, lambda name: str(moment(name).toordinal() // SPAN)))
    return {name for name in spans[-3:] if now - moment(name) < KEYS_FOR - timedelta(hours=1)}


def _last_of(names: list[str], span: Callable[[str], str]) -> list[str]:
    """Return the last name of each span; the names are in order."""
    return list({span(name): name for name in names}.values())
