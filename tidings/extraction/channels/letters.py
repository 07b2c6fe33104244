"""E-mails: one in a file (`.eml`), or a mailbox of them (`.mbox`). Each letter is a message, whatever thread it is of."""

from collections.abc import Iterator
from hashlib import sha256

from tidings import files
from tidings.errors import InvalidRecord, UnreadableInput
from tidings.extraction.channels import mail
from tidings.extraction.channels.pieces import Asked, LeftOut, Piece
from tidings.extraction.messages import Message, checked, received_on
from tidings.files import Where


def read_letter(file: files.File, asked: Asked) -> Iterator[tuple[int, Piece]]:
    """Yield the letter of an .eml file."""
    where = Where(file, 1)
    letter = mail.read(mail.raw(file), where)
    if not letter.text:
        raise InvalidRecord(
            en=f"{where.en}: the e-mail has no words, only attachments or nothing.",
            ru=f"{where.ru}: в письме нет слов, только вложения или ничего.",
            uk=f"{where.uk}: у листі немає слів, лише вкладення або нічого.",
        )
    yield 1, _message(letter, asked.name, asked, where)


def read_mailbox(file: files.File, asked: Asked) -> Iterator[tuple[int, Piece]]:
    """Yield each letter of an .mbox file with the line on which it begins; one that is broken hides no other."""
    seen: set[str] = set()
    for line, raw in _letters(file):
        where = Where(file, line)
        try:
            yield line, _piece(mail.read(raw, where), sha256(raw).hexdigest()[:16], seen, asked, where)
        except (InvalidRecord, UnreadableInput) as error:
            yield line, InvalidRecord(**error.as_dict())


def _piece(letter: mail.Letter, digest: str, seen: set[str], asked: Asked, where: Where) -> Piece:
    id = letter.id or digest
    if id in seen:
        return LeftOut("twice", id)
    seen.add(id)
    if letter.address and letter.address in {one.lower() for one in asked.ours}:
        return LeftOut("ours")
    if not letter.text:
        return LeftOut("media", ", ".join(letter.attachments))
    return _message(letter, id, asked, where)


def _message(letter: mail.Letter, id: str, asked: Asked, where: Where) -> Message:
    on = letter.date or asked.received
    if on is None:
        raise InvalidRecord(
            en=f"{where.en}: the e-mail has no Date that can be read. Give the day it came, for example 2024-08-07 "
            "(on the command line with --received).",
            ru=f"{where.ru}: в письме нет даты (Date), которую можно прочесть. Укажите день, когда оно пришло, "
            "например 2024-08-07 (в командной строке: --received).",
            uk=f"{where.uk}: у листі немає дати (Date), яку можна прочитати. Вкажіть день, коли він надійшов, "
            "наприклад 2024-08-07 (у командному рядку: --received).",
        )
    return Message(
        id=id,
        channel="email",
        received=received_on(on, on.isoformat(), Where(where.given, where.line, "Date")),
        text=checked(letter.text, where),
        author=letter.sender,
        attachments=letter.attachments,
        history=letter.history,
        thread=letter.thread if letter.thread != letter.id else "",
    )


def _letters(file: files.File) -> Iterator[tuple[int, bytes]]:
    """Yield each letter with the line of its first header. A line "From …" after a blank one begins the next."""
    lines: list[bytes] = []
    begun, size, blank = 0, 0, True
    for number, line in files.raw_lines(file):
        if number == 1 and not line.removeprefix(b"\xef\xbb\xbf").startswith(b"From "):
            raise _no_mailbox(Where(file, 1))
        if blank and line.removeprefix(b"\xef\xbb\xbf").startswith(b"From "):
            if lines:
                yield begun, b"".join(lines)
            lines, begun, size = [], number + 1, 0
        else:
            size += len(line)
            if size > mail.LARGEST:
                raise mail.too_large(Where(file, number))
            lines.append(line[1:] if line.lstrip(b">").startswith(b"From ") and line[:1] == b">" else line)
        blank = not line.strip()
    if lines:
        yield begun, b"".join(lines)


def _no_mailbox(where: Where) -> InvalidRecord:
    return InvalidRecord(
        en=f"{where.en} does not begin with “From ”, as a mailbox does. Export the mailbox again as mbox.",
        ru=f"{where.ru}: почтовый ящик mbox начинается со слова «From ». Выгрузите его заново в формате mbox.",
        uk=f"{where.uk}: поштова скринька mbox починається зі слова «From ». Вивантажте її знову у форматі mbox.",
    )
