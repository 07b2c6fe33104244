"""A press report on printed pages: its paragraphs, whole again over lines, columns and pages, and where each page begins.

>>> pages = [[(20.0, 100.0, 90.0, 110.0, "He was taken to")], [(20.0, 700.0, 90.0, 710.0, "the border.")]]
>>> read = read_pages(pages)
>>> read.text, read.begins
('He was taken to the border.', (0, 16))
>>> [page_at(read.begins, place) for place in (0, 16, 20)]
[1, 2, 2]
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tidings.errors import UnreadableInput
from tidings.extraction import layout, printed_rest
from tidings.extraction.layout import Line, Placed

BETWEEN = "\n\n"
"""Between two paragraphs."""
TALLER = 1.2
"""Times the height of the next line: letters that differ so much belong to a heading."""
LOOSE = 0.35
"""Of the height of a line: by so much wider than between most lines is the gap between two paragraphs."""
MOST = 0.5
"""Of the height of a line: lines of a paragraph stand no further apart."""
INDENT = 0.8
"""Of the height of a line: a line that begins so far in begins a paragraph."""
FULL = 0.9
"""Of the lines of a column end at its edge or before; the others are headings, or stand in the margin."""
BLANK = 0.3
"""Of the height of a line: how wide a blank is at least."""
_NUMBER = re.compile(r"\d+")
_PARTED = re.compile(r"[^\W\d_]-$")
_ENDS = re.compile(r"[.!?…:][»”\"')\]]*$")


@dataclass(frozen=True)
class Read:
    """The words of a report, a line for each paragraph and a blank one between, and where in them each page begins."""

    text: str
    begins: tuple[int, ...]


@dataclass(frozen=True)
class _Column:
    """The lines of a page, or of one column of it, from above, and where they begin and end from left to right."""

    lines: tuple[Line, ...]
    left: float
    right: float


def read_pages(pages: Sequence[Sequence[Placed]]) -> Read:
    """Return the paragraphs on printed pages in the order in which they are read; what stands on every page, and the
    numbers of pages, are left out. Raises UnreadableInput where no page has words."""
    if not any(pages):
        raise _scanned()
    paragraphs: list[str] = []
    begins, length = [0], 0  # the length of the paragraphs before the last one
    before: tuple[_Column, Line] | None = None
    columns = list(_columns(pages))
    gap = _usual_gap([column for _page, column in columns])
    for page, column in columns:
        for line in column.lines:
            words = " ".join(line.text.split())
            if before is None or _is_new(*before, column, line, gap):
                length += len(paragraphs[-1]) + len(BETWEEN) if paragraphs else 0
                paragraphs.append(words)
            else:
                paragraphs[-1] = _on(paragraphs[-1], words)
            begins += [length + len(paragraphs[-1]) - len(words)] * (page - len(begins))
            before = column, line
    text = BETWEEN.join(paragraphs)
    return Read(text, tuple(begins + [len(text)] * (len(pages) - len(begins))))


_COMPOUND = re.compile(
    r"(?:\d|\b(?:years?|ex|anti|pro|non|self|co|vice|военно|северо|юго|западно|восточно|социально|общественно|экс|вице|"
    r"військово|північно|південно|західно|східно|соціально|суспільно|екс|віце))-$",
    re.IGNORECASE,
)
"""What keeps its hyphen where a line ends after it."""


def _on(text: str, words: str) -> str:
    """Return a paragraph with its next line: a word that was parted is whole again, "19-year-" and "old" too."""
    whole, last = text[:-20], text[-20:]
    return whole + (last + words if _COMPOUND.search(last) else layout.after(last, words))


def page_at(begins: Sequence[int], place: int) -> int:
    """Return the page on which a place of the text stands, from 1."""
    return max(1, bisect_right(begins, place))


def in_body(read: Read, body: str) -> tuple[int, ...]:
    """Return where each page begins in the body of the report: the text without a page's clutter."""
    places: list[tuple[int, int, int]] = []
    start = cursor = 0
    for line in body.split("\n"):
        found = read.text.find(line, cursor) if line else -1
        if found >= 0:
            places.append((start, found, len(line)))
            cursor = found + len(line)
        start += len(line) + 1
    return tuple(_moved(places, one, len(body)) for one in read.begins)


def _moved(places: Sequence[tuple[int, int, int]], begin: int, last: int) -> int:
    """Return where in the body a place of the text stands, or the first after it that was kept."""
    for start, found, length in places:
        if begin < found + length:
            return start + max(0, begin - found)
    return last


def _columns(pages: Sequence[Sequence[Placed]]) -> Iterator[tuple[int, _Column]]:
    """Yield each column of each page with the number of the page."""
    parted = [
        [layout.lines(part, number) for part in layout.halves(words)] for number, words in enumerate(pages, 1)
    ]
    wholes = [_numbered(parts) for parts in parted]
    repeated = printed_rest.repeated(wholes) | _again(wholes)
    known = {(line.page, line.words) for line in repeated}
    for number, parts in enumerate(parted, 1):
        for part in parts:
            kept = [line for line in part if (line.page, line.words) not in known]
            if kept:
                yield number, _column(kept)


def _again(pages: Sequence[Sequence[Line]]) -> set[Line]:
    """Return the lines at the edges of pages that differ in nothing but a number: "herald.example 2/7"."""
    edges = [{*page[: printed_rest.EDGE], *page[-printed_rest.EDGE :]} for page in pages]
    seen = Counter(words for edge in edges for words in {_NUMBER.sub("0", line.text) for line in edge})
    return {line for edge in edges for line in edge if seen[_NUMBER.sub("0", line.text)] > 1}


def _numbered(parts: Sequence[Sequence[Line]]) -> list[Line]:
    """Return all lines of a page from above, numbered anew."""
    whole = sorted((line for part in parts for line in part), key=lambda line: -line.top)
    return [replace(line, number=number) for number, line in enumerate(whole, 1)]


def _column(lines: Sequence[Line]) -> _Column:
    edges = sorted(line.words[0][0] for line in lines)
    ends = sorted(line.words[-1][2] for line in lines)
    return _Column(tuple(lines), edges[(len(edges) - 1) // 2], ends[math.ceil(FULL * (len(ends) - 1))])


def _usual_gap(columns: Sequence[_Column]) -> float:
    """Return how far apart the lines of a paragraph stand: a quarter of all lines stand no further apart, and where most
    paragraphs are of one line, half the height of a line does."""
    heights = sorted(line.height for column in columns for line in column.lines)
    gaps = sorted(one.bottom - two.top for column in columns for one, two in pairwise(column.lines))
    return min(gaps[len(gaps) // 4], MOST * heights[len(heights) // 2]) if gaps else 0.0


def _is_new(column: _Column, line: Line, after: _Column, following: Line, gap: float) -> bool:
    """Return whether a line begins a paragraph; one of another page or column goes on with a sentence that is not ended."""
    if max(line.height, following.height) > TALLER * min(line.height, following.height):
        return True
    if _PARTED.search(line.text) and following.text[:1].isalpha():
        return False
    ended = bool(_ENDS.search(line.text))
    if column is not after:
        return ended or not following.text[:1].islower()
    if line.bottom - following.top > gap + LOOSE * line.height:
        return True
    indented = following.words[0][0] - column.left > INDENT * line.height
    return (ended and indented) or _had_room(column, line, following)


def _had_room(column: _Column, line: Line, following: Line) -> bool:
    """Return whether the first word of the next line would have stood in this one: somebody began a new line."""
    left, _, right, *_ = following.words[0]
    return column.right - line.words[-1][2] > right - left + BLANK * line.height


def _scanned() -> UnreadableInput:
    return UnreadableInput(
        en="The PDF has no words in it, only pictures: it is a scan. Paste the text of the report, or have it recognised first.",
        ru="В PDF нет слов, только картинки: это скан. Вставьте текст публикации или сначала распознайте его.",
        uk="У PDF немає слів, лише зображення: це скан. Вставте текст публікації або спершу розпізнайте його.",
    )
