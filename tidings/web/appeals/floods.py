"""Floods: many appeals of nearly the same words that came in a rush. A machine groups them, a person sets them aside.

What came in the gate's second lane waits apart until it was looked through. Who writes of his own then stands in the queue
like anyone; variants of one text stay apart, as one group. Words are compared in the memory of the worker, and no trace of
them is kept: of a flood the database knows only which appeals belong to it.
"""

import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
from django.db import transaction
from django.utils import timezone

from tidings.text import likeness
from tidings.web.accounts.models import Team, User
from tidings.web.appeals.actions import NotNow
from tidings.web.appeals.models import Appeal, AppealQuerySet, Channel, Flood, Lane
from tidings.web.journal import journal
from tidings.web.vault.parts import open_many

LEAST = 10
"""Appeals that are alike from which they are a flood."""

TOGETHER = timedelta(days=14)
"""How far back a rush is looked at."""

UNDONE_FOR = timedelta(days=30)
"""How long a group that was set aside is brought back in one step."""

AT_ONCE = 5000
EVERY = 60
"""Seconds."""

BELOW = (Channel.FORM, Channel.HOTLINE)
"""Channels whose words end with the answers, a line each, which are alike in all of them."""


def sift_when_due() -> int:
    """Sift each team's, a minute after the last time at the earliest."""
    global _sifted_at
    if _sifted_at is not None and time.monotonic() - _sifted_at < EVERY:
        return 0
    _sifted_at = time.monotonic()
    return sum(sift(team, timezone.localdate()) for team in Team.objects.all())


def sift(team: Team, today: date) -> int:
    """Look through what came in the second lane; return how many appeals are in floods now that were not.

    Who is alone goes into the ordinary lane. Nothing is hidden or set aside: groups have their page.
    """
    fresh = Appeal.objects.filter(team=team).waiting().filter(lane=Lane.QUARANTINE, flood=None)
    if not fresh.exists():
        return 0
    around = _around(team, today)
    appeals = {appeal.pk: appeal for appeal in around.only("pk", "lane", "flood", "assigned_to")}
    drawn = _drawn(around)
    keys = [pk for pk in appeals if pk in drawn]
    found = likeness.groups(np.array([drawn[pk] for pk in keys]).reshape(-1, likeness.NUMBERS))
    return _keep(team, [[appeals[keys[place]] for place in group] for group in found], today)


@transaction.atomic
def _keep(team: Team, found: Sequence[Sequence[Appeal]], today: date) -> int:
    """Note which appeals belong to a flood, and let the others wait with all."""
    count, alone = 0, []
    for group in found:
        if len(group) >= LEAST and any(appeal.lane == Lane.QUARANTINE for appeal in group):
            count += _join(team, group, today)
        else:
            alone += [appeal.pk for appeal in group if appeal.lane == Lane.QUARANTINE]
    for some in _in_parts(alone):
        _change(some.filter(flood=None), lane=Lane.ORDINARY)
    return count


def _join(team: Team, group: Sequence[Appeal], today: date) -> int:
    """Put appeals into the flood to which the others of their group belong, or into a new one."""
    new = [appeal.pk for appeal in group if appeal.flood_id is None and appeal.assigned_to_id is None]
    if not new:
        return 0
    known = next((appeal.flood_id for appeal in group if appeal.flood_id), None)
    flood = Flood.objects.get(pk=known) if known else Flood.objects.create(team=team, found_on=today)
    lane = Lane.ORDINARY if flood.let_in_by_id else Lane.QUARANTINE
    for some in _in_parts(new):
        _change(some.waiting().filter(flood=None, assigned_to=None), lane=lane, flood=flood)
    journal.record("grouped", flood, by=None, appeals=len(new))
    return len(new)


@transaction.atomic
def set_aside_group(flood: Flood, *, by: User, today: date) -> int:
    """Set aside all of a flood that waits, in one step; return how many that were. Nothing is deleted."""
    held = Flood.objects.select_for_update().get(pk=flood.pk)
    waiting = Appeal.objects.filter(flood=held, assigned_to=None).waiting()
    count = _change(waiting, state=Appeal.State.SET_ASIDE, aside=Appeal.Aside.SPAM)
    held.set_aside_by, held.set_aside_on = by, today
    held.save(update_fields=["set_aside_by", "set_aside_on"])
    journal.record("set_aside_group", held, by=by, appeals=count)
    return count


@transaction.atomic
def bring_back_group(flood: Flood, *, by: User, today: date) -> int:
    """Let all of a flood wait again that were set aside as spam. Raises NotNow where they were not, or too long ago."""
    held = Flood.objects.select_for_update().get(pk=flood.pk)
    if not can_be_brought_back(held, today):
        raise NotNow(held.code)
    aside = Appeal.objects.filter(flood=held, state=Appeal.State.SET_ASIDE, aside=Appeal.Aside.SPAM)
    count = _change(aside, state=Appeal.State.WAITING, aside="")
    held.set_aside_by = held.set_aside_on = None
    held.save(update_fields=["set_aside_by", "set_aside_on"])
    journal.record("brought_back_group", held, by=by, appeals=count)
    return count


def can_be_brought_back(flood: Flood, today: date) -> bool:
    """Whether a group was set aside, and not too long ago."""
    return flood.set_aside_on is not None and today - flood.set_aside_on <= UNDONE_FOR


@transaction.atomic
def let_in(flood: Flood, *, by: User) -> int:
    """Say that this is no flood: many who write the same, in good faith. They stand in the queue like anyone."""
    held = Flood.objects.select_for_update().get(pk=flood.pk)
    held.let_in_by = by
    held.save(update_fields=["let_in_by"])
    count = _change(Appeal.objects.filter(flood=held), lane=Lane.ORDINARY)
    journal.record("let_in_group", held, by=by, appeals=count)
    return count


@transaction.atomic
def group_again(flood: Flood, *, by: User) -> int:
    """Take back that it is no flood: what of it waits and nobody has taken stands apart again. Raises NotNow where nobody said so."""
    held = Flood.objects.select_for_update().get(pk=flood.pk)
    if held.let_in_by_id is None:
        raise NotNow(held.code)
    held.let_in_by = None
    held.save(update_fields=["let_in_by"])
    waiting = Appeal.objects.filter(flood=held, assigned_to=None).waiting()
    count = _change(waiting, lane=Lane.QUARANTINE)
    journal.record("grouped_again", held, by=by, appeals=count)
    return count


Sketch = np.ndarray[tuple[int], np.dtype[np.uint32]]

_sifted_at: float | None = None
_sketches: dict[int, Sketch] = {}
"""Of appeals that were read already, by the number of their key; in the memory of this process alone."""


def _around(team: Team, today: date) -> AppealQuerySet:
    since = today - TOGETHER
    return Appeal.objects.filter(team=team, received_on__gte=since).waiting().order_by("pk")


def _drawn(around: AppealQuerySet) -> dict[int, Sketch]:
    """Return the sketch of each appeal by its number; words that were read before are not opened again."""
    rows = [(pk, key or 0, channel) for pk, key, channel in around.values_list("pk", "key", "channel")]
    for gone in _sketches.keys() - {key for _, key, _ in rows}:
        del _sketches[gone]
    of = {pk: (key, channel) for pk, key, channel in rows}
    for some in _in_parts([pk for pk, key, _ in rows if key not in _sketches]):
        for pk, told in open_many(some):
            key, channel = of[pk]
            _sketches[key] = likeness.sketches([free_words(told.get("text", ""), channel)])[0]
    return {pk: _sketches[key] for pk, (key, _) in of.items() if key in _sketches}


def free_words(text: str, channel: str) -> str:
    """Return what was told in words of one's own: without the answers below, if there is anything above them."""
    above, _, answers = text.rpartition("\n\n")
    return above if channel in BELOW and above and answers else text


def _in_parts(numbers: Sequence[int]) -> Iterator[AppealQuerySet]:
    """Yield appeals by their numbers, no more at once than any database takes in one question."""
    for start in range(0, len(numbers), AT_ONCE):
        yield Appeal.objects.filter(pk__in=numbers[start : start + AT_ONCE])


def _change(appeals: AppealQuerySet, **changes: object) -> int:
    return appeals.update(**changes, changed_at=timezone.now())
