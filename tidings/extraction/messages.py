"""Messages as they come: a line of JSON, a text, an e-mail, a folder of these.

Nothing is guessed: a file that cannot be read as it stands is refused with its name and line. To read another
kind of file, add a function to READERS.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tidings import files
from tidings.errors import InvalidRecord, UnreadableInput
from tidings.extraction import mail

LANGUAGES = ("ru", "uk", "en", "mixed")
_FIRST_DAY, _LAST_DAY = date(1991, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True)
class Message:
    """One message: where it came from, the day it was received, its words."""

    id: str
    channel: str  # form, telegram, whatsapp, email, hotline; "file" for a text of which nobody said
    received: date
    text: str
    lang: str | None = None  # ru, uk, en, mixed; None: not told


Reader = Callable[[files.File, str, date | None], Iterator[Message]]


def load(path: Path, received: date | None = None) -> Iterator[Message]:
    """Yield the messages of a file or of all files in a folder, in their order.

    `received` is the day for a text that does not say when it came; an e-mail has its own Date, a line of
    JSON its own field. Raises InputError with the file and the line, also when two messages have the same id.
    """
    yield from _unique(path, received, {})


def load_all(paths: Iterable[Path], received: date | None = None) -> list[Message]:
    """Return the messages of several files and folders, in their order; `load` says what is refused."""
    seen: dict[str, Path] = {}
    return [message for path in paths for message in _unique(path, received, seen)]


def _unique(path: Path, received: date | None, seen: dict[str, Path]) -> Iterator[Message]:
    before = len(seen)
    for file, name in _files(path):
        for message in _reader(file)(file, name, received):
            if message.id in seen:
                raise InvalidRecord(
                    f"{file}, line 1: the id {message.id!r} was already read from {seen[message.id]}. "
                    "Give each message its own id."
                )
            seen[message.id] = file
            yield message
    if len(seen) == before:
        raise InvalidRecord(
            f"{path}, line 1: there is no message in it. Check that the right file was given."
        )


def rows(file: files.File, received: date | None = None) -> Iterator[tuple[int, Message | InvalidRecord]]:
    """Yield each message of one file with its line, and for a line that holds none the error that says why.

    For a person who looks before anything is kept; `load` stops at the first such line. Raises UnreadableInput
    where the file as a whole cannot be read, and InvalidRecord where there is nothing in it.
    """
    reader = _reader(file)
    if reader is not _json_lines:
        for message in reader(file, file.stem, received):
            yield 1, message
        return
    empty = True
    for number, line in files.lines(file):
        if line.strip():
            empty = False
            yield number, _tried(line, f"{file}, line {number}")
    if empty:
        raise InvalidRecord(
            f"{file}, line 1: there is no message in it. Check that the right file was given."
        )


def _tried(line: str, where: str) -> Message | InvalidRecord:
    try:
        return _from_line(line, where)
    except InvalidRecord as error:
        return error
    except UnreadableInput as error:
        return InvalidRecord(str(error))


def _files(path: Path) -> list[tuple[Path, str]]:
    """Return each file to read with the name that a message in it gets."""
    if not path.is_dir():
        return [(path, path.stem)]
    found = sorted(file for file in path.rglob("*") if file.is_file() and not _hidden(file, path))
    if not found:
        raise UnreadableInput(f"{path} is a folder with nothing in it to read. It needs {_kinds()} files.")
    return [(file, file.relative_to(path).with_suffix("").as_posix()) for file in found]


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _reader(file: files.File) -> Reader:
    try:
        return READERS[file.suffix.lower()]
    except KeyError:
        raise UnreadableInput(
            f"{file} is of a kind that cannot be read yet. Give {_kinds()} files, or take it out of the folder."
        ) from None


def _kinds() -> str:
    return ", ".join(READERS)


def _json_lines(file: files.File, name: str, received: date | None) -> Iterator[Message]:
    """Read one object a line: id, channel, received, text, and lang if known."""
    for number, line in files.lines(file):
        if line.strip():
            yield _from_line(line, f"{file}, line {number}")


def _from_line(line: str, where: str) -> Message:
    return _message(_object(line, where), where)


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InvalidRecord(
            f"{where}, column {error.colno} is not JSON: {error.msg}. Write one object a line."
        ) from None
    except (ValueError, RecursionError):
        raise InvalidRecord(
            f"{where} is not JSON that can be a message. Write one flat object a line."
        ) from None
    if not isinstance(row, dict):
        raise InvalidRecord(f"{where} is not an object. Write {{…}} with id, channel, received and text.")
    return row


def _message(row: dict[str, Any], where: str) -> Message:
    return Message(
        id=_field(row, "id", where),
        channel=_field(row, "channel", where),
        received=day(_field(row, "received", where), where),
        text=_field(row, "text", where),
        lang=_language(row.get("lang"), where),
    )


def _field(row: dict[str, Any], name: str, where: str) -> str:
    """Return a field that must be there and be text that can be written again."""
    value = row.get(name)
    if value is None:
        raise InvalidRecord(f"{where} has no {name!r}. A message needs id, channel, received and text.")
    if not isinstance(value, str) or not value.strip():
        raise InvalidRecord(f"{where}: {name!r} is {_shown(value)}. Write it as text that is not empty.")
    return checked(value, f"{where}, {name!r}")


def _shown(value: object) -> str:
    return "empty" if value == "" or isinstance(value, str) else f"of the kind {type(value).__name__}"


def checked(text: str, where: str) -> str:
    """Return the text. Raises UnreadableInput where it has half a character (a lone surrogate) or a zero one."""
    if "\0" in text:
        raise UnreadableInput(
            f"{where}, character {text.index(chr(0)) + 1} is a zero character. Export the messages again as UTF-8."
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableInput(
            f"{where}, character {error.start + 1} is half a character. Export the messages again as UTF-8."
        ) from None
    return text


def day(text: str, where: str) -> date:
    """Return a day written YYYY-MM-DD. Raises InvalidRecord for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or len(text) != 10 or not _FIRST_DAY <= found < _LAST_DAY:
        raise InvalidRecord(
            f"{where}: {text[:40]!r} is no day on which a message came. Write it as 2024-08-07."
        )
    return found


def _language(value: object, where: str) -> str | None:
    if value is None or value in LANGUAGES:
        return None if value is None else str(value)
    raise InvalidRecord(f"{where}: 'lang' must be one of {', '.join(LANGUAGES)}, or left out.")


def _plain(file: files.File, name: str, received: date | None) -> Iterator[Message]:
    """Read a whole text as one message."""
    text = files.text(file)
    if not text.strip():
        raise UnreadableInput(
            f"{file}, line 1: there are only blanks in it. Check that the right file was given."
        )
    if received is None:
        raise InvalidRecord(
            f"{file}, line 1: a text does not say on which day it came, and “yesterday” in it needs one. "
            "Give the day with --received, for example --received 2024-08-07."
        )
    yield Message(id=name, channel="file", received=received, text=text)


def _mail(file: files.File, name: str, received: date | None) -> Iterator[Message]:
    """Read one e-mail; its Date is the day, unless one was given."""
    letter = mail.read(file)
    on = received or letter.date
    if on is None:
        raise InvalidRecord(
            f"{file}, line 1: the e-mail has no Date that can be read. Give the day with --received 2024-08-07."
        )
    yield Message(
        id=name, channel="email", received=day(on.isoformat(), f"{file}, line 1, Date"), text=letter.text
    )


READERS: dict[str, Reader] = {".jsonl": _json_lines, ".txt": _plain, ".eml": _mail}
