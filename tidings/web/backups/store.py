"""The folder of the worker's backups: pieces that are written once, and for each backup a list of its pieces.

::

    keyslots.json                 as in the office: custodians open it on another machine
    pieces/3f/3f9a…               64 KiB each, closed; named by a keyed digest, so what did not change is there already
    lists/20261122T061500…Z       a backup: its items and their pieces, rows and newest seals, closed
    keys/20261122T061500…Z        the keyring, closed, for days only
    anchor.txt                    the journal's newest anchor: `tidings verify --against` holds the office to it

What was erased is gone from all backups once the last copy of its key is: after seven days.
"""

import hmac
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tidings import files
from tidings.errors import CannotOpen, InputError
from tidings.sealing import envelope, streams
from tidings.sealing.keyslots import KeySlots
from tidings.sealing.stretching import Strength
from tidings.web import environment
from tidings.web.backups import thinning
from tidings.web.backups.items import KEYRING, About, Item


@dataclass(frozen=True)
class Kept:
    """What a backup cost: bytes that were looked at, and bytes that had to be written."""

    stamp: str
    size: int
    written: int


class Store:
    """The folder of backups of one office, opened with the key of backups."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder, self._key = folder, key
        self._naming = envelope.subkey(key, "names")
        self._closing = envelope.subkey(key, "pieces")

    def keep(
        self, slots: str, about: About, items: Iterable[Item], found: Callable[[], dict[str, Any]]
    ) -> Kept:
        """Write what is not there yet, and at last the list: a backup without one is none."""
        stamp, listed, size, written = thinning.stamp(datetime.fromisoformat(about.made_at)), [], 0, 0
        before = self._last()
        _write(self.folder / "keyslots.json", slots.encode())
        for item in items:
            if item.name == KEYRING:
                self._keep_keys(stamp, item)
                continue
            known = before.get(item.name)
            if known and item.mark and known["mark"] == item.mark:
                listed.append(known)
                continue
            names, length, new = self._keep_item(item)
            listed.append({"name": item.name, "packed": item.packed, "pieces": names, "mark": item.mark})
            size, written = size + length, written + new
        told = {"about": asdict(about), "items": listed, "found": found()}
        _write(self._list(stamp), self._close(f"list {stamp}", zlib.compress(json.dumps(told).encode(), 1)))
        return Kept(stamp, size, written)

    def open(self, stamp: str) -> "Listed":
        """Return a backup by its stamp. Raises CannotOpen for another key or a changed list."""
        closed = self._list(stamp).read_bytes()
        return Listed(self, json.loads(zlib.decompress(self._open(f"list {stamp}", closed))))

    def note(self, name: str, words: str) -> None:
        """Lay a file beside the backups that anyone may read."""
        _write(self.folder / name, words.encode())

    def thin(self, now: datetime) -> int:
        """Drop what is no longer kept: keys first, then lists and the pieces that no list names. Return how many lists."""
        for old in set(keys(self.folder)) - thinning.kept_keys(keys(self.folder), now):
            (self.folder / "keys" / old).unlink()
        dropped = set(lists(self.folder)) - thinning.kept_lists(lists(self.folder), now)
        for old in dropped:
            self._list(old).unlink()
        if not any(stamp.startswith(f"{now:%Y%m%d}") for stamp in lists(self.folder)[:-1]):
            self._drop_pieces()  # once a day: it looks at all lists
        return len(dropped)

    def piece(self, name: str, packed: bool) -> bytes:
        """Return a piece. Raises CannotOpen where it is missing or was changed."""
        try:
            closed = self._path(name).read_bytes()
        except FileNotFoundError:
            raise CannotOpen("A piece of this backup is missing. Take another backup.") from None
        content = self._open(f"piece {name}", closed)
        return zlib.decompress(content) if packed else content

    def newest_keys(self) -> Iterator[bytes]:
        """Yield the newest copy of the keyring in pieces, nothing where there is none."""
        for stamp in keys(self.folder)[-1:]:
            with (self.folder / "keys" / stamp).open("rb") as stream:
                closed = iter(lambda: stream.read(streams.CHUNK), b"")
                yield from streams.opened(self._key_of_keys(stamp), closed)

    def _last(self) -> dict[str, dict[str, Any]]:
        """Return the items of the newest backup by their names; of none where it cannot be read."""
        try:
            return {
                item["name"]: item for stamp in lists(self.folder)[-1:] for item in self.open(stamp).listed()
            }
        except CannotOpen:
            return {}

    def _keep_item(self, item: Item) -> tuple[list[str], int, int]:
        names, size, written = [], 0, 0
        for piece in item.pieces:
            name = hmac.digest(self._naming, b"%d" % item.packed + piece, "sha256").hex()
            names.append(name)
            size += len(piece)
            if not self._path(name).exists():
                content = zlib.compress(piece, 1) if item.packed else piece
                _write(self._path(name), self._close(f"piece {name}", content))
                written += len(content)
        return names, size, written

    def _keep_keys(self, stamp: str, item: Item) -> None:
        path, closing = self.folder / "keys" / stamp, streams.Closing(self._key_of_keys(stamp))
        environment.made(path.parent)
        with files.whole(path) as draft, draft.open("wb") as stream:
            for piece in item.pieces:
                stream.write(closing.add(piece))
            stream.write(closing.end())
            _sync(stream.fileno())

    def _key_of_keys(self, stamp: str) -> bytes:
        return envelope.subkey(self._key, f"keys {stamp}")

    def _drop_pieces(self) -> None:
        named = {name for stamp in lists(self.folder) for name in self.open(stamp).names()}
        for path in (self.folder / "pieces").glob("*/*"):
            if path.name not in named:
                path.unlink()
        for draft in self.folder.rglob(".tidings-*"):  # of a process that was killed
            draft.unlink()

    def _list(self, stamp: str) -> Path:
        return self.folder / "lists" / stamp

    def _path(self, name: str) -> Path:
        return self.folder / "pieces" / name[:2] / name

    def _close(self, bound: str, content: bytes) -> bytes:
        return envelope.close(self._closing, content, f"backup {bound}", padded=False)

    def _open(self, bound: str, closed: bytes) -> bytes:
        return envelope.open_closed(self._closing, closed, f"backup {bound}")


class Listed:
    """One backup of the folder."""

    def __init__(self, store: Store, told: dict[str, Any]) -> None:
        self.about = About.of(told["about"])
        self._store, self._told = store, told

    def items(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield each item and its pieces; last the newest copy of the keyring, which has the keys of older backups too."""
        for item in self._told["items"]:
            yield item["name"], (self._store.piece(name, item["packed"]) for name in item["pieces"])
        if keys(self._store.folder):
            yield KEYRING, self._store.newest_keys()

    def found(self) -> dict[str, Any]:
        """Return what was found in the office when it was made."""
        found: dict[str, Any] = self._told["found"]
        return found

    def listed(self) -> list[dict[str, Any]]:
        """Return what it says of its items."""
        items: list[dict[str, Any]] = self._told["items"]
        return items

    def names(self) -> Iterator[str]:
        """Yield the names of its pieces."""
        for item in self._told["items"]:
            yield from item["pieces"]


def lists(folder: Path) -> list[str]:
    """Return the stamps of the backups in a folder, the oldest first."""
    return _names(folder / "lists")


def keys(folder: Path) -> list[str]:
    """Return the stamps of the copies of the keyring, the oldest first."""
    return _names(folder / "keys")


def slots_of(folder: Path, floor: Strength) -> KeySlots:
    """Return the key slots of a folder of backups. Raises InputError where it is none."""
    if not lists(folder):
        raise InputError(
            f"There is no backup in {folder}. Name a backup file, or the folder of the worker's backups."
        )
    return KeySlots.load(folder / "keyslots.json", floor)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("2*Z"))


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and for good: a piece that is there is never written again."""
    environment.made(environment.made(path.parent.parent) / path.parent.name)
    with files.whole(path) as draft, draft.open("wb") as stream:
        stream.write(content)
        _sync(stream.fileno())


def _sync(file: int) -> None:
    os.fchmod(file, 0o600)
    os.fsync(file)
