"""A page as it was published, without its clutter: title, publisher, day, and the report itself.

For pages pasted as text and for pages saved as HTML (webpages.py). What is clutter is said in clutter.py.

>>> read_page("Menu\\n\\nBoy missing near Sudzha\\nEastern Herald, 12 May 2024\\n\\nHe has not called since May.\\n\\nLeave a comment").body
'He has not called since May.'
"""

import re
from dataclasses import dataclass, replace

from tidings.extraction import webpages
from tidings.extraction.clutter import (
    LATEST,
    LONGEST_TITLE,
    MARKS,
    day_named,
    is_dateline,
    is_prose,
    without_clutter,
    words,
)
from tidings.extraction.days import whens

__all__ = ["LATEST", "Page", "read_page"]

_TIME = re.compile(r"(?:\b(?:в|о|об|at)\s)?\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:GMT|UTC|MSK|EET|мск|МСК))?")


@dataclass(frozen=True)
class Page:
    """What a page says of itself, and the report on it; `published` is YYYY-MM-DD or less; None: not said."""

    title: str
    published: str | None
    publisher: str | None
    body: str


def read_page(text: str) -> Page:
    """Return what was pasted, or saved as HTML, without its clutter. Any text can be read."""
    if webpages.is_saved(text):
        return _of_saved(webpages.saved(text))
    return _of_lines([line.strip() for line in text.splitlines()])


def _of_lines(lines: list[str]) -> Page:
    kept = without_clutter([line for line in lines if line])
    head = _head(kept)
    rest = kept[len(head) :]
    if not rest:
        head, rest = head[:1], head[1:]
    title = _title(head)
    heading, body = _sorted(head, title)
    opening = [*_opening_day(rest), *_agency(rest)]
    page = _said([*heading, *opening], Page(title, None, None, "\n\n".join([*body, *rest])))
    return page if page.title else replace(page, title=_first_words(page.body))


def _opening_day(lines: list[str]) -> list[str]:
    """Return the day with which the first paragraph begins: "22 May 2023 - Monitors have …"."""
    begins = lines[0][:40] if lines else ""
    found = [when for when in whens(begins, LATEST) if when.year and when.day and when.start < 2]
    return [begins[: found[0].end]] if found else []


def _head(lines: list[str]) -> list[str]:
    """Return the lines before the first paragraph; a question right above who published it and when is a heading."""
    for at, line in enumerate(lines):
        asks = line[-1] in "?!" and len(line) <= LONGEST_TITLE
        heads = asks and any(is_dateline(after) or _is_introduced(after) for after in lines[at + 1 : at + 3])
        if is_prose(line) and not heads:
            return lines[:at]
    return lines


_AGENCY = re.compile(
    r"[A-ZА-ЯЁІЇЄҐ][^\n]{2,70}?(?:\((?P<round>[^()\d]{2,30})\)|/(?P<slash>[^/\d]{2,30})/|[.,]\s(?P<plain>[^\d.,()]{2,30}))\s?[.]?\s[—–-]{1,2}\s"
)


def _agency(lines: list[str]) -> list[str]:
    """Return what an agency puts before its report, the day and its name: "RIGA, Sept 17, 2024 (Interpress) - …"."""
    found = _AGENCY.match(lines[0]) if lines else None
    if not found or not found[0].split()[0].strip(".,").isupper():
        return []
    day = day_named(found[0])
    name = found["round"] or found["slash"] or (found["plain"] if day else None)
    return [part for part in (day, name) if part]


_BYLINE = re.compile(r"[^\W\d_][\w’'-]+(?:\s[^\W\d_][\w’'-]+){1,2},?\s[«“\"][^«»“”\"]{2,60}[»”\"]$")


def _is_byline(line: str) -> bool:
    """Return whether a line names a writer and the paper: "Daryna Osadcha, «Krynytsia Weekly»"."""
    return bool(_BYLINE.match(line))


def _title(head: list[str]) -> str:
    """Return the longest line that may be a heading; nothing where none is."""
    may = [line for line in head if not (is_dateline(line) or _is_introduced(line) or _is_byline(line))]
    named = [line for line in may if not _is_publisher(line)]
    return max(named or may, key=len, default="")


def _sorted(head: list[str], title: str) -> tuple[list[str], list[str]]:
    """Return the short lines around the title that say who and when, and those that belong to the report."""
    others = [line for line in head if line != title]
    says = [
        line
        for line in others
        if is_dateline(line) or _is_introduced(line) or _is_byline(line) or _may_publish(line)
    ]
    return says, [line for line in others if line not in says and head.index(line) > head.index(title)]


def _is_introduced(line: str) -> bool:
    return any(start <= 2 for start, _ in words("introduced").spans(line)) and len(line) < 80


def _is_publisher(line: str) -> bool:
    return len(line.split()) <= 6 and bool(words("publisher").spans(line))


def _may_publish(line: str) -> bool:
    """Return whether a line under the title may be a name: a few words, the first with a capital letter."""
    few = 2 <= len(line.split()) <= 5 or _is_publisher(line)
    is_part = re.match(r"[^\W\d_]{1,4}\.\s", line) or words("no_publisher").spans(line)
    return few and line[0].isupper() and line[-1] != ":" and not is_part and not any(map(str.isdigit, line))


def _said(heading: list[str], page: Page) -> Page:
    """Return the page with the day and the publisher that its heading lines name."""
    published = next((day for line in [*heading, _closing_day(page.title)] if (day := day_named(line))), None)
    last = sorted(heading, key=_is_writer)
    named = [name for line in last if (name := _name(line))]
    surely = [name for name in named if _is_publisher(name)]
    return replace(page, published=published, publisher=next(iter(surely or named), None))


def _closing_day(title: str) -> str:
    """Return the day with which a title ends, and no period: "Bulletin 17, May 2023"."""
    named = whens(title, LATEST)
    alone = len(named) == 1 and named[0].year and not title[named[0].end :].strip(MARKS)
    return title[named[0].start : named[0].end] if alone else ""


def _is_writer(line: str) -> bool:
    """Return whether a line begins by saying who wrote the report."""
    return any(start == 0 for start, _ in words("writer").spans(line))


def _name(line: str) -> str | None:
    """Return who published, as a heading line has it, without the day and the words before it."""
    for when in reversed(whens(line, LATEST)):
        line = line[: when.start] + "|" + line[when.end :] if when.year or when.day else line
    line = _TIME.sub("|", line)
    by = _is_byline(line) or any(start == 0 for start, _ in words("introduced").spans(line))
    for start, end in reversed(words("introduced").spans(line)):
        line = line[:start] + "|" + line[end:] if start <= 2 else line
    pieces = [piece.strip(MARKS + "\u200b") for piece in re.split(r"[|·,]|\s[-–—]\s", line)]
    pieces = [_closed(piece) for piece in pieces if re.search(r"[^\W\d_]{2}", piece)]
    pieces = [piece for piece in pieces if not words("no_publisher").spans(piece)]
    pieces = pieces if by else [piece for piece in pieces if not _is_writer(piece)]
    surely = [piece for piece in pieces if _is_publisher(piece)]
    return next(iter(surely), None) or (pieces[-1] if pieces and (by or len(pieces) == 1) else None)


def _closed(piece: str) -> str:
    """Give a name back the quotation mark that was stripped from its end."""
    for opening, closing in ("«»", "“”"):
        if piece.count(opening) > piece.count(closing):
            return piece + closing
    return piece


def _first_words(body: str) -> str:
    """Return the beginning of a report without a heading: its first sentence, or the first two if that is short."""
    line = body.split("\n", 1)[0]
    for found in re.finditer(r"[.!?…]+[»”\"')]*(?=\s|$)", line):
        if found.end() >= 20 and found.end() <= LONGEST_TITLE:
            return line[: found.end()]
    return line[:LONGEST_TITLE]


def _of_saved(saved: webpages.Saved) -> Page:
    page = _of_lines([line for line in saved.lines if line != saved.heading])
    title = saved.title
    if title and _first_words(page.body) != page.title and page.title != title:
        page = replace(page, body=f"{page.title}\n\n{page.body}".strip())
    return replace(
        page,
        title=title[:LONGEST_TITLE] or page.title,
        published=_iso(saved.published) or page.published,
        publisher=saved.publisher or page.publisher,
    )


def _iso(said: str) -> str | None:
    found = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", said.strip())
    return found[0] if found else day_named(said)
