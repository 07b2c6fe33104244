"""A backup as one file: a header that anyone can read, with the key slots, then a closed stream that holds a tar.

The header's digest is part of the stream's key: a changed header opens nothing. The members of the tar are the items,
the longer ones in several members of the same name, one behind the other; first `about.json`, at last `found.json`
with the digest of each item, the numbers of rows and the newest seals.
"""

import contextlib
import hashlib
import io
import json
import os
import secrets
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import IO, Any

from tidings import files
from tidings.errors import CannotOpen, UnreadableInput
from tidings.sealing import envelope, streams
from tidings.sealing.keyslots import KeySlots
from tidings.sealing.stretching import Strength
from tidings.web.backups.items import FORMAT, About, Item

MAGIC = b"TIDINGS BACKUP\n"
PART = 8 * 1024 * 1024
"""Bytes of a member of the tar, at most."""
LONGEST_HEADER = 1024 * 1024


def write(
    path: Path,
    key: bytes,
    slots: str,
    about: About,
    items: Iterable[Item],
    found: Callable[[], dict[str, Any]],
) -> int:
    """Write a backup, whole or not at all, on the disk when this returns; return its size in bytes.

    `slots` is keyslots.json as it is, so that the office's custodians open it anywhere; `found` is asked at the end.
    """
    with files.whole(path) as draft, draft.open("wb") as stream:
        draft.chmod(0o600)
        header = _header(slots)
        stream.write(MAGIC + len(header).to_bytes(4, "big") + header)
        closing = _Closing(stream, _key(key, header))
        with tarfile.open(fileobj=closing, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            _write_items(tar, about, items, found)
        closing.end()
        stream.flush()
        os.fsync(stream.fileno())
        return stream.tell()


def _write_items(
    tar: tarfile.TarFile, about: About, items: Iterable[Item], found: Callable[[], dict[str, Any]]
) -> None:
    _add(tar, "about.json", json.dumps(asdict(about)).encode())
    digests = {item.name: _write_item(tar, item) for item in items}
    _add(tar, "found.json", json.dumps({"digests": digests, **found()}).encode())


def _write_item(tar: tarfile.TarFile, item: Item) -> str:
    digest = hashlib.sha256()
    for part in parts(item.pieces):
        digest.update(part)
        _add(
            tar,
            f"{item.name}.z" if item.packed else item.name,
            zlib.compress(part, 1) if item.packed else part,
        )
    return digest.hexdigest()


def parts(pieces: Iterable[bytes], size: int = PART) -> Iterator[bytes]:
    """Yield the pieces joined, at most about `size` bytes at a time; nothing is one empty part."""
    kept, length, none = [], 0, True
    for piece in pieces:
        kept.append(piece)
        length += len(piece)
        if length >= size:
            yield b"".join(kept)
            kept, length, none = [], 0, False
    if kept or none:
        yield b"".join(kept)


class Archive:
    """A backup file that was opened with the key of backups."""

    def __init__(self, stream: IO[bytes], key: bytes) -> None:
        """Raises CannotOpen where it does not open, UnreadableInput where it is no backup that this version reads."""
        header = _read_header(stream)
        content = streams.opened(_key(key, header), iter(lambda: stream.read(streams.CHUNK), b""))
        self._content = _Readable(content)
        self._tar = tarfile.open(fileobj=self._content, mode="r|")  # noqa: SIM115 - it has nothing of its own to close
        self._members = groupby(self._parts(), attrgetter("name"))
        self._found: dict[str, Any] = {}
        self._digests: dict[str, str] = {}
        self.about = _about(self._json("about.json"))

    def items(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield each item and its pieces; at the end the whole was checked."""
        for name, members in self._members:
            if name == "found.json":
                self._found = json.loads(b"".join(self._pieces(members)))
                break
            digest = hashlib.sha256()
            name, packed = name.removesuffix(".z"), name.endswith(".z")
            yield name, self._digested(self._pieces(members, packed), digest)
            self._digests[name] = digest.hexdigest()
        self._end()

    def found(self) -> dict[str, Any]:
        """Return what was found in the office; after the items."""
        return self._found

    def _end(self) -> None:
        """Read to the end of the stream: only there it says that it is whole."""
        while self._content.read(PART):
            pass
        if self._digests != self._found.get("digests"):
            raise CannotOpen(
                "This backup is not what was written: a part is missing or another. Take an older one."
            )

    def _json(self, name: str) -> dict[str, Any]:
        found, members = next(self._members, ("", iter(())))
        told = json.loads(b"".join(self._pieces(members))) if found == name else {}
        return told if isinstance(told, dict) else {}

    def _parts(self) -> Iterator[tarfile.TarInfo]:
        with _as_cannot_open():
            yield from self._tar

    def _pieces(self, members: Iterable[tarfile.TarInfo], packed: bool = False) -> Iterator[bytes]:
        for member in members:
            with _as_cannot_open():
                stream = self._tar.extractfile(member)
                part = stream.read() if stream else b""
                yield zlib.decompress(part) if packed else part

    @staticmethod
    def _digested(pieces: Iterator[bytes], digest: Any) -> Iterator[bytes]:
        for piece in pieces:
            digest.update(piece)
            yield piece


def slots_of(path: Path, floor: Strength) -> KeySlots:
    """Return the key slots that a backup file was made with. Raises UnreadableInput where it is none."""
    with path.open("rb") as stream:
        return KeySlots.from_text(json.loads(_read_header(stream))["keyslots"], floor, str(path))


def is_archive(path: Path) -> bool:
    """Return whether a file begins like a backup."""
    with path.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC


def _header(slots: str) -> bytes:
    return json.dumps({"format": FORMAT, "number": secrets.token_hex(16), "keyslots": slots}).encode()


def _read_header(stream: IO[bytes]) -> bytes:
    name = getattr(stream, "name", "This")
    if stream.read(len(MAGIC)) != MAGIC:
        raise UnreadableInput(f"{name} is no backup of Tidings. Check that the right file was given.")
    length = int.from_bytes(stream.read(4), "big")
    header = stream.read(length) if length <= LONGEST_HEADER else b""
    try:
        whole = len(header) == length and json.loads(header)["format"] == FORMAT
    except (ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise UnreadableInput(
            f"{name} was cut or changed at its beginning, or a newer version wrote it. Take another."
        )
    return header


def _about(told: dict[str, Any]) -> About:
    try:
        return About.of(told)
    except (KeyError, TypeError):
        raise UnreadableInput(
            "This backup does not say what it is. A newer version wrote it: update Tidings."
        ) from None


def _key(key: bytes, header: bytes) -> bytes:
    return envelope.subkey(key, f"file {hashlib.sha256(header).hexdigest()}")


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


@contextlib.contextmanager
def _as_cannot_open() -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, zlib.error, EOFError) as error:
        raise CannotOpen("This backup is not whole. Take another.") from error


class _Closing(io.RawIOBase):
    """What the tar writes into."""

    def __init__(self, stream: IO[bytes], key: bytes) -> None:
        self._stream, self._closing = stream, streams.Closing(key)

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._stream.write(self._closing.add(bytes(content)))
        return len(content)

    def end(self) -> None:
        self._stream.write(self._closing.end())


class _Readable(io.RawIOBase):
    """What the tar reads from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._kept = pieces, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        kept = [self._kept]
        length = len(self._kept)
        while length < size and (piece := next(self._pieces, None)) is not None:
            kept.append(piece)
            length += len(piece)
        whole = b"".join(kept)
        self._kept = whole[size:]
        return whole[:size]
