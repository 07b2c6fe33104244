"""A page as it was published, without its clutter: title, publisher, day, and the report itself.

For pages pasted as text and for pages saved as HTML. The lists of what is clutter stand in pages.toml.

>>> read_page("Menu\\n\\nBoy missing near Sudzha\\nEastern Herald, 12 May 2024\\n\\nHe has not called since May.\\n\\nLeave a comment").body
'He has not called since May.'
"""

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tidings.extraction.days import whens
from tidings.text.phrases import Phrases, fold, lists, of_languages

LATEST = date(2200, 1, 1)
LONGEST_TITLE = 220
_MENU = re.compile(r"[|·›»]\s|\s[|·›]|\s/\s|[^\W\d_]{3}/[^\W\d_]{3}|[^\W\d_]\s{2,}[^\W\d_]|\d/\d")
_SENTENCE_END = re.compile(r"[.!?…][»”\"')\]]*$")
_BETWEEN_LINKS = re.compile(r"\s*[|·›»/]\s*|\s{2,}")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_TIME = re.compile(r"(?:\b(?:в|о|об|at)\s)?\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:GMT|UTC|MSK|EET|мск|МСК))?")
_MARKS = ' \t:,;.|·—–-•()«»“”"©'


@dataclass(frozen=True)
class Page:
    """What a page says of itself, and the report on it; `published` is YYYY-MM-DD or less; None: not said."""

    title: str
    published: str | None
    publisher: str | None
    body: str


def read_page(text: str) -> Page:
    """Return what was pasted, or saved as HTML, without its clutter. Any text can be read."""
    if _is_html(text):
        return _of_html(text)
    return _of_lines([line.strip() for line in text.splitlines()])


@cache
def _table() -> dict[str, Any]:
    return lists(Path(__file__).with_name("pages.toml"))


@cache
def _words(name: str) -> Phrases:
    return of_languages(_table()[name])


# --- pasted text


def _of_lines(lines: list[str]) -> Page:
    kept = _without_clutter([line for line in lines if line])
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
        heads = asks and any(_is_dateline(after) or _is_introduced(after) for after in lines[at + 1 : at + 3])
        if _is_prose(line) and not heads:
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
    day = _day(found[0])
    name = found["round"] or found["slash"] or (found["plain"] if day else None)
    return [part for part in (day, name) if part]


def _without_clutter(lines: list[str]) -> list[str]:
    """Return the lines of the report, with those that head it."""
    kept: list[str] = []
    for line in _without_links(_without_menus(lines)):
        if _ends(line) and any(map(_is_prose, kept)):
            break
        if not _is_clutter(line):
            kept.append(line)
    return kept or lines


def _without_links(lines: list[str]) -> Iterator[str]:
    """Yield the lines without links to other reports: "Read also: …", and the titles under such a heading, up to the
    next paragraph."""
    linked = False
    for line in lines:
        links = _links(line)
        linked = links or (linked and not _is_prose(line) and not _ends(line))
        if not linked:
            yield line


def _links(line: str) -> bool:
    """Return whether a line leads to other reports: it begins with words for that, and is no sentence."""
    if len(line) > _table()["links"]["longest"]:
        return False
    begins = [end for start, end in _words("links").spans(line) if not any(map(str.isalnum, line[:start]))]
    return bool(begins) and (":" in line[begins[0] : begins[0] + 2] or not _SENTENCE_END.search(line))


MENU = 4
"""Lines of a few words in a row from which on they are a menu, and not a heading with who and when."""
_BULLET = re.compile(r"\s*(?:[•●▪◦■▶✔✅❌►*]\W{0,2}|\d{1,3}[.)]\s|[—–-]\s)")


def _without_menus(lines: list[str]) -> list[str]:
    """Return the lines without the rows of links of a word or two, one a line, and without such links alone."""
    kept: list[str] = []
    for is_short, group in itertools.groupby(lines, _may_be_link):
        run = list(group)
        links = [line for line in run if is_short and _is_link(line)]
        is_menu = is_short and len(run) >= MENU and 2 * len(links) >= len(run)
        kept += [] if is_menu else [line for line in run if line not in links]
    return kept


def _may_be_link(line: str) -> bool:
    """Return whether a line is so short that it may be a link of a menu: three words at most, no day, no full stop."""
    return len(line.split()) <= 3 and not _SENTENCE_END.search(line) and _day(line) is None


def _is_link(line: str) -> bool:
    """Return whether a line is nothing but the name of a part of a site: "News", "О проекте"."""
    bare = line.strip(_MARKS)
    return any(start == 0 and end == len(bare) for start, end in _words("menu").spans(bare))


def _is_clutter(line: str) -> bool:
    if _tells_day(line) and not _words("ends").spans(line):
        return False
    if not _LETTERS.search(line) or _ADDRESS.search(line):
        return True
    if len(line) > _table()["clutter"]["longest"]:
        return False
    if _words("clutter").spans(line) or (_MENU.search(line) and _is_menu(line)) or _is_label(line):
        return True
    is_sentence = _is_prose(line) and len(line.split()) > FEW_WORDS
    return not is_sentence and bool(_words("clutter_alone").spans(line))


FEW_WORDS = 6
"""Words from which on a sentence is the report's, though a word of a page's clutter is in it: "made no comments"."""
_ADDRESS = re.compile(r"^(?:\S+\s){0,6}(?:@\w{3,}|https?://\S+|t\.me/\S+)$")


def _is_label(line: str) -> bool:
    """Return whether a line begins with the name of a part of the page: "Photo: …", "Tags: …"."""
    starts = [end for start, end in _words("label").spans(line) if not any(map(str.isalnum, line[:start]))]
    return bool(starts) and (":" in line[starts[0] : starts[0] + 2] or not _SENTENCE_END.search(line))


def _tells_day(line: str) -> bool:
    """Return whether a line tells a whole day and little else: "8 February 2025 · 12 min read"."""
    found = [when for when in whens(line, LATEST) if when.year and when.month and when.day]
    return bool(found) and len(line) - sum(when.end - when.start for when in found) < 40


def _is_menu(line: str) -> bool:
    """Return whether a line is a row of links: short pieces without a day and without a sentence; what stands in
    quotation marks parts nothing."""
    pieces = _BETWEEN_LINKS.split(re.sub(r"«[^«»]*»", "…", line))
    if len(pieces) < 2 or sum(len(piece.split()) for piece in pieces) > 4 * len(pieces):
        return False
    return not _SENTENCE_END.search(line) and _day(line) is None and not _SENTENCE_END.search(line[:-1])


def _ends(line: str) -> bool:
    if len(line) > _table()["ends"]["longest"]:
        return False
    return any(not any(map(str.isalnum, line[:start])) for start, _ in _words("ends").spans(line))


def _is_prose(line: str) -> bool:
    """Return whether a line is a paragraph of the report: long, or a sentence with its full stop, and no dated line."""
    if len(line) > LONGEST_TITLE:
        return True
    if _BULLET.match(line) and line[-1] in ";:," or re.search(r"[.!?…]\s.*:$", line):
        return True
    return bool(_SENTENCE_END.search(line)) and not (len(line) < 60 and _is_dateline(line))


def _is_dateline(line: str) -> bool:
    """Return whether a line says the day and little else."""
    found = [when for when in whens(line, LATEST) if when.year]
    rest = line
    for when in reversed(found):
        rest = rest[: when.start] + rest[when.end :]
    return bool(found) and len(rest) < 50 and len(rest.split()) <= 5


_BYLINE = re.compile(r"[^\W\d_][\w’'-]+(?:\s[^\W\d_][\w’'-]+){1,2},?\s[«“\"][^«»“”\"]{2,60}[»”\"]$")


def _is_byline(line: str) -> bool:
    """Return whether a line names a writer and the paper: "Daryna Osadcha, «Krynytsia Weekly»"."""
    return bool(_BYLINE.match(line))


def _title(head: list[str]) -> str:
    """Return the longest line that may be a heading; nothing where none is."""
    may = [line for line in head if not (_is_dateline(line) or _is_introduced(line) or _is_byline(line))]
    named = [line for line in may if not _is_publisher(line)]
    return max(named or may, key=len, default="")


def _sorted(head: list[str], title: str) -> tuple[list[str], list[str]]:
    """Return the short lines around the title that say who and when, and those that belong to the report."""
    others = [line for line in head if line != title]
    says = [
        line
        for line in others
        if _is_dateline(line) or _is_introduced(line) or _is_byline(line) or _may_publish(line)
    ]
    return says, [line for line in others if line not in says and head.index(line) > head.index(title)]


def _is_introduced(line: str) -> bool:
    return any(start <= 2 for start, _ in _words("introduced").spans(line)) and len(line) < 80


def _is_publisher(line: str) -> bool:
    return len(line.split()) <= 6 and bool(_words("publisher").spans(line))


def _may_publish(line: str) -> bool:
    """Return whether a line under the title may be a name: a few words, the first with a capital letter."""
    few = 2 <= len(line.split()) <= 5 or _is_publisher(line)
    is_part = re.match(r"[^\W\d_]{1,4}\.\s", line) or _words("no_publisher").spans(line)
    return few and line[0].isupper() and line[-1] != ":" and not is_part and not any(map(str.isdigit, line))


def _said(heading: list[str], page: Page) -> Page:
    """Return the page with the day and the publisher that its heading lines name."""
    published = next((day for line in [*heading, _closing_day(page.title)] if (day := _day(line))), None)
    last = sorted(heading, key=_is_writer)
    named = [name for line in last if (name := _name(line))]
    surely = [name for name in named if _is_publisher(name)]
    return replace(page, published=published, publisher=next(iter(surely or named), None))


def _closing_day(title: str) -> str:
    """Return the day with which a title ends, and no period: "Bulletin 17, May 2023"."""
    named = whens(title, LATEST)
    alone = len(named) == 1 and named[0].year and not title[named[0].end :].strip(_MARKS)
    return title[named[0].start : named[0].end] if alone else ""


def _is_writer(words: str) -> bool:
    """Return whether words begin by saying who wrote the report."""
    return any(start == 0 for start, _ in _words("writer").spans(words))


def _day(line: str) -> str | None:
    """Return the day that a line names with its year, as precise as it does."""
    for when in whens(line, LATEST):
        if when.year and 1990 < when.year < 2100:
            parts = [f"{when.year:04}"] + [f"{part:02}" for part in (when.month, when.day) if part]
            return "-".join(parts)
    return None


def _name(line: str) -> str | None:
    """Return who published, as a heading line has it, without the day and the words before it."""
    for when in reversed(whens(line, LATEST)):
        line = line[: when.start] + "|" + line[when.end :] if when.year or when.day else line
    line = _TIME.sub("|", line)
    by = _is_byline(line) or any(start == 0 for start, _ in _words("introduced").spans(line))
    for start, end in reversed(_words("introduced").spans(line)):
        line = line[:start] + "|" + line[end:] if start <= 2 else line
    pieces = [piece.strip(_MARKS + "\u200b") for piece in re.split(r"[|·,]|\s[-–—]\s", line)]
    pieces = [_closed(piece) for piece in pieces if re.search(r"[^\W\d_]{2}", piece)]
    pieces = [piece for piece in pieces if not _words("no_publisher").spans(piece)]
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


# --- saved web pages


def _is_html(text: str) -> bool:
    return bool(re.search(r"<(?:!doctype html|html|body|article|head)\b", text[:5000], re.IGNORECASE))


def _of_html(text: str) -> Page:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    blocks = reader.of("article") or reader.of("main") or reader.of("") or reader.everything
    lines = [line for line in (" ".join(words.split()) for words in blocks) if line]
    page = _of_lines([line for line in lines if line != reader.heading])
    title = reader.heading or reader.meta("og:title", "twitter:title") or _without_site(reader.title)
    if title and _first_words(page.body) != page.title and page.title != title:
        page = replace(page, body=f"{page.title}\n\n{page.body}".strip())
    return replace(
        page,
        title=title[:LONGEST_TITLE] or page.title,
        published=_iso(reader.published) or page.published,
        publisher=reader.publisher or page.publisher,
    )


def _without_site(title: str) -> str:
    """Return a page's title without the name of the site at its end."""
    return re.split(r"\s[|–—-]\s(?=[^|–—-]{2,40}$)", title)[0].strip()


def _iso(said: str) -> str | None:
    found = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", said.strip())
    return found[0] if found else _day(said)


_BLOCKS = frozenset(
    "p div br li tr table ul ol h1 h2 h3 h4 h5 h6 hr pre blockquote section article main header td th time".split()
)
_ALONE = frozenset("area base br col embed hr img input link meta source track wbr".split())


class _Reader(HTMLParser):
    """Gathers the blocks of a page, where they stand in it, and what the page says of itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []  # element, whether it hides what is in it
        self.blocks: list[tuple[frozenset[str], str]] = []
        self.everything: list[str] = []
        self.words = ""
        self.title = ""
        self.heading = ""
        self.told: dict[str, str] = {}
        self.machine = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS or _hides(tag, had):
            self._end_block()
        if tag == "meta":
            self._keep_meta(had)
        if tag == "time" and had.get("datetime"):
            self.told.setdefault("time", had["datetime"])
        if tag == "script" and "ld+json" in had.get("type", ""):
            tag = "ld+json"
        if tag not in _ALONE:
            self.open.append((tag, _hides(tag, had)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or (tag, True) in self.open:
            self._end_block()
        names = [name for name, _ in self.open]
        tag = "ld+json" if tag == "script" and "ld+json" in names else tag
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        inside = self.open[-1][0] if self.open else ""
        if inside == "ld+json":
            self.machine += data
        elif inside == "title" and not self.title:
            self.title = " ".join(data.split())
        elif not self.open or inside not in ("script", "style", "title"):
            self.words += data

    def close(self) -> None:
        super().close()
        self._end_block()

    def of(self, element: str) -> list[str]:
        """Return the blocks inside an element; of the whole page where it is ""."""
        return [words for inside, words in self.blocks if not element or element in inside]

    def meta(self, *names: str) -> str:
        """Return the first of these that the page says of itself."""
        return next((self.told[name] for name in names if self.told.get(name)), "")

    @property
    def published(self) -> str:
        """The moment of publication as the page has it."""
        return self.meta("article:published_time", "datepublished", "date", "pubdate", "dc.date") or (
            _found_in(self.machine, "datePublished") or self.meta("time")
        )

    @property
    def publisher(self) -> str | None:
        """Who published the page, as it says itself."""
        return self.meta("og:site_name") or _found_in(self.machine, "publisher") or None

    def _keep_meta(self, had: dict[str, str]) -> None:
        name = (had.get("property") or had.get("name") or had.get("itemprop") or "").lower()
        self.told.setdefault(name, " ".join(had.get("content", "").split()))

    def _end_block(self) -> None:
        words, self.words = " ".join(self.words.split()), ""
        if not words:
            return
        self.everything.append(words)
        if any(hides for _, hides in self.open):
            return
        inside = frozenset(name for name, _ in self.open)
        if "h1" in inside and not self.heading:
            self.heading = words
        elif "header" not in inside or "article" in inside or "main" in inside:
            self.blocks.append((inside, words))


def _hides(tag: str, had: dict[str, str]) -> bool:
    """Return whether an element and what is in it is no part of the report."""
    hidden = _table()["hidden"]
    if tag in ("html", "body", "article", "main", "head"):
        return False
    named = fold(f"{had.get('class', '')} {had.get('id', '')}")
    words = re.split(r"[\s_-]+", named)
    return (
        tag in (*hidden["elements"], "ld+json")
        or any(word in named for word in hidden["named"])
        or any(word in words for word in hidden["words"])
    )


def _found_in(machine: str, name: str) -> str:
    """Return a value of the description for search engines (JSON-LD) that a page may carry."""
    try:
        waiting: list[Any] = [json.loads(machine)] if machine.strip() else []
    except (ValueError, RecursionError):
        return ""
    for thing in _things(waiting):
        value = thing.get(name)
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return ""


def _things(waiting: list[Any]) -> Iterator[dict[str, Any]]:
    while waiting:
        thing = waiting.pop(0)
        if isinstance(thing, dict):
            yield thing
            waiting += thing.values()
        elif isinstance(thing, list):
            waiting += thing
