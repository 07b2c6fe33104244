"""The chain of a record: each entry is sealed together with the seal before it.

An entry that is changed, removed, swapped or added in between breaks every seal after it. What a chain alone cannot
notice is an end cut off, or a whole chain sealed anew by someone who holds the database: for that there are proofs
and anchors.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple

from tidings.custody.proofs import prove
from tidings.errors import BrokenChain

_words = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Entry(NamedTuple):
    """One entry of a record's chain. `said` is what was done, as JSON: ids, codes, numbers and digests."""

    subject: str
    number: int
    epoch: int
    said: object
    previous: str
    seal: str
    proof: str

    def expected_seal(self) -> str:
        """Return the seal that it must have."""
        return seal(self.previous, (self.subject, self.number, self.epoch, self.said))


def enter(subject: str, number: int, epoch: int, said: object, *, previous: str, key: bytes) -> Entry:
    """Return the entry that follows the seal `previous`, with its seal and its proof under the key of the epoch."""
    sealed = seal(previous, (subject, number, epoch, said))
    return Entry(subject, number, epoch, said, previous, sealed, prove(key, sealed))


def seal(previous: str, entry: object) -> str:
    """Return the seal (64 hexadecimal digits, SHA-256) of an entry that follows the seal `previous`, "" for the first."""
    return hashlib.sha256(f"{previous}\n{_words(entry)}".encode()).hexdigest()


def verify(chain: Iterable[tuple[str, object, str]]) -> None:
    """Raise BrokenChain at the first entry whose seal, or whose link to the one before, is not what it must be.

    Each item is (previous seal, entry, seal), oldest first.
    """
    before = ""
    for number, (previous, entry, sealed) in enumerate(chain, 1):
        if previous != before:
            raise BrokenChain(
                f"Entry {number} does not follow the one before it: one was removed, added or moved."
            )
        if seal(previous, entry) != sealed:
            raise BrokenChain(f"Entry {number} is not what was sealed: it was changed.")
        before = sealed
