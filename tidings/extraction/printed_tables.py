"""Printed tables: a row of headings says what the columns are, where there is one; else their values do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tidings.errors import InputError, InvalidRecord
from tidings.extraction import layout, lists, printed_rest
from tidings.extraction.channels import columns, people
from tidings.extraction.channels.columns import PEOPLE
from tidings.extraction.channels.pieces import LeftOut
from tidings.extraction.channels.sheets import letter
from tidings.extraction.layout import Line, Placed
from tidings.extraction.printed_rest import SHOWN, Found
from tidings.files import Where

NUMBERS = ("№", "no", "n", "nr", "#", "номер", "пп", "№пп", "зп", "№зп")
"""What the column is called in which people are counted, in small letters and without signs."""
FEWEST = 3
"""Rows, and cells of the widest, that make a table without headings."""


def with_headings(pages: Sequence[Sequence[Placed]], on: date) -> list[Found]:
    """Return the rows of tables that go on over the pages; nothing where there are no headings."""
    found: list[Found] = []
    heading: list[layout.Cell] = []
    every = [_rows(words, number) for number, words in enumerate(pages, 1)]
    repeated = printed_rest.repeated(every)
    for rows in every:
        line = 0
        for here, below in _parts(rows):
            if here:
                line, before, heading = line + 1, heading, layout.cells(here)
                placed = replace(here, number=line)
                found += _not_read(placed) if _told(before) != _told(heading) else []
                found.append(printed_rest.repeats(placed))
            table = (
                _Table(heading, [word for row in below for word in row.words], on)
                if heading and below
                else None
            )
            strict = here is None and any(
                one for one, _ in _parts(rows)
            )  # above a heading there may be a title
            read = list(_of_rows(below, repeated, table, line, strict))
            line = read[-1].line if read else line
            found += read
    return found if heading else []


def without_headings(pages: Sequence[Sequence[Placed]], on: date) -> list[Found]:
    """Return the rows of a table whose columns are known by their values; nothing where none of them holds names."""
    every = [layout.rows(words, number) for number, words in enumerate(pages, 1)]
    rows = [row for page in every for row in page]
    widest = max(rows, key=lambda row: len(layout.cells(row)), default=None)
    if widest is None or len(rows) < FEWEST or len(layout.cells(widest)) < FEWEST:
        return []
    cells = [(left, right, letter(place)) for place, (left, right, _) in enumerate(layout.cells(widest))]
    table = _Table(cells, [word for row in rows if len(layout.cells(row)) > 1 for word in row.words], on)
    table.guess([layout.parted(row, table.at) for row in rows])
    if "name" not in table.fields:
        return []
    repeated = printed_rest.repeated(every)
    found = [one for page in every for one in _of_rows(page, repeated, table, 0, strict=True)]
    return [Found(found[0].page, 1, name, LeftOut("column", name)) for name in table.unknown()] + found


def _parts(rows: Sequence[Line]) -> list[tuple[Line | None, list[Line]]]:
    """Return each heading of a page with the rows below it; before the first stand the rows above all headings."""
    parts: list[tuple[Line | None, list[Line]]] = [(None, [])]
    for row in rows:
        if _is_heading(row):
            parts.append((row, []))
        else:
            parts[-1][1].append(row)
    return [part for part in parts if part[0] or part[1]]


def _of_rows(
    rows: Sequence[Line], repeated: set[Line], table: "_Table | None", line: int, strict: bool
) -> Iterator[Found]:
    """Yield what stands in some rows of a page, counted from a line on; all are rows of the table, where there is one."""
    for row in rows:
        inside = None if row in repeated else table
        for part in inside.parts(row) if inside else [row]:
            line += 1
            placed = replace(part, number=line)
            if inside:
                yield inside.read(placed, strict)
            else:
                yield printed_rest.repeats(placed) if row in repeated else printed_rest.left(placed)


def _rows(words: Sequence[Placed], page: int) -> list[Line]:
    """Return the rows of a page; where they touch each other, the headings are parted from what is below them."""
    found: list[Line] = []
    for row in layout.rows(words, page):
        lines = [] if _is_heading(row) else layout.lines(row.words, page)
        at = next((place for place, line in enumerate(lines) if _is_heading(line)), None)
        parts = [row.words]
        if at is not None:
            below = [word for line in lines[at + 1 :] for word in line.words]
            above = [word for line in lines[:at] for word in line.words]
            parts = [tuple(above), lines[at].words, tuple(below)]
        found += [Line(page, len(found) + place, part) for place, part in enumerate(parts, 1) if part]
    return found


def _not_read(heading: Line) -> list[Found]:
    """Return the columns of a table that are not read."""
    told = list(dict.fromkeys(_told(layout.cells(heading))))
    unknown = [one.heading for one in columns.guess(told, [], PEOPLE).columns if not one.field]
    return [
        Found(heading.page, heading.number, text, LeftOut("column", text))
        for text in unknown
        if not _is_number(text)
    ]


def _is_heading(row: Line) -> bool:
    """Return whether the cells of a row are headings of a list: a name, and something beside it."""
    if any(columns.is_value(word[4]) for word in row.words):
        return False
    fields = columns.guess(_told(layout.cells(row)), [], PEOPLE).fields()
    return bool(fields & {"name", "surname"}) and len(fields) > 1


class _Table:
    """The part of a table that stands on one page: what its columns are, and where each begins."""

    def __init__(self, heading: list[layout.Cell], words: list[Placed], on: date) -> None:
        self.on, self.at = on, layout.borders(heading, words)
        told = _told(heading)
        self.fields = [column.field for column in columns.guess(told, [], PEOPLE).columns]
        self.number = next((place for place, text in enumerate(told) if _is_number(text)), None)
        half = len(told) // 2
        self.sides = []
        if half > 1 and told[:half] == told[half:]:  # two tables side by side
            self.gap = self.at[half - 1]
            self.sides = [_Table(some, words, on) for some in (heading[:half], heading[half:])]

    def guess(self, rows: Sequence[Sequence[str]]) -> None:
        """Say by the values of the columns what they are, and in which people are counted."""
        letters = [letter(place) for place in range(len(self.at) + 1)]
        told = [cells for cells in rows if sum(map(bool, cells)) > 1]
        self.fields = [column.field for column in columns.guess(letters, told, PEOPLE).columns]
        first = [cells[0].strip(". ") for cells in told]
        counted = sum(map(str.isdigit, first)) * 2 > len(first)
        self.number = 0 if counted and not self.fields[0] else None

    def unknown(self) -> list[str]:
        """Return the columns that are not read, by their letters."""
        return [
            letter(place) for place, field in enumerate(self.fields) if not field and place != self.number
        ]

    def parts(self, row: Line) -> list[Line]:
        """Return the rows of what seemed to be one: of two tables side by side, or of rows that touch each other.

        Each begins with a number where there is a column of them, else it has a day of birth.
        """
        if self.sides:
            halves = [
                tuple(word for word in row.words if (word[0] < self.gap) is left) for left in (True, False)
            ]
            told = [(side, words) for side, words in zip(self.sides, halves, strict=True) if words]
            return [part for side, words in told for part in side.parts(replace(row, words=words))]
        starts = self._starts(row)
        if len(starts) < 2:
            return [row]
        of = [
            max((at for at, top in enumerate(starts) if word[1] < top - 1), default=0) for word in row.words
        ]
        parts = [
            tuple(w for w, at in zip(row.words, of, strict=True) if at == part) for part in range(len(starts))
        ]
        return [replace(row, words=words) for words in parts if words]

    def read(self, row: Line, strict: bool) -> Found:
        """Return the person of a row, or why there is none; strictly, a name alone may be a title and is no person."""
        if self.sides:
            return self.sides[row.words[0][0] >= self.gap].read(row, strict)
        cells = layout.parted(row, self.at)
        words = " ".join(filter(None, cells))
        told = {field: cell for field, cell in zip(self.fields, cells, strict=True) if field and cell}
        if (why := self._nobody(row, cells, told, words, strict)) is not None:
            return Found(row.page, row.number, words, why)
        if born := told.get("birth_date"):
            told["birth_date"] = lists.birth_date(born, self.on) or born
        try:
            return Found(
                row.page, row.number, words, people.listed(told, Where("", row.number, page=row.page))
            )
        except InputError as error:
            return Found(row.page, row.number, words, InvalidRecord(**error.as_dict()))

    def _nobody(
        self, row: Line, cells: list[str], told: dict[str, str], words: str, strict: bool
    ) -> InvalidRecord | LeftOut | None:
        """Return why there is no person in a row: its number without a name, the rest of the row before, other words."""
        name = told.get("name") or told.get("surname", "")
        counted = self.number is not None and cells[self.number].strip(". ").isdigit()
        is_name = lists.may_be_name(name) and not re.search(r"[\d:]", name)
        alone = self.number is not None and not counted and " " not in name
        if is_name and not alone and (counted or not strict or len(told) > 1):
            return None
        if counted or (is_name and alone and not strict):
            return printed_rest.nobody(Where("", row.number, page=row.page), words)
        return LeftOut("prose", words[:SHOWN])

    def _starts(self, row: Line) -> list[float]:
        born = self.fields.index("birth_date") if "birth_date" in self.fields else None
        key = born if self.number is None else self.number
        own = [word for word in row.words if layout.column(word, self.at) == key]
        lines = layout.lines(own)
        return [line.top for line in lines if self.number is None or line.text.strip(". ").isdigit()]


def _is_number(heading: str) -> bool:
    return re.sub(r"[^\w№#]+", "", heading.lower()) in NUMBERS


def _told(heading: Sequence[layout.Cell]) -> list[str]:
    return [text for *_, text in heading]
