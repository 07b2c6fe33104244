"""What a file is, by its content alone: its name and what the browser called it count for nothing."""

from collections.abc import Callable
from enum import StrEnum

from tidings.preview import plain

HEAD = 4096
"""Bytes that decide."""


class Kind(StrEnum):
    """The kinds that we know; everything else is kept all the same, and has no preview."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    HEIC = "heic"
    PDF = "pdf"
    TEXT = "text"
    DOCX = "docx"
    ODT = "odt"
    OGG = "ogg"
    MP3 = "mp3"
    MP4 = "mp4"


def kind_of(content: bytes) -> Kind | None:
    """Return the kind of a file by how it begins, or None for one that is not on the list.

    >>> kind_of(b"%PDF-1.7 ..."), kind_of(b"<svg onload=alert(1)>"), kind_of(b"")
    (<Kind.PDF: 'pdf'>, None, None)
    """
    head = content[:HEAD]
    return next((kind for kind, is_one in KINDS if is_one(head)), None)


def _is_jpeg(head: bytes) -> bool:
    return head.startswith(b"\xff\xd8\xff")


def _is_png(head: bytes) -> bool:
    return head.startswith(b"\x89PNG\r\n\x1a\n")


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_gif(head: bytes) -> bool:
    return head.startswith((b"GIF87a", b"GIF89a"))


def _is_heic(head: bytes) -> bool:
    return _brand(head) in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


def _is_pdf(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-")


def _is_odt(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and head[30:80].startswith(
        b"mimetypeapplication/vnd.oasis.opendocument.text"
    )


def _is_docx(head: bytes) -> bool:
    """A packed file whose first members are a Word document's; with macros it is none on our list."""
    first = head.startswith((b"PK\x03\x04",)) and head[30:].startswith(
        (b"[Content_Types].xml", b"_rels/.rels", b"word/")
    )
    return first and b"vbaProject" not in head


def _is_ogg(head: bytes) -> bool:
    return head.startswith(b"OggS")


def _is_mp3(head: bytes) -> bool:
    return head.startswith(b"ID3") or (len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


def _is_mp4(head: bytes) -> bool:
    brand = _brand(head)
    return brand[:3] in (b"M4A", b"M4V", b"3gp", b"mp4", b"iso") or brand in (b"avc1", b"qt  ", b"dash")


def _brand(head: bytes) -> bytes:
    return head[8:12] if head[4:8] == b"ftyp" else b""


def _is_text(head: bytes) -> bool:
    return plain.is_plain(head, cut=len(head) == HEAD)


KINDS: list[tuple[Kind, Callable[[bytes], bool]]] = [
    (Kind.JPEG, _is_jpeg),
    (Kind.PNG, _is_png),
    (Kind.WEBP, _is_webp),
    (Kind.GIF, _is_gif),
    (Kind.HEIC, _is_heic),
    (Kind.PDF, _is_pdf),
    (Kind.ODT, _is_odt),
    (Kind.DOCX, _is_docx),
    (Kind.OGG, _is_ogg),
    (Kind.MP3, _is_mp3),
    (Kind.MP4, _is_mp4),
    (Kind.TEXT, _is_text),
]
"""In this order; each looks at the first bytes."""
