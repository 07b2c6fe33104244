"""What is named in a text that nobody wrote to us: ages, call signs, places, units, with their place in it."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tidings.extraction.finders import FINDERS
from tidings.extraction.languages import language
from tidings.extraction.mentions import Mention

SOME_DAY = date(2000, 1, 1)
"""No kind that is marked depends on the day of reading."""
KINDS = ("age", "call_sign", "email", "phone", "place", "unit")
"""What is marked in a report. A name in it is somebody's words about somebody: it is left to a later version."""

_CALL_SIGN = re.compile(r"(?:call[- ]signs?|позывн\w+|позивн\w+)\s+[«“\"]?([^\W\d_][\w-]+)", re.IGNORECASE)
_CLUTTER = re.compile(
    r"[|·]|(?<!\b[^\W\d_])/|\s{2,}|^\W*(?:read also|читайте также|читайте також)", re.IGNORECASE
)  # a slash after a single letter is an abbreviation: в/ч, п/я
_LONGEST_TITLE = 220


@dataclass(frozen=True)
class Report:
    """A press report as it was published, with what is named in it: proposals, each a span of `text`."""

    title: str
    lang: str  # ru, uk, en or mixed
    text: str
    mentions: tuple[Mention, ...]


def read_named(text: str) -> Report:
    """Return what a report says of itself and what is named in it. Any text can be read."""
    found = [one for find in FINDERS for one in find(text, SOME_DAY) if one.kind in KINDS]
    found += _call_signs(text)
    prose = _prose(text)
    kept = {one for one in found if any(start <= one.start and one.end <= end for start, end in prose)}
    mentions = sorted(kept, key=lambda one: (one.start, one.end, one.kind))
    return Report(_title(text), language(text), text, tuple(mentions))


def _title(text: str) -> str:
    """Return the longest line before the first paragraph that looks like a heading and not like a menu."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    above = list(itertools.takewhile(lambda line: len(line) <= _LONGEST_TITLE, lines))
    headings = [line for line in above[:12] if not _CLUTTER.search(line) and not line.endswith(".")]
    return max(headings, key=len, default=lines[0][:_LONGEST_TITLE] if lines else "")


def _prose(text: str) -> list[tuple[int, int]]:
    """Return the spans of lines that are prose: menus, counters and adverts name nobody."""
    lines = re.finditer(r"[^\n]+", text)
    return [
        found.span() for found in lines if not _CLUTTER.search(found[0]) or len(found[0]) > _LONGEST_TITLE
    ]


def _call_signs(text: str) -> Iterator[Mention]:
    for found in _CALL_SIGN.finditer(text):
        yield Mention("call_sign", found[1], found.start(1), found.end(1), found[1])
