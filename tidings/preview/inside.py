"""What runs in the confined process: it reads one file from its input and gives back pixels, nothing else.

First a line that says which confinements are in force, then a line for each page (width, height) followed by
its pixels (red, green, blue), then a line that says how it ended. All lines are JSON.
"""

import json
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import pypdfium2
from PIL import GifImagePlugin, Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401

from tidings.preview import confining

PIXELS, WIDTH, HEIGHT = 40_000_000, 1100, 2200
PAGES_MOST, PAGES_SHOWN = 200, 10
MEMBERS, RATIO = 1000, 100
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is turned that says of itself how the camera was held."""

ORIENTATION = 0x0112


class Refused(Exception):
    """Why there is no preview: the name of a note."""


def picture(content: bytes, name: str) -> Iterator[Image.Image]:
    """Yield the picture, upright and no wider than a page; of a moving one its first."""
    with Image.open(BytesIO(content), formats=FORMATS[name]) as image:
        if image.width * image.height > PIXELS:
            raise Refused("too_large")
        turned = image.getexif().get(ORIENTATION)
        image.thumbnail((WIDTH, HEIGHT))
        upright = UPRIGHT.get(turned) if isinstance(turned, int) else None
        yield _on_white(image if upright is None else image.transpose(upright))


FORMATS = {"jpeg": ["JPEG", "MPO"], "png": ["PNG"], "webp": ["WEBP"], "gif": ["GIF"]}


def _on_white(image: Image.Image) -> Image.Image:
    """Copy the pixels alone: no metadata, no colour profile, nothing behind a transparent place."""
    seen = image.convert("RGBA")
    page = Image.new("RGB", seen.size, "white")
    page.paste(seen, mask=seen.getchannel("A"))
    return page


def document(content: bytes, name: str) -> Iterator[Image.Image]:
    """Yield the first pages of a PDF; nothing in it is run, filled in or followed."""
    pdf = pypdfium2.PdfDocument(content)
    if len(pdf) > PAGES_MOST:
        raise Refused("too_many_pages")
    for number in range(min(len(pdf), PAGES_SHOWN)):
        page = pdf[number]
        width, height = page.get_size()
        scale = min(WIDTH / max(width, 1), HEIGHT / max(height, 1))
        yield page.render(scale=scale, may_draw_forms=False, rev_byteorder=True).to_pil().convert("RGB")
        page.close()
    if len(pdf) > PAGES_SHOWN:
        raise Refused("more_pages")


def packed(content: bytes, name: str) -> Iterator[Image.Image]:
    """Yield nothing; say whether a packed document would burst, or carries macros."""
    with ZipFile(BytesIO(content)) as archive:
        members = archive.infolist()
    if len(members) > MEMBERS or sum(member.file_size for member in members) > RATIO * len(content):
        raise Refused("would_burst")
    if any("vbaproject" in member.filename.lower() for member in members):
        raise Refused("macros")
    raise Refused("no_preview")
    yield


SHOWN: dict[str, Callable[[bytes, str], Iterator[Image.Image]]] = {
    **dict.fromkeys(FORMATS, picture),
    "pdf": document,
    "docx": packed,
    "odt": packed,
}
"""How each kind is shown."""


def main() -> None:
    """Show the one file that comes in. Everything that will be needed is fetched before the doors close."""
    _rehearse()
    out = sys.stdout.buffer
    _say(out, confinement=confining.confine())
    name = sys.argv[1]
    try:
        for page in SHOWN[name](sys.stdin.buffer.read(), name):
            _say(out, width=page.width, height=page.height)
            out.write(page.tobytes())
        ended = "shown"
    except Refused as reason:
        ended = str(reason)
    except MemoryError:
        ended = "too_large"
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        ended = "too_large"
    except Exception:  # whatever a damaged file makes of a library, the reader is told that it is damaged
        ended = "damaged"
    _say(out, ended=ended)
    out.flush()


def _say(out: Any, **said: object) -> None:
    out.write(json.dumps(said).encode() + b"\n")


def _rehearse() -> None:
    """Show a harmless file of each kind, so that no library has to fetch a part of itself later."""
    Image.MAX_IMAGE_PIXELS = PIXELS
    for name in FORMATS:
        sample = BytesIO()
        Image.new("RGB", (8, 8)).save(sample, FORMATS[name][0])
        list(picture(sample.getvalue(), name))
    sample = BytesIO()
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(72, 72)
    pdf.save(sample)
    list(document(sample.getvalue(), "pdf"))
    for name in ("docx", "pdf", "png"):
        try:
            list(SHOWN[name](b"PK", name))
        except (BadZipFile, pypdfium2.PdfiumError, OSError):
            continue


if __name__ == "__main__":
    main()
