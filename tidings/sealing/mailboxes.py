"""The mailbox of an appeal: what its receipt opens, and what the gate may know of it.

From the receipt's secret come a verifier, by which the gate knows the right receipt, and the key pair of the mailbox, to
which replies are sealed. The gate keeps `kept(verifier)` and the public key. Neither gives away the secret: to guess it
costs one Argon2id a try, 2^59 tries on average.

>>> from tidings.sealing import receipts
>>> tiny = Strength(memory=64, passes=1)
>>> receipt = receipts.parse("EEEE-aaaa HHHH kkkk mmmt")
>>> derive(receipt, bytes(32), tiny) == derive(receipt, bytes(32), tiny)
True
"""

import hashlib
from dataclasses import dataclass, field

from nacl.public import PrivateKey

from tidings.sealing.boxes import KEY_BYTES, KeyPair
from tidings.sealing.receipts import Receipt
from tidings.sealing.stretching import RECEIPTS, SALT_BYTES, Strength, stretch

STRENGTH = RECEIPTS


@dataclass(frozen=True)
class Mailbox:
    """What belongs to one receipt, and to no other."""

    verifier: bytes = field(repr=False)
    keys: KeyPair = field(repr=False)


def derive(receipt: Receipt, secret: bytes, strength: Strength = STRENGTH) -> Mailbox:
    """Return the mailbox of a receipt; one Argon2id, whether anything of the receipt is known or not.

    `secret` is the gate's own, of 16 to 64 bytes, made once: from it comes the salt of each locator. So receipts that
    share a locator are told apart by their verifiers, and to look one up takes one try however many share it.
    """
    return derive_salted(receipt, salt(receipt.locator, secret), strength)


def derive_salted(receipt: Receipt, salt: bytes, strength: Strength = STRENGTH) -> Mailbox:
    """Return the mailbox of a receipt whose locator has this salt; for who does not have the gate's secret."""
    stretched = stretch(receipt.secret.encode(), salt, 2 * KEY_BYTES, strength)
    private = PrivateKey(stretched[KEY_BYTES:])
    return Mailbox(stretched[:KEY_BYTES], KeyPair(bytes(private.public_key), bytes(private)))


def kept(verifier: bytes) -> bytes:
    """Return what the gate keeps of a verifier (BLAKE2b, 32 bytes): who reads it cannot show the verifier itself."""
    return hashlib.blake2b(verifier, digest_size=KEY_BYTES, person=b"tidings verifier").digest()


def salt(locator: str, secret: bytes) -> bytes:
    """Return the salt of a locator at the gate that has this secret (BLAKE2b, keyed)."""
    return hashlib.blake2b(
        locator.encode(), key=secret, digest_size=SALT_BYTES, person=b"tidings receipt"
    ).digest()
