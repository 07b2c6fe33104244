"""What belongs to an office, in an order in which nothing is lost: the gate first, then the desk, its keys at last.

A post that the desk takes while the backup is made stands at both, never at neither. A key is older than what is closed
under it, so keys that are read later than the records are all there. What the journal proves with today is in no backup.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import tidings
from tidings.sealing import cipher
from tidings.sealing.frozen import PIECE, Frozen, frozen
from tidings.web.backups import postgresql
from tidings.web.backups.items import KEYRING, About, Item, Key

DESK, GATE = "desk/desk.sqlite3", "gate/gate.sqlite3"
SLOTS = "desk/keyslots.json"
LEFT_OUT = ("desk/journal", "desk/lock", "gate/lock", SLOTS, KEYRING, DESK, GATE)
"""What is read otherwise, or made anew."""
BESIDE = ("-wal", "-shm", "-journal")
"""How names end of what belongs to a database that is open."""
NEWEST_SEAL = "SELECT number, seal FROM journal_anchor ORDER BY number DESC LIMIT 1"


@dataclass
class Office:
    """An office that is backed up, while it works or not. `address` is that of PostgreSQL, or empty."""

    data: Path
    key: Key = field(repr=False)
    address: str = field(default="", repr=False)
    found: dict[str, Any] = field(default_factory=dict)
    """The rows of each table and the newest seal of the journal, once the items were read."""

    def about(self, keys: bool = True) -> About:
        """Return what a backup says of itself."""
        kind = "postgresql" if self.address else "sqlite"
        return About(datetime.now(UTC).isoformat(), tidings.__version__, kind, keys)

    def slots(self) -> str:
        """Return keyslots.json as it is."""
        return (self.data / SLOTS).read_text(encoding="utf-8")

    def items(self, keys: bool = True) -> Iterator[Item]:
        """Yield what belongs to the office; each is to be read before the next."""
        yield from self._gate()
        yield from self._desk()
        yield from self._files()
        if keys:
            yield from self.keyring()

    def keyring(self) -> Iterator[Item]:
        """Yield the keys of the records."""
        path = self.data / KEYRING
        if path.exists():
            with frozen(path, lambda: cipher.connect(path, self.key("keyring"))) as state:
                yield Item(KEYRING, state.pieces())

    def _gate(self) -> Iterator[Item]:
        path = self.data / GATE
        if path.exists():
            with frozen(path, lambda: sqlite3.connect(path, timeout=20, isolation_level=None)) as state:
                yield Item(GATE, state.pieces())

    def _desk(self) -> Iterator[Item]:
        if self.address:
            with postgresql.snapshot(self.address) as dumped:
                yield Item(postgresql.DUMP, dumped.pieces(), packed=True)
                self._note(dumped)
            return
        path = self.data / DESK
        with frozen(path, lambda: cipher.connect(path, self.key("desk database"))) as state:
            yield Item(DESK, state.pieces())
            self._note(state)

    def _note(self, state: "Frozen | postgresql.Dump") -> None:
        rows = state.counts()
        newest = state.ask(NEWEST_SEAL) if "journal_anchor" in rows else []
        self.found |= {
            "rows": rows,
            "anchor": {"number": newest[0][0], "seal": newest[0][1]} if newest else None,
        }

    def _files(self) -> Iterator[Item]:
        for path in sorted(_walked(self.data, folder(self.data))):
            with contextlib.suppress(FileNotFoundError):  # it was needed no longer
                known = path.stat()
                with path.open("rb") as stream:
                    mark = f"{known.st_ino} {known.st_size} {known.st_mtime_ns}"
                    pieces = iter(partial(stream.read, PIECE), b"")
                    yield Item(path.relative_to(self.data).as_posix(), pieces, mark=mark)


def folder(data: Path) -> Path:
    """Return where the worker keeps its backups."""
    return Path(os.environ.get("TIDINGS_BACKUPS", data / "backups")).absolute()


def _walked(data: Path, backups: Path) -> Iterator[Path]:
    for here, inner, names in os.walk(data):
        place = PurePosixPath(Path(here).relative_to(data).as_posix())
        inner[:] = [
            name for name in inner if str(place / name) not in LEFT_OUT and Path(here, name) != backups
        ]
        for name in names:
            path = Path(here) / name
            if str(place / name) not in LEFT_OUT and path.is_file() and _lasts(name):
                yield path


def _lasts(name: str) -> bool:
    return not name.endswith(BESIDE) and not name.startswith(".tidings-")
