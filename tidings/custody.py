"""The chain of custody: each entry is sealed together with the seal before it.

An entry that is changed, removed, swapped or added in between breaks every seal after it. What a chain alone cannot
notice is an end cut off, or a whole chain sealed anew by someone who holds the database; so the newest seals must also
be kept elsewhere.

>>> first = seal("", {"verb": "received"})
>>> verify([("", {"verb": "received"}, first)])
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

from tidings.errors import BrokenChain


def seal(previous: str, entry: Mapping[str, object]) -> str:
    """Return the seal (64 hexadecimal digits, SHA-256) of an entry that follows the seal `previous`, "" for the first."""
    words = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{words}".encode()).hexdigest()


def verify(chain: Iterable[tuple[str, Mapping[str, object], str]]) -> None:
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
