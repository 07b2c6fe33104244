"""What stands on a page and is no part of the report, line by line: menus, links to other reports, labels, notices.

The lists of what is clutter stand in pages.toml.

>>> without_clutter(["News | Sport | About", "He has not called since May.", "Read also: Ten soups for autumn", "Leave a comment"])
['He has not called since May.']
"""

import itertools
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tidings.extraction.days import whens
from tidings.text.phrases import Phrases, lists, of_languages

LATEST = date(2200, 1, 1)
LONGEST_TITLE = 220
MARKS = ' \t:,;.|·—–-•()«»“”"©'
_MENU = re.compile(r"[|·›»]\s|\s[|·›]|\s/\s|[^\W\d_]{3}/[^\W\d_]{3}|[^\W\d_]\s{2,}[^\W\d_]|\d/\d")
_SENTENCE_END = re.compile(r"[.!?…][»”\"')\]]*$")
_BETWEEN_LINKS = re.compile(r"\s*[|·›»/]\s*|\s{2,}")
_REDUCED = re.compile(r"\d\s?%\soff\b|(?<![\w-])[-–−]\s?\d{1,2}\s?%")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@cache
def table() -> dict[str, Any]:
    return lists(Path(__file__).with_name("pages.toml"))


@cache
def words(name: str) -> Phrases:
    return of_languages(table()[name])


def without_clutter(lines: list[str]) -> list[str]:
    """Return the lines of the report, with those that head it."""
    kept: list[str] = []
    for line in _without_links(_without_adverts(_without_menus(lines))):
        if _ends(line) and any(map(is_prose, kept)):
            break
        if not _is_clutter(line):
            kept.append(line)
        elif day := _dated_piece(line):
            kept.append(day)
    return kept or lines


def _dated_piece(line: str) -> str:
    """Return what tells a whole day in a row of pieces: "Published 3 May 2024 | 4 min read | Share: Telegram"."""
    pieces = [piece for piece in re.split(r"\s*[|·•]\s*", line) if piece]
    return next((piece for piece in pieces if len(pieces) > 1 and _tells_day(piece)), "")


def _without_adverts(lines: list[str]) -> list[str]:
    """Return the lines without what is for sale: what offers something, and what stands under "Advertisement", up to
    the next paragraph."""
    kept: list[str] = []
    under = begun = False
    for line in lines:
        under = _heads_adverts(line) or (under and not is_prose(line) and not _ends(line))
        begun = begun or is_prose(line)
        if not under and not (begun and _offers(line)):
            kept.append(line)
    return kept


def _heads_adverts(line: str) -> bool:
    """Return whether a line says nothing but that advertisements follow: "[Реклама]", "— Advertisement —"."""
    bare = line.strip(MARKS + "[]*_=~<>/\\")
    return any(start == 0 and end == len(bare) for start, end in words("adverts").spans(bare))


def _offers(line: str) -> bool:
    """Return whether a short line offers something for sale: "Garden furniture, now 40% off"."""
    if len(line) > table()["offers"]["longest"]:
        return False
    found = [*words("offers").spans(line), *_REDUCED.findall(line)]
    return len(found) > (1 if is_prose(line) else 0)


def _without_links(lines: list[str]) -> Iterator[str]:
    """Yield the lines without links to other reports: "Read also: …", and the titles under such a heading, up to the
    next paragraph."""
    linked = False
    for line in lines:
        links = _links(line)
        linked = links or (linked and not is_prose(line) and not _ends(line))
        if not linked:
            yield line


def _links(line: str) -> bool:
    """Return whether a line leads to other reports: it begins with words for that, and is no sentence."""
    if len(line) > table()["links"]["longest"]:
        return False
    begins = [end for start, end in words("links").spans(line) if not any(map(str.isalnum, line[:start]))]
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
    return len(line.split()) <= 3 and not _SENTENCE_END.search(line) and day_named(line) is None


def _is_link(line: str) -> bool:
    """Return whether a line is nothing but the name of a part of a site: "News", "О проекте"."""
    bare = line.strip(MARKS)
    return any(start == 0 and end == len(bare) for start, end in words("menu").spans(bare))


def _is_clutter(line: str) -> bool:
    if _tells_day(line) and not words("ends").spans(line):
        return False
    if not _LETTERS.search(line) or _ADDRESS.search(line):
        return True
    if len(line) > table()["clutter"]["longest"]:
        return False
    if words("clutter").spans(line) or (_MENU.search(line) and _is_menu(line)) or _is_label(line):
        return True
    is_sentence = is_prose(line) and len(line.split()) > FEW_WORDS
    return not is_sentence and bool(words("clutter_alone").spans(line))


FEW_WORDS = 6
"""Words from which on a sentence is the report's, though a word of a page's clutter is in it: "made no comments"."""
_ADDRESS = re.compile(r"^(?:\S+\s){0,6}(?:@\w{3,}|https?://\S+|t\.me/\S+)$")


def _is_label(line: str) -> bool:
    """Return whether a line begins with the name of a part of the page: "Photo: …", "Tags: …"."""
    starts = [end for start, end in words("label").spans(line) if not any(map(str.isalnum, line[:start]))]
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
    return not _SENTENCE_END.search(line) and day_named(line) is None and not _SENTENCE_END.search(line[:-1])


def _ends(line: str) -> bool:
    if len(line) > table()["ends"]["longest"]:
        return False
    return any(not any(map(str.isalnum, line[:start])) for start, _ in words("ends").spans(line))


def is_prose(line: str) -> bool:
    """Return whether a line is a paragraph of the report: long, or a sentence with its full stop, and no dated line."""
    if len(line) > LONGEST_TITLE:
        return True
    if _BULLET.match(line) and line[-1] in ";:," or re.search(r"[.!?…]\s.*:$", line):
        return True
    return bool(_SENTENCE_END.search(line)) and not (len(line) < 60 and is_dateline(line))


def is_dateline(line: str) -> bool:
    """Return whether a line says the day and little else."""
    found = [when for when in whens(line, LATEST) if when.year]
    rest = line
    for when in reversed(found):
        rest = rest[: when.start] + rest[when.end :]
    return bool(found) and len(rest) < 50 and len(rest.split()) <= 5


def day_named(line: str) -> str | None:
    """Return the day that a line names with its year, as precise as it does."""
    for when in whens(line, LATEST):
        if when.year and 1990 < when.year < 2100:
            parts = [f"{when.year:04}"] + [f"{part:02}" for part in (when.month, when.day) if part]
            return "-".join(parts)
    return None
