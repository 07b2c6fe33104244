"""Whom the waiting appeals of each team seek, kept in memory: which share a surname in any spelling, or a day of birth.

Names and days are sealed, so the database cannot be asked for them. Each process that is asked has its own; it is made
once, behind the pages (see tidings.web.warm), and before each answer it reads what changed since, whichever process
changed it.
"""

import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from threading import Lock, Thread

from django.db import connection
from django.utils import timezone

from tidings.text import names
from tidings.web.appeals.models import Appeal, ReadFact
from tidings.web.vault.parts import open_rows

OVERLAP = timedelta(minutes=1)
"""A transaction that began earlier may end later; so the last minute is read again."""
SOON = 2000
"""Waiting appeals that are read within half a second; of more, the first who asks gets no answer yet."""
AT_ONCE = 500
DAY = len("2005-03-14")
TOLD = ("surname", "given", "birth_date")


@dataclass(frozen=True, slots=True)
class Named:
    """Someone sought: the surname in any spelling, and what else was told."""

    appeal: int
    surname: str
    given: str | None
    born: str | None


@dataclass
class _Kept:
    """Whom one team's waiting appeals seek, and when they were last read."""

    of_appeal: dict[int, tuple[Named, ...]] = field(default_factory=dict)
    by_surname: defaultdict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))
    by_day: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    recent: dict[int, datetime] = field(default_factory=dict)  # changes that may be read twice
    read_at: datetime | None = None
    lock: Lock = field(default_factory=Lock)

    def catch_up(self, team: int) -> None:
        """Take in what came or changed, and let go of what does not wait any more."""
        now, appeals = timezone.now(), Appeal.objects.filter(team=team)
        appeals = appeals.filter(changed_at__gt=self.read_at - OVERLAP) if self.read_at else appeals.waiting()
        rows = appeals.order_by().values_list("pk", "state", "changed_at")
        changed = [row for row in rows.iterator() if self.recent.get(row[0]) != row[2]]
        for pk, _, _ in changed:
            self.let_go(pk)
        waiting = sorted(
            pk for pk, state, _ in changed if state == Appeal.State.WAITING
        )  # as they lie on the disk
        for start in range(0, len(waiting), AT_ONCE):
            self._take_in(named(waiting[start : start + AT_ONCE]))
        self.recent = {pk: at for pk, at in self.recent.items() if at > now - 2 * OVERLAP}
        self.recent.update((pk, at) for pk, _, at in changed if at > now - 2 * OVERLAP)
        self.read_at = now

    def let_go(self, appeal: int) -> None:
        """Forget whom an appeal seeks."""
        for one in self.of_appeal.pop(appeal, ()):
            self.by_surname[one.surname].remove(one)
            if not self.by_surname[one.surname]:
                del self.by_surname[one.surname]
            if one.born and one.born in self.by_day:
                self.by_day[one.born].discard(appeal)

    def _take_in(self, some: Iterable[Named]) -> None:
        for one in some:
            self.of_appeal[one.appeal] = (*self.of_appeal.get(one.appeal, ()), one)
            self.by_surname[one.surname].append(one)
            if one.born and len(one.born) == DAY:
                self.by_day[one.born].add(one.appeal)


_KEPT: dict[int, _Kept] = {}
_STARTING = Lock()


def warm(team: int) -> None:
    """Make ready whom a team's appeals seek; another who asks for the same meanwhile is answered without."""
    kept = _kept(team)
    with kept.lock:
        kept.catch_up(team)


def drop(team: int, appeal: int) -> None:
    """Forget whom an erased appeal sought; nobody is found by it in this process from now on."""
    kept = _kept(team)
    with kept.lock:
        kept.let_go(appeal)


def namesakes(team: int, surnames: Collection[str]) -> dict[str, list[Named]]:
    """Return whom waiting appeals seek by each of these surnames (keys); nobody until all appeals were read."""
    if not (kept := _ready(team)):
        return {key: [] for key in surnames}
    with kept.lock:
        return {key: list(kept.by_surname.get(key, ())) for key in surnames}


def sharing(
    team: int, surnames: Collection[str], born: Collection[str] = (), *, wait: bool = False
) -> set[int]:
    """Return the waiting appeals that seek someone of one of these surnames (keys) or days of birth.

    Until all appeals were read there are none, unless the caller would rather wait.
    """
    if wait and not _ready(team):
        warm(team)
    if not (kept := _ready(team)):
        return set()
    with kept.lock:
        same_name = {one.appeal for key in surnames for one in kept.by_surname.get(key, ())}
        return same_name.union(*(kept.by_day.get(day, ()) for day in born))


def is_ready(team: int) -> bool:
    """Whether all appeals were read; where they were not, they are being read from now on, behind the pages."""
    return _ready(team) is not None


def of_appeals(team: int, appeals: Collection[int]) -> dict[int, tuple[Named, ...]]:
    """Return whom each of these waiting appeals seeks, as far as they were read."""
    kept = _kept(team)
    with kept.lock:
        return {pk: kept.of_appeal.get(pk, ()) for pk in appeals}


def named(appeals: Collection[int], about: str = "sought") -> Iterator[Named]:
    """Yield whom these appeals seek by a surname: the facts told first of each; what was rejected is not told."""
    facts = ReadFact.objects.filter(appeal__in=appeals, about__startswith=about, field__in=TOLD)
    standing = facts.exclude(state=ReadFact.State.REJECTED).order_by("pk")
    rows = list(standing.values_list("pk", "key", "sealed", "appeal", "about", "field"))
    of: defaultdict[tuple[int, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (_, told), row in zip(open_rows(ReadFact, [row[:3] for row in rows]), rows, strict=True):
        if told and told.get("value"):
            of[row[3], row[4]][row[5]].append(told["value"])
    for (appeal, _), told in of.items():
        given, born = (next(iter(told[name]), None) for name in ("given", "birth_date"))
        for key in filter(None, map(_key, told["surname"])):
            yield Named(appeal, key, _once(given), _once(born))


@lru_cache(maxsize=2**16)
def _key(surname: str) -> str:
    return sys.intern(names.key(surname)[:100])


def _once(words: str | None) -> str | None:
    """The same words are kept in memory once."""
    return sys.intern(words) if words else None


def _kept(team: int) -> _Kept:
    with _STARTING:
        return _KEPT.setdefault(team, _Kept())


def _ready(team: int) -> _Kept | None:
    """Return what is kept of a team, caught up; nothing while much of it is still being read."""
    kept = _kept(team)
    if kept.read_at is None and kept.lock.locked():
        return None
    if kept.read_at is None and _many(team):
        Thread(target=_behind, args=(team,), name="sought", daemon=True).start()
        return None
    warm(team)
    return kept


def _many(team: int) -> bool:
    return Appeal.objects.filter(team=team).waiting()[: SOON + 1].count() > SOON


def _behind(team: int) -> None:
    kept = _kept(team)
    if kept.lock.acquire(blocking=False):
        try:
            kept.catch_up(team)
        finally:
            kept.lock.release()
            connection.close()
