"""DOCX and PDF: every word arrives, nothing in a letter is run, no name is left in the file's properties."""

import io

import docx as python_docx
import pypdf
import pytest

from tidings.drafting import docx, fill, parse, pdf

WILD = '# *bold* $x^2$ #panic() `код` \\n <b> & [дыра]\nстрока #import "@preview/x:1" @метка ~ // нет /* нет */ <label>'


@pytest.fixture
def letter(known):
    return fill("military_prosecutor", known | {"findings": {"early_deployment": "indicated"}}).text


def words_of_pdf(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def words_of_docx(content):
    return [paragraph.text for paragraph in python_docx.Document(io.BytesIO(content)).paragraphs]


def plain(text):
    return ["".join(piece.text for piece in line) for block in parse(text) for line in block.lines]


def test_the_pdf_has_every_word_in_cyrillic(letter):
    words = words_of_pdf(pdf(letter))
    for line in plain(letter):
        assert " ".join(line.split()) in words


def test_the_docx_has_every_word_in_its_style(letter):
    document = python_docx.Document(io.BytesIO(docx(letter)))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for line in plain(letter):
        assert line in said
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert styles == {"Letter Address", "Title", "Heading 1", "Body Text", "List Number", "Letter Signature"}


def test_the_sheet_is_a4_in_a_serif(letter):
    document = python_docx.Document(io.BytesIO(docx(letter)))
    assert (round(document.sections[0].page_width.mm), round(document.sections[0].page_height.mm)) == (
        210,
        297,
    )
    assert document.styles["Body Text"].font.name == "Times New Roman"
    page = pypdf.PdfReader(io.BytesIO(pdf(letter))).pages[0]
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]


def test_nothing_in_a_letter_is_run():
    words = words_of_pdf(pdf(WILD))
    assert "*bold* $x^2$ #panic() `код` \\n <b> & [дыра]" in words
    assert '#import "@preview/x:1" @метка ~ // нет /* нет */ <label>' in words
    assert words_of_docx(docx(WILD))[0].startswith("*bold* $x^2$ #panic()")


def test_the_properties_name_no_one(letter):
    properties = python_docx.Document(io.BytesIO(docx(letter))).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    told = str(pypdf.PdfReader(io.BytesIO(pdf(letter))).metadata)
    assert "Кравцов" not in told and "/Author" not in told
    assert properties.title == "Письмо"


def test_the_pdf_is_tagged_and_says_its_language(letter):
    root = pypdf.PdfReader(io.BytesIO(pdf(letter))).trailer["/Root"]
    assert root["/Lang"] == "ru"
    assert root["/MarkInfo"]["/Marked"]


def test_the_same_text_gives_the_same_bytes(letter):
    assert pdf(letter) == pdf(letter)
    assert docx(letter) == docx(letter)


def test_gaps_are_set_off_in_colour():
    (paragraph,) = python_docx.Document(io.BytesIO(docx("родился [дата]"))).paragraphs
    assert [bool(run.font.highlight_color) for run in paragraph.runs] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "# ",
        "> \n~",
        "~ |",
        "0. нуль",
        "## без заглавия",
        "1. раз\n3. три\n- пункт\n1. снова",
        "# А\n## Б\n# В",
        "## Б\n# А",
        "слово " * 5_000,
        "знак 😀",
        "ё" * 5_000,
    ],
)
def test_any_text_can_be_set(text):
    assert pdf(text).startswith(b"%PDF")
    assert docx(text).startswith(b"PK")


def test_a_long_letter_runs_over_pages():
    pages = pypdf.PdfReader(io.BytesIO(pdf("абзац слов\n" * 200))).pages
    assert len(pages) > 2
