"""A chat as WhatsApp exports it: a text in which each message begins with day, time and name.

    [14.03.25, 10:22:01] Нина: Ищу сына            from iOS
    14.03.2025, 10:22 - Нина: Ищу сына             from Android
    3/14/25, 10:22 AM - Nina: I am looking …       where the telephone is set to the United States

A message goes on until the next such line. A line without a name was written by the service.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from tidings import files
from tidings.errors import InvalidRecord
from tidings.extraction.channels import written_days
from tidings.extraction.channels.pieces import Asked, LeftOut, Piece
from tidings.extraction.channels.series import Post, joined
from tidings.files import Where

_MARKS = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_DAY = r"(?P<day>\d{1,4}[./-]\d{1,2}[./-]\d{1,4})"
_CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:\s*(?P<half>[AaPp])\.?\s?[Mm]\.?)?"
)
_HEADS = tuple(
    re.compile(f"[{_MARKS}]*{head}(?P<rest>.*)$", re.DOTALL)
    for head in (rf"\[{_DAY},?\s+{_CLOCK}\]\s?", rf"{_DAY},?\s+{_CLOCK}\s[-–—]\s")
)
_FROM = re.compile(r"(?P<sender>[^:\n]{1,80}):(?:\s|$)(?P<text>.*)$", re.DOTALL)
_NO_NAME = re.compile(r"[\"“”«»]|(?:\S+\s+){6}")
"""What stands before a colon in a line of the service: «Нина изменила тему на "Розыск: август"»."""

LOOKED_AT = 2000
"""Lines that are not blank by which a text is known as an export."""

_ATTACHED = (
    re.compile(r"^<(?:attached|прикреплено|вложение|вкладення|прикріплено): (?P<name>[^<>\n]{1,200})>$"),
    re.compile(
        r"^(?P<name>[^\n<>/\\]{1,200}\.\w{2,5}) "
        r"\((?:file attached|файл добавлен|файл прикреплен|файл прикреплён|файл додано|файл прикріплено)\)$"
    ),
    re.compile(
        r"^(?P<name><(?:media omitted|без медиафайлов|медиафайл пропущен|медиа пропущено|медіафайл пропущено"
        r"|без медіафайлів|медіа пропущено)>)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?P<name>(?:image|video|audio|sticker|document|gif|contact card|изображение|видео|аудио|стикер|документ"
        r"|аудиофайл|карточка контакта|зображення|відео|аудіо|наліпка|стікер|аудіофайл|картка контакту)"
        r" (?:omitted|отсутству\w+|опущен\w*|пропущен\w*|не добавлен\w*|не додано))$",
        re.IGNORECASE,
    ),
)
"""How a file beside a message is told of, in English, Russian and Ukrainian."""

_SECURED = re.compile(
    r"^(?:messages (?:and calls|to this \w+)|сообщения и звонки защищены|сообщения в этом чате|повідомлення (?:та|й) дзвінки захищен)",
    re.IGNORECASE,
)
"""What the service says first, in the name of the chat."""

_DELETED = re.compile(
    r"^(?:this message was deleted|you deleted this message|(?:данное|это) сообщение (?:было )?удалено"
    r"|вы удалили (?:данное|это) сообщение|(?:це )?повідомлення (?:було )?видалено|ви видалили це повідомлення)\.?$",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"\s*<(?:this message was edited|сообщение изменено|это сообщение было изменено"
    r"|повідомлення змінено|це повідомлення було відредаговано)>\s*$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+\d[\d\s()–-]{8,20}")
_BIDI = str.maketrans(
    "", "", "".join(map(chr, (0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
)


@dataclass(frozen=True)
class Entry:
    """One entry of the file: the line on which it begins, its day and time as written, and the rest."""

    line: int
    day: str
    clock: time | None
    american: bool
    rest: str


def is_export(file: files.File) -> bool:
    """Return whether a text is such an export: it begins as a message does, and somebody says something in it.

    A note that begins with day and time, "12.08.2026, 14:20 - a mother calls", is none.
    """
    told = (line for _, line in files.lines(file) if line.strip())
    heads = map(_head, itertools.islice(told, LOOKED_AT))
    first = next(heads, None)
    return first is not None and any(_is_said(head) for head in (first, *heads))


def _is_said(head: re.Match[str] | None) -> bool:
    said = _FROM.match(head["rest"]) if head else None
    return said is not None and not _NO_NAME.search(said["sender"])


def read(file: files.File, asked: Asked) -> Iterator[tuple[int, Piece]]:
    """Yield each appeal of the chat with the line on which it begins."""
    entries = list(_entries(file))
    days = [written_days.numbers(entry.day) for entry in entries]
    order = asked.order or written_days.order_of(days, any(entry.american for entry in entries))
    if not order:
        raise _which_order(Where(file, entries[0].line), entries[0].day)
    posts = ((entry.line, _piece(entry, file, asked, order)) for entry in entries)
    yield from joined(posts, "whatsapp", lambda line: Where(file, line))


def _entries(file: files.File) -> Iterator[Entry]:
    """Yield what begins with day and time, each with the lines that follow it."""
    begun: tuple[int, re.Match[str], list[str]] | None = None
    for number, line in files.lines(file):
        if head := _head(line):
            if begun:
                yield _entry(*begun)
            begun = number, head, [head["rest"]]
        elif begun:
            begun[2].append(line)
    if begun:
        yield _entry(*begun)


def _head(line: str) -> re.Match[str] | None:
    return next((found for head in _HEADS if (found := head.match(line))), None)


def _entry(line: int, head: re.Match[str], lines: list[str]) -> Entry:
    half = head["half"] or ""
    return Entry(line, head["day"], _clock(head), half in ("A", "P"), "\n".join(lines).rstrip())


def _clock(head: re.Match[str]) -> time | None:
    hour, half = int(head["hour"]), (head["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    try:
        return time(hour, int(head["minute"]), int(head["second"] or 0))
    except ValueError:
        return None


def _piece(entry: Entry, file: files.File, asked: Asked, order: str) -> Post | LeftOut | InvalidRecord:
    day = written_days.day_of(written_days.numbers(entry.day), order)
    if day is None or entry.clock is None:
        return _no_such_day(Where(file, entry.line), entry.day)
    said = _FROM.match(entry.rest)
    if said is None or _NO_NAME.search(said["sender"]):
        return LeftOut("service", entry.rest.translate(_BIDI))
    text, names = _words(said["text"])
    marked = said["text"].startswith("\u200e") and not names and not _DELETED.match(text)
    if marked or _SECURED.match(text):
        return LeftOut("service", text)  # iOS writes the name of the chat before what the service says
    if _DELETED.match(text):
        return LeftOut("deleted")
    sender = _named(said["sender"])
    return Post(
        id=f"{asked.name}-{entry.line}",
        sender=sender,
        at=datetime.combine(day, entry.clock),
        text=text,
        files=names,
        ours=sender in asked.ours,
        reach=sender if _PHONE.fullmatch(sender) else "",
    )


def _words(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the words of a message, and the files that it tells of."""
    kept, names = [], []
    for line in _EDITED.sub("", text.translate(_BIDI)).split("\n"):
        told = next((found["name"] for way in _ATTACHED if (found := way.match(line.strip()))), None)
        if told is None:
            kept.append(line)
        else:
            names.append(told.strip("<>"))
    words = "\n".join(kept).strip()
    return ("" if words == "null" else words), tuple(names)


def _named(sender: str) -> str:
    return (
        sender.translate(_BIDI)
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
        .strip()
        .removeprefix("~")
        .strip()
    )


def _which_order(where: Where, day: str) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en}: nothing in the file shows whether {day} has the day or the month first. "
        "Say which (on the command line with --dates day-first or --dates month-first).",
        ru=f"{where.ru}: по файлу не видно, что в дате {day} стоит первым, день или месяц. "
        "Укажите это (в командной строке: --dates day-first или --dates month-first).",
        uk=f"{where.uk}: з файлу не видно, що в даті {day} стоїть першим, день чи місяць. "
        "Вкажіть це (у командному рядку: --dates day-first або --dates month-first).",
    )


def _no_such_day(where: Where, day: str) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en}: there is no day or time as it stands here ({day}). Export the chat again.",
        ru=f"{where.ru}: такого дня или времени нет ({day}). Выгрузите чат заново.",
        uk=f"{where.uk}: такого дня або часу немає ({day}). Вивантажте чат знову.",
    )
