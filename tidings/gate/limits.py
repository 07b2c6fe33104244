"""How much is taken at once: tries of codes, posts a minute, files on the disk. No limit asks for anyone's address.

What is counted over an hour is kept under a name that changes each day and that only the gate can find again.
What is counted over a minute is kept in memory: the gate is one process.
"""

import hashlib
import shutil
import threading
import time
from datetime import datetime, timedelta

from django.db.models import F

from tidings.gate import settings
from tidings.gate.models import Tally
from tidings.sealing import boxes, post

TRIES_OF_A_LOCATOR, TRIES = 10, 300
"""Codes that may be tried in an hour: of one locator, and of all together. A code that opens is not counted."""

POSTS_OF_A_MAILBOX = 20
"""In an hour; those after it go to the quarantine lane."""

APPEALS_A_MINUTE, AT_ONCE = 10, 30
"""Those beyond go to the quarantine lane: as many as come in a bad hour for a large office go to the ordinary one."""

SLOWED_BY, SLOWED_AT_ONCE = 0.4, 3
"""Seconds; and how many threads may spend them, so that those of the others go on answering."""

DISK_RESERVE = 1024**3
"""Bytes of the disk that no file may take: they hold half a million appeals in words."""


class Bucket:
    """So many a minute, and so many at once after a rest."""

    def __init__(self, a_minute: float, at_once: int) -> None:
        self._a_second, self._most = a_minute / 60, float(at_once)
        self._left, self._at, self._lock = self._most, 0.0, threading.Lock()

    def take(self, moment: float) -> bool:
        """Take one; False if none is left. `moment` is in seconds, and never goes back."""
        with self._lock:
            self._left = min(self._most, self._left + (moment - self._at) * self._a_second)
            self._at = moment
            if self._left < 1:
                return False
            self._left -= 1
            return True


APPEALS = Bucket(APPEALS_A_MINUTE, AT_ONCE)
_sleepers = threading.BoundedSemaphore(SLOWED_AT_ONCE)


def lane_of_appeal() -> str:
    """Return where the next appeal goes: it is taken whatever it says, but in a flood to the second lane."""
    return post.ORDINARY if APPEALS.take(time.monotonic()) else post.QUARANTINE


def lane_of_mailbox(mailbox: bytes, now: datetime) -> str:
    """Return where the next post of a mailbox goes: one that knows its receipt is no part of a flood of appeals."""
    return post.ORDINARY if count(mailbox.hex(), POSTS_OF_A_MAILBOX, now) else post.QUARANTINE


def slow_down(lane: str) -> None:
    """Keep a flood waiting a little, and never more than some threads with it."""
    if lane == post.QUARANTINE and _sleepers.acquire(blocking=False):
        try:
            time.sleep(SLOWED_BY)
        finally:
            _sleepers.release()


def may_try(locator: str, now: datetime) -> bool:
    """Count one try of a code with this locator; False if there were too many, of it or of all."""
    if Tally.objects.filter(name=_name("tries", now), count__gte=TRIES).exists():
        return False  # nothing more is written down for whoever goes on
    # In this order: whoever tries one locator for an hour keeps only a few tries from the others.
    return count(f"locator {locator}", TRIES_OF_A_LOCATOR, now) and count("tries", TRIES, now)


def not_tried(locator: str, now: datetime) -> None:
    """Take back the count of a try: the code was right."""
    names = [_name(what, now) for what in (f"locator {locator}", "tries")]
    Tally.objects.filter(name__in=names, count__gt=0).update(count=F("count") - 1)


def count(what: str, most: int, now: datetime) -> bool:
    """Count one more in this hour; False, and nothing counted, if there were `most` already."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    row, _ = Tally.objects.get_or_create(
        name=_name(what, now), defaults={"count": 0, "expires_at": hour + timedelta(hours=1)}
    )
    return bool(Tally.objects.filter(name=row.name, count__lt=most).update(count=F("count") + 1))


def room_for_files() -> bool:
    """Return whether the gate takes more files: files stop first, words have the reserve."""
    taken = sum(entry.stat().st_size for entry in settings.FILES.iterdir()) if settings.FILES.is_dir() else 0
    return taken < settings.FILES_QUOTA and shutil.disk_usage(settings.DATA).free > DISK_RESERVE


def _name(what: str, now: datetime) -> str:
    daily = boxes.derive(settings.SECRET.read_bytes(), f"tally {now:%Y%m%d}")
    return hashlib.blake2b(f"{now:%H} {what}".encode(), key=daily, digest_size=32).hexdigest()
