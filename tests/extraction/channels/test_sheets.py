"""A sheet is read row by row, as often as somebody goes through it, and never held as a whole."""

import io
import tracemalloc

import pytest

from tidings.extraction.channels import sheets
from tidings.files import Held

LINE = "09.08.2024;Ярцев Глеб Олегович;Не выходит на связь, рота {}.\n"
HEADING = "Дата;ФИО;Что случилось\n"


def test_the_rows_can_be_gone_through_again():
    sheet = sheets.look(Held("a.csv", (HEADING + LINE.format(1) + LINE.format(2)).encode()))
    assert [number for number, _ in sheet.rows] == [number for number, _ in sheet.rows] == [2, 3]


def test_a_long_sheet_is_not_held_in_memory_as_rows():
    content = (HEADING + "".join(map(LINE.format, range(20_000)))).encode()
    file = Held("a.csv", content)
    tracemalloc.start()
    try:
        sheet = sheets.look(file)
        count = sum(1 for _ in sheet.rows)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 20_000
    assert most < len(content) / 2


def test_columns_of_a_workbook_keep_their_places_where_the_first_are_empty():
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="workbooks are written for the web part only")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for number, cells in enumerate((("Дата", "Текст"), ("2026-03-12", "Ищу сына"))):
            page.write_row(number + 2, 1, cells)
    sheet = sheets.look(Held("a.xlsx", out.getvalue()))
    assert (sheet.began, sheet.headings) == (3, ("A", "Дата", "Текст"))
    assert list(sheet.rows) == [(4, ["", "2026-03-12", "Ищу сына"])]
