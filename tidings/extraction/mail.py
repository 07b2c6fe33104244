"""One e-mail as a text: subject, words, sender; without attachments, mark-up, or the letters it answers."""

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

_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Letter:
    """What an e-mail says, and the day in its Date, if that can be read."""

    text: str
    date: date | None


def read(file: files.File) -> Letter:
    """Return one e-mail. Raises InputError with file and line where it cannot be read as it declares itself."""
    raw, where = _bytes(file), files.Where(file, 1)
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    if not any(parsed[name] for name in ("From", "Date", "Subject", "Message-ID")):
        raise InvalidRecord(
            en=f"{where.en}: there are no e-mail headers (From, Date, Subject). Is it an e-mail?",
            ru=f"{where.ru}: нет заголовков письма (From, Date, Subject). Это электронное письмо?",
            uk=f"{where.uk}: немає заголовків листа (From, Date, Subject). Це електронний лист?",
        )
    text = _text(parsed, file)
    if not text.strip():
        raise InvalidRecord(
            en=f"{where.en}: the e-mail has no words, only attachments or nothing.",
            ru=f"{where.ru}: в письме нет слов, только вложения или ничего.",
            uk=f"{where.uk}: у листі немає слів, лише вкладення або нічого.",
        )
    return Letter(text, _day(parsed))


def _bytes(file: files.File) -> bytes:
    """Return the file; its lines and its size are bounded, and its bytes are those of a mail."""
    pieces, size = [], 0
    for number, line in files.raw_lines(file):
        size += len(line)
        if size > _LARGEST:
            where, most = files.Where(file, number), _LARGEST // 1024 // 1024
            raise UnreadableInput(
                en=f"{where.en}: the e-mail is larger than {most} MiB. Save it without attachments.",
                ru=f"{where.ru}: письмо больше {most} МиБ. Сохраните его без вложений.",
                uk=f"{where.uk}: лист більший за {most} МіБ. Збережіть його без вкладень.",
            )
        pieces.append(line)
    return b"".join(pieces)


def _day(letter: EmailMessage) -> date | None:
    """Return the day of the Date header, in the zone of who wrote it."""
    try:
        written = letter["Date"].datetime
    except (AttributeError, TypeError, ValueError, IndexError, OverflowError):
        return None
    return written.date() if isinstance(written, datetime) else None


def _text(letter: EmailMessage, file: files.File) -> str:
    """Return subject, words and sender, each where it adds something."""
    body = without_history(_body(letter, file))
    subject = _header(letter, "Subject")
    sender = _header(letter, "From")
    first = [subject] if subject and subject not in body else []
    address = re.search(r"[^\s<>]+@[^\s<>]+", sender)
    if not body and not subject:
        return ""
    last = [sender] if address and address[0].lower() not in body.lower() else []
    return "\n\n".join([*first, body, *last]).strip()


def _header(letter: EmailMessage, name: str) -> str:
    try:
        value = str(letter[name] or "")
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""  # a header too broken for its parser says nothing
    return value.encode("utf-8", "replace").decode("utf-8").strip()


def _body(letter: EmailMessage, file: files.File) -> str:
    """Return the words: the plain part where there is one, else the HTML part as text."""
    plain, marked = [], []
    for part in _parts(letter):
        kind = part.get_content_type()
        if kind == "text/plain":
            plain.append(_decoded(part, file))
        elif kind == "text/html":
            marked.append(from_html(_decoded(part, file)))
    written = "\n".join(plain) if any(text.strip() for text in plain) else "\n".join(marked)
    return written.replace("\r\n", "\n").strip()


def _parts(letter: EmailMessage) -> Iterator[EmailMessage]:
    for part in letter.walk():
        if not part.is_multipart() and part.get_content_disposition() != "attachment":
            yield part


def _decoded(part: EmailMessage, file: files.File) -> str:
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
    where = files.Where(file)
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


_BLOCKS = {"p", "div", "br", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "hr", "pre"}
_HIDDEN = {"script", "style", "head", "title"}


class _Words(HTMLParser):
    """Gathers the words of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.silent += 1
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN and self.silent:
            self.silent -= 1
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(re.sub(r"\s+", " ", data))


def from_html(page: str) -> str:
    """Return the words of an HTML page, one block a line.

    >>> from_html("<p>Ищу сына</p><style>p {}</style><p>Ивана&nbsp;К.</p>")
    'Ищу сына\\nИвана К.'
    """
    words = _Words()
    words.feed(page)
    words.close()
    lines = (line.strip() for line in "".join(words.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


_HISTORY = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|исходное сообщение|вихідне повідомлення)\s*-{2,}"
    r"|(?:on\b[^\n]{4,120}\bwrote|[^\n]{4,120}\s(?:написал|написала|написал\(а\)|пише|написав|написала)):)\s*$",
    re.IGNORECASE | re.MULTILINE,
)


def without_history(body: str) -> str:
    """Return the newest letter only: what it answers, quoted below, was read when it came.

    A letter in which nothing else is left (a forwarded one) stays whole.
    """
    found = _HISTORY.search(body)
    newest = body[: found.start()] if found else body
    kept = [line for line in newest.split("\n") if not line.lstrip().startswith(">")]
    own = "\n".join(kept).strip()
    return own or body
