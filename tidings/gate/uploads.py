"""Files are closed while they arrive: piece by piece, straight into the folder `files`. No byte is laid down readable.

The key and the name of a file stand only in the draft, which is locked with the key in the visitor's browser.
"""

import contextlib
import os
import threading
import time
import unicodedata
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedWriter
from typing import Any, NoReturn

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

from tidings.gate import limits, settings
from tidings.sealing import post, streams

MOST_BYTES, MOST_FILES, LONGEST_NAME = 25 * 1024 * 1024, 10, 150
MOST_SECONDS = 20 * 60
"""For all that is sent at once: who is slower is cut off, so that nobody keeps a place for ever."""

ROOM = threading.BoundedSemaphore(12)
"""Uploads at once: they are slow, and the threads beside them go on answering everyone else."""


@dataclass(frozen=True)
class Refused:
    """A file that was not kept, and why: "large", "many" or "full"."""

    name: str
    why: str


@dataclass
class Arriving:
    """A file of which not all is here yet."""

    name: str
    id: str
    key: bytes = field(repr=False)
    closing: streams.Closing
    stream: BufferedWriter
    size: int = 0

    def add(self, content: bytes) -> None:
        self.size += len(content)
        self.stream.write(self.closing.add(content))

    def end(self) -> None:
        self.stream.write(self.closing.end())
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.stream.close()
        folder = os.open(settings.FILES, os.O_RDONLY)
        try:
            os.fsync(folder)  # its name too survives a power cut
        finally:
            os.close(folder)

    def told(self) -> dict[str, Any]:
        """Return what the draft keeps of it, and later the desk gets (see tidings.sealing.post)."""
        return {"name": self.name, "size": self.size, "key": self.key.hex(), "file": self.id}


class Closing(FileUploadHandler):
    """Closes what is uploaded. Afterwards `kept` says what the draft keeps of each file, `refused` what was not kept."""

    chunk_size = 64 * 1024

    def __init__(self, have: int, day: datetime, register: Any) -> None:
        super().__init__()
        self.kept: list[dict[str, Any]] = []
        self.refused: list[Refused] = []
        self._have, self._day, self._register = have, day, register
        self._arriving: Arriving | None = None
        self._until = time.monotonic() + MOST_SECONDS

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, or refuse it."""
        super().new_file(*args, **kwargs)
        name = clean(self.file_name or "")
        if self._have + len(self.kept) >= MOST_FILES:
            self._refuse(name, "many")
        if not limits.room_for_files():
            self._refuse(name, "full")
        id = uuid.uuid4().hex
        self._register(id)  # first its row: whatever happens to the file, the sweep will find it
        settings.FILES.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(post.file_at(settings.DATA, id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        key = streams.new_key()
        self._arriving = Arriving(name, id, key, streams.Closing(key), os.fdopen(handle, "wb"))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Close a piece; a file that is too large goes at once."""
        if time.monotonic() > self._until:
            raise StopUpload(connection_reset=True)
        if arriving := self._arriving:
            try:
                arriving.add(raw_data)
            except OSError:
                self._discard()
                self._refuse(arriving.name, "full")
            if arriving.size > MOST_BYTES:
                self._discard()
                self._refuse(arriving.name, "large")

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Close the end, and wait until the disk has it."""
        if arriving := self._arriving:
            try:
                arriving.end()
                self._dated(arriving.id)
                self.kept.append(arriving.told())
                self._arriving = None
            except OSError:
                self._discard()
                self.refused.append(Refused(arriving.name, "full"))
        return None

    def upload_complete(self) -> None:
        """Whatever ended it: of a file that is not whole nothing stays."""
        self._discard()

    upload_interrupted = upload_complete

    def discard_all(self) -> None:
        """Delete what was taken: it is not to be kept."""
        self._discard()
        for file in self.kept:
            post.file_at(settings.DATA, file["file"]).unlink(missing_ok=True)
        self.kept = []

    def _refuse(self, name: str, why: str) -> NoReturn:
        self.refused.append(Refused(name, why))
        raise SkipFile

    def _discard(self) -> None:
        if self._arriving:
            with contextlib.suppress(OSError):  # what was still to be written has no room either
                self._arriving.stream.close()
            post.file_at(settings.DATA, self._arriving.id).unlink(missing_ok=True)
            self._arriving = None

    def _dated(self, id: str) -> None:
        """The folder tells days, not moments."""
        midnight = self._day.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
        os.utime(post.file_at(settings.DATA, id), (midnight, midnight))


class Refusing(FileUploadHandler):
    """For pages that ask for no file: what is sent all the same goes nowhere."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Skip it."""
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Never called."""
        raise SkipFile

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Never called."""
        return None


def clean(name: str) -> str:
    """Return a file's name as it may be shown and kept: one line, not endless, with its ending."""
    said = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C").strip() or "?"
    return said if len(said) <= LONGEST_NAME else said[: LONGEST_NAME - 20] + "…" + said[-19:]
