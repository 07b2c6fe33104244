"""People as columns; the only reader of CSV and Parquet.

A table has `id`, `name`, and where known `birth_date`, `unit`, `place`; `age` with `age_on` counts as a birth interval.
Every cell but the id may be empty: not told.
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tidings import files
from tidings.errors import InvalidDate, InvalidRecord, UnknownColumn, UnreadableInput
from tidings.matching import columns
from tidings.text.dates import ImpreciseDate

NEEDED = ("id", "name")
FACTS = ("unit", "place", "rank", "call_sign", "region", "home", "seen_place")
"""What else is compared, as text: unit, place, rank, call sign, region of call-up, home, place of last contact."""
TOLD = ("birth_date", "age", "age_on", *FACTS)
NOT_TOLD = np.iinfo(np.int32).min
"""A day that was not told, among days counted from 1970-01-01."""


@dataclass(frozen=True)
class Record:
    """One person as we were told; None where we were not."""

    id: str
    name: str
    birth_date: str | None = None
    unit: str | None = None
    place: str | None = None
    age: int | None = None
    age_on: str | None = None
    rank: str | None = None
    call_sign: str | None = None
    region: str | None = None
    home: str | None = None
    seen_place: str | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Record":
        """Return the record of a row; other columns are left out. Raises UnknownColumn without id or name."""
        for column in NEEDED:
            if column not in row:
                raise UnknownColumn(f"A record needs {column!r}. It has: {', '.join(row) or 'nothing'}.")
        told = {name: _text(row.get(name)) for name in ("birth_date", "age_on", *FACTS)}
        return cls(str(row["id"]), _text(row["name"]) or "", age=_age(row.get("age")), **told)


@dataclass(frozen=True)
class Table:
    """People as columns; rows are in the order of the file."""

    rows: pl.DataFrame
    """`id` as it was given, and as text `name` and what the table has of `birth_date` and FACTS."""
    born: np.ndarray
    """[row, 2]: the earliest and the latest day of birth, as days from 1970-01-01; NOT_TOLD twice where not told."""
    notes: tuple[str, ...] = ()
    """What could not be read and counts as not told, in sentences."""

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, Any] | Record]) -> "Table":
        """Return a table of rows with the columns above; others are left out."""
        records = [row if isinstance(row, Record) else Record.from_row(row) for row in rows]
        names = ("id", "name", *TOLD)
        frame = pl.DataFrame(
            {name: [getattr(record, name) for record in records] for name in names},
            schema={name: pl.Int64 if name == "age" else pl.String for name in names},
        )
        return _checked(frame, "the table")

    @classmethod
    def read(cls, path: Path) -> "Table":
        """Return the people in a .csv or .parquet file.

        Raises UnreadableInput, UnknownColumn or InvalidRecord, naming file, line and column. A birth date that cannot
        be read counts as not told and is named in `notes`.
        """
        return _checked(read_columns(path, NEEDED), str(path))

    def said(self, fact: str) -> pl.Series:
        """Return a fact as text, null in every row if the table has no such column."""
        if fact in self.rows.columns:
            return self.rows[fact]
        return pl.repeat(None, len(self.rows), dtype=pl.String, eager=True)

    def tells(self, fact: str) -> bool:
        """Return whether any row tells a fact."""
        return fact in self.rows.columns and self.rows[fact].null_count() < len(self.rows)

    def record(self, number: int) -> Record:
        """Return one row as a record."""
        row = self.rows.row(number, named=True)
        return Record.from_row({**row, "birth_date": row.get("birth_date") or _said(self.born[number])})

    def ids(self) -> list[str]:
        """Return the id of every row, in order."""
        return self.rows["id"].cast(pl.String).to_list()

    def number_of(self, id: str) -> int | None:
        """Return the row of an id, None if there is none."""
        found = self.rows["id"].cast(pl.String).index_of(id)
        return None if found is None else int(found)


def read_columns(path: Path, needed: Sequence[str]) -> pl.DataFrame:
    """Return the cells of a .csv (all text) or .parquet file that has the columns needed.

    Raises UnreadableInput, UnknownColumn or InvalidRecord, naming file, line and column.
    """
    readers = {".csv": _read_csv, ".parquet": _read_parquet}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableInput(f"{path} is neither .csv nor .parquet. Save the table as one of these.")
    return reader(path, needed)


def _read_csv(path: Path, needed: Sequence[str]) -> pl.DataFrame:
    header = _header(path, needed)
    try:
        return pl.read_csv(path, infer_schema=False, separator=header[0], glob=False)
    except pl.exceptions.PolarsError as error:
        raise InvalidRecord(f"{_ragged(path, header)} ({str(error).splitlines()[0]})") from None


def _header(path: Path, needed: Sequence[str]) -> tuple[str, list[str]]:
    """Check that the whole file is text, and return what separates its columns, and their names."""
    first = None
    for number, line in files.lines(path):
        if number == 1:
            first = line
    separator = max(",;\t", key=(first or "").count)
    names = next(csv.reader([first or ""], delimiter=separator))
    if double := [name for name, times in Counter(names).items() if times > 1]:
        raise InvalidRecord(f"{path}, line 1 names the column {double[0]!r} twice. Rename one of them.")
    _need_columns(names, str(path), needed)
    return separator, names


def _ragged(path: Path, header: tuple[str, list[str]]) -> str:
    """Return where a CSV first breaks its own heading."""
    separator, names = header
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, delimiter=separator)
        try:
            for row in reader:
                if len(row) != len(names):
                    return (
                        f"{path}, line {reader.line_num} has {len(row)} cells where the heading has {len(names)}. "
                        "Put text with a separator or a line break in quotation marks."
                    )
        except csv.Error as error:
            return f"{path}, line {reader.line_num} cannot be read as CSV: {error}."
    return f"{path} cannot be read as CSV. Check its quotation marks."


def _read_parquet(path: Path, needed: Sequence[str]) -> pl.DataFrame:
    with path.open("rb") if path.is_file() else _refused(path) as stream:
        if stream.read(4) != b"PAR1":
            raise UnreadableInput(
                f"{path} is no Parquet file, whatever its name says. Give a .parquet or .csv table."
            )
    try:
        table = pl.read_parquet(path, glob=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise UnreadableInput(f"{path} is broken or cut off: {reason}. Save or copy it again.") from None
    _need_columns(table.columns, str(path), needed)
    return table


def _refused(path: Path) -> Any:
    """Raise what tidings.files says of a path that is no file."""
    files.check(path)
    raise UnreadableInput(f"{path} is no file that can be read.")


def _need_columns(names: Sequence[str], where: str, needed: Sequence[str]) -> None:
    for column in needed:
        if column not in names:
            raise UnknownColumn(f"{where} has no column {column!r}. It has: {', '.join(names) or 'none'}.")


def _checked(table: pl.DataFrame, where: str) -> "Table":
    _need_columns(table.columns, where, NEEDED)
    _check_ids(table["id"], where)
    told = [name for name in ("name", *TOLD) if name in table.columns]
    for name in told:
        if table[name].dtype.is_nested() or table[name].dtype == pl.Binary:
            raise InvalidRecord(
                f"{where}, column {name!r} holds {table[name].dtype}, not text. Save it as text."
            )
    text = [
        pl.col(name).cast(pl.String).str.strip_chars().replace("", None)
        for name in told
        if name not in ("age", "age_on")
    ]
    born, notes = _born(table, where)
    return Table(table.select("id", *text), born, notes)


def _check_ids(ids: pl.Series, where: str) -> None:
    if not (ids.dtype.is_integer() or ids.dtype == pl.String or ids.dtype == pl.Null):
        raise InvalidRecord(f"{where}, column 'id' holds {ids.dtype}; ids are whole numbers or text.")
    empty = (
        ids.is_null()
        if ids.dtype.is_integer()
        else ids.is_null() | (ids.cast(pl.String).str.strip_chars() == "")
    )
    if empty.any():
        row = int(empty.arg_max() or 0) + 1
        raise InvalidRecord(f"{where}, row {row}, column 'id' is empty. Give every row its own id.")
    if ids.n_unique() < len(ids):
        row = int(ids.is_duplicated().arg_max() or 0) + 1
        raise InvalidRecord(
            f"{where}, column 'id': {ids[row - 1]!r} of row {row} comes {int((ids == ids[row - 1]).sum())} times. "
            "Give every row its own id."
        )


def born_days(record: Record) -> tuple[int, int]:
    """Return the earliest and latest day of birth of one record; NOT_TOLD twice where not told or not readable."""
    dated = _days_of(record.birth_date or "")
    if dated[0] != NOT_TOLD or record.age is None or not record.age_on:
        return dated
    return _days_of_age(f"{record.age} on {record.age_on}")


def _born(table: pl.DataFrame, where: str) -> tuple[np.ndarray, tuple[str, ...]]:
    nothing = pl.repeat(None, len(table), dtype=pl.String, eager=True)
    said = [
        table[name].cast(pl.String) if name in table.columns else nothing
        for name in ("birth_date", "age", "age_on")
    ]
    dates, unread = _spans(said[0], _days_of)
    ages = pl.select(pl.concat_str(said[1:], separator=" on ")).to_series()
    by_age, odd = _spans(ages, _days_of_age)
    born = np.where(dates != NOT_TOLD, dates, by_age)
    notes = [_note(where, "birth_date", unread), _note(where, "age", odd)]
    return born, tuple(note for note in notes if note)


def _spans(cells: pl.Series, read: Any) -> tuple[np.ndarray, list[tuple[int, str]]]:
    """Return the days of each cell, and the cells that could not be read, with their rows."""
    distinct, numbers = columns.numbered(cells)
    days = np.array([*map(read, distinct), (NOT_TOLD, NOT_TOLD)], np.int32)
    bad = [number for number, cell in enumerate(distinct) if days[number, 0] == NOT_TOLD and cell.strip()]
    rows = np.flatnonzero(np.isin(numbers, bad)) if bad else np.zeros(0, int)
    return days[numbers], [(int(row) + 1, distinct[numbers[row]]) for row in rows]


def _note(where: str, column: str, unread: list[tuple[int, str]]) -> str:
    if not unread:
        return ""
    rows = ", ".join(str(row) for row, _ in unread[:5]) + (" …" if len(unread) > 5 else "")
    return (
        f"{where}, column {column!r}: {len(unread)} cells could not be read and count as not told "
        f"(rows {rows}). Write a year, a month or a day, for example 1971, 1971-03 or 1971-03-09."
    )


@lru_cache(maxsize=1 << 16)
def _days_of(cell: str) -> tuple[int, int]:
    if not cell.strip():
        return NOT_TOLD, NOT_TOLD
    try:
        span = ImpreciseDate.parse(cell[:40].split("T")[0].removesuffix(" 00:00:00"))
    except InvalidDate:
        return NOT_TOLD, NOT_TOLD
    return _day_number(span.earliest), _day_number(span.latest)


def _days_of_age(cell: str) -> tuple[int, int]:
    age, _, on = cell.partition(" on ")
    try:
        day = ImpreciseDate.parse(on)
        whole = int(float(age))
        first, last = ImpreciseDate.from_age(whole, day.earliest), ImpreciseDate.from_age(whole, day.latest)
    except (InvalidDate, ValueError, OverflowError):
        return NOT_TOLD, NOT_TOLD
    return _day_number(first.earliest), _day_number(last.latest)


def _day_number(day: date) -> int:
    return day.toordinal() - _EPOCH


_EPOCH = date(1970, 1, 1).toordinal()


def _said(born: np.ndarray) -> str | None:
    """Return a span of days as a text that can be read back."""
    if born[0] == NOT_TOLD:
        return None
    first, last = (date.fromordinal(int(day) + _EPOCH) for day in born)
    return str(ImpreciseDate(first, last))


def _text(cell: Any) -> str | None:
    said = "" if cell is None else str(cell).strip()
    return said or None


def _age(cell: Any) -> int | None:
    try:
        return int(float(cell)) if cell not in (None, "") else None
    except (TypeError, ValueError, OverflowError):
        return None
