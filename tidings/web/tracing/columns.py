"""A list of found people from a file: which column is which, and what could not be read."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tidings import files
from tidings.errors import InvalidDate, InvalidRecord, UnknownColumn
from tidings.text.dates import ImpreciseDate

COLUMNS = ("name", "birth_date", "unit", "place")
LENGTHS = {"name": 300, "birth_date": 30, "unit": 60, "place": 120}
ALSO_CALLED = {
    "name": {"name", "фио", "піб", "имя", "ім'я", "full_name", "full name", "fio"},
    "birth_date": {
        "birth_date",
        "born",
        "дата рождения",
        "дата народження",
        "д.р.",
        "др",
        "birth date",
        "date of birth",
    },
    "unit": {"unit", "часть", "в/ч", "вч", "войсковая часть", "частина", "військова частина"},
    "place": {"place", "место", "місце", "населённый пункт", "населений пункт"},
}
SEPARATORS = ",;\t"


@dataclass(frozen=True)
class FoundRow:
    """One row of a list; an empty cell was not told. `line` counts from 1, the heading included."""

    line: int
    name: str
    birth_date: str = ""
    unit: str = ""
    place: str = ""


@dataclass(frozen=True)
class Unread:
    """A cell that could not be read: it is kept as it is written, and counts as not told."""

    line: int
    column: str


@dataclass(frozen=True)
class Listed:
    """What a file holds."""

    rows: tuple[FoundRow, ...]
    unread: tuple[Unread, ...]


def read(name: str, content: bytes) -> Listed:
    """Return the rows of a CSV file with a heading; separated by comma, semicolon or tab, in UTF-8.

    Raises UnreadableInput, UnknownColumn or InvalidRecord, naming file, line and column.
    """
    lines = [line for number, line in files.lines(files.Held(name, content))]
    separator = max(SEPARATORS, key=lines[0].count)
    cells = _cells(name, lines, separator)
    places = _places(name, next(cells)[1])
    rows, unread = [], []
    for line, row in cells:
        if not any(cell.strip() for cell in row):
            continue
        one, odd = _row(name, line, row, places)
        rows.append(one)
        unread += odd
    if not rows:
        raise InvalidRecord(
            _("%(file)s has a heading and no rows. Check that the right file was given.") % {"file": name}
        )
    return Listed(tuple(rows), tuple(unread))


def _cells(name: str, lines: Sequence[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line on which it begins; a row has as many cells as the heading."""
    reader = csv.reader((line + "\n" for line in lines), delimiter=separator, strict=True)
    begins, width = 1, 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise InvalidRecord(
                _("%(file)s, line %(line)s cannot be read as CSV: %(error)s.")
                % {"file": name, "line": reader.line_num, "error": error}
            ) from None
        if row is None:
            return
        width = width or len(row)
        if row and len(row) != width:
            raise InvalidRecord(
                _(
                    "%(file)s, line %(line)s has %(cells)s cells where the heading has %(width)s. "
                    "Put text with a separator or a line break in quotation marks."
                )
                % {"file": name, "line": begins, "cells": len(row), "width": width}
            )
        yield begins, row
        begins = reader.line_num + 1


def _places(name: str, heading: Sequence[str]) -> dict[str, int]:
    """Return where each column stands."""
    said = [cell.strip().casefold() for cell in heading]
    places = {column: at for column in COLUMNS for at, cell in enumerate(said) if cell in ALSO_CALLED[column]}
    if "name" not in places:
        shown = ", ".join(cell.strip()[:30] for cell in heading[:10])
        raise UnknownColumn(
            _(
                "%(file)s, line 1 has no column “name”. It has: %(shown)s. "
                "Call the column with the names “name”."
            )
            % {"file": name, "shown": shown}
        )
    if double := [cell for cell in said if cell and said.count(cell) > 1]:
        raise InvalidRecord(
            _("%(file)s, line 1 names the column “%(column)s” twice. Rename one of them.")
            % {"file": name, "column": double[0]}
        )
    return places


def _row(name: str, line: int, cells: Sequence[str], places: dict[str, int]) -> tuple[FoundRow, list[Unread]]:
    told = {column: " ".join(cells[at].split()) for column, at in places.items()}
    if not told["name"]:
        raise InvalidRecord(
            _("%(file)s, line %(line)s, column “name” is empty. Write the name, or take the row out.")
            % {"file": name, "line": line}
        )
    for column, value in told.items():
        if len(value) > LENGTHS[column]:
            raise InvalidRecord(
                _(
                    "%(file)s, line %(line)s, column “%(column)s” has %(signs)s signs; %(most)s is the most. "
                    "Check that the columns are not shifted."
                )
                % {"file": name, "line": line, "column": column, "signs": len(value), "most": LENGTHS[column]}
            )
    unread = [] if _is_date(told.get("birth_date", "")) else [Unread(line, "birth_date")]
    return FoundRow(line, **told), unread


def _is_date(words: str) -> bool:
    try:
        return not words or bool(ImpreciseDate.parse(words))
    except InvalidDate:
        return False
