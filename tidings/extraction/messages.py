"""Messages as they come: a line of JSON, a text, an e-mail, a folder of these.

Nothing is guessed: a file that cannot be read as it stands is refused with its name and line. To read another
kind of file, add a function to READERS.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tidings import files
from tidings.errors import InvalidRecord, UnreadableInput
from tidings.extraction import mail
from tidings.files import Where

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
                raise _twice(message.id, Where(file, 1), seen[message.id])
            seen[message.id] = file
            yield message
    if len(seen) == before:
        raise _nothing(Where(path, 1))


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
            yield number, _tried(line, Where(file, number))
    if empty:
        raise _nothing(Where(file, 1))


def _tried(line: str, where: Where) -> Message | InvalidRecord:
    try:
        return _from_line(line, where)
    except InvalidRecord as error:
        return error
    except UnreadableInput as error:
        return InvalidRecord(**error.as_dict())


def _files(path: Path) -> list[tuple[Path, str]]:
    """Return each file to read with the name that a message in it gets."""
    if not path.is_dir():
        return [(path, path.stem)]
    found = sorted(file for file in path.rglob("*") if file.is_file() and not _hidden(file, path))
    if not found:
        raise UnreadableInput(
            en=f"{path} is a folder with nothing in it to read. It needs {_kinds()} files.",
            ru=f"В папке {path} нечего читать. В ней нужны файлы {_kinds()}.",
            uk=f"У теці {path} нема чого читати. У ній потрібні файли {_kinds()}.",
        )
    return [(file, file.relative_to(path).with_suffix("").as_posix()) for file in found]


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _reader(file: files.File) -> Reader:
    try:
        return READERS[file.suffix.lower()]
    except KeyError:
        where = Where(file)
        raise UnreadableInput(
            en=f"{where.en} is of a kind that cannot be read yet. Give {_kinds()} files, or take it out of the folder.",
            ru=f"{where.ru}: такие файлы пока не читаются. Дайте файлы {_kinds()} или уберите этот из папки.",
            uk=f"{where.uk}: такі файли поки не читаються. Дайте файли {_kinds()} або приберіть цей із теки.",
        ) from None


def _kinds() -> str:
    return ", ".join(READERS)


def _json_lines(file: files.File, name: str, received: date | None) -> Iterator[Message]:
    """Read one object a line: id, channel, received, text, and lang if known."""
    for number, line in files.lines(file):
        if line.strip():
            yield _from_line(line, Where(file, number))


def _from_line(line: str, where: Where) -> Message:
    return _message(_object(line, where), where)


def _object(line: str, where: Where) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InvalidRecord(
            en=f"{where.en}, column {error.colno} is not JSON: {error.msg}. Write one object a line.",
            ru=f"{where.ru}, знак {error.colno}: это не JSON. Пишите по одному объекту в строке.",
            uk=f"{where.uk}, знак {error.colno}: це не JSON. Пишіть по одному об’єкту в рядку.",
        ) from None
    except (ValueError, RecursionError):
        raise InvalidRecord(
            en=f"{where.en} is not JSON that can be a message. Write one flat object a line.",
            ru=f"{where.ru}: из такого JSON не выйдет сообщения. Пишите по одному простому объекту в строке.",
            uk=f"{where.uk}: з такого JSON не вийде повідомлення. Пишіть по одному простому об’єкту в рядку.",
        ) from None
    if not isinstance(row, dict):
        raise InvalidRecord(
            en=f"{where.en} is not an object. Write {{…}} with id, channel, received and text.",
            ru=f"{where.ru} — не объект. Напишите {{…}} с полями id, channel, received и text.",
            uk=f"{where.uk} — не об’єкт. Напишіть {{…}} з полями id, channel, received і text.",
        )
    return row


def _message(row: dict[str, Any], where: Where) -> Message:
    return Message(
        id=_field(row, "id", where),
        channel=_field(row, "channel", where),
        received=day(_field(row, "received", where), where),
        text=_field(row, "text", where),
        lang=_language(row.get("lang"), where),
    )


def _field(row: dict[str, Any], name: str, where: Where) -> str:
    """Return a field that must be there and be text that can be written again."""
    value = row.get(name)
    if value is None:
        raise InvalidRecord(
            en=f"{where.en} has no {name!r}. A message needs id, channel, received and text.",
            ru=f"{where.ru}: нет поля «{name}». Сообщению нужны id, channel, received и text.",
            uk=f"{where.uk}: немає поля «{name}». Повідомленню потрібні id, channel, received і text.",
        )
    if not isinstance(value, str):
        kind = type(value).__name__
        raise InvalidRecord(
            en=f"{where.en}: {name!r} is of the kind {kind}. Write it as text that is not empty.",
            ru=f"{where.ru}: поле «{name}» — не текст, а {kind}. Запишите его текстом, не пустым.",
            uk=f"{where.uk}: поле «{name}» — не текст, а {kind}. Запишіть його текстом, не порожнім.",
        )
    if not value.strip():
        raise InvalidRecord(
            en=f"{where.en}: {name!r} is empty. Write it as text that is not empty.",
            ru=f"{where.ru}: поле «{name}» пустое. Запишите в него текст.",
            uk=f"{where.uk}: поле «{name}» порожнє. Запишіть у нього текст.",
        )
    return checked(value, replace(where, part=repr(name)))


def checked(text: str, where: Where) -> str:
    """Return the text. Raises UnreadableInput where it has half a character (a lone surrogate) or a zero one."""
    if "\0" in text:
        at = text.index("\0") + 1
        raise UnreadableInput(
            en=f"{where.en}, character {at} is a zero character. Export the messages again as UTF-8.",
            ru=f"{where.ru}, знак {at}: это нулевой символ. Выгрузите сообщения заново в UTF-8.",
            uk=f"{where.uk}, знак {at}: це нульовий символ. Вивантажте повідомлення знову в UTF-8.",
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        at = error.start + 1
        raise UnreadableInput(
            en=f"{where.en}, character {at} is half a character. Export the messages again as UTF-8.",
            ru=f"{where.ru}, знак {at}: это половина символа. Выгрузите сообщения заново в UTF-8.",
            uk=f"{where.uk}, знак {at}: це половина символу. Вивантажте повідомлення знову в UTF-8.",
        ) from None
    return text


def day(text: str, where: Where) -> date:
    """Return a day written YYYY-MM-DD. Raises InvalidRecord for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or len(text) != 10 or not _FIRST_DAY <= found < _LAST_DAY:
        raise InvalidRecord(
            en=f"{where.en}: {text[:40]!r} is no day on which a message came. Write it as 2024-08-07.",
            ru=f"{where.ru}: «{text[:40]}» — не день, в который пришло сообщение. Напишите так: 2024-08-07.",
            uk=f"{where.uk}: «{text[:40]}» — не день, коли надійшло повідомлення. Напишіть так: 2024-08-07.",
        )
    return found


def _language(value: object, where: Where) -> str | None:
    if value is None or value in LANGUAGES:
        return None if value is None else str(value)
    known = ", ".join(LANGUAGES)
    raise InvalidRecord(
        en=f"{where.en}: 'lang' must be one of {known}, or left out.",
        ru=f"{where.ru}: в поле «lang» должно стоять одно из {known}; или уберите его.",
        uk=f"{where.uk}: у полі «lang» має стояти одне з {known}; або приберіть його.",
    )


def _plain(file: files.File, name: str, received: date | None) -> Iterator[Message]:
    """Read a whole text as one message."""
    text, where = files.text(file), Where(file, 1)
    if not text.strip():
        raise UnreadableInput(
            en=f"{where.en}: there are only blanks in it. Check that the right file was given.",
            ru=f"{where.ru}: здесь одни пробелы. Проверьте, тот ли это файл.",
            uk=f"{where.uk}: тут лише пробіли. Перевірте, чи це той файл.",
        )
    if received is None:
        raise InvalidRecord(
            en=f"{where.en}: a text does not say on which day it came, and “yesterday” in it needs one. "
            "Give that day, for example 2024-08-07 (on the command line with --received).",
            ru=f"{where.ru}: из текста не видно, в какой день он пришёл, а для слова «вчера» это нужно. "
            "Укажите этот день, например 2024-08-07 (в командной строке: --received).",
            uk=f"{where.uk}: з тексту не видно, якого дня він надійшов, а для слова «вчора» це потрібно. "
            "Вкажіть цей день, наприклад 2024-08-07 (у командному рядку: --received).",
        )
    yield Message(id=name, channel="file", received=received, text=text)


def _mail(file: files.File, name: str, received: date | None) -> Iterator[Message]:
    """Read one e-mail; its Date is the day, unless one was given."""
    letter = mail.read(file)
    on = received or letter.date
    if on is None:
        where = Where(file, 1)
        raise InvalidRecord(
            en=f"{where.en}: the e-mail has no Date that can be read. Give the day it came, for example 2024-08-07 "
            "(on the command line with --received).",
            ru=f"{where.ru}: в письме нет даты (Date), которую можно прочесть. Укажите день, когда оно пришло, "
            "например 2024-08-07 (в командной строке: --received).",
            uk=f"{where.uk}: у листі немає дати (Date), яку можна прочитати. Вкажіть день, коли він надійшов, "
            "наприклад 2024-08-07 (у командному рядку: --received).",
        )
    on = day(on.isoformat(), Where(file, 1, "Date"))
    yield Message(id=name, channel="email", received=on, text=letter.text)


READERS: dict[str, Reader] = {".jsonl": _json_lines, ".txt": _plain, ".eml": _mail}
