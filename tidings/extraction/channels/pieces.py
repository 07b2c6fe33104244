"""What a channel yields of a file: messages, what is none and why, and how much was left out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from tidings.errors import InvalidRecord
from tidings.extraction.channels.columns import Mapping
from tidings.extraction.messages import Message
from tidings.files import File
from tidings.text.sentences import Sentence


@dataclass(frozen=True)
class Asked:
    """What is told of a file from outside."""

    name: str  # by which its messages are named
    received: date | None = None  # the day of messages that do not say it themselves
    mapping: Mapping | None = None  # what the columns of a sheet are; None: guessed
    ours: frozenset[str] = field(default_factory=frozenset)  # what the office is called in it
    order: str = ""  # of a date such as 03/04/2025: day or month first; empty: as the file itself shows


@dataclass(frozen=True)
class LeftOut:
    """Something of a file that is no message; `why` is of WHY, `words` what it said."""

    why: str
    words: str = ""


Piece = Message | InvalidRecord | LeftOut
Reader = Callable[[File, Asked], Iterator[tuple[int, Piece]]]
"""Yields each piece with its number: a line, a row, the number of a message."""

WHY = {
    "service": Sentence(
        en="lines of the service itself: who joined, calls, settings",
        ru="строки самого сервиса: кто вошёл, звонки, настройки",
        uk="рядки самого сервісу: хто приєднався, дзвінки, налаштування",
    ),
    "media": Sentence(
        en="files without a word beside them",
        ru="файлы без слов рядом с ними",
        uk="файли без слів поруч",
    ),
    "deleted": Sentence(
        en="messages that their sender deleted",
        ru="сообщения, удалённые отправителем",
        uk="повідомлення, видалені відправником",
    ),
    "ours": Sentence(en="our own answers", ru="наши собственные ответы", uk="наші власні відповіді"),
    "empty": Sentence(en="empty rows", ru="пустые строки", uk="порожні рядки"),
    "twice": Sentence(
        en="letters that stand in the file twice",
        ru="письма, которые есть в файле дважды",
        uk="листи, які є у файлі двічі",
    ),
    "column": Sentence(
        en="columns that nothing is known of",
        ru="столбцы, о которых ничего не известно",
        uk="стовпці, про які нічого не відомо",
    ),
    "sheet": Sentence(en="other sheets of the workbook", ru="другие листы книги", uk="інші аркуші книги"),
    "repeated": Sentence(
        en="what stands on every page: headings, numbers of pages",
        ru="то, что стоит на каждой странице: заголовки, номера страниц",
        uk="те, що стоїть на кожній сторінці: заголовки, номери сторінок",
    ),
    "prose": Sentence(
        en="words that name nobody on the list",
        ru="слова, в которых никто не назван",
        uk="слова, у яких нікого не названо",
    ),
    "beside": Sentence(
        en="files that belong to an export (pictures, voice messages)",
        ru="файлы при выгрузке (снимки, голосовые сообщения)",
        uk="файли при вивантаженні (світлини, голосові повідомлення)",
    ),
}
"""Why something is left out; each is counted, and said."""


def say_left_out(why: str, count: int) -> Sentence:
    """Return the sentence that says how many of a kind were left out."""
    return Sentence(
        en="left out: {what} ({count})",
        ru="не прочитано: {what} ({count})",
        uk="не прочитано: {what} ({count})",
    ).fill(what=WHY[why], count=count)
