"""Looking up what nobody may read in the database: equal values have equal marks, and a mark tells nothing else.

Only for what is many enough not to be guessed from how often it stands there: telephones, addresses of mail, digests of
whole texts. Never for names or dates: "Иванов" would be known by being the commonest.
"""

import hashlib
import hmac

from tidings.web.vault import opened

MARK = 32
"""Hexadecimal digits: 128 bits."""


def blind(field: str, value: str) -> str:
    """Return the mark of a value of this field (HMAC-SHA256 under the office's key); "" for nothing."""
    return _mark("blind", f"{field}\0{value}".encode())[:MARK] if value else ""


def digest(content: bytes) -> str:
    """Return by what content is known again (HMAC-SHA256, 64 hexadecimal digits); others cannot try their guesses on it."""
    return _mark("digest", content)


def _mark(purpose: str, content: bytes) -> str:
    return hmac.new(opened.key(purpose), content, hashlib.sha256).hexdigest()
