"""The people of each team, kept in memory, so that a name is found by any spelling.

Each process has its own. Before a search it reads what changed since the last one, whichever process changed it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock, Thread
from typing import Any

from django.db import connection
from django.utils import timezone

from tidings.matching import Hit, Index, Record, Table
from tidings.web.people.models import Person, facts
from tidings.web.vault import opened
from tidings.web.vault.parts import open_rows

OVERLAP = timedelta(minutes=1)
"""A transaction that began earlier may end later; so the last minute is read again."""


@dataclass
class _Kept:
    """The people of one team, and when they were last read."""

    index: Index
    read: dict[str, datetime] = field(default_factory=dict)
    read_at: datetime | None = None
    lock: Lock = field(default_factory=Lock)

    def catch_up(self, team: int) -> None:
        """Take in everyone who came or changed since, and let go of who was erased."""
        people, now = Person.objects.filter(team=team), timezone.now()
        if self.read_at:
            people = people.filter(changed_at__gt=self.read_at - OVERLAP)
        rows = list(people.values_list("pk", "key", "sealed", "changed_at").iterator())
        changed = [row for row in rows if self.read.get(str(row[0])) != row[3]]
        told = open_rows(Person, [row[:3] for row in changed])
        if self.read:
            self._take_in(told)
            self._let_go_of_erased({row[0]: row[1] or 0 for row in rows})
        elif changed:
            self.index = Index(Table.from_rows([facts(pk, words) for pk, words in told if words is not None]))
        self.read.update((str(row[0]), row[3]) for row in changed)
        self.read_at = now

    def _take_in(self, told: Iterable[tuple[int, Mapping[str, Any] | None]]) -> None:
        for pk, words in told:
            if str(pk) in self.index:
                self.index.remove(str(pk))
            if words is not None:
                self.index.add(Record.from_row(facts(pk, words)))

    def _let_go_of_erased(self, keys: Mapping[int, int]) -> None:
        """A key goes a moment after its person was marked as changed; who was read in between goes now."""
        standing = opened.keyring().standing(keys.values())
        for pk, key in keys.items():
            if key not in standing and str(pk) in self.index:
                self.index.remove(str(pk))


SOON = 2000
"""People who are read within half a second; of more, the first who asks gets no answer yet."""

_KEPT: dict[int, _Kept] = {}
_STARTING = Lock()


def drop(team: int, pk: int) -> None:
    """Let go of somebody who was erased; nobody finds the name in this process from now on."""
    kept = _kept(team)
    with kept.lock:
        if str(pk) in kept.index:
            kept.index.remove(str(pk))


def warm(team: int) -> None:
    """Make the people of a team ready, so that nobody waits for it later."""
    kept = _kept(team)
    with kept.lock:
        kept.catch_up(team)


def is_ready(team: int) -> bool:
    """Whether a search is answered at once; where it is not, the people of the team are being read from now on, behind the pages."""
    kept = _kept(team)
    if kept.read_at is not None:
        return True
    if kept.lock.locked():
        return False
    if Person.objects.filter(team=team)[: SOON + 1].count() <= SOON:
        return True
    Thread(target=_behind, args=(team,), name="people", daemon=True).start()
    return False


def _behind(team: int) -> None:
    kept = _kept(team)
    if kept.lock.acquire(blocking=False):
        try:
            kept.catch_up(team)
        finally:
            kept.lock.release()
            connection.close()


def _kept(team: int) -> _Kept:
    with _STARTING:
        return _KEPT.get(team) or _KEPT.setdefault(team, _Kept(Index(Table.from_rows([]))))


def search(team: int, query: Mapping[str, Any], limit: int = 20) -> list[Hit]:
    """Return the people of a team who may be meant, likeliest first."""
    kept = _kept(team)
    with kept.lock:
        kept.catch_up(team)
        return kept.index.search(Record.from_row({"id": "asked", **query}), limit=limit)
