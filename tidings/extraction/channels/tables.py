"""The rows of a sheet: `.csv` (separated by comma, semicolon or tab), `.xlsx`, `.ods` and old `.xls`."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path

from tidings import files
from tidings.errors import InvalidRecord, UnreadableInput
from tidings.files import Where

SEPARATORS = ",;\t"
BOOKS = (".xlsx", ".ods", ".xls")
LARGEST = 128 * 1024 * 1024
"""Bytes of a workbook, packed."""
SEARCHED = 10
"""Lines among which the one is that shows what separates the cells."""

Row = tuple[int, list[str] | InvalidRecord]


@dataclass(frozen=True)
class Rows:
    """The rows of one sheet with their numbers, from 1; empty ones too. Each time they are read anew, one by one."""

    read: Callable[[], Iterator[Row]]
    others: dict[str, int]  # other sheets of the workbook that hold something, with their heights

    def __iter__(self) -> Iterator[Row]:
        return self.read()


def rows_of(file: files.File, sheet: str = "") -> Rows:
    """Return the rows of a sheet; of a workbook the first that holds something, or the one named.

    Raises UnreadableInput or InvalidRecord where the file as a whole cannot be read.
    """
    if file.suffix.lower() in BOOKS:
        return _of_book(file, sheet)
    return Rows(lambda: _of_csv(file), {})


def _of_csv(file: files.File) -> Iterator[Row]:
    """Yield each row with the line on which it begins; blank lines are left out, as every program that writes CSV does."""
    separator = _separator([line for _, line in islice(files.lines(file), SEARCHED)])
    reader = csv.reader((line + "\n" for _, line in files.lines(file)), delimiter=separator, strict=True)
    begins = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            where = Where(file, begins)
            raise InvalidRecord(
                en=f"{where.en} cannot be read as CSV: {error}. Check the quotation marks from there on.",
                ru=f"{where.ru}: это не читается как CSV ({error}). Проверьте кавычки начиная с этого места.",
                uk=f"{where.uk}: це не читається як CSV ({error}). Перевірте лапки, починаючи з цього місця.",
            ) from None
        if row is None:
            return
        yield begins, [cell.replace("\r\n", "\n") for cell in row]
        begins = reader.line_num + 1


def _separator(lines: Sequence[str]) -> str:
    """Return what separates the cells: the commonest separator of the first of these lines that has one.

    Signs within quotation marks do not count, and those before a blank only where there are no others: they are prose.
    """
    bare = [re.sub(r'"[^"]*("|$)', "", line) for line in lines]
    close = [re.sub(r"[,;](?= )", "", line) for line in bare]
    telling = next((line for line in (*close, *bare) if any(sign in line for sign in SEPARATORS)), "")
    return max(SEPARATORS, key=telling.count)


def _of_book(file: files.File, sheet: str) -> Rows:
    content, where = files.content(file, LARGEST), Where(file)
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-X", "utf8", str(Path(__file__).with_name("workbook.py")), sheet],
        input=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    )
    said = done.stdout
    began, _, rest = said.partition(b"\n")
    rows, _, last = rest.removesuffix(b"\n").rpartition(b"\n")
    ended = _ended(last) if rest else _ended(began)
    if ended != "whole":
        raise _not_read(where, ended)
    heights: dict[str, int] = json.loads(began)["sheets"]
    chosen = sheet or next((name for name, height in heights.items() if height), "")
    return Rows(
        lambda: _told(rows),
        {name: height for name, height in heights.items() if height and name != chosen},
    )


def _told(lines: bytes) -> Iterator[Row]:
    """Yield the rows that the other process wrote; they are held as it wrote them, and read one by one."""
    for line in BytesIO(lines):
        number, cells = json.loads(line)
        yield number, cells


def _ended(line: bytes) -> str:
    """Return what the other process said last, "" where it was ended before it could."""
    try:
        said = json.loads(line)
    except ValueError:
        return ""
    return str(said.get("ended", "")) if isinstance(said, dict) else ""


def _not_read(where: Where, ended: str) -> UnreadableInput:
    if ended == "password":
        return UnreadableInput(
            en=f"{where.en} is locked with a password. Save it without one.",
            ru=f"{where.ru}: книга закрыта паролем. Сохраните её без пароля.",
            uk=f"{where.uk}: книга закрита паролем. Збережіть її без пароля.",
        )
    if ended == "broken":
        return UnreadableInput(
            en=f"{where.en} is no workbook that can be read, or it is cut off. Save it again as .xlsx, .ods or .csv.",
            ru=f"{where.ru}: это не книга, которую можно прочесть, или она оборвана. Сохраните её снова как .xlsx, .ods или .csv.",
            uk=f"{where.uk}: це не книга, яку можна прочитати, або вона обірвана. Збережіть її знову як .xlsx, .ods або .csv.",
        )
    return UnreadableInput(
        en=f"{where.en} unpacks to more than any sheet of people holds; it was not read. Save the sheet as .csv.",
        ru=f"{where.ru}: при распаковке книга больше любого списка людей; она не прочитана. Сохраните лист как .csv.",
        uk=f"{where.uk}: після розпакування книга більша за будь-який список людей; її не прочитано. Збережіть аркуш як .csv.",
    )
