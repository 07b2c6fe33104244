"""The keys of the records, in a small encrypted file of their own.

Each record that stands for somebody has a key; everything about it is closed under that key. To erase a record is to
erase its key: what was written under it, here and in any backup of the records, can never be read again. So this file
is small, is backed up apart, and its backups are kept for days only.

A key is on the disk before anything is closed under it. The file is SQLCipher's; each key in it is closed once more
under the key of keys, so that neither is enough alone.

>>> ring = Keyring(path, root)                        # doctest: +SKIP
>>> number = ring.new()[0]
>>> ring.key(number)
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import RLock
from typing import Any

from tidings.errors import CannotOpen
from tidings.sealing import boxes, cipher, envelope
from tidings.sealing.boxes import KeyPair

TABLES = """
CREATE TABLE IF NOT EXISTS record_key (id INTEGER PRIMARY KEY AUTOINCREMENT, closed BLOB, made_on TEXT, erased_on TEXT);
CREATE TABLE IF NOT EXISTS office_key (public BLOB PRIMARY KEY, closed BLOB NOT NULL, made_on TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, closed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS erasures (number INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS unused_key (id INTEGER PRIMARY KEY, since TEXT NOT NULL);
"""
AT_HAND = 1_000_000
"""Keys kept in memory, at most: some 100 MB."""
ASKED_AT_ONCE = 500
LOOKED_EVERY = 1.0
"""Seconds after which another process's erasures are seen, at the latest."""


class KeyErased(CannotOpen):
    """The key of this record was erased: what it closed is gone for good."""

    def __init__(self) -> None:
        super().__init__("This record was erased. Nothing of it can be read again.")


class Keyring:
    """The keys of one office. Any thread may use it; each process opens its own."""

    def __init__(self, path: Path, root: bytes) -> None:
        """Open the file, made where it is absent. Raises CannotOpen if it is there and was made with another root key."""
        self.path = path
        self._kek = envelope.subkey(root, "key of keys")
        self._lock = RLock()
        self._at_hand: dict[int, bytes] = {}
        self._erasures, self._looked_at = 0, 0.0
        self._database = cipher.connect(path, envelope.subkey(root, "keyring"))
        path.chmod(0o600)
        self._database.executescript(TABLES)

    def new(self, count: int = 1) -> list[int]:
        """Make keys; when this returns their numbers, they are on the disk."""
        today = datetime.now(UTC).date().isoformat()
        with self._writing():
            first = self._one("SELECT seq FROM sqlite_sequence WHERE name = 'record_key'", default=0) + 1
            made = {number: envelope.new_key() for number in range(first, first + count)}
            self._database.executemany(
                "INSERT INTO record_key (id, closed, made_on) VALUES (?, ?, ?)",
                [(number, self._close(f"record {number}", key), today) for number, key in made.items()],
            )
        self._keep(made)
        return list(made)

    def key(self, number: int) -> bytes:
        """Return the 32 bytes of a key. Raises KeyErased, or CannotOpen where there never was such a key."""
        with self._lock:
            self._see_erasures()
            if key := self._at_hand.get(number):
                return key
        return self.keys([number])[number]

    def keys(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Return keys by their numbers; as `key` does."""
        numbers = set(numbers)
        found = self.standing(numbers)
        for number in numbers:
            if number not in found:
                self._miss(number)
        return found

    def standing(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Return those of these keys that were not erased."""
        with self._lock:
            self._see_erasures()
            wanted = set(numbers)
            found = {number: self._at_hand[number] for number in wanted if number in self._at_hand}
            read = dict(self._read(sorted(wanted - set(found))))
            self._keep(read)
            return found | read

    def erase(self, numbers: Iterable[int]) -> None:
        """Erase keys for good: from memory, from the file, and from its write-ahead log.

        Only numbers and days stay. Raises CannotOpen where somebody reads the file so long that its log cannot be cleared.
        """
        today = datetime.now(UTC).date().isoformat()
        numbers = list(numbers)
        with self._lock:
            with self._writing():
                self._database.executemany(
                    "UPDATE record_key SET closed = NULL, erased_on = ? WHERE id = ?",
                    [(today, number) for number in numbers],
                )
                self._database.execute("INSERT INTO erasures VALUES (1)")
            self._at_hand.clear()
            self._clear_log()

    def unused_since(self, day: date) -> Iterator[int]:
        """Yield the keys made before a day that still stand; the office knows which of them no record names."""
        rows = self._all(
            "SELECT id FROM record_key WHERE closed IS NOT NULL AND made_on < ?", day.isoformat()
        )
        yield from (number for (number,) in rows)

    def note_unused(self, numbers: Iterable[int], on: date) -> dict[int, date]:
        """Note which keys no record names on this day; return since when each was noted, day after day, without a break."""
        with self._writing():
            known = dict(self._all("SELECT id, since FROM unused_key"))
            since = {number: known.get(number, on.isoformat()) for number in numbers}
            self._database.execute("DELETE FROM unused_key")
            self._database.executemany("INSERT INTO unused_key VALUES (?, ?)", since.items())
        return {number: date.fromisoformat(day) for number, day in since.items()}

    def office(self) -> list[KeyPair]:
        """Return the pairs that open what the gate sealed, the newest first."""
        rows = self._all("SELECT public, closed FROM office_key ORDER BY made_on DESC, rowid DESC")
        return [
            KeyPair(public, envelope.open_closed(self._kek, closed, f"office {public.hex()}"))
            for public, closed in rows
        ]

    def office_made_on(self) -> date | None:
        """Return when the newest of them was made."""
        made_on = self._one("SELECT max(made_on) FROM office_key", default=None)
        return date.fromisoformat(made_on) if made_on else None

    def new_office_key(self) -> KeyPair:
        """Make a pair for the gate to seal to; older ones go on opening."""
        pair = boxes.new_keypair()
        with self._writing():
            closed = self._close(f"office {pair.public.hex()}", pair.private)
            today = datetime.now(UTC).date().isoformat()
            self._database.execute("INSERT INTO office_key VALUES (?, ?, ?)", (pair.public, closed, today))
        return pair

    def drop_office_key(self, public: bytes) -> None:
        """Erase a pair: what was sealed to it and not taken can never be opened."""
        with self._lock:
            with self._writing():
                self._database.execute("DELETE FROM office_key WHERE public = ?", (public,))
            self._clear_log()

    def secret(self, name: str) -> bytes | None:
        """Return a secret of the office that was kept under this name."""
        closed = self._one("SELECT closed FROM secret WHERE name = ?", name, default=None)
        return None if closed is None else envelope.open_closed(self._kek, closed, f"secret {name}")

    def keep_secret(self, name: str, value: bytes) -> None:
        """Keep a secret in place of the one of this name, of which nothing stays."""
        with self._lock:
            with self._writing():
                self._database.execute(
                    "INSERT OR REPLACE INTO secret VALUES (?, ?)",
                    (name, self._close(f"secret {name}", value)),
                )
            self._clear_log()

    def copy_to(self, path: Path, root: bytes) -> None:
        """Write a consistent copy, while others write; it opens with the same root key."""
        target = cipher.connect(path, envelope.subkey(root, "keyring"))
        try:
            with self._lock:
                self._database.backup(target)
        finally:
            target.close()

    def close(self) -> None:
        """Forget the keys and close the file."""
        with self._lock:
            self._at_hand.clear()
            self._database.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def _close(self, bound: str, content: bytes) -> bytes:
        return envelope.close(self._kek, content, bound, padded=False)

    def _keep(self, keys: dict[int, bytes]) -> None:
        with self._lock:
            if len(self._at_hand) + len(keys) > AT_HAND:
                self._at_hand.clear()
            self._at_hand.update(keys)

    def _read(self, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        for start in range(0, len(numbers), ASKED_AT_ONCE):
            some = numbers[start : start + ASKED_AT_ONCE]
            marks = ",".join("?" * len(some))
            sql = f"SELECT id, closed FROM record_key WHERE closed IS NOT NULL AND id IN ({marks})"
            for number, closed in self._all(sql, *some):
                yield number, envelope.open_closed(self._kek, closed, f"record {number}")

    def _miss(self, number: int) -> None:
        if self._one("SELECT erased_on FROM record_key WHERE id = ?", number, default=None):
            raise KeyErased
        raise CannotOpen(
            f"{self.path.name} has no key {number}: it is older than the records. Restore the keys that belong to them."
        )

    def _see_erasures(self) -> None:
        """Drop what is at hand when another process erased something."""
        now = time.monotonic()
        if now - self._looked_at < LOOKED_EVERY:
            return
        self._looked_at = now
        erasures = self._one("SELECT count(*) FROM erasures", default=0)
        if erasures != self._erasures:
            self._erasures = erasures
            self._at_hand.clear()

    def _clear_log(self) -> None:
        """Empty the write-ahead log, where what was overwritten would go on lying."""
        self._until(lambda: self._one("PRAGMA wal_checkpoint(TRUNCATE)", default=1) == 0)

    @staticmethod
    def _until(done: Callable[[], bool], within: float = 5.0) -> None:
        ends = time.monotonic() + within
        while not done():
            if time.monotonic() > ends:
                raise CannotOpen("The keyring is being read for too long. Try again in a minute.")
            time.sleep(0.02)

    def _all(self, sql: str, *given: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return list(self._database.execute(sql, given).fetchall())

    def _one(self, sql: str, *given: object, default: Any) -> Any:
        rows = self._all(sql, *given)
        return rows[0][0] if rows else default
