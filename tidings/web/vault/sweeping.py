"""Keys that no record names: a transaction that was undone had made them, or a record went and its key could not follow.

A key is on the disk before the record that it closes, so some are left over. They close nothing, but say how many records
there once were, and who finds one must wonder. They go when no record has named them for as long as a backup of keys is kept.
"""

import logging
from datetime import UTC, date, datetime, timedelta

from django.apps import apps

from tidings.web.vault import opened
from tidings.web.vault.parts import Sealed

AFTER = timedelta(days=7)
FEW, PART = 50, 10
"""More than so many, and more than one in ten: then this is not the database that belongs to these keys."""

log = logging.getLogger("tidings.vault")

_swept_on: date | None = None


def sweep_when_due() -> int:
    """Sweep once a day; return how many keys were erased (the worker's job)."""
    global _swept_on
    today = datetime.now(UTC).date()
    if _swept_on == today:
        return 0
    _swept_on = today
    return sweep(today)


def sweep(today: date) -> int:
    """Erase the keys that no record has named for seven days; return how many.

    Nothing is erased where the database seems to be another one than these keys are of: an empty one, or an old copy.
    """
    ring = opened.keyring()
    old = set(ring.unused_since(today - AFTER))
    used = _used()
    unused = old - used
    if unused and (not used or len(unused) > max(FEW, len(old) // PART)):
        log.error(
            "%s of %s keys are of no record here; none was erased. Is this the right database?",
            len(unused),
            len(old),
        )
        return 0
    over = [number for number, since in ring.note_unused(unused, today).items() if today - since >= AFTER]
    if over:
        ring.erase(over)
    return len(over)


def _used() -> set[int]:
    """The keys that records name, whatever they are."""
    kinds = [model for model in apps.get_models() if issubclass(model, Sealed)]
    named = (kind._base_manager.exclude(key=None).values_list("key", flat=True).distinct() for kind in kinds)
    return {number for numbers in named for number in numbers.iterator() if number is not None}
