"""The gate on this machine: its database and its files, read and written beside its own process."""

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tidings.errors import UnreadableInput
from tidings.sealing import boxes, mailboxes

FILES, SECRET, OFFICE_KEY = "files", "secret", "office.pub"
"""Names in the gate's folder."""

PIECE = 256 * 1024
AT_ONCE = 100
"""Posts in one answer: of the largest that the gate takes, so many are 60 MB."""


class Closed(NamedTuple):
    """A post as it lies at the gate: its number, the day it came, its lane, and the sealed box."""

    number: int
    day: str
    lane: str
    sealed: bytes


class Place(NamedTuple):
    """Where in the order of what waits: the ordinary lane before the other, in each the oldest first."""

    quarantined: bool
    number: int


START = Place(False, 0)


class Local:
    """What the desk may do at a gate whose database is this file. A gate that was never started has no post."""

    def __init__(self, database: Path | str) -> None:
        self.database = Path(database)
        self.folder = self.database.parent

    def waiting(self, after: Place = START, most: int = AT_ONCE) -> list[Closed]:
        """Return what waits behind a place, in its order."""
        if not self.database.exists():
            return []
        with self._opened() as gate:
            rows = gate.execute(
                "SELECT number, day, lane, sealed FROM gate_post"
                " WHERE (lane = 'quarantine', number) > (?, ?) ORDER BY lane = 'quarantine', number LIMIT ?",
                [*after, most],
            )
            return [Closed(*row) for row in rows]

    def taken(self, number: int) -> None:
        """Delete a post and its files; doing it twice does no harm."""
        with self._opened() as gate:
            files = [id for (id,) in gate.execute("SELECT id FROM gate_file WHERE post = ?", [number])]
            gate.execute("DELETE FROM gate_post WHERE number = ?", [number])
            _gone_for_good(gate)
            # The rows of the files go last: whatever fails in between, the gate's own sweep still knows them.
            for id in files:
                self.file_at(id).unlink(missing_ok=True)
            gate.execute("DELETE FROM gate_file WHERE post = ?", [number])
            _gone_for_good(gate)

    def lay(self, mailbox: bytes, sealed: bytes, day: date) -> bool:
        """Lay something into a mailbox; False if there is no such mailbox."""
        with self._opened() as gate:
            put = gate.execute(
                "INSERT INTO gate_reply (mailbox, sealed, day) SELECT ?, ?, ?"
                " WHERE EXISTS (SELECT 1 FROM gate_mailbox WHERE public = ?)",
                [mailbox, sealed, day.isoformat(), mailbox],
            )
            gate.commit()
            return put.rowcount == 1

    def forget(self, mailbox: bytes) -> None:
        """Remove a mailbox and what lies in it; doing it twice does no harm."""
        with self._opened() as gate:
            gate.execute("DELETE FROM gate_reply WHERE mailbox = ?", [mailbox])
            gate.execute("DELETE FROM gate_mailbox WHERE public = ?", [mailbox])
            _gone_for_good(gate)

    def open_mailbox(self, public: bytes, locator: str, verifier: bytes, day: date) -> None:
        """Open a mailbox; `verifier` is what mailboxes.kept returns."""
        row = [public, locator, verifier, day.isoformat(), day.isoformat()]
        with self._opened() as gate:
            gate.execute(
                "INSERT INTO gate_mailbox (public, locator, verifier, opened_on, last_visit_on)"
                " VALUES (?, ?, ?, ?, ?)",
                row,
            )
            gate.commit()

    def salt(self, locator: str) -> bytes:
        """Return the salt of a locator at this gate."""
        try:
            return mailboxes.salt(locator, (self.folder / SECRET).read_bytes())
        except FileNotFoundError:
            raise UnreadableInput(f"There is no gate in {self.folder} yet. Start it once.") from None

    def publish(self, office: bytes) -> bool:
        """From now on the gate seals to this public key; False if it does already."""
        path = self.folder / OFFICE_KEY
        if path.exists() and boxes.load_public(path) == office:
            return False
        boxes.save_public(path, office)
        return True

    def file(self, id: str) -> Iterator[bytes]:
        """Yield a closed file, piece by piece. Raises FileNotFoundError."""
        with self.file_at(id).open("rb") as stream:
            while piece := stream.read(PIECE):
                yield piece

    def file_at(self, id: str) -> Path:
        """Return where a closed file lies."""
        if not re.fullmatch(r"[0-9a-f]{32}", id):
            raise UnreadableInput("This is no file of the gate: its id has 32 hexadecimal digits.")
        return self.folder / FILES / id

    @contextlib.contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with contextlib.closing(sqlite3.connect(self.database, timeout=20)) as gate:
                gate.execute("PRAGMA secure_delete = ON")
                gate.execute("PRAGMA synchronous = FULL")
                yield gate
        except sqlite3.DatabaseError as error:
            raise UnreadableInput(
                f"{self.database} cannot be read as the gate's database ({error}). "
                "Check that the right folder was given."
            ) from error


def _gone_for_good(gate: sqlite3.Connection) -> None:
    gate.commit()
    # Only now do the bytes leave the write-ahead log too.
    gate.execute("PRAGMA wal_checkpoint(TRUNCATE)")
