"""A letter as a DOCX to be edited further: A4, a serif like Times, real styles, Russian; no one's name in its properties."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx as python_docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_COLOR_INDEX, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tidings.drafting.marks import Block, Piece, parse

FONT = "Times New Roman"
STYLES = {
    "address": "Letter Address",
    "title": "Title",
    "heading": "Heading 1",
    "paragraph": "Body Text",
    "number": "List Number",
    "point": "List Bullet",
    "signature": "Letter Signature",
}
LEFT, RIGHT, WIDTH = 30, 15, 165
"""Millimetres: margins, and what is between them on A4."""


def docx(text: str) -> bytes:
    """Return the letter as a DOCX; the same text gives the same bytes."""
    document = python_docx.Document()
    _page(document)
    _styles(document)
    for block in parse(text):
        _paragraph(document, block)
    _properties(document)
    stream = io.BytesIO()
    document.save(stream)
    return _undated(stream.getvalue())


def _page(document: Any) -> None:
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.top_margin = section.bottom_margin = Mm(20)


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    _font(normal, 12)
    normal.paragraph_format.space_after = Pt(6)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "ru-RU"})
    normal.element.get_or_add_rPr().append(language)
    _style(document, "Letter Address", left=Mm(80), after=0)
    _style(document, "Title", align=ALIGN.CENTER, bold=True, size=14, before=18, after=0)
    _style(document, "Heading 1", align=ALIGN.CENTER, bold=True, before=6)
    _style(document, "Body Text", align=ALIGN.JUSTIFY, first=Mm(12.5))
    for name in ("List Number", "List Bullet"):
        _style(document, name, left=Mm(10), first=Mm(-10))
        _without_automatic_numbers(document.styles[name])
    _style(document, "Letter Signature", before=24)
    document.styles["Letter Signature"].paragraph_format.tab_stops.add_tab_stop(
        Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT
    )


def _style(
    document: Any,
    name: str,
    *,
    align: Any = ALIGN.LEFT,
    bold: bool = False,
    size: int = 12,
    left: Any = 0,
    first: Any = 0,
    before: int = 0,
    after: int = 6,
) -> None:
    styles = document.styles
    if name not in [style.name for style in styles]:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    style = styles[name]
    _font(style, size)
    style.font.bold = bold
    layout = style.paragraph_format
    layout.alignment, layout.left_indent, layout.first_line_indent = align, left, first
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.15
    _without_border(style)


def _font(style: Any, size: int) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _without_border(style: Any) -> None:
    """Take away the line that Word's own title style draws."""
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _without_automatic_numbers(style: Any) -> None:
    """Numbers stand in the text as the writer wrote them: Word would go on counting from list to list."""
    for numbers in style.element.findall(f".//{qn('w:numPr')}"):
        numbers.getparent().remove(numbers)


def _paragraph(document: Any, block: Block) -> None:
    paragraph = document.add_paragraph(style=STYLES[block.kind])
    if block.kind in ("number", "point"):
        paragraph.add_run(f"{block.number}.\t" if block.kind == "number" else "–\t")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(10))
    for at, line in enumerate(block.lines):
        if at and block.kind == "signature":
            paragraph.add_run("\t")
        elif at:
            paragraph.add_run().add_break()
        _pieces(paragraph, line)


def _pieces(paragraph: Any, pieces: tuple[Piece, ...]) -> None:
    for piece in pieces:
        run = paragraph.add_run(piece.text)
        if piece.gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _properties(document: Any) -> None:
    """Leave no names and no days in the file's properties."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title, properties.language = "Письмо", "ru-RU"
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)


def _undated(content: bytes) -> bytes:
    """Return the same archive without the times at which its parts were written."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
