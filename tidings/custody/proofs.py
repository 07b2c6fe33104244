"""A key that only moves on: from each key follows the next, and from none the one before.

Whoever takes the machine finds the key of today's epoch. With it nothing that was written under an earlier one can be
proven anew. Whoever was given the start key of a series computes all that follow, and so checks every proof. The start
key itself proves nothing: it is given out and forgotten before the first entry.

>>> start = bytes(32)
>>> nth_key(start, 2) == next_key(next_key(start))
True
"""

import hmac
import secrets

from tidings.errors import InputError

_NEXT = b"tidings journal: the next key"
_PROOF = b"tidings journal: a proof of "
SIZE = 32


def new_key() -> bytes:
    """Return a start key."""
    return secrets.token_bytes(SIZE)


def next_key(key: bytes) -> bytes:
    """Return the key that follows; there is no way back."""
    return hmac.digest(key, _NEXT, "sha256")


def nth_key(start: bytes, nth: int) -> bytes:
    """Return the key of the nth epoch of the series that begins with this start key, counted from 1."""
    key = start
    for _ in range(nth):
        key = next_key(key)
    return key


def prove(key: bytes, seal: str) -> str:
    """Return the proof (64 hexadecimal digits, HMAC-SHA256) that a seal was made while this key was there."""
    return hmac.digest(key, _PROOF + seal.encode(), "sha256").hex()


def printed(key: bytes) -> str:
    """Return a key as it is printed: sixteen groups of four signs."""
    signs = key.hex().upper()
    return " ".join(signs[place : place + 4] for place in range(0, len(signs), 4))


def typed(words: str) -> bytes:
    """Return the key that was printed so. Raises InputError where signs are missing, too many or wrong."""
    try:
        key = bytes.fromhex("".join(words.split()))
    except ValueError:
        key = b""
    if len(key) != SIZE:
        raise InputError(
            "This is no key of the journal: it has 64 signs, 0 to 9 and A to F. Compare it with the printed page.",
            "Это не ключ журнала: в нём 64 знака, 0–9 и A–F. Сверьте его с распечаткой.",
            "Це не ключ журналу: у ньому 64 знаки, 0–9 і A–F. Звірте його з роздруківкою.",
        )
    return key
