"""Sixty hostile files, each neutral: only pixels or harmless words come out, in time, and nothing else happens."""

import io
import time

from PIL import Image

from tidings.preview import Preview, kind_of, preview
from tidings.preview.rendering import SECONDS

IN_TIME = SECONDS + 5


def test_it_is_neutral(hostile):
    began = time.monotonic()
    seen = preview(hostile.content, kind_of(hostile.content))
    assert time.monotonic() - began < IN_TIME
    assert hostile.shown in ("any", shown(seen)), seen.note.en
    assert seen.note.en and seen.note.ru and seen.note.uk
    for page in seen.pages:
        with Image.open(io.BytesIO(page), formats=["PNG"]) as picture:
            assert picture.width <= 1100 and picture.height <= 2200 and not picture.info
    assert not set(seen.text) & set("\0\x1b\u202e\u2066\u200b")


def shown(seen: Preview) -> str:
    return "pages" if seen.pages else "text" if seen.text else "nothing"


def test_there_are_sixty_and_no_two_are_the_same(request):
    names = {item.callspec.params["hostile"].name for item in request.session.items if is_a_case(item)}
    assert len(names) in (0, 60)


def is_a_case(item) -> bool:
    return hasattr(item, "callspec") and item.function is test_it_is_neutral
