"""What of a text is learnt from: the stems of its words, their pieces, and pairs of neighbours."""

import re

from tidings.text.phrases import fold

WORD = re.compile(r"[^\W\d_](?:'?[^\W\d_])+")
"""A word of a folded text; an apostrophe inside it belongs to it."""
TOKEN = re.compile(r"[^\W\d_](?:'?[^\W\d_])*|\d+")
"""A word of a folded text, one letter too, or a number."""
_STEM, _PIECE = 6, 4


def features_of(word: str) -> list[str]:
    """Return what is learnt of a folded word: its stem, and its pieces, by which a slip or another ending is still known."""
    ringed = f"<{word}>"
    pieces = (
        [ringed[at : at + _PIECE] for at in range(len(ringed) - _PIECE + 1)] if len(word) > _PIECE else []
    )
    return [word[:_STEM] + "…" if len(word) > _STEM else word + ".", *pieces]


def features_in(text: str) -> set[str]:
    """Return what is learnt of the words of a text."""
    return {one for word in set(WORD.findall(fold(text))) for one in features_of(word)}


def pair(word: str, following: str) -> str:
    """Return two neighbours of a folded text, each by its stem and a number as #.

    >>> pair("6", "августа")
    '# август'
    """
    return f"{_stem(word)} {_stem(following)}"


def _stem(word: str) -> str:
    return "#" if word[0].isdigit() else word[:_STEM]
