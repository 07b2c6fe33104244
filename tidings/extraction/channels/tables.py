"""The rows of a sheet: `.csv` (separated by comma, semicolon or tab), `.xlsx`, `.ods` and old `.xls`."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    """The rows of one sheet with their numbers, from 1; empty ones too."""

    rows: list[Row]
    others: dict[str, int]  # other sheets of the workbook that hold something, with their heights


def rows_of(file: files.File, sheet: str = "") -> Rows:
    """Return the rows of a sheet; of a workbook the first that holds something, or the one named.

    Raises UnreadableInput or InvalidRecord where the file as a whole cannot be read.
    """
    if file.suffix.lower() in BOOKS:
        return _of_book(file, sheet)
    return Rows(list(_of_csv(file)), {})


def _of_csv(file: files.File) -> Iterator[Row]:
    """Yield each row with the line on which it begins; blank lines are left out, as every program that writes CSV does."""
    lines = [line for _, line in files.lines(file)]
    reader = csv.reader((line + "\n" for line in lines), delimiter=_separator(lines), strict=True)
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
    """Return what separates the cells: the commonest separator of the first line that has one.

    Signs within quotation marks do not count, and those before a blank only where there are no others: they are prose.
    """
    bare = [re.sub(r'"[^"]*("|$)', "", line) for line in lines[:SEARCHED]]
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
    said = [json.loads(line) for line in done.stdout.decode("utf-8").split("\n") if line.endswith(("]", "}"))]
    ended = said[-1].get("ended", "") if said and isinstance(said[-1], dict) else ""
    if ended != "whole":
        raise _not_read(where, ended)
    heights: dict[str, int] = said[0]["sheets"]
    chosen = sheet or next((name for name, height in heights.items() if height), "")
    return Rows(
        [(number, cells) for number, cells in said[1:-1]],
        {name: height for name, height in heights.items() if height and name != chosen},
    )


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
