"""Lists of people in a post, a page or a sheet: "список пленных", one person a line → rows that point to their words.

A row is a line that begins with a name: after a number or bullet any two to four words with capital letters, else words
that are surely a name. What stands beside the name (date of birth, age, unit, place), on its line or on the lines
under it that begin with no name, is the row's.

>>> rows = read_list("Список:\\n1. Тишин Егор Павлович, 2003 г.р., в/ч 12345\\n2. Сомов Н. А., г. Курск", date(2024, 9, 1))
>>> [(row.line, row.name, row.birth_date, row.unit, row.place) for row in rows]
[(2, 'Тишин Егор Павлович', '2003', '12345', None), (3, 'Сомов Н. А.', None, None, 'Курск')]
"""

import re
from dataclasses import dataclass
from datetime import date

from tidings.errors import InvalidDate
from tidings.extraction import parties
from tidings.extraction.births import find_ages, find_births
from tidings.extraction.naming import names
from tidings.extraction.placing import find_places
from tidings.extraction.units import find_units
from tidings.text.dates import ImpreciseDate
from tidings.text.phrases import Span

FEWEST = 2
"""Lines with a name that make a list."""


@dataclass(frozen=True)
class Row:
    """One person of a list. `name` is as it is written, `birth_date` as ImpreciseDate writes it; None: not told.

    `words` stand at [start, end) of the text and begin on `line`, from 1; the name at `name_start`.
    """

    line: int
    start: int
    end: int
    words: str
    name: str
    name_start: int
    name_end: int
    birth_date: str | None = None
    unit: str | None = None
    place: str | None = None


def read_list(text: str, on: date) -> tuple[Row, ...]:
    """Return the rows of a list, none where the text is no list. `on` is the day of which ages are told."""
    spans = _lines(text)
    begins = [(number, name) for number, span in enumerate(spans) if (name := _name(text, span))]
    if len(begins) < FEWEST:
        return ()
    following = [number for number, _ in begins[1:]] + [len(spans)]
    return tuple(
        _row(text, number, spans[number : _last(text, spans, number, after)], name, on)
        for (number, name), after in zip(begins, following, strict=True)
    )


def _lines(text: str) -> list[Span]:
    return [
        found.span()
        for found in re.finditer(r"[^\n\r\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029])?", text)
        if found[0]
    ]


_NUMBERED = re.compile(
    r"\s*(?:№\s*)?\d{1,5}\s*[.):;,|\t—–-]+\s*|\s*№\s*\d{1,5}\s+|\s*[•▪●◦*·–—➡✅🔹🔸-]\ufe0f?\s*|\s*\d{1,5}\t+"
)
_WORD = r"[A-ZА-ЯЁІЇЄҐ](?:[^\W\d_]|['’ʼ-])*"
_WORDS = re.compile(rf"{_WORD}\.?(?:[ \t\xa0]+{_WORD}\.?|(?<=\.){_WORD}\.?){{1,3}}(?!\w)")


def _name(text: str, span: Span) -> Span | None:
    """Return the words of the name that a line begins with."""
    numbered = _NUMBERED.match(text, *span)
    start = (
        numbered.end() if numbered else span[0] + len(text[slice(*span)]) - len(text[slice(*span)].lstrip())
    )
    start = _after_rank(text, start, span[1])
    found = _WORDS.match(text, start, span[1])
    if not found:
        return None
    if numbered and _is_whole(text, found.end(), span[1]):
        return found.span()
    group = next((one for one in names(text[start : span[1]]) if one.start == 0), None)
    if group is None or not group.sure or " " not in text[start : start + group.end].strip():
        return None
    end = max(start + group.end, found.end() if group.initials else 0)
    return (start, end) if _is_whole(text, end, span[1]) else None


def _after_rank(text: str, start: int, end: int) -> int:
    """Return where the name begins after a rank: "рядовой Тишин"."""
    for first, last in parties.words("ranks").spans(text[start:end]):
        if first == 0 and re.match(r"[\s.,]+", text[start + last : end]):
            return start + last + len(re.match(r"[\s.,]+", text[start + last : end])[0])  # type: ignore[index]
    return start


def _is_whole(text: str, end: int, last: int) -> bool:
    """Return whether after a name the line ends or goes on with facts, and not with a sentence about it."""
    rest = text[end:last].strip()
    return (
        not rest
        or bool(re.match(r"[,;:|(/\t—–\d-]|\d", rest))
        or bool(re.match(r"(?:г\.|в/ч|вч\b|born|род)", rest))
    )


def _last(text: str, spans: list[Span], number: int, after: int) -> int:
    """Return the line with which the lines of a row end: the next blank one, or the next row."""
    for following in range(number + 1, min(after, number + 4)):
        if not text[slice(*spans[following])].strip():
            return following
    return min(after, number + 4)


def _row(text: str, number: int, lines: list[Span], name: Span, on: date) -> Row:
    start, end = lines[0][0], lines[-1][1]
    words = text[start:end].rstrip()
    written = text[slice(*name)]
    beside = " " * (name[1] - start) + text[name[1] : start + len(words)]
    return Row(
        line=number + 1,
        start=start,
        end=start + len(words),
        words=words,
        name=" ".join(written.split()),
        name_start=name[0],
        name_end=name[1],
        birth_date=birth_date(beside, on),
        unit=next((one.value for one in find_units(beside, on)), None),
        place=next((one.value or one.text for one in find_places(beside)), None),
    )


def begins(line: str) -> bool:
    """Return whether a line begins with a name, as those of a list do."""
    return _name(line, (0, len(line))) is not None


def is_numbered(line: str) -> bool:
    """Return whether a line begins with its number in a list."""
    return bool(re.match(r"\s*(?:№\s*)?\d{1,5}(?:\s*[.)](?!\d)|\t)", line))


def may_be_name(words: str) -> bool:
    """Return whether what stands in a column of names may be one: it begins with a capital letter."""
    return bool(re.match(_WORD, words))


def tells(words: str, on: date) -> bool:
    """Return whether a line tells a birth, a unit or a place."""
    return bool(birth_date(words, on) or find_units(words, on) or find_places(words))


def birth_date(words: str, on: date) -> str | None:
    """Return the date of birth, or the days that an age leaves."""
    for birth in find_births(words, on):
        return birth.value
    for age in find_ages(words, on):
        try:
            return str(ImpreciseDate.from_age(int(age.value or 0), on))
        except InvalidDate:
            return None
    return None
