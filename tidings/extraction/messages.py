"""A message as it comes: where from, on which day, in which words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tidings.errors import InvalidRecord, UnreadableInput
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
    author: str = ""  # what its channel calls who wrote it
    forwarded_by: str = ""  # who sent it on, where that is somebody else
    attachments: tuple[str, ...] = ()  # the files that came with it, by name
    history: str = ""  # what it quotes of earlier letters: kept, and not read
    thread: str = ""  # the first letter of its thread, or the message that it answers
    fields: Mapping[str, str] = field(
        default_factory=dict, hash=False
    )  # answers of a form, or cells of a row


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
        found = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        found = None
    return received_on(found, text, where)


def received_on(found: date | None, text: str, where: Where) -> date:
    """Return the day that was found in the text. Raises InvalidRecord where none was, or nobody wrote then."""
    if found is None or not _FIRST_DAY <= found < _LAST_DAY:
        raise InvalidRecord(
            en=f"{where.en}: {text[:40]!r} is no day on which a message came. Write it as 2024-08-07.",
            ru=f"{where.ru}: «{text[:40]}» — не день, в который пришло сообщение. Напишите так: 2024-08-07.",
            uk=f"{where.uk}: «{text[:40]}» — не день, коли надійшло повідомлення. Напишіть так: 2024-08-07.",
        )
    return found
