"""Files that are broken, packed to burst, or in another encoding are refused with one sentence; nothing else happens."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.errors import InputError
from tidings.extraction.channels import CHANNELS, Asked, LeftOut, pieces
from tidings.files import Held

BOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>2026-03-12</t></is></c><c r="B{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
HEADED = '<row r="1"><c r="A1" t="inlineStr"><is><t>Дата</t></is></c><c r="B1" t="inlineStr"><is><t>Текст</t></is></c></row>'


def book(rows: str, strings: str = "") -> bytes:
    packed = io.BytesIO()
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = {
        "xl/worksheets/sheet1.xml": SHEET.format(rows),
        "xl/sharedStrings.xml": f"<sst {space}>{strings}</sst>",
    }
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (BOOK | parts).items():
            archive.writestr(name, content)
    return packed.getvalue()


def read(name: str, content: bytes) -> list:
    return [piece for _, piece in pieces(Held(name, content), Asked("x"))]


def refused(name: str, content: bytes) -> str:
    with pytest.raises(InputError) as error:
        for piece in read(name, content):
            if isinstance(piece, InputError):
                raise piece
    assert name in str(error.value)
    return str(error.value)


def test_a_small_workbook_of_ours_is_read():
    assert [one.text for one in read("a.xlsx", book(HEADED + ROW.format(2, "Ищу сына")))] == ["Ищу сына"]


def test_a_cell_in_the_last_row_of_the_last_column_takes_no_memory_from_us():
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert "unpacks to more" in refused("far.xlsx", book(HEADED + ROW.format(2, "x") + far))


def test_a_workbook_that_is_packed_to_burst_is_refused():
    long = '<c r="B{0}" t="s"><v>0</v></c>'
    rows = "".join(f'<row r="{n}">{long.format(n)}</row>' for n in range(2, 82))
    packed = book(HEADED + rows, strings=f"<si><t>{'x' * 1_000_000}</t></si>")
    assert len(packed) < 10_000
    assert "unpacks to more" in refused("bomb.xlsx", packed)


def test_a_cut_workbook_is_refused():
    whole = book(HEADED + ROW.format(2, "x"))
    assert "cut off" in refused("cut.xlsx", whole[: len(whole) // 2])


@pytest.mark.parametrize("ending", ["csv", "jsonl", "txt", "mbox"])
def test_a_line_of_ten_megabytes_is_refused(ending):
    begin = "From a\n" if ending == "mbox" else "Дата;Текст\n"
    assert "longer than 4 MiB" in refused(f"long.{ending}", begin.encode() + b"x" * 10_000_000)


ENCODINGS = {"cp1251": "Windows-1251", "koi8-r": "KOI8-R", "utf-16": "UTF-16"}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "ending, content",
    [("csv", "Дата;Текст\n2026-03-12;Ищу сына\n"), ("txt", "14.03.2026, 10:22 - Нина: Ищу сына\n")],
)
def test_another_encoding_is_refused_by_its_name(ending, content, encoding):
    assert ENCODINGS[encoding] in refused(f"a.{ending}", content.encode(encoding))


CONTENTS = {
    "csv": "Дата;Текст\n2026-03-12;Ищу сына\n",
    "txt": "14.03.2026, 10:22 - Нина: Ищу сына\n",
    "json": '{"id": 7, "messages": [{"id": 1, "type": "message", "date": "2026-03-12T10:00:00", "from": "A", "text": "Ищу сына"}]}',
    "jsonl": '{"id": "1", "channel": "form", "received": "2026-03-12", "text": "Ищу сына"}\n',
    "mbox": "From a\nFrom: a@example.org\nDate: Thu, 12 Mar 2026 10:00:00 +0300\nContent-Type: text/plain; charset=utf-8\n\nИщу сына\n",
}  # fmt: skip


@pytest.mark.parametrize("ending", CONTENTS)
def test_a_byte_order_mark_is_no_word(ending):
    (message,) = read(f"a.{ending}", "\ufeff".encode() + CONTENTS[ending].encode())
    assert message.text.startswith("Ищу сына")


@given(st.binary(max_size=300), st.sampled_from(sorted(set(CHANNELS) - {".xlsx", ".ods", ".xls"})))
@settings(deadline=None, max_examples=150)
def test_no_bytes_do_harm(content, ending):
    try:
        assert all(isinstance(one, InputError | LeftOut) or one.text for one in read(f"a{ending}", content))
    except InputError as error:
        assert f"a{ending}" in str(error)


@given(st.text(max_size=200), st.sampled_from(sorted(CONTENTS)), st.integers(0, 200))
@settings(deadline=None, max_examples=150)
def test_no_words_within_an_export_do_harm(words, ending, at):
    content = CONTENTS[ending]
    changed = content[:at] + words + content[at:]
    try:
        assert all(
            isinstance(one, InputError | LeftOut) or one.text
            for one in read(f"a.{ending}", changed.encode("utf-8", "replace"))
        )
    except InputError as error:
        assert f"a.{ending}" in str(error)


def test_a_note_that_begins_with_day_and_time_is_no_chat():
    note = "12.08.2026, 14:20 - мать ищет сына\n12.08.2026, 14:30 - перезвонила\n"
    ((_, message),) = pieces(Held("note.txt", note.encode()), Asked("x", date(2026, 8, 12)))
    assert message.channel == "file" and "перезвонила" in message.text
