"""Files and folders of any channel, read whole: their messages in order, and how much was left out and why."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from tidings import files
from tidings.errors import InvalidRecord, UnreadableInput
from tidings.extraction.channels import json_lines, letters, plain, sheets, telegram, whatsapp
from tidings.extraction.channels.pieces import Asked, LeftOut, Piece, Reader, say_left_out
from tidings.extraction.messages import Message
from tidings.files import Where
from tidings.text.sentences import Sentence

COUNTED = {".csv": "row", ".xlsx": "row", ".ods": "row", ".xls": "row", ".json": "message"}
"""What the pieces of a file are counted in, where it is not lines."""


@dataclass
class Gathered:
    """What was read of several files."""

    messages: list[Message] = field(default_factory=list)
    left: Counter[tuple[str, str]] = field(default_factory=Counter)  # (file, why) → how many
    named: dict[str, list[str]] = field(default_factory=dict)  # file → columns and sheets that were not read

    def notes(self) -> list[Sentence]:
        """Return a sentence for each kind of thing that was left out of a file."""
        return [_in_file(file, say_left_out(why, count)) for (file, why), count in self.left.items()] + [
            _in_file(file, _NOT_READ.fill(names=", ".join(names))) for file, names in self.named.items()
        ]


def load(path: Path, received: date | None = None) -> Iterator[Message]:
    """Yield the messages of a file or of all files in a folder, in their order.

    `received` is the day for a text that does not say when it came; an e-mail has its own Date, a line of
    JSON its own field. Raises InputError with the file and the line, also when two messages have the same id.
    """
    yield from gather([path], Asked("", received)).messages


def load_all(paths: Iterable[Path], received: date | None = None) -> list[Message]:
    """Return the messages of several files and folders, in their order; `load` says what is refused."""
    return gather(paths, Asked("", received)).messages


def gather(paths: Iterable[Path], asked: Asked) -> Gathered:
    """Return what several files and folders hold. Raises InputError at the first thing that cannot be read."""
    found = Gathered()
    seen: dict[str, Path] = {}
    for path in paths:
        before = len(found.messages)
        for file, name in _files(path, found):
            _add(file, replace(asked, name=name), found, seen)
        if len(found.messages) == before:
            raise _nothing(Where(path, 1))
    return found


def pieces(file: files.File, asked: Asked) -> Iterator[tuple[int, Piece]]:
    """Yield each piece of one file with its number: a message, why there is none, or what was left out.

    For a person who looks before anything is kept; `gather` stops at the first piece that cannot be read. Raises
    UnreadableInput where the file as a whole cannot be read, and InvalidRecord where there is nothing in it.
    """
    empty = True
    for number, piece in reader_of(file)(file, asked):
        empty = False
        yield number, piece
    if empty:
        raise _nothing(Where(file, 1))


def _add(file: Path, asked: Asked, found: Gathered, seen: dict[str, Path]) -> None:
    for number, piece in reader_of(file)(file, asked):
        if isinstance(piece, InvalidRecord):
            raise piece
        if isinstance(piece, LeftOut):
            if piece.why in NAMED:
                found.named.setdefault(str(file), []).append(piece.words)
            else:
                found.left[str(file), piece.why] += 1
        elif piece.id in seen:
            raise _twice(
                piece.id,
                Where(file, number, counted=COUNTED.get(file.suffix.lower(), "line")),
                seen[piece.id],
            )
        else:
            seen[piece.id] = file
            found.messages.append(piece)


def _files(path: Path, found: Gathered) -> list[tuple[Path, str]]:
    """Return each file to read with the name that a message in it gets; what lies beside an export is left out."""
    if not path.is_dir():
        return [(path, path.stem)]
    every = sorted(file for file in path.rglob("*") if file.is_file() and not _hidden(file, path))
    beside = {file for file in every if file.suffix.lower() not in CHANNELS and _is_beside(file, path)}
    if not set(every) - beside:
        raise UnreadableInput(
            en=f"{path} is a folder with nothing in it to read. It needs {kinds()} files.",
            ru=f"В папке {path} нечего читать. В ней нужны файлы {kinds()}.",
            uk=f"У теці {path} нема чого читати. У ній потрібні файли {kinds()}.",
        )
    if beside:
        found.left[str(path), "beside"] += len(beside)
    return [(file, file.relative_to(path).with_suffix("").as_posix()) for file in every if file not in beside]


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _is_beside(file: Path, root: Path) -> bool:
    """Return whether a file belongs to an export of Telegram or WhatsApp that lies in its folder, or in one above."""
    folders = [folder for folder in file.parents if folder == root or root in folder.parents]
    return any(_has_export(folder) for folder in folders)


def _has_export(folder: Path) -> bool:
    chats = (one for one in folder.glob("*.txt") if one.is_file())
    return (folder / "result.json").is_file() or any(_begins_as_chat(one) for one in chats)


def _begins_as_chat(file: Path) -> bool:
    try:
        return whatsapp.is_export(file)
    except UnreadableInput:
        return False


def reader_of(file: files.File) -> Reader:
    """Return who reads a file. Raises UnreadableInput for a kind that nobody reads."""
    try:
        return CHANNELS[file.suffix.lower()]
    except KeyError:
        where = Where(file)
        raise UnreadableInput(
            en=f"{where.en} is of a kind that cannot be read yet. Give {kinds()} files, or take it out of the folder.",
            ru=f"{where.ru}: такие файлы пока не читаются. Дайте файлы {kinds()} или уберите этот из папки.",
            uk=f"{where.uk}: такі файли поки не читаються. Дайте файли {kinds()} або приберіть цей із теки.",
        ) from None


def kinds() -> str:
    """Return the endings of files that are read."""
    return ", ".join(CHANNELS)


def _text(file: files.File, asked: Asked) -> Iterator[tuple[int, Piece]]:
    """Read a text: a chat of WhatsApp where it begins as one, else one message."""
    return (whatsapp.read if whatsapp.is_export(file) else plain.read)(file, asked)


CHANNELS: dict[str, Reader] = {
    ".jsonl": json_lines.read,
    ".txt": _text,
    ".eml": letters.read_letter,
    ".mbox": letters.read_mailbox,
    ".json": telegram.read,
    ".csv": sheets.read,
    ".xlsx": sheets.read,
    ".ods": sheets.read,
    ".xls": sheets.read,
}
"""Who reads what, by the ending of the file."""


def _in_file(file: str, said: Sentence) -> Sentence:
    return Sentence(en=f"{file}: {said.en}", ru=f"{file}: {said.ru}", uk=f"{file}: {said.uk}")


NAMED = ("column", "sheet")
_NOT_READ = Sentence(
    en="not read: {names}. Name what it is with --map, if it is to be read.",
    ru="не прочитано: {names}. Если это нужно читать, укажите, что это, через --map.",
    uk="не прочитано: {names}. Якщо це треба читати, вкажіть, що це, через --map.",
)


def _twice(id: str, where: Where, before: Path) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en}: the id {id!r} was already read from {before}. Give each message its own id.",
        ru=f"{where.ru}: номер «{id}» уже прочитан из {before}. Дайте каждому сообщению свой номер (id).",
        uk=f"{where.uk}: номер «{id}» уже прочитано з {before}. Дайте кожному повідомленню свій номер (id).",
    )


def _nothing(where: Where) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en}: there is no message in it. Check that the right file was given.",
        ru=f"{where.ru}: здесь нет ни одного сообщения. Проверьте, тот ли это файл.",
        uk=f"{where.uk}: тут немає жодного повідомлення. Перевірте, чи це той файл.",
    )
