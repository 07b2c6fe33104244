"""What stands on a printed page and is no person: a line in which none is read, and what stands on every page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tidings.errors import InvalidRecord
from tidings.extraction import lists
from tidings.extraction.channels.people import Listed
from tidings.extraction.channels.pieces import LeftOut
from tidings.extraction.layout import Line
from tidings.files import Where

EDGE = 2
"""Lines at the top and at the bottom of a page among which the ones are that stand on every page."""
SHOWN = 80
"""Signs of a line that are said where nobody was read in it."""


@dataclass(frozen=True)
class Found:
    """One person, or a line in which none was read, and where it stands; `words` are those of the page."""

    page: int
    line: int
    words: str
    piece: Listed | InvalidRecord | LeftOut


def repeats(row: Line) -> Found:
    """Return a line of which nothing is read since it is there on every page, or heads a table."""
    return Found(row.page, row.number, row.text, LeftOut("repeated", row.text))


_PAGE_NUMBER = re.compile(
    r"\W*(?:стр(?:аница|\.)?|page|сторінка|лист|арк(?:уш|\.)?)?\W*\d+(?:\s*(?:из|з|of|/)\s*\d+)?\W*",
    re.IGNORECASE,
)


def repeated(pages: Sequence[Sequence[Line]]) -> set[Line]:
    """Return the lines that stand at the top or bottom of more than one page, and the numbers of pages.

    Two people of one name may stand there as well: what begins as a person does is none of these.
    """
    edges = [set((*page[:EDGE], *page[-EDGE:])) for page in pages]
    seen = Counter(words for edge in edges for words in {_plain(line) for line in edge})
    twice = {line for edge in edges for line in edge if seen[_plain(line)] > 1 and not _may_be_person(line)}
    numbers = {line for edge in edges for line in edge if _PAGE_NUMBER.fullmatch(line.text)}
    return twice | (numbers if len(pages) > 1 else set())


def _plain(line: Line) -> str:
    return " ".join(line.text.lower().split())


def _may_be_person(line: Line) -> bool:
    return bool(lists.is_numbered(line.text) or re.match(r"\d+\s", line.text) or lists.begins(line.text))


def left(line: Line) -> Found:
    """Return a line in which nobody is read: one that looks like a person needs a look, other words are left out."""
    words = " ".join(line.text.split())
    if lists.is_numbered(line.text) or re.match(r"\d+\s", line.text):
        return Found(line.page, line.number, words, nobody(Where("", line.number, page=line.page), words))
    return Found(line.page, line.number, words, LeftOut("prose", words[:SHOWN]))


def nobody(where: Where, words: str) -> InvalidRecord:
    said = words[:SHOWN]
    return InvalidRecord(
        en=f"{where.en}: no name can be read in “{said}”. Look at the page; add the person by hand if it is one.",
        ru=f"{where.ru}: в «{said}» не читается имя. Посмотрите на страницу; если это человек, впишите его сами.",
        uk=f"{where.uk}: у «{said}» не читається ім’я. Подивіться на сторінку; якщо це людина, впишіть її самі.",
    )
