"""What a caseworker sees of an ordinary file."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tidings.preview import Kind, kind_of, preview, rendering


def seen(content: bytes) -> list[Image.Image]:
    shown = preview(content, kind_of(content))
    return [Image.open(io.BytesIO(page)) for page in shown.pages]


def photograph(size: tuple[int, int] = (3000, 1500), form: str = "JPEG", **how: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, form, **how)
    return out.getvalue()


def place_and_turn() -> bytes:
    """Metadata of a camera: held sideways, and where it was."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "Camera of Larysa"
    return exif.tobytes()


def test_a_photograph_is_shown_no_wider_than_a_page():
    (page,) = seen(photograph())
    assert page.size == (1100, 550)


def test_a_photograph_stands_upright_and_says_nothing_of_where_it_was_taken():
    content = photograph(exif=place_and_turn())
    (page,) = preview(content, Kind.JPEG).pages
    assert b"Larysa" in content and b"Larysa" not in page
    picture = Image.open(io.BytesIO(page))
    assert picture.size == (550, 1100) and not picture.getexif()


@pytest.mark.parametrize("form, kind", [("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif"), ("JPEG", "jpeg")])
def test_pictures_of_each_kind_are_shown(form, kind):
    content = photograph((40, 30), form)
    assert kind_of(content) == kind
    assert [page.size for page in seen(content)] == [(40, 30)]


def test_what_is_transparent_is_shown_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (3, 3), (0, 0, 0, 0)).save(out, "PNG")
    (page,) = seen(out.getvalue())
    assert page.getpixel((1, 1)) == (255, 255, 255)


def document(pages: int) -> bytes:
    import pypdfium2

    pdf, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(pages):
        pdf.new_page(595, 842)
    pdf.save(out)
    return out.getvalue()


def test_of_a_document_the_first_ten_pages_are_shown():
    shown = preview(document(12), Kind.PDF)
    assert len(shown.pages) == 10 and "first 10" in shown.note.en
    assert Image.open(io.BytesIO(shown.pages[0])).size in [(1100, 1556), (1100, 1557)]


@pytest.mark.parametrize("pages, shown", [(200, 10), (201, 0)])
def test_a_document_has_two_hundred_pages_at_most(pages, shown):
    assert len(preview(document(pages), Kind.PDF).pages) == shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251"])
def test_words_are_shown_as_words(encoding):
    content = "Он звонил 3 ноября.\r\nБольше ничего не знаю.".encode(encoding)
    assert kind_of(content) == Kind.TEXT
    assert preview(content, Kind.TEXT).text == "Он звонил 3 ноября.\nБольше ничего не знаю."


def test_letters_that_are_cut_in_two_are_still_words():
    assert kind_of(b"a" + "щ".encode() * 5000) == Kind.TEXT


def test_a_file_of_26_megabytes_is_not_looked_at():
    assert "25 MB" in preview(b"\xff\xd8\xff" * 9_000_000, Kind.JPEG).note.en


@pytest.mark.parametrize(
    "content, kind",
    [
        (b"OggS\0\2" + bytes(20) + b"OpusHead", "ogg"),
        (b"ID3\4\0\0", "mp3"),
        (b"\xff\xfb\x90\0", "mp3"),
        (b"\0\0\0\x20ftypM4A \0\0", "mp4"),
        (b"\0\0\0\x20ftypisom\0\0", "mp4"),
        (b"\0\0\0\x18ftypheic\0\0", "heic"),
        (struct.pack("<IHH", 0x04034B50, 20, 0) + bytes(22) + b"[Content_Types].xml", "docx"),
        (b"PK\3\4" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
        (b"PK\3\4" + bytes(26) + b"photos/1.jpg", None),
        (b"\x7fELF", None),
        (b"\0\1\2", None),
    ],
)
def test_a_kind_is_known_by_the_content(content, kind):
    assert kind_of(content) == kind


def test_of_sound_there_is_only_the_original():
    shown = preview(b"OggS" + bytes(99), Kind.OGG)
    assert not shown.pages and "only the original" in shown.note.en


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_any_bytes_have_a_kind_or_none_and_words_without_tricks(content):
    if kind_of(content) is Kind.TEXT:
        assert not set(preview(content, Kind.TEXT).text) & set("\0\x1b\x7f\u200b\u202e\u2066\ufeff")


def test_more_than_two_at_once_wait_and_are_told_so(monkeypatch):
    monkeypatch.setattr(rendering, "SECONDS", 0.01)
    with rendering.AT_ONCE, rendering.AT_ONCE:
        assert "others are being made" in preview(b"%PDF-1.7", Kind.PDF).note.en
