"""Putting a backup into an empty data folder: whole, or the folder stays empty."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from tidings.errors import CannotOpen, InputError
from tidings.sealing import cipher
from tidings.sealing.keyslots import KeySlots
from tidings.web import environment
from tidings.web.backups import postgresql
from tidings.web.backups.items import KEYRING, Backup, Key
from tidings.web.backups.sources import DESK, SLOTS

DRAFT = ".restoring"


def check_target(data: Path, address: str, database: str) -> None:
    """Raise InputError unless the data folder is empty, and the database fits the backup and is empty."""
    if data.exists() and any(data.iterdir()):
        raise InputError(f"{data} is not empty. Restore into a new folder: name one with --data.")
    if database == "postgresql" and not address:
        raise InputError("This backup is of PostgreSQL. Set TIDINGS_DATABASE to an empty database.")
    if database == "sqlite" and address:
        raise InputError("This backup is of SQLite. Leave TIDINGS_DATABASE out, and restore again.")
    if address and postgresql.counts(address):
        raise InputError("The database at TIDINGS_DATABASE is not empty. Make a new one, and restore again.")


def restore(
    backup: Backup,
    key: Key,
    slots: KeySlots,
    data: Path,
    address: str = "",
    keys: Backup | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Put the office into the data folder; return what was found in it when the backup was made.

    `keys` is where the keys of the records are, if not in the backup. Raises CannotOpen where a part is missing or was
    changed, or the rows are not those that were counted; then the folder is as empty as before.
    """
    if not (keys or backup).about.keys:
        raise InputError(
            "This backup is without the keys of the records, and nothing in it could be read. "
            "Name the file with the keys too: --keys FILE"
        )
    check_target(data, address, backup.about.database)
    with _drafted(data) as draft:
        for source in filter(None, (backup, keys)):
            for name, pieces in source.items():
                say(name)
                _put(draft, name, pieces, address)
        slots.save(_place(draft, SLOTS))
        _check(draft, key, backup.found(), address)
    return backup.found()


def _put(draft: Path, name: str, pieces: Iterable[bytes], address: str) -> None:
    if name == postgresql.DUMP:
        postgresql.load(address, iter(pieces))
        return
    path = _place(draft, name)
    with path.open("xb") as stream:
        os.fchmod(stream.fileno(), 0o600)
        _write(stream, pieces)


def _write(stream: IO[bytes], pieces: Iterable[bytes]) -> None:
    for piece in pieces:
        stream.write(piece)
    stream.flush()
    os.fsync(stream.fileno())


def _place(draft: Path, name: str) -> Path:
    """Return where an item goes, its folders made; never outside of the data folder."""
    place = PurePosixPath(name)
    if place.is_absolute() or ".." in place.parts or not place.parts:
        raise CannotOpen("This backup names a place outside of the data folder. Take another.")
    folder = draft
    for part in place.parts[:-1]:
        folder = environment.made(folder / part)
    return folder / place.parts[-1]


def _check(draft: Path, key: Key, found: dict[str, Any], address: str) -> None:
    """Raise CannotOpen unless keys and records open and the rows are as many as were counted."""
    if not (draft / KEYRING).exists():
        raise InputError(
            "The keys of the records are not in this backup, and nothing in it could be read. "
            "Name the file with the keys too: --keys FILE"
        )
    cipher.connect(draft / KEYRING, key("keyring")).close()
    rows = postgresql.counts(address) if address else _rows(draft / DESK, key)
    if rows != found["rows"]:
        raise CannotOpen("The restored database has other rows than were counted. Take another backup.")


def _rows(path: Path, key: Key) -> dict[str, int]:
    with contextlib.closing(cipher.connect(path, key("desk database"))) as database:
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}


@contextlib.contextmanager
def _drafted(data: Path) -> Iterator[Path]:
    """Give a folder within the data folder; what it holds moves up when the work ends well, and is gone otherwise."""
    there = data.exists()
    draft = environment.made(environment.made(data) / DRAFT)
    try:
        yield draft
        for path in draft.iterdir():
            path.rename(data / path.name)
        draft.rmdir()
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        if not there:
            with contextlib.suppress(OSError):
                data.rmdir()
        raise
