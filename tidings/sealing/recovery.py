"""The recovery code: printed once, kept by another organisation, opens the office when the custodians cannot.

Eight groups of five symbols, alike on every keyboard. Four symbols of a group are the code's, 128 random bits in all;
the fifth is a check symbol, of the group and its place, so that a slip is named when it is typed.

>>> code = new_code()
>>> open_closed(code.lower(), close(code, b"root")) == b"root"
True
"""

import secrets

from tidings.errors import InvalidReceipt
from tidings.sealing import envelope, receipts

GROUPS, SYMBOLS = 8, 4
BITS = GROUPS * SYMBOLS * 4
LENGTH = GROUPS * (SYMBOLS + 1)


def new_code() -> str:
    """Return a code from the system's source of secrets, its groups parted by blanks."""
    groups = ["".join(secrets.choice(receipts.GLYPHS) for _ in range(SYMBOLS)) for _ in range(GROUPS)]
    return " ".join(group + _check(place, group) for place, group in enumerate(groups))


def close(code: str, content: bytes) -> bytes:
    """Close `content` so that only this code opens it."""
    return envelope.close(_key(code), content, "keyslots|recovery")


def open_closed(code: str, closed: bytes) -> bytes:
    """Return what was closed. Raises InvalidReceipt for a slip of the hand, CannotOpen for another code."""
    return envelope.open_closed(_key(code), closed, "keyslots|recovery")


def _key(code: str) -> bytes:
    """128 random bits need no stretching."""
    return envelope.subkey(_parsed(code).encode(), "recovery")


def _parsed(code: str) -> str:
    typed = receipts.symbols(code)
    if strange := sorted(set(typed) - set(receipts.GLYPHS)):
        raise InvalidReceipt(
            f"A recovery code has no {strange[0]!r}. Its symbols are {' '.join(receipts.GLYPHS)}."
        )
    if len(typed) != LENGTH:
        raise InvalidReceipt(
            f"A recovery code has {LENGTH} symbols in {GROUPS} groups, this one has {len(typed)}."
        )
    groups = [typed[at : at + SYMBOLS + 1] for at in range(0, LENGTH, SYMBOLS + 1)]
    for place, group in enumerate(groups):
        if _check(place, group[:SYMBOLS]) != group[SYMBOLS]:
            raise InvalidReceipt(f"Group {place + 1} of the code is wrong. Compare it with the paper.")
    return "".join(group[:SYMBOLS] for group in groups)


def _check(place: int, group: str) -> str:
    return receipts.check(receipts.GLYPHS[place] + group)
