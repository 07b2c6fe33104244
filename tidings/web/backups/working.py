"""The worker's own backups: every ten minutes, so that no more than fifteen minutes of work can be lost."""

import os
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from tidings.custody import exports
from tidings.errors import TidingsError
from tidings.web.backups import sources, store, thinning
from tidings.web.journal import journal
from tidings.web.vault import opened

EVERY = timedelta(minutes=10)
AGAIN_AFTER = 60.0
"""Seconds after a backup that failed."""
RESERVE = 256 * 1024**2
"""Bytes of the disk that a backup leaves free: the office goes on working."""

_tried_at = -AGAIN_AFTER


def backup_when_due(now: datetime | None = None) -> int:
    """Keep a backup if the newest is ten minutes old; return how many were made. Old ones go."""
    now, data = now or datetime.now(UTC), Path(settings.DATA)
    folder = sources.folder(data)
    newest = store.lists(folder)[-1:]
    if newest and timedelta() <= now - thinning.moment(newest[0]) < EVERY:
        return 0
    if not (data / sources.SLOTS).exists() or not _may_try():
        return 0
    keep(data, folder, now)
    return 1


def keep(data: Path, folder: Path, now: datetime) -> store.Kept:
    """Close the journal's epoch and keep a backup of this moment. Raises TidingsError where the disk is almost full."""
    _check_space(folder)
    anchor = exports.said(journal.anchor().known())
    office = sources.Office(data, opened.key, os.environ.get("TIDINGS_DATABASE", ""))
    kept = store.Store(folder, opened.key("backup"))
    made = kept.keep(office.slots(), office.about(), office.items(), lambda: office.found)
    kept.note("anchor.txt", anchor)
    kept.thin(now)
    return made


def _may_try() -> bool:
    """Return whether a minute has passed since the last try: what failed is not tried in a whirl."""
    global _tried_at
    may = time.monotonic() - _tried_at >= AGAIN_AFTER
    if may:
        _tried_at = time.monotonic()
    return may


def _check_space(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < RESERVE:
        raise TidingsError(f"No backup was made: the disk of {folder} is almost full. Make room on it.")
