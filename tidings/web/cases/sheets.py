"""A table as CSV and as XLSX, in which no program computes a cell: what somebody told us may be a formula.

>>> cell("=HYPERLINK(1)"), cell("Лунин;+7 900"), cell(" -1")
("'=HYPERLINK(1)", "Лунин;'+7 900", "'-1")

An apostrophe is what spreadsheets themselves put before words. It is put inside a cell too, after what another program may
take for the end of a cell. Both files are made in memory: nothing of them is ever on our disk.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

import xlsxwriter

from tidings.errors import InputError

_COMPUTED = re.compile(r"(^|[,;|])(\s*)(?=[=+\-@＝＋－＠])")
LONGEST = 32_767
"""Signs of a cell that a spreadsheet takes."""


def cell(value: object) -> str:
    """Return a value as one line of words that no spreadsheet computes."""
    plain = "".join(map(_plain, str(value if value is not None else "")))
    return _COMPUTED.sub(r"\1\2'", " ".join(plain.split()))


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as CSV in UTF-8; the mark at the beginning is how spreadsheets know that it is."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_xlsx(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as a workbook of one sheet, every cell as words. Raises InputError where a cell would be cut."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if sheet.write_string(number, column, cell(value)):
                    raise _too_long()
    return content.getvalue()


def _plain(sign: str) -> str:
    """Return a sign; one that is not seen becomes a space, or nothing."""
    return {"Cc": " ", "Zl": " ", "Zp": " ", "Cf": "", "Cs": ""}.get(unicodedata.category(sign), sign)


def _too_long() -> InputError:
    return InputError(
        f"A value is longer than a cell of a spreadsheet takes ({LONGEST} signs). Leave out that kind of data.",
        f"Одно из значений длиннее, чем вмещает ячейка таблицы ({LONGEST} знаков). Не берите этот вид данных.",
        f"Одне зі значень довше, ніж вміщує клітинка таблиці ({LONGEST} знаків). Не беріть цей вид даних.",
    )
