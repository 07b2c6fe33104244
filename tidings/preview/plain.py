"""Plain text from outside: whether it is that, and its words without what would play tricks on a reader."""

import re

LONGEST = 20_000
"""Characters that are shown; the rest is in the original."""

MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
SHARE_OF_LETTERS = 0.6
"""Of a text in the old Russian code page; below that it is taken for noise."""

_MARKUP = re.compile(r"\s*(?:<[!?/a-zA-Z]|#!|%!|\{\\rtf|MZ)")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def is_plain(head: bytes, cut: bool = False) -> bool:
    """Return whether this begins a text of words: no markup, no program, no control characters.

    `cut`: the file goes on, so that the last character may be half.
    """
    text = decoded(head, cut)
    if text is None or not text.strip() or _MARKUP.match(text):
        return False
    return not any(
        (character < " " or character == "\x7f") and character not in "\t\r\n\f" for character in text
    )


def decoded(content: bytes, cut: bool = False) -> str | None:
    """Return the text in UTF-8, UTF-16 with its mark, or the code page of old Russian files; None for none of these."""
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), "utf-8")
    if encoding.startswith("utf-16"):
        content = content[2 : len(content) // 2 * 2]
    for end in range(len(content), len(content) - (4 if cut else 1), -1):
        try:
            return content[:end].decode(encoding)
        except UnicodeDecodeError:
            continue
    return _old_russian(content) if encoding == "utf-8" else None


def shown(content: bytes) -> str:
    """Return the first LONGEST characters, with a sign in place of each character that is not seen or turns the line."""
    text = decoded(content[: 4 * LONGEST], cut=len(content) > 4 * LONGEST) or ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST]
    return harmless(lines)


def harmless(text: str) -> str:
    """Return the text with a sign in place of each character that is not seen, or that turns or ends the line.

    >>> harmless("CON\u202egnp.exe")
    'CON\ufffdgnp.exe'
    """
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _old_russian(content: bytes) -> str | None:
    try:
        text = content.decode("cp1251")
    except UnicodeDecodeError:
        return None
    letters = sum(character.isalpha() or character.isspace() for character in text)
    return text if letters >= SHARE_OF_LETTERS * len(text) else None
