"""Files that came with an appeal: taken over closed, opened only to be looked at, given out only in a parcel.

Their bytes lie in `files` of the desk's folder as they left the gate, each closed under a key of its own that stands in
the sealed part of its record. When the key of the appeal is erased, they are noise.
"""

import contextlib
import hashlib
import io
import os
import secrets
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from tidings.errors import CannotOpen, UnreadableInput
from tidings.preview import NOTES, Preview, kind_of, preview
from tidings.sealing import post, streams
from tidings.web import environment
from tidings.web.accounts.models import User
from tidings.web.appeals.models import Appeal, Attachment, Import, Message
from tidings.web.journal import journal
from tidings.web.vault import opened
from tidings.web.vault.parts import sealed

ON_ITS_WAY = 60 * 60
"""Seconds."""

PIECE = 2**18
HEAD = 4096
SEEN_MOST = 4
"""Previews that are held in memory, so that the pages of one need not be made again one by one."""


def folder() -> Path:
    """Where the closed files lie."""
    return environment.made(settings.HOME / "files")


def place(id: str) -> Path:
    """Return where a file lies; its name is checked, wherever it came from."""
    return folder() / post.file_at(Path(), id).name


def bring(gate: post.Gate, told: Iterable[Mapping[str, Any]]) -> None:
    """Copy the files of a post here, closed as they are; when this returns, a power cut does not lose them.

    What the gate has not is left out: its record will say that it did not come whole.
    """
    for file in told:
        with contextlib.suppress(FileNotFoundError, UnreadableInput):
            _copy(post.file(gate, file["file"]), place(file["file"]))


@transaction.atomic
def attach(appeal: Appeal, told: Iterable[Mapping[str, Any]], message: Message | None = None) -> None:
    """Keep what is known of files that were brought; one that is known already adds nothing."""
    last = appeal.attachments.aggregate(Max("number"))["number__max"] or 0
    for file in told:
        if Attachment.objects.filter(file=file["file"]).exists():
            continue
        last += 1
        size, kind, digest = _examined(file)
        Attachment.objects.create(
            appeal=appeal,
            message=message,
            number=last,
            file=file["file"],
            **sealed(
                name=str(file.get("name", "")),
                file_key=str(file.get("key", "")),
                kind=kind,
                size=size,
                digest=digest,
            ),
        )


def content(attachment: Attachment) -> bytes:
    """Return the original. Raises CannotOpen where it did not come whole, was changed, or was erased."""
    if not attachment.file_key:
        raise CannotOpen("The key of this file was erased.")
    return b"".join(_opened(attachment.file, attachment.file_key))


def lay(content: bytes) -> tuple[str, str]:
    """Keep bytes in the folder under a key of their own; return what the file is called there, and the key."""
    name, key = secrets.token_hex(16), streams.new_key()
    closing = streams.Closing(key)
    pieces = (content[start : start + PIECE] for start in range(0, len(content), PIECE))
    _copy(_closed(closing, pieces), place(name))
    return name, key.hex()


def opened_file(name: str, key: str) -> bytes:
    """Return what was laid there. Raises CannotOpen where it is gone or was changed."""
    return b"".join(_opened(name, key))


def look(attachment: Attachment, *, by: User) -> Preview:
    """Write down that somebody looks, then return what may be shown of a file; nobody waits for it with his own work."""
    with transaction.atomic():
        journal.record("looked_at", attachment.appeal, by=by, attachment=attachment.number)
    return seen(attachment)


def seen(attachment: Attachment) -> Preview:
    """Return what may be shown of a file; pages that were just made are not made again."""
    name = (attachment.file, attachment.file_key)
    with _seeing:
        if name in _seen:
            return _seen[name]
    shown = _shown(attachment)
    if not shown.pages:
        return shown  # made again at once, or worth another try
    with _seeing:
        _seen[name] = shown
        while len(_seen) > SEEN_MOST:
            _seen.pop(next(iter(_seen)))
    return shown


def parcel(attachment: Attachment, *, by: User) -> bytes:
    """Write down who takes the original, then return it in a ZIP file that no program opens by itself.

    The name that the file bore stands in a text beside it, where it can name neither a program nor a folder.
    """
    with transaction.atomic():
        journal.record("downloaded", attachment.appeal, by=by, attachment=attachment.number)
    original, out = content(attachment), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as parcel:
        parcel.writestr(zipfile.ZipInfo("original.bin"), original)
        parcel.writestr(zipfile.ZipInfo("original.txt"), f"{attachment.name}\nSHA-256 {attachment.digest}\n")
    return out.getvalue()


def unlink(files: Iterable[str]) -> None:
    """Delete the bytes of these files, and every page that was shown of one; their keys were erased."""
    for name in files:
        (folder() / name).unlink(missing_ok=True)
    with _seeing:
        _seen.clear()


def sweep_when_due() -> int:
    """Sweep, an hour after the last time at the earliest."""
    global _swept_at
    if _swept_at is not None and time.monotonic() - _swept_at < ON_ITS_WAY:
        return 0
    _swept_at = time.monotonic()
    return sweep()


def sweep() -> int:
    """Delete the bytes of files that no record knows, or whose key was erased; return how many.

    A file younger than an hour may be on its way.
    """
    rows = list(Attachment.objects.values_list("file", "key"))
    standing = opened.keyring().standing({key for _, key in rows if key is not None})
    known = {file for file, key in rows if key in standing}
    known |= set(Import.objects.exclude(file="").values_list("file", flat=True))
    lying = [path for path in folder().iterdir() if path.name not in known and _is_old(path)]
    for path in lying:
        path.unlink(missing_ok=True)
    return len(lying)


_swept_at: float | None = None
_seen: dict[tuple[str, str], Preview] = {}
_seeing = Lock()


def _shown(attachment: Attachment) -> Preview:
    try:
        original = content(attachment)
    except CannotOpen:
        return Preview(note=NOTES["gone"])
    return preview(original, kind_of(original))


def _examined(file: Mapping[str, Any]) -> tuple[int, str, str]:
    """Return size, kind and SHA-256 of a file that was brought; nothing of one that does not open to its end."""
    size, head, digest = 0, b"", hashlib.sha256()
    try:
        for piece in _opened(str(file["file"]), str(file["key"])):
            size += len(piece)
            head = head or piece[:HEAD]
            digest.update(piece)
    except (CannotOpen, UnreadableInput, ValueError, KeyError):
        return int(file.get("size") or 0), "", ""
    return size, kind_of(head) or "", digest.hexdigest()


def _opened(id: str, key: str) -> Iterator[bytes]:
    try:
        with place(id).open("rb") as closed:
            yield from streams.opened(bytes.fromhex(key), iter(lambda: closed.read(PIECE), b""))
    except FileNotFoundError as error:
        raise CannotOpen("The bytes of this file are not here. Restore them from a backup.") from error


def _closed(closing: streams.Closing, pieces: Iterable[bytes]) -> Iterator[bytes]:
    yield from map(closing.add, pieces)
    yield closing.end()


def _is_old(path: Path) -> bool:
    return path.stat().st_mtime < time.time() - ON_ITS_WAY


def _copy(pieces: Iterable[bytes], target: Path) -> None:
    """Copy whole or not at all, on the disk when this returns."""
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
        try:
            for piece in pieces:
                draft.write(piece)
        except BaseException:
            Path(draft.name).unlink()
            raise
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(target)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
