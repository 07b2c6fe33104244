"""The inner side of reading a workbook: a process of its own, with little memory and time, that writes cells as JSON.

A workbook is a packed archive: a small one may unpack to more than the machine holds, or name a cell in the last row of
the last column. Then this process ends, and nothing else does.

    python workbook.py SHEET < book.xlsx

It is run as a file, so that nothing else of Tidings is loaded in it.
"""

import json
import resource
import sys
from datetime import date, datetime
from io import BytesIO
from typing import Any

MEMORY, SECONDS = 2 * 2**30, 90
"""Bytes of address space and seconds of work."""
MOST = 64 * 2**20
"""Characters of all cells together."""


def main() -> None:
    """Write the names and heights of the sheets, then each row of one of them: its number and its cells."""
    content = sys.stdin.buffer.read()
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        heights = {name: book.get_sheet_by_name(name).total_height for name in book.sheet_names}
        _write({"sheets": heights})
        wanted = sys.argv[1] or next(
            (name for name, height in heights.items() if height), book.sheet_names[0]
        )
        sheet, room = book.get_sheet_by_name(wanted), MOST
        before = [""] * (sheet.start[1] if sheet.start else 0)
        for number, row in enumerate(sheet.iter_rows(), 1):
            cells = [*before, *map(said, row)]
            room -= sum(map(len, cells)) + len(cells)
            if room < 0:
                return _write({"ended": "large"})
            _write([number, cells])
        _write({"ended": "whole"})
    except PasswordError:
        _write({"ended": "password"})
    except (CalamineError, ValueError, KeyError, IndexError, OSError, MemoryError):
        _write({"ended": "broken"})


def said(cell: Any) -> str:
    """Return a cell as people write it: 12345 for 12345.0, days as 2024-08-07."""
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _write(what: object) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
