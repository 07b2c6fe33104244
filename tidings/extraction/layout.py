"""Where words stand on a page → the lines and table rows that a reader sees.

A word is (left, bottom, right, top, characters) in points, from below; pages of a PDF come as such words in any order.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Placed = tuple[float, float, float, float, str]
Cell = tuple[float, float, str]
"""Left, right, characters."""

TOUCHING = 0.12
"""Of the height of a line: lines of one cell stand closer to each other than this, rows of a table wider apart."""
BLANK = 0.9
"""Of the height of a line: a wider gap is a blank line."""
ROOM = 0.6
"""Of the height of a line: between two columns there is more room than this in every line."""
CELL = 1.2
"""Of the height of a line: a wider gap between words parts two cells."""


@dataclass(frozen=True)
class Line:
    """Words that stand in one line, or in one row of a table, from left to right."""

    page: int
    number: int  # on its page, from 1
    words: tuple[Placed, ...]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return max(word[3] for word in self.words)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return min(word[1] for word in self.words)

    @property
    def height(self) -> float:
        """How high its tallest word is."""
        return max(word[3] - word[1] for word in self.words)

    @property
    def text(self) -> str:
        """What is written in it; a tab stands between cells."""
        return in_cells(self.words)


def lines(words: Iterable[Placed], page: int = 1, first: int = 1) -> list[Line]:
    """Return the lines of a page, or of a column of one, from above."""
    found: list[list[Placed]] = []
    lowest = 0.0
    for word in sorted(words, key=lambda one: (-_middle(one), one[0])):
        if found and _middle(word) > lowest and _overlap(word, found[-1][0]) > 0.5:
            found[-1].append(word)
            lowest = min(lowest, word[1])
        else:
            found.append([word])
            lowest = word[1]
    return [
        Line(page, number, tuple(sorted(some, key=lambda one: one[0])))
        for number, some in enumerate(found, first)
    ]


def rows(words: Iterable[Placed], page: int = 1) -> list[Line]:
    """Return the rows of a table: words that touch each other from above to below, as lines of one cell do."""
    found: list[list[Placed]] = []
    below = 0.0
    for word in sorted(words, key=lambda one: -one[3]):
        height = word[3] - word[1]
        if not found or below - word[3] > TOUCHING * height:
            found.append([])
            below = word[1]
        found[-1].append(word)
        below = min(below, word[1])
    return [Line(page, number, tuple(some)) for number, some in enumerate(found, 1)]


def halves(words: Sequence[Placed]) -> list[list[Placed]]:
    """Return the words above, left and right of the gutter of a page set in two columns; else all together.

    The gutter is a strip near the middle, wider than a line is high, that at most a tenth of the lines cross.
    """
    if not words:
        return []
    left, right = min(word[0] for word in words), max(word[2] for word in words)
    height = sorted(word[3] - word[1] for word in words)[len(words) // 2]
    gap = _gutter(words, left + (right - left) * 0.3, left + (right - left) * 0.7, height)
    parted = [line for line in lines(words) if gap is not None and _is_parted(line, gap)]
    if gap is None or not parted:
        return [list(words)]
    edge = max(line.top for line in parted) - height / 2
    above = [word for word in words if word[1] >= edge]
    below = [word for word in words if word[1] < edge]
    sides = [[word for word in below if (_centre(word) < gap) is is_left] for is_left in (True, False)]
    return [part for part in (above, *sides) if part]


def _is_parted(line: Line, gap: float) -> bool:
    """Return whether a line is two, left and right of the gutter, and not one in which a blank happens to stand there."""
    before = [word[2] for word in line.words if word[2] <= gap]
    after_ = [word[0] for word in line.words if word[0] >= gap]
    crossed = len(before) + len(after_) < len(line.words)
    return bool(before and after_) and not crossed and min(after_) - max(before) > ROOM * line.height


def _gutter(words: Sequence[Placed], start: float, end: float, wide: float) -> float | None:
    """Return the middle of the widest strip between start and end that hardly any word crosses."""
    most = len(lines(words)) // 10
    crossed = {x: sum(word[0] < x < word[2] for word in words) for x in range(int(start), int(end) + 1)}
    strip = _widest([x for x, count in crossed.items() if count <= most])
    return (strip[0] + strip[-1]) / 2 if len(strip) > wide else None


def _widest(places: Sequence[int]) -> list[int]:
    """Return the longest part of some places, in order, in which none is left out."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return max(runs, key=len, default=[])


def cells(line: Line) -> list[Cell]:
    """Return the cells of a row without rules: words that stand close, or above each other."""
    near = line.height * 0.35
    groups: list[list[Placed]] = []
    right = 0.0
    for word in sorted(line.words, key=lambda one: one[0]):
        if not groups or word[0] - near > right:
            groups.append([])
            right = word[2]
        groups[-1].append(word)
        right = max(right, word[2])
    return [(min(w[0] for w in some), max(w[2] for w in some), joined(some)) for some in groups]


def borders(headings: Sequence[Cell], words: Sequence[Placed]) -> list[float]:
    """Return where one column ends and the next begins: between two headings, where the fewest words are crossed."""
    middles = [(left + right) / 2 for left, right, _ in headings]
    spans = [(left, right) for left, right, _ in headings] + [(word[0], word[2]) for word in words]
    found = []
    for start, end in pairwise(middles):
        crossed = {x: sum(left < x < right for left, right in spans) for x in range(int(start), int(end) + 1)}
        fewest = min(crossed.values())
        strip = _widest([x for x, count in crossed.items() if count == fewest])
        found.append((strip[0] + strip[-1]) / 2)
    return found


def parted(line: Line, at: Sequence[float]) -> list[str]:
    """Return the words of a row by its columns."""
    columns: list[list[Placed]] = [[] for _ in range(len(at) + 1)]
    for word in line.words:
        columns[column(word, at)].append(word)
    return list(map(joined, columns))


def column(word: Placed, at: Sequence[float]) -> int:
    """Return the column in which a word stands."""
    return sum(_centre(word) > border for border in at)


def joined(words: Sequence[Placed]) -> str:
    """Return words of one cell as they are read: line after line; a word parted at the end of a line is whole again."""
    text = ""
    for line in lines(words):
        text = after(text, " ".join(word[4] for word in line.words))
    return text


def after(text: str, more: str) -> str:
    """Return a text with the next line behind it.

    >>> after("Крапивин-", "Задунайский"), after("Константино-", "польский"), after("Сомов", "Пётр")
    ('Крапивин-Задунайский', 'Константинопольский', 'Сомов Пётр')
    """
    if re.search(r"[^\W\d_]-$", text) and more[:1].isalpha():
        return (text if more[0].isupper() else text[:-1]) + more
    return f"{text} {more}" if text else more


def in_cells(words: Sequence[Placed]) -> str:
    """Return words of a line, with a tab where there is a wide gap."""
    text = words[0][4]
    for word, following in pairwise(words):
        wide = following[0] - word[2] > CELL * (word[3] - word[1])
        text += ("\t" if wide else " ") + following[4]
    return text


def is_blank_between(one: Line, following: Line) -> bool:
    """Return whether somebody left a line blank between two lines; a new page or column is none."""
    gap = one.bottom - following.top
    return one.page == following.page and gap > BLANK * min(one.height, following.height)


def _centre(word: Placed) -> float:
    return (word[0] + word[2]) / 2


def _middle(word: Placed) -> float:
    return (word[1] + word[3]) / 2


def _overlap(one: Placed, other: Placed) -> float:
    """Return how much of the lower one of two words stands beside the other."""
    beside = min(one[3], other[3]) - max(one[1], other[1])
    return beside / max(min(one[3] - one[1], other[3] - other[1]), 0.1)
