"""Where the journal's key of today lies: one small file, closed under the office's key, in no backup.

When the next key is kept, what stood in the file before is overwritten on the spot. On a disk that writes elsewhere
(SSD, snapshots) an old block may outlive that for a while: it is closed under the office's key.
"""

import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tidings.errors import CannotOpen
from tidings.sealing import envelope

LEFT_LYING = 24 * 60 * 60
"""Seconds after which the file of another series is swept away."""

_office_key: Callable[[], bytes] | None = None


@dataclass(frozen=True)
class Kept:
    """The key of an epoch."""

    epoch: int
    key: bytes


def close_under(office_key: Callable[[], bytes]) -> None:
    """Say where the key is from under which the files are closed; the vault does, before anything is written."""
    global _office_key
    _office_key = office_key


def kept(series: str) -> Kept | None:
    """Return the key of a series that is kept here; None where none is, or none that can be read."""
    try:
        closed = _file(series).read_bytes()
        told = json.loads(envelope.open_closed(_key(), closed, _bound(series)))
    except (FileNotFoundError, CannotOpen):
        return None
    return Kept(told["epoch"], bytes.fromhex(told["key"]))


def keep(series: str, epoch: int, key: bytes) -> None:
    """Keep the key of an epoch in place of the one before, of which nothing stays in the file; never of an earlier one."""
    if (now := kept(series)) and now.epoch >= epoch:
        return
    words = json.dumps({"epoch": epoch, "key": key.hex()}).encode()
    path = _file(series)
    new = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    _write(new, envelope.close(_key(), words, _bound(series)))
    old = os.open(path, os.O_WRONLY) if path.exists() else None
    os.replace(new, path)
    if old is not None:
        os.pwrite(old, bytes(os.fstat(old).st_size), 0)
        os.fsync(old)
        os.close(old)


def sweep(but: str) -> None:
    """Remove what other series left lying."""
    for path in _file(but).parent.glob("*.key"):
        if path != _file(but) and path.stat().st_mtime < time.time() - LEFT_LYING:
            path.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _file(series: str) -> Path:
    folder = Path(settings.HOME) / "journal"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{series}.key"


def _bound(series: str) -> str:
    return f"journal|{series}"


def _key() -> bytes:
    if _office_key is None:
        raise RuntimeError("The journal was not told under which key its own is closed.")
    return _office_key()
