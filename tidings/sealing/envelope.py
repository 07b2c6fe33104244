"""Envelopes: a piece of a record, closed under one secret key and bound to the place where it belongs.

AES-256-GCM with a random nonce of 96 bits (NIST SP 800-38D). What stands around it is bound in: an envelope that
was moved to another record, or to another key, does not open. Its content is filled up, so that its length tells
little (Padmé: Nikitin and others, "Reducing Metadata Leakage from Encrypted Files", PETS 2019; at most 12 % longer).

>>> key = new_key()
>>> closed = close(key, b"Ivanov", bound="people.person|7|sealed")
>>> open_closed(key, closed, bound="people.person|7|sealed")
b'Ivanov'
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tidings.errors import CannotOpen

KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = b"\x01"
"""The first byte of every envelope; another algorithm will have another."""
SHORTEST = 64
"""Bytes: less is filled up to this."""


def new_key() -> bytes:
    """Return 32 bytes from the system's source of secrets."""
    return os.urandom(KEY_BYTES)


def subkey(root: bytes, purpose: str) -> bytes:
    """Return the 32 bytes that belong to this root key and purpose (HKDF-SHA256, RFC 5869); they do not give it away."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"tidings {purpose}".encode()).derive(
        root
    )


def close(key: bytes, content: bytes, bound: str, *, padded: bool = True) -> bytes:
    """Close `content` under a key of 32 bytes, bound to a place; not padded only where every content is of one length."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, _filled(content, padded), _bound(bound))


def open_closed(key: bytes, closed: bytes, bound: str) -> bytes:
    """Return what was closed. Raises CannotOpen for another key or place, or a changed envelope."""
    if closed[:1] != VERSION:
        raise CannotOpen(
            "This envelope is of a kind that this version cannot open. Update Tidings, or restore a backup."
        )
    nonce, content = closed[1 : 1 + NONCE_BYTES], closed[1 + NONCE_BYTES :]
    try:
        return _emptied(AESGCM(key).decrypt(nonce, content, _bound(bound)))
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(
            "This envelope does not open: it belongs elsewhere, its key is another, or it was changed."
        ) from error


def padded_length(length: int) -> int:
    """Return the length to which Padmé fills up; never less than SHORTEST.

    >>> [padded_length(length) for length in (1, 65, 1000, 100_000)]
    [64, 68, 1024, 100352]
    """
    if length <= SHORTEST:
        return SHORTEST
    exponent = length.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return -(-length // step) * step


def _filled(content: bytes, padded: bool) -> bytes:
    """One byte 0x80 ends the content (ISO/IEC 7816-4), zeros follow."""
    ended = content + b"\x80"
    return ended.ljust(padded_length(len(ended)), b"\0") if padded else ended


def _emptied(filled: bytes) -> bytes:
    content, end, _ = filled.rpartition(b"\x80")
    if not end:
        raise ValueError("no end")
    return content


def _bound(bound: str) -> bytes:
    return VERSION + bound.encode()
