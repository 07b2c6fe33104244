"""The office's pairs of keys: the gate has the newest public one and seals to it; the desk opens with the private ones.

They lie in the keyring. Each week there is a new pair, and the old one is erased once nothing waits that needs it:
whoever takes the keys later cannot open what the gate sealed before.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tidings.errors import CannotOpen
from tidings.sealing import boxes, post
from tidings.web import environment
from tidings.web.vault import gates, opened

NEW_EVERY = timedelta(days=7)
SIGNS = "office.sign.pub"
"""By this key a gate on another machine knows what comes from the office; beside the one that it seals to."""
KEPT_FOR = timedelta(days=1)
"""An old pair stays a day at least: the gate may be sealing to it this moment."""


def make(data: Path) -> None:
    """Make the first pair where there is none, and lay the newest public key before the gate."""
    ring = opened.keyring()
    newest = (ring.office() or [ring.new_office_key()])[0]
    _publish(data, newest.public)


def private() -> list[bytes]:
    """The keys that open what the gate sealed, the newest first."""
    return [pair.private for pair in opened.keyring().office()]


def public_path(data: Path) -> Path:
    """Where the gate finds the key to seal to."""
    return data / "gate" / "office.pub"


def renew(gate: post.Gate, today: date | None = None) -> int:
    """Make a new pair when the newest is a week old; drop older ones that nothing needs. Return how many came or went.

    Nothing is done before the gate was started for the first time.
    """
    today = today or datetime.now(UTC).date()
    ring = opened.keyring()
    made_on = ring.office_made_on()
    if made_on is None or isinstance(gate, Path) and not gate.exists():
        return 0
    if today - made_on >= NEW_EVERY:
        post.publish(gate, ring.new_office_key().public)
        return 1
    return _drop_old(gate) if today - made_on >= KEPT_FOR else 0


def _drop_old(gate: post.Gate) -> int:
    newest, *older = opened.keyring().office()
    # A gate that hears of the newest only now may be sealing to an older one this moment.
    if not older or post.publish(gate, newest.public) or _needs_older(gate, newest.private):
        return 0
    for pair in older:
        opened.keyring().drop_office_key(pair.public)
    return len(older)


def _needs_older(gate: post.Gate, newest: bytes) -> bool:
    try:
        for _ in post.waiting(gate, [newest]):
            pass
    except CannotOpen:
        return True
    return False


def _publish(data: Path, public: bytes) -> None:
    path = public_path(data)
    environment.made(environment.made(data) / "gate")
    for at, key in ((path, public), (path.with_name(SIGNS), gates.signs())):
        if not at.exists() or boxes.load_public(at) != key:
            boxes.save_public(at, key)
