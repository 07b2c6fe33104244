"""What runs in the confined process that reads the words of a PDF: it gives back each word and its place, nothing else.

First a line that says which confinements are in force, then a line for each page (how many words), then a line for each
word: left, bottom, right, top in points, and its characters; then a line that says how it ended. All lines are JSON.
"""

import ctypes
import json
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
from pypdfium2 import raw

from tidings.preview import confining
from tidings.preview.inside import Refused

PAGES_MOST, WORDS_MOST, LONGEST_WORD = 500, 200_000, 200
APART = 0.12
"""Of the height of a letter: a wider gap parts two words, even where no blank stands between them."""
HYPHEN = 2
"""What PDFium writes for a hyphen at the end of a line."""

Word = tuple[float, float, float, float, str]


def pages(content: bytes) -> Iterator[list[Word]]:
    """Yield the words of each page; nothing in the file is run, filled in or followed."""
    pdf = pypdfium2.PdfDocument(content)
    if len(pdf) > PAGES_MOST:
        raise Refused("too_much")
    room = WORDS_MOST
    for number in range(len(pdf)):
        page = pdf[number]
        found = [_turned(word, page) for word in _words(page.get_textpage())]
        page.close()
        room -= len(found)
        if room < 0:
            raise Refused("too_much")
        yield found


def _words(text: Any) -> Iterator[Word]:
    """Yield the words of a page in the order in which the file writes them."""
    word: list[Any] = []
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, place)
        letter = "-" if code == HYPHEN else chr(code) if code and not 0xD800 <= code < 0xE000 else "\ufffd"
        if letter.isspace():
            if word:
                yield tuple(word)
            word = []
            continue
        left, bottom, right, top = _box(text, place)
        if word and not _goes_on(word, left, bottom, top):
            yield tuple(word)
            word = []
        if not word:
            word = [left, bottom, right, top, letter]
        else:
            word[2], word[4] = max(word[2], right), word[4] + letter
    if word:
        yield tuple(word)


def _goes_on(word: list[Any], left: float, bottom: float, top: float) -> bool:
    height = max(word[3] - word[1], 0.1)
    same_line = abs(word[1] - bottom) < height / 2
    return (
        same_line
        and -height / 2 < left - word[2] < APART * height + 0.5
        and len(word[4]) < LONGEST_WORD
        and top > bottom
    )


def _box(text: Any, place: int) -> tuple[float, float, float, float]:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, place, ctypes.byref(box))
    return box.left, box.bottom, box.right, box.top


def _turned(word: Word, page: Any) -> Word:
    """Return the word where a reader sees it, on a page that is shown turned."""
    left, bottom, right, top, letters = word
    turned = page.get_rotation()
    if turned == 90:
        return bottom, -right, top, -left, letters
    if turned == 180:
        return -right, -top, -left, -bottom, letters
    if turned == 270:
        return -top, left, -bottom, right, letters
    return word


def main() -> None:
    """Read the words of the one file that comes in. Everything that will be needed is fetched before the doors close."""
    _rehearse()
    _say({"confinement": confining.confine()})
    try:
        for words in pages(sys.stdin.buffer.read()):
            _say({"words": len(words)})
            for word in words:
                _say(word)
        ended = "read"
    except Refused as reason:
        ended = str(reason)
    except MemoryError:
        ended = "gave_up"
    except pypdfium2.PdfiumError as error:
        ended = "password" if "password" in str(error).lower() else "damaged"
    except Exception:  # whatever a damaged file makes of the library, the reader is told that it is damaged
        ended = "damaged"
    _say({"ended": ended})
    sys.stdout.flush()


def _say(said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")


def _rehearse() -> None:
    """Read a harmless file, so that no library has to fetch a part of itself later."""
    sample = BytesIO()
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(72, 72)
    pdf.save(sample)
    list(pages(sample.getvalue()))
    try:
        list(pages(b"PK"))
    except pypdfium2.PdfiumError:
        return


if __name__ == "__main__":
    main()
