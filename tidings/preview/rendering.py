"""The outer side of a preview: it starts the confined process, takes pixels from it, and makes pictures of them."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from tidings.preview import plain
from tidings.preview.kinds import Kind
from tidings.preview.notes import NOTES
from tidings.text.sentences import Sentence

LONGEST = 25 * 2**20
"""Bytes of a file that is looked at."""

SECONDS = 20
WIDTH, HEIGHT, PAGES = 1100, 2200, 10
AT_ONCE = threading.BoundedSemaphore(2)
"""So that many looks at once do not take the memory of the office."""

LINE = 500
RENDERED = {Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.GIF, Kind.PDF, Kind.DOCX, Kind.ODT}
SOUND = {Kind.OGG, Kind.MP3, Kind.MP4}


@dataclass(frozen=True)
class Preview:
    """What may be shown of a file: pages as PNG, or its words; and what there is to say about it."""

    pages: tuple[bytes, ...] = ()
    text: str = ""
    note: Sentence = NOTES["shown"]
    confinement: tuple[str, ...] = ()  # what was in force; empty where no process was needed


def preview(content: bytes, kind: Kind | None) -> Preview:
    """Return what may be shown of a file of this kind. Never raises for anything that a file may hold."""
    if not content:
        return Preview(note=NOTES["empty"])
    if len(content) > LONGEST:
        return Preview(note=NOTES["too_long"])
    if kind is Kind.TEXT:
        return Preview(text=plain.shown(content), note=NOTES["text"])
    if kind not in RENDERED:
        return Preview(note=NOTES["sound" if kind in SOUND else "no_preview" if kind else "unknown"])
    return _rendered(content, kind)


def confinement() -> tuple[str, ...]:
    """Return which confinements are in force on this machine, found by trying."""
    return _rendered(b"PK", Kind.DOCX).confinement


def _rendered(content: bytes, kind: Kind) -> Preview:
    if not AT_ONCE.acquire(timeout=SECONDS):
        return Preview(note=NOTES["busy"])
    try:
        return _made(content, kind)
    finally:
        AT_ONCE.release()


def _made(content: bytes, kind: Kind) -> Preview:
    with process("tidings.preview.inside", kind) as started:
        ending = threading.Timer(SECONDS, started.kill)
        ending.start()
        feeding = threading.Thread(target=feed, args=[started.stdin, content], daemon=True)
        feeding.start()
        try:
            return _read(started)
        finally:
            ending.cancel()
            started.kill()
            feeding.join()


def process(module: str, *words: str) -> "subprocess.Popen[bytes]":
    """Start a process that will confine itself: without environment, files to write or anybody to talk to."""
    return subprocess.Popen(
        [sys.executable, "-I", "-B", "-X", "utf8", "-m", module, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        close_fds=True,
        start_new_session=True,
    )


def feed(stdin: IO[bytes] | None, content: bytes) -> None:
    """Give a process its file; it may end before it has read all."""
    assert stdin
    try:
        with stdin:
            stdin.write(content)
    except OSError:
        pass


def _read(process: "subprocess.Popen[bytes]") -> Preview:
    assert process.stdout
    first = _line(process.stdout)
    confined = tuple(str(name) for name in first.get("confinement", ()))
    pages: list[bytes] = []
    ended = ""
    for said in iter(lambda: _line(process.stdout), {}):
        if "ended" in said or len(pages) == PAGES:
            ended = str(said.get("ended"))
            break
        if (page := _page(process.stdout, said)) is None:
            break
        pages.append(page)
    return Preview(tuple(pages), note=_note(ended, len(pages)), confinement=confined)


def _line(out: IO[bytes] | None) -> dict[str, Any]:
    """Return the next line of the protocol; nothing where the process ended or says something else."""
    assert out
    try:
        said = json.loads(out.readline(LINE))
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _page(out: IO[bytes], said: dict[str, Any]) -> bytes | None:
    """Return the next page as PNG. What comes is counted, never believed: so many pixels and not one byte more."""
    width, height = said.get("width"), said.get("height")
    if not (
        isinstance(width, int) and isinstance(height, int) and 0 < width <= WIDTH and 0 < height <= HEIGHT
    ):
        return None
    pixels = out.read(width * height * 3)
    return _png(width, height, pixels) if len(pixels) == width * height * 3 else None


def _png(width: int, height: int, pixels: bytes) -> bytes:
    from PIL import Image

    picture = BytesIO()
    Image.frombytes("RGB", (width, height), pixels).save(picture, "PNG")
    return picture.getvalue()


def _note(ended: str, pages: int) -> Sentence:
    if ended in NOTES:
        return NOTES[ended]
    return NOTES["broken_off"].fill(pages=pages) if pages else NOTES["gave_up"]
