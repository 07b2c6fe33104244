"""A letter as a PDF to be printed and signed: tagged, in Russian, set by Typst with the fonts it carries.

The words go to the typesetter as data, never as markup: nothing that stands in a letter is run.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from tidings.drafting.marks import Block, parse

LAYOUT = Path(__file__).with_name("letter.typ")


def pdf(text: str) -> bytes:
    """Return the letter as a PDF; the same text gives the same bytes.

    It keeps to PDF/UA-1, for readers who listen. Where a sign is in none of the fonts that Typst carries, the fonts of
    this machine are asked too, and that standard is not claimed.
    """
    blocks = json.dumps(list(_plain(parse(text))), ensure_ascii=False)
    try:
        return _set(blocks, ignore_system_fonts=True, pdf_standards="ua-1")
    except typst.TypstError:
        return _set(blocks, ignore_system_fonts=False)


def _set(blocks: str, **how: Any) -> bytes:
    made = typst.compile(
        LAYOUT.read_bytes(),
        format="pdf",
        sys_inputs={"blocks": blocks},
        timestamp=datetime(2000, 1, 1, tzinfo=UTC),
        **how,
    )
    return bytes(made)


def _plain(blocks: tuple[Block, ...]) -> Iterator[dict[str, object]]:
    """Yield the paragraphs as data; headings are of the second level only below a title."""
    titled = False
    for block in blocks:
        titled |= block.kind == "title"
        lines = [[{"text": piece.text, "gap": piece.gap} for piece in line] for line in block.lines]
        level = 2 if titled and block.kind == "heading" else 1
        yield {"kind": block.kind, "number": block.number, "level": level, "lines": lines}
