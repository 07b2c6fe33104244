"""A database file as it is at one moment, while others go on writing: SQLite and SQLCipher alike, without a second copy.

Whoever reads with an empty write-ahead log keeps every other process from changing the file itself; what they write
meanwhile goes into the log. So the file can be read as bytes, and pages that nobody changed are the same bytes as in
the last backup, encrypted as they are.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tidings.errors import TidingsError

PIECE = 64 * 1024
"""Bytes: sixteen pages."""
PATIENCE = 60.0
"""Seconds to wait until nobody reads an older state."""

# To close a database file that SQLite has open drops the locks that this process holds on it. So what was opened to
# be read as bytes is never closed.
_open: dict[tuple[int, int], int] = {}


class Frozen:
    """One state of a database: its bytes, and what stands in it."""

    def __init__(self, path: Path, reader: Any) -> None:
        self.path, self._reader = path, reader
        self._file = _opened(path)
        self.size = os.fstat(self._file).st_size

    def pieces(self) -> Iterator[bytes]:
        """Yield the file, PIECE bytes at a time."""
        for place in range(0, self.size, PIECE):
            yield os.pread(self._file, min(PIECE, self.size - place), place)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a question."""
        return list(self._reader.execute(sql).fetchall())

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        names = [
            name for (name,) in self.ask("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {name: self.ask(f'SELECT count(*) FROM "{name}"')[0][0] for name in names}


@contextlib.contextmanager
def frozen(path: Path, connect: Callable[[], Any]) -> Iterator[Frozen]:
    """Give the file of a database at one moment. Others write on; nobody's write waits longer than a checkpoint takes.

    `connect` opens the database (isolation_level=None). Raises TidingsError where a long reader holds an older state.
    """
    with contextlib.closing(connect()) as reader, contextlib.closing(connect()) as writer:
        _stop_the_clock(path, writer, reader)
        try:
            yield Frozen(path, reader)
        finally:
            reader.execute("ROLLBACK")


def _stop_the_clock(path: Path, writer: Any, reader: Any) -> None:
    """Begin to read while nobody writes and the write-ahead log is carried over whole."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        writer.execute("BEGIN IMMEDIATE")
        try:
            busy, logged, carried = reader.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if not busy and logged == carried:
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM sqlite_master").fetchall()
                return
        finally:
            writer.execute("ROLLBACK")
        time.sleep(0.05)
    raise TidingsError(f"{path.name} is being read for too long to be backed up. Try again in a minute.")


def _opened(path: Path) -> int:
    known = os.stat(path)
    place = (known.st_dev, known.st_ino)
    if place not in _open:
        _open[place] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    return _open[place]
