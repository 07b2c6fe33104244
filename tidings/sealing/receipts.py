"""The receipt of an appeal: 20 symbols that look alike on a Russian, a Ukrainian and an English keyboard.

Four symbols are the locator, which may be said aloud and names the appeal. Fifteen are the secret, 60 bits. The
last is a check symbol (Luhn's method in base 16), so that any single wrong symbol is noticed.

>>> parse("2222 2222 2222 2222 2223")
Traceback (most recent call last):
    ...
tidings.errors.InvalidReceipt: One symbol of the code is wrong. Compare it with what you wrote down.
"""

import secrets
from dataclasses import dataclass

from tidings.errors import InvalidReceipt

GLYPHS = "23467890ABEHKMPT"
"""The sixteen symbols of a code, in the order of their values."""

LENGTH, LOCATOR, GROUP = 20, 4, 4

# What a hand types for a glyph: the Cyrillic letter of the same shape, or the Latin one of the same sound.
_MEANT = str.maketrans("АВЕНКМРТОЗVNRO", "ABEHKMPT03BHP0")
_BETWEEN_GROUPS = str.maketrans("", "", " \t\r\n\u00a0\u202f-\u2010\u2011\u2012\u2013\u2014\u2212._,")


@dataclass(frozen=True)
class Receipt:
    """A code whose check symbol is right: 4 symbols `locator`, 15 `secret`, all of GLYPHS."""

    locator: str
    secret: str

    @property
    def code(self) -> str:
        """The 20 symbols without anything between them."""
        return self.locator + self.secret + check(self.locator + self.secret)

    @property
    def groups(self) -> tuple[str, ...]:
        """Five groups of four, as they are shown and written down."""
        return tuple(self.code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def make() -> Receipt:
    """Return a new receipt from the system's source of secrets."""
    symbols = "".join(secrets.choice(GLYPHS) for _ in range(LENGTH - 1))
    return Receipt(symbols[:LOCATOR], symbols[LOCATOR:])


def symbols(text: str) -> str:
    """Return what was typed in the glyphs that were meant; what is no glyph stays as it is."""
    return text.translate(_BETWEEN_GROUPS).upper().translate(_MEANT)


def parse(text: str) -> Receipt:
    """Read a code as typed by hand, on any keyboard, in any grouping. Raises InvalidReceipt."""
    typed = symbols(text)
    if strange := sorted(set(typed) - set(GLYPHS)):
        raise InvalidReceipt(f"A code has no {strange[0]!r}. Its symbols are {' '.join(GLYPHS)}.")
    if len(typed) != LENGTH:
        raise InvalidReceipt(
            f"A code has {LENGTH} symbols, this one has {len(typed)}. Write all five groups."
        )
    if check(typed[:-1]) != typed[-1]:
        raise InvalidReceipt("One symbol of the code is wrong. Compare it with what you wrote down.")
    return Receipt(typed[:LOCATOR], typed[LOCATOR:-1])


def check(body: str) -> str:
    """Return the check symbol that belongs behind `body` (symbols of GLYPHS), by Luhn's method modulo 16."""
    base = len(GLYPHS)
    total = 0
    for place, symbol in enumerate(reversed(body)):
        value = GLYPHS.index(symbol) * (1 if place % 2 else 2)
        total += value // base + value % base
    return GLYPHS[-total % base]
