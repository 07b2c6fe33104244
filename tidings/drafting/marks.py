"""The few marks of a letter's text, so that it can be edited in a plain box and still be set properly.

Each line is a paragraph; empty lines only part them. A line may begin with a mark:

    > Командиру войсковой части 12345      address block, on the right half of the sheet; ">" alone is an empty line
    # ЖАЛОБА                               title, centred
    ## ПРОШУ:                              heading, centred
    1. Провести проверку.                  numbered, with the number as written
    - копия свидетельства                  a point of a list
    ~ 20.08.2024 | ________ А. И. Кравцова date on the left, signature on the right

Words in square brackets, [дата рождения], are gaps: still to be filled in, or to be checked. They are set off in colour.
"""

import re
from dataclasses import dataclass

GAP = re.compile(r"\[[^\[\]]+\]")
KINDS = {">": "address", "#": "title", "##": "heading", "-": "point", "~": "signature"}
_MARKED = re.compile(r"(>|##|#|-|~)(?:\s+|$)(.*)")
_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(.*)")
_NOT_PRINTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True)
class Piece:
    """Words of a line; `gap` where they stand in square brackets."""

    text: str
    gap: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph: address, title, heading, paragraph, number, point or signature.

    `lines` has one line of pieces; an address has as many as it needs, a signature two: the left and the right side.
    """

    kind: str
    lines: tuple[tuple[Piece, ...], ...]
    number: int = 0


def parse(text: str) -> tuple[Block, ...]:
    """Return the paragraphs of a letter. Every text is a letter; characters that cannot be printed are left out."""
    blocks: list[Block] = []
    for line in _NOT_PRINTED.sub("", text).replace("\t", " ").splitlines():
        block = _block(line.strip())
        if block is None:
            continue
        if block.kind == "address" and blocks and blocks[-1].kind == "address":
            blocks[-1] = Block("address", blocks[-1].lines + block.lines)
        else:
            blocks.append(block)
    return tuple(blocks)


def gaps(text: str) -> tuple[str, ...]:
    """Return the gaps that are left in a text, each once, without the brackets.

    >>> gaps("родился [дата рождения] в городе [город]")
    ('дата рождения', 'город')
    """
    return tuple(dict.fromkeys(found[1:-1] for found in GAP.findall(text)))


def _block(line: str) -> Block | None:
    if not line:
        return None
    if found := _NUMBERED.fullmatch(line):
        return Block("number", (_pieces(found[2]),), int(found[1]))
    if not (found := _MARKED.fullmatch(line)):
        return Block("paragraph", (_pieces(line),))
    kind, words = KINDS[found[1]], found[2]
    if kind == "signature":
        left, _, right = words.partition("|")
        return Block(kind, (_pieces(left.strip()), _pieces(right.strip())))
    if kind in ("title", "heading", "point") and not words:
        return None
    return Block(kind, (_pieces(words),))


def _pieces(words: str) -> tuple[Piece, ...]:
    """Return the words, parted where a gap begins or ends."""
    pieces, at = [], 0
    for found in GAP.finditer(words):
        pieces += [Piece(words[at : found.start()]), Piece(found[0], gap=True)]
        at = found.end()
    return tuple(piece for piece in [*pieces, Piece(words[at:])] if piece.text)
