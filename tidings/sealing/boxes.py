"""Boxes that only their owner opens.

A *sealed* box is closed with the office's public key by someone who cannot open it again (X25519, XSalsa20-Poly1305:
libsodium's sealed box). A *locked* box is closed and opened with one secret (XSalsa20-Poly1305: its secretbox).
Changing one bit of either makes it unopenable.
"""

import hashlib
from pathlib import Path
from typing import NamedTuple

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

from tidings import files
from tidings.errors import CannotOpen, UnreadableInput

KEY_BYTES = 32


class KeyPair(NamedTuple):
    """Two keys of 32 bytes that belong together."""

    public: bytes
    private: bytes


def new_keypair() -> KeyPair:
    """Return a new pair from the system's source of secrets."""
    private = PrivateKey.generate()
    return KeyPair(public=bytes(private.public_key), private=bytes(private))


def public_of(private: bytes) -> bytes:
    """Return the public key that belongs to a private one."""
    return bytes(PrivateKey(private).public_key)


def seal(public: bytes, content: bytes) -> bytes:
    """Close `content` so that only the private key opens it; 48 bytes longer than the content."""
    return SealedBox(PublicKey(public)).encrypt(content)


def open_sealed(private: bytes, sealed: bytes) -> bytes:
    """Return what was sealed. Raises CannotOpen for another key or a changed box."""
    try:
        return SealedBox(PrivateKey(private)).decrypt(sealed)
    except (CryptoError, TypeError, ValueError) as error:
        raise CannotOpen(
            "This box does not open with this key. Use the key it was sealed to; if that is it, the box was changed."
        ) from error


def derive(secret: bytes, purpose: str) -> bytes:
    """Return 32 bytes that belong to this secret and purpose (BLAKE2b, keyed); the secret cannot be found from them.

    The secret has 16 to 64 random bytes, the purpose at most 16 bytes.
    """
    return hashlib.blake2b(key=secret, person=purpose.encode(), digest_size=KEY_BYTES).digest()


def lock(key: bytes, content: bytes) -> bytes:
    """Close `content` with a secret key of 32 bytes; 40 bytes longer than the content."""
    return bytes(SecretBox(key).encrypt(content))


def unlock(key: bytes, locked: bytes) -> bytes:
    """Return what was locked. Raises CannotOpen for another key or a changed box."""
    try:
        return SecretBox(key).decrypt(locked)
    except (CryptoError, ValueError) as error:
        raise CannotOpen("This box does not open with this key, or it was changed.") from error


def save_public(path: Path, public: bytes) -> None:
    """Write a public key as one line of 64 hexadecimal digits, whole or not at all."""
    with files.whole(path) as draft:
        draft.write_text(public.hex() + "\n", encoding="ascii")


def load_public(path: Path) -> bytes:
    """Return the key that `save_public` wrote. Raises UnreadableInput if it is missing or no key."""
    try:
        key = bytes.fromhex(files.text(path).strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise UnreadableInput(
            f"{path} holds no public key. It is one line of 64 hexadecimal digits; take it from the desk again."
        )
    return key
