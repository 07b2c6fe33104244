"""From what a person can keep (a code, a passphrase) to a key: slowly, so that guessing is dear (Argon2id, RFC 9106).

>>> len(stretch(b"2AB4H67K8", salt=bytes(16), length=32, strength=Strength(memory=64, passes=1)))
32
"""

from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from tidings.errors import CannotOpen

SALT_BYTES = 16


@dataclass(frozen=True)
class Strength:
    """What one guess costs: memory in KiB, passes over it, lanes that may be filled at the same time."""

    memory: int
    passes: int
    lanes: int = 1

    def at_least(self, floor: "Strength") -> bool:
        """Return whether a guess is at least as dear as with `floor`."""
        return self.memory >= floor.memory and self.passes >= floor.passes


RECEIPTS = Strength(memory=28 * 1024, passes=2)
"""Of a receipt at the gate: docs/decisions/0006-receipts.md says why not more."""
CUSTODIANS = Strength(memory=256 * 1024, passes=4)
"""Of a custodian's password; about a second."""
FLOOR = Strength(memory=64 * 1024, passes=3)
"""Less is refused for custodians of a real office: RFC 9106's choice for machines with little memory."""


def stretch(secret: bytes, salt: bytes, length: int, strength: Strength) -> bytes:
    """Return `length` bytes that belong to this secret, salt and strength. Raises CannotOpen where memory is short."""
    try:
        return hash_secret_raw(
            secret, salt, strength.passes, strength.memory, strength.lanes, length, type=Type.ID
        )
    except (HashingError, MemoryError) as error:
        need = strength.memory // 1024
        raise CannotOpen(
            f"There is too little memory to try a key: {need} MiB must be free. Close something and try again."
        ) from error
