"""Reading and writing files so that nothing is guessed and nothing is half-written.

Text is UTF-8. Anything else is refused with the file, the line and what to do; a result appears whole or not at all.
"""

import codecs
import contextlib
import io
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import IO

from tidings.errors import UnreadableInput

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes in one line; a longer one is no message and no row."""

_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


@dataclass(frozen=True)
class Held:
    """A file held in memory, read as one on disk is: what is uploaded is never laid down in the clear."""

    name: str
    data: bytes = field(repr=False)

    @property
    def suffix(self) -> str:
        """The ending of its name, with the dot."""
        return PurePath(self.name).suffix

    @property
    def stem(self) -> str:
        """Its name without the ending."""
        return PurePath(self.name).stem

    def is_dir(self) -> bool:
        """Return False: it is one file."""
        return False

    def open(self, mode: str = "rb") -> IO[bytes]:
        """Return its bytes as a stream."""
        return io.BytesIO(self.data)

    def __str__(self) -> str:
        return self.name


File = Path | Held


def lines(path: File) -> Iterator[tuple[int, str]]:
    """Yield each line of a UTF-8 text with its number, from 1, without its line ending.

    Memory is bounded by LONGEST_LINE. Raises UnreadableInput for a missing file, a directory, an empty or
    binary file, another encoding, or a line that is too long.
    """
    for number, raw in raw_lines(path):
        yield number, _decoded(path, number, raw)


def raw_lines(path: File) -> Iterator[tuple[int, bytes]]:
    """Yield each line of a text in any encoding of single bytes, as bytes with its line ending, numbered from 1.

    Raises UnreadableInput as `lines` does, but not for what is no UTF-8: an e-mail declares its encoding itself.
    """
    with _opened(path) as stream:
        number = 0
        while raw := stream.readline(LONGEST_LINE + 1):
            number += 1
            _check(path, number, raw)
            yield number, raw
        if not number:
            raise UnreadableInput(f"{path}, line 1: the file is empty. Check that the right file was given.")


def text(path: File) -> str:
    """Return a whole UTF-8 text, with \\n between lines. Raises UnreadableInput as `lines` does."""
    return "\n".join(line for _, line in lines(path))


def check(path: File) -> None:
    """Raise UnreadableInput unless the file is UTF-8 text throughout."""
    for _ in lines(path):
        pass


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a place to write to; it becomes `path` only when the work ends well.

    >>> with whole(Path("pairs.csv")) as draft:  # doctest: +SKIP
    ...     table.write_csv(draft)
    """
    if path.is_dir():
        raise UnreadableInput(f"{path} is a folder. Name a file to write to.")
    if not path.absolute().parent.is_dir():
        raise UnreadableInput(
            f"The folder {path.absolute().parent} does not exist. Create it, or write somewhere else."
        )
    handle, name = tempfile.mkstemp(prefix=".tidings-", suffix=path.suffix, dir=path.absolute().parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _opened(path: File) -> IO[bytes]:
    if path.is_dir():
        raise UnreadableInput(f"{path} is a folder. Name a file in it.")
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise UnreadableInput(f"There is no file {path}. Check its name and folder.") from None
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be opened: {error.strerror}.") from error


def _check(path: File, number: int, raw: bytes) -> None:
    """Refuse a line that is too long, in UTF-16, or no text at all."""
    where = f"{path}, line {number}"
    if len(raw) > LONGEST_LINE:
        raise UnreadableInput(
            f"{where} is longer than {LONGEST_LINE // 1024 // 1024} MiB. Check that it is a text with one record a line."
        )
    if number == 1:
        for mark, name in _MARKS.items():
            if raw.startswith(mark):
                raise UnreadableInput(f"{where} is {name}. Save the file as UTF-8 and try again.")
    if b"\0" in raw:
        raise UnreadableInput(f"{where} is not text (it has a zero byte). Give a text file saved as UTF-8.")


def _decoded(path: File, number: int, raw: bytes) -> str:
    if number == 1:
        raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"{path}, line {number}, byte {error.start + 1} is not UTF-8. {_likely(raw)}Save the file as UTF-8 and try again."
        ) from None


def _likely(raw: bytes) -> str:
    """Say which encoding it looks like, where that helps someone to convert it."""
    letters = sum(byte >= 0xC0 for byte in raw)
    return "It looks like Windows-1251. " if letters > len(raw) / 4 else "The text is broken here. "
