"""The people of each team, kept in memory, so that a name is found by any spelling.

Each process has its own. Before a search it reads what changed since the last one, whichever process changed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from tidings.matching import Hit, Index, Record, Table
from tidings.web.people.models import Person

OVERLAP = timedelta(minutes=1)
"""A transaction that began earlier may end later; so the last minute is read again."""


@dataclass
class _Kept:
    """The people of one team, and until when they were read."""

    index: Index
    read: dict[str, datetime] = field(default_factory=dict)
    until: datetime | None = None
    lock: Lock = field(default_factory=Lock)

    def catch_up(self, team: int) -> None:
        """Take in everyone who came or changed since."""
        people = Person.objects.filter(team=team).order_by("changed_at")
        if self.until:
            people = people.filter(changed_at__gt=self.until - OVERLAP)
        changed = [one for one in people.iterator() if self.read.get(str(one.pk)) != one.changed_at]
        if not changed:
            return
        if not self.read:
            self.index = Index(Table.from_rows([one.facts() for one in changed]))
        else:
            self._take_in(changed)
        self.read.update((str(one.pk), one.changed_at) for one in changed)
        self.until = changed[-1].changed_at

    def _take_in(self, changed: list[Person]) -> None:
        for one in changed:
            known = str(one.pk) in self.read
            (self.index.change if known else self.index.add)(Record.from_row(one.facts()))


_KEPT: dict[int, _Kept] = {}


def search(team: int, query: Mapping[str, Any], limit: int = 20) -> list[Hit]:
    """Return the people of a team who may be meant, likeliest first."""
    kept = _KEPT.setdefault(team, _Kept(Index(Table.from_rows([]))))
    with kept.lock:
        kept.catch_up(team)
        return kept.index.search(Record.from_row({"id": "asked", **query}), limit=limit)
