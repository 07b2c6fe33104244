"""One e-mail as a text: subject, words, sender; without mark-up. Attachments are named, quoted letters kept apart."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from html.parser import HTMLParser

from tidings import files
from tidings.errors import InvalidRecord, UnreadableInput
from tidings.text.sentences import Sentence

LARGEST = 64 * 1024 * 1024
"""Bytes of one letter."""


@dataclass(frozen=True)
class Letter:
    """What an e-mail says; `text` is empty where it has only attachments."""

    text: str
    date: date | None  # in its Date header, in the zone of who wrote it; None where that cannot be read
    sender: str  # name and address, as written
    address: str
    id: str  # of its Message-ID, without brackets
    thread: str  # the id of the first letter that it goes back to; its own, if none
    attachments: tuple[str, ...]
    history: str  # the letters that it quotes


def read(raw: bytes, where: files.Where) -> Letter:
    """Return one e-mail. Raises InputError with its place where it cannot be read as it declares itself."""
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    if not any(parsed[name] for name in ("From", "Date", "Subject", "Message-ID")):
        raise InvalidRecord(
            en=f"{where.en}: there are no e-mail headers (From, Date, Subject). Is it an e-mail?",
            ru=f"{where.ru}: нет заголовков письма (From, Date, Subject). Это электронное письмо?",
            uk=f"{where.uk}: немає заголовків листа (From, Date, Subject). Це електронний лист?",
        )
    if _is_cut(parsed):
        raise InvalidRecord(
            en=f"{where.en}: the e-mail is cut off: the end of its last part is missing. Save or copy it again.",
            ru=f"{where.ru}: письмо оборвано: нет конца его последней части. Сохраните или скопируйте его заново.",
            uk=f"{where.uk}: лист обірваний: немає кінця його останньої частини. Збережіть або скопіюйте його знову.",
        )
    newest, history = _words(parsed, where)
    sender, own = _header(parsed, "From"), _id(_header(parsed, "Message-ID"))
    found = re.search(r"[^\s<>]+@[^\s<>]+", sender)
    address = found[0] if found else ""
    return Letter(
        text=_text(newest, _header(parsed, "Subject"), sender, address),
        date=_day(parsed),
        sender=sender,
        address=address.lower(),
        id=own,
        thread=_id(_header(parsed, "References") or _header(parsed, "In-Reply-To")) or own,
        attachments=tuple(_attachments(parsed)),
        history=history,
    )


def raw(file: files.File) -> bytes:
    """Return a file with one letter; its lines and its size are bounded."""
    pieces, size = [], 0
    for number, line in files.raw_lines(file):
        size += len(line)
        if size > LARGEST:
            raise too_large(files.Where(file, number))
        pieces.append(line)
    return b"".join(pieces)


def too_large(where: files.Where) -> UnreadableInput:
    """Return the error for a letter that is too large."""
    most = LARGEST // 1024 // 1024
    return UnreadableInput(
        en=f"{where.en}: the e-mail is larger than {most} MiB. Save it without attachments.",
        ru=f"{where.ru}: письмо больше {most} МиБ. Сохраните его без вложений.",
        uk=f"{where.uk}: лист більший за {most} МіБ. Збережіть його без вкладень.",
    )


def _is_cut(letter: EmailMessage) -> bool:
    """Return whether a part was begun and never ended: what a broken download leaves."""
    defects = {type(defect).__name__ for part in letter.walk() for defect in part.defects}
    return "CloseBoundaryNotFoundDefect" in defects


def _id(header: str) -> str:
    """Return the first id of a header, without its brackets."""
    found = re.search(r"<([^<>\s]{1,250})>", header)
    return found[1] if found else ""


def _day(letter: EmailMessage) -> date | None:
    try:
        written = letter["Date"].datetime
    except (AttributeError, TypeError, ValueError, IndexError, OverflowError):
        return None
    return written.date() if isinstance(written, datetime) else None


def _text(body: str, subject: str, sender: str, address: str) -> str:
    """Return subject, words and sender, each where it adds something; "" where there are no words."""
    if not body and not subject:
        return ""
    first = [subject] if subject and subject not in body else []
    last = [sender] if address and address.lower() not in body.lower() else []
    return "\n\n".join([*first, body, *last]).strip()


def _attachments(letter: EmailMessage) -> Iterator[str]:
    """Yield the names of what came beside the words; what has none is called by its kind."""
    for part in _leaves(letter):
        name = _filename(part)
        if name or part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text":
            yield name or part.get_content_type()


def _filename(part: EmailMessage) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""
    return " ".join(name.encode("utf-8", "replace").decode("utf-8").replace("\0", "").split())[:200]


def _leaves(letter: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts of a letter that hold no others; a letter within the letter is one."""
    if letter.get_content_type() == "message/rfc822" or not letter.is_multipart():
        yield letter
        return
    for part in letter.iter_parts():
        assert isinstance(part, EmailMessage)
        yield from _leaves(part)


def _header(letter: EmailMessage, name: str) -> str:
    try:
        value = str(letter[name] or "")
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""  # a header too broken for its parser says nothing
    return value.encode("utf-8", "replace").decode("utf-8").strip()


def _words(letter: EmailMessage, where: files.Where) -> tuple[str, str]:
    """Return what a letter says and what it quotes; a letter that lies in it is what it sends on, with its sender."""
    newest, history = parted(_body(letter, where))
    for inner in _within(letter):
        own, older = _words(inner, where)
        sent_on = "\n".join(part for part in (_header(inner, "From") if newest else "", own) if part)
        newest = "\n\n".join(part for part in (newest, sent_on if own else "") if part)
        history = "\n".join(part for part in (history, older) if part)
    return newest, history


def _within(letter: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the letters that lie in a letter."""
    for part in _leaves(letter):
        if part.get_content_type() == "message/rfc822":
            yield from (inner for inner in part.iter_parts() if isinstance(inner, EmailMessage))


def _body(letter: EmailMessage, where: files.Where) -> str:
    """Return the words: the plain part where there is one, else the HTML part as text."""
    plain, marked = [], []
    for part in _leaves(letter):
        if part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain":
            plain.append(_decoded(part, where))
        elif part.get_content_type() == "text/html":
            marked.append(from_html(_decoded(part, where)))
    written = "\n".join(plain) if any(text.strip() for text in plain) else "\n".join(marked)
    return written.replace("\r\n", "\n").strip()


def _decoded(part: EmailMessage, where: files.Where) -> str:
    """Return the part's text in the encoding that it declares; UTF-8 where it declares none."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    declared = part.get_content_charset()
    try:
        return raw.decode(_wider(declared))
    except LookupError:
        problem = _UNKNOWN.fill(declared=declared)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = _OTHERWISE.fill(line=line, declared=declared or "UTF-8")
    raise UnreadableInput(
        en=f"{where.en}: {problem.en}. Open it in a mail program and save it as UTF-8.",
        ru=f"{where.ru}: {problem.ru}. Откройте его в почтовой программе и сохраните в UTF-8.",
        uk=f"{where.uk}: {problem.uk}. Відкрийте його в поштовій програмі й збережіть в UTF-8.",
    )


_UNKNOWN = Sentence(
    en="the e-mail declares the unknown encoding '{declared}'",
    ru="в письме указана неизвестная кодировка «{declared}»",
    uk="у листі вказано невідоме кодування «{declared}»",
)
_OTHERWISE = Sentence(
    en="line {line} of the e-mail's words is not {declared}, though it says so",
    ru="строка {line} слов письма — не {declared}, хотя так указано",
    uk="рядок {line} слів листа — не {declared}, хоча так указано",
)


def _wider(charset: str | None) -> str:
    """Return the encoding to read with: a mail that says ASCII, or nothing, is often UTF-8."""
    return "utf-8" if charset in (None, "us-ascii", "ascii") else str(charset)


_BLOCKS = {
    "blockquote",
    "p",
    "div",
    "br",
    "li",
    "tr",
    "table",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "pre",
}
_CELLS = {"td", "th"}
_HIDDEN = {"script", "style", "head", "title"}


class _Words(HTMLParser):
    """Gathers the words of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.silent += 1
        if tag == "blockquote":
            self.quoted += 1
        if tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN and self.silent:
            self.silent -= 1
        if tag == "blockquote" and self.quoted:
            self.quoted -= 1
        if tag in _BLOCKS:
            self._break()
        elif tag in _CELLS:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(re.sub(r"\s+", " ", data))

    def _break(self) -> None:
        self.pieces.append("\n> " if self.quoted else "\n")


def from_html(page: str) -> str:
    """Return the words of an HTML page, one block a line; what it quotes begins with ">", as in a plain letter.

    >>> from_html("<p>Ищу сына</p><style>p {}</style><p>Ивана&nbsp;К.</p>")
    'Ищу сына\\nИвана К.'
    """
    words = _Words()
    words.feed(page)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.pieces).split("\n"))
    return "\n".join(line for line in lines if line.strip("> "))


_HISTORY = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|исходное сообщение|вихідне повідомлення|початкове повідомлення)\s*-{2,}\s*$"
    r"|on\b[^\n]{4,120}\bwrote:\s*$"
    r"|[^\n]{4,120}\s(?:написал|написала|написал\(а\)|пише|написав|написала|пишет):\s*$"
    r"|\d{1,2}\.\d{1,2}\.\d{4},? \d{1,2}:\d{2},? [^\n]{0,100}<[^<>\n]+@[^<>\n]+>:\s*$"
    r"|[^\n]{0,60}\d{1,2}:\d{2}[^\n]{0,20} (?:от|від|from) [^\n]{0,100}<[^<>\n]+@[^<>\n]+>:\s*$"
    r"|_{10,}\s*\n\s*(?:from|от|від):"
    r"|(?:from|от|від):[^\n]+\n\s*(?:sent|date|отправлено|дата|надіслано|відправлено):[^\n]+\n\s*(?:to|кому|subject|тема):)",
    re.IGNORECASE | re.MULTILINE,
)
"""How mail programs head the letter that is answered, in English, Russian and Ukrainian."""
_SENT_ON = re.compile(
    r"^\s*-{2,}[^\n]{0,20}(?:forwarded message|пересланное сообщение|пересылаемое сообщение|переслане повідомлення)",
    re.IGNORECASE | re.MULTILINE,
)
"""How they head one that is sent on: that is not history, but what the letter is about."""


def parted(body: str) -> tuple[str, str]:
    """Return the newest letter, and what it quotes of those it answers: that was read when it came.

    A letter in which nothing else is left, or that is sent on, stays whole.

    >>> parted("Он из Курска.\\n\\n09.08.2024, 10:22, Приёмная <a@example.org>:\\n> Откуда он?")
    ('Он из Курска.', '09.08.2024, 10:22, Приёмная <a@example.org>:\\n> Откуда он?')
    """
    found = _HISTORY.search(body)
    sent_on = _SENT_ON.search(body)
    if sent_on and not (found and found.start() < sent_on.start()):
        return body, ""
    newest, older = (body[: found.start()], body[found.start() :]) if found else (body, "")
    lines = newest.split("\n")
    own = "\n".join(line for line in lines if not line.lstrip().startswith(">")).strip()
    quoted = "\n".join(line for line in lines if line.lstrip().startswith(">"))
    if not own:
        return body, ""
    return own, "\n".join(part for part in (quoted, older.strip()) if part)
