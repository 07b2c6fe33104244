"""How near two places of a text are: letters between them, and what a comma or a full stop adds."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from tidings.text.phrases import Span, fold

_SHORT = r"г|гг|р|н|обл|тел|т|в|ч|посл|моб|ул|д|кв|пгт|пос|п|с|ст|л|лет|им|е|к|св|др|ок|нед|вх|зв|обр|конт|закр|гр|род|ред|рн|кр|респ|mr|mrs|ms|dr|no|b|y|o|призв|сроч|деж|перезв|субб|вопр"
_STOP = re.compile(rf"[!?…]+|(?<!\b\d)(?:(?<!\w)(?!(?:{_SHORT})\.)\w+|[)»\"])\.+(?=\s|$)|\n{{1,}}|;")
_MARK = re.compile(r"[.!?…;\n]")
"""One of these is in every stop."""
_DASH = re.compile(r"\s-\s")
FAR = 10_000
FAR_OFF = 400
"""Letters between two places from which on they have nothing to do with each other."""


def stops(small: str, start: int, end: int) -> int:
    """Return how many sentences end between two places of a folded text."""
    return sum(1 for _ in _stops(small, start, end))


def _stops(small: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the ends of sentences, each looked for from the word before the next mark of one: most texts have few."""
    while mark := _MARK.search(small, start, end):
        found = _STOP.search(small, max(start, small.rfind(" ", start, mark.start())), end)
        if found is None:
            return
        yield found
        start = found.end()


def apart(text: str, one: Span, other: Span) -> int:
    """Return how far two spans are from each other: letters, more for each comma, much more for each full stop."""
    start, end = min(one[1], other[1]), max(one[0], other[0])
    if end <= start:
        return 0
    if end - start > FAR_OFF:
        return FAR
    small = fold(text)
    commas = sum([small.count(mark, start, end) for mark in ",():"])
    if small.find("-", start, end) >= 0:
        commas += sum(1 for _ in _DASH.finditer(small, start, end))
    return (end - start) + 8 * commas + 60 * stops(small, max(start - 12, min(one[0], other[0])), end)


def nearest(text: str, span: Span, others: list[Span]) -> int:
    """Return how far the nearest of the others is; FAR where there are none. The others are in order."""
    first, last = bisect_left(others, (span[0] - 399, 0)), bisect_left(others, (span[0] + 400, 0))
    close = others[first:last]
    return min((apart(text, span, other) for other in close), default=FAR)


def sentence(text: str, span: Span) -> Span:
    """Return the sentence around a span; a line is a sentence."""
    small = fold(text)
    start, end = max(0, span[0] - 400), min(len(small), span[1] + 400)
    for found in _stops(small, start, span[0]):
        start = found.end()
    if _ENDS.match(small, span[1]):
        return start, span[1] + 1
    after = next(_stops(small, span[1], end), None)
    return start, after.end() if after else end


_ENDS = re.compile(r"\.\s+(?=[^\W\d_]{2})")
"""A full stop right after a figure: "часть 52525. Звонил"."""
