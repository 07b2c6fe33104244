"""The sentences of a report, the clauses of a sentence, and what stands in quotation marks.

>>> text = "He said “Go. Now.” and left, his mother recalls. Mr. A. Petrov stayed."
>>> [text[start:end] for start, end in sentences(text)]
['He said “Go. Now.” and left, his mother recalls.', 'Mr. A. Petrov stayed.']
"""

import re
from bisect import bisect_right
from functools import lru_cache

from tidings.text.phrases import Span, fold

_END = re.compile(r"(?:[.!?…]+[»”\"’)\]]*(?:\s+|$)|\n+)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|no|st|gen|col|maj|lt|sgt|e\.g|i\.e|г|гг|р|рр|обл|ст|п|пп|им|ім|тыс|тис|млн|чел|ул|вул|д|с|пос|т|тов|см|рис|напр|проф|акад)|(?<![^\W\d_])[A-ZА-ЯІЇЄҐЁ])\.\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:\A|\n|^)\s*\d{1,3}$", re.MULTILINE)
"""The number of an item of a list, or of a paragraph: "48. In territory …"."""
_STARTS = re.compile(r"[\s«“\"„'(\[—–-]*[^\W\d_a-zа-яіїєґё]|[\s«“\"„'(\[—–-]*\d|\W{0,40}\Z")
_CLAUSE = re.compile(r"[,;:!?]?[»”\"]?[,.]?\s+[—–-]+\s+|[,;:][»”\"]?\s+|[!?][»”\"]\s+")
_QUOTED = re.compile(r"«[^«»]{1,1500}»|“[^“”]{1,1500}”|„[^„“”]{1,1500}[“”]|(?<!\w)\"[^\"\n]{1,1500}\"")


@lru_cache(maxsize=16)
def sentences(text: str) -> tuple[Span, ...]:
    """Return where each sentence stands; a line is never crossed, words in quotation marks with more after them are
    not cut, and an abbreviation ends nothing."""
    closed = quotes(text)
    found: list[Span] = []
    start = 0
    for end in _END.finditer(text):
        if "\n" not in end[0] and not _ends(text, start, end, closed):
            continue
        found.append((start, end.end()))
        start = end.end()
    found.append((start, len(text)))
    return tuple(span for one in found if (span := stripped(text, one))[1] > span[0])


def _ends(text: str, start: int, end: re.Match[str], closed: tuple[Span, ...]) -> bool:
    """Return whether a sentence ends here."""
    if not _STARTS.match(text, end.end()):
        return False
    if text[end.start()] == "." and _NUMBER.search(text, start, end.start()):
        return False
    if text[end.start()] == "." and _ABBREVIATED.search(text, start, end.end()):
        return False
    mark = end.start() + 1
    before = bisect_right(closed, (mark - 1, len(text)))
    inside = (
        closed[before - 1] if before and closed[before - 1][0] < mark < closed[before - 1][1] - 1 else None
    )
    if inside is None:
        return True
    return inside[1] - inside[0] > 120 and not _goes_on(text, inside[1])


def _goes_on(text: str, end: int) -> bool:
    """Return whether a sentence goes on after a quotation: in small letters, or after a comma or dash."""
    return bool(re.match(r"[,\s]*(?:[—–-]\s*)?[a-zа-яіїєґё]", text[end:])) or text[end - 2 : end - 1] == ","


def stripped(text: str, span: Span) -> Span:
    """Return a span without the blanks at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@lru_cache(maxsize=16)
def quotes(text: str) -> tuple[Span, ...]:
    """Return where words in quotation marks stand, with their marks."""
    return tuple(found.span() for found in _QUOTED.finditer(text))


def clauses(text: str, span: Span) -> list[Span]:
    """Return the parts of a sentence between its commas, colons and dashes."""
    cuts = [found.span() for found in _CLAUSE.finditer(text, *span)]
    starts = [span[0], *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), span[1]]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def clause(text: str, sentence: Span, first: Span, last: Span) -> Span:
    """Return the clauses of a sentence from the one where `first` begins to the one where `last` ends."""
    parts = clauses(text, sentence)
    begins = [start for start, _ in parts]
    start = parts[max(0, bisect_right(begins, first[0]) - 1)][0]
    end = next((end for _, end in parts if end >= last[1]), sentence[1])
    return start, max(end, last[1])


_ONE_MARK = str.maketrans("«»„“”‟‹›", '"' * 8)
_OUTSIDE = " \t\n\r\"'.,;:…-"


def found_in(text: str, words: str) -> list[Span]:
    """Return where words stand in a text, whole words first, however they were copied: blanks, capitals, dashes and
    quotation marks may differ, and marks around them be more or fewer.

    >>> text = "He said: “We were\\nbeaten”. We left."
    >>> [text[start:end] for start, end in found_in(text, '"we  were beaten"')]
    ['“We were\\nbeaten”']
    >>> [text[start:end] for start, end in found_in(text, "beat")]
    ['beaten']
    """
    if not any(map(str.isalnum, words)):
        return []
    within = fold(text).translate(_ONE_MARK)
    asked = fold(words).translate(_ONE_MARK)
    for wanted in dict.fromkeys((asked.strip(), asked.strip(_OUTSIDE))):
        pattern = r"\s+".join(map(re.escape, wanted.split()))
        for edged in (rf"(?<!\w){pattern}(?!\w)", pattern):
            found = [one.span() for one in re.finditer(edged, within)] if pattern else []
            if found:
                return list(dict.fromkeys(_whole_words(within, one) for one in found))
    return []


def _whole_words(text: str, span: Span) -> Span:
    """Return a span with the rest of the words in which it begins and ends."""
    start, end = span
    while start and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
