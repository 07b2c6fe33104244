"""Whether this process has the office's root key, and what follows from it. Plain Python: it works before Django does.

A process has the key because its keeper handed it over (see tidings.web.keeper), or because custodians gave their
passwords to the command that runs here. There is no way back: to seal, the process ends.
"""

from pathlib import Path
from threading import Lock

from tidings.errors import TidingsError
from tidings.sealing import envelope
from tidings.sealing.keyring import Keyring


class Shut(TidingsError):
    """The office is sealed: this process was not given the key."""

    def __init__(self) -> None:
        super().__init__("The office is sealed. Its custodians open it: tidings unseal.")


_root: bytes | None = None
_subkeys: dict[str, bytes] = {}
_keyring: Keyring | None = None
_opening = Lock()


def open_with(root: bytes, keyring: Path | None = None) -> None:
    """Give this process the root key (32 bytes). `keyring` is where the keys of the records lie, if not in the data folder."""
    global _root, _keyring
    _root = root
    _subkeys.clear()
    _keyring = Keyring(keyring, root) if keyring else None


def is_open() -> bool:
    """Whether this process can read what is kept."""
    return _root is not None


def key(purpose: str) -> bytes:
    """Return the 32 bytes for a purpose ("desk database", "digest", …). Raises Shut."""
    if _root is None:
        raise Shut
    if purpose not in _subkeys:
        _subkeys[purpose] = envelope.subkey(_root, purpose)
    return _subkeys[purpose]


def keyring() -> Keyring:
    """Return the keys of the records. Raises Shut."""
    global _keyring
    if _root is None:
        raise Shut
    with _opening:
        if _keyring is None:
            from tidings.web import environment

            _keyring = Keyring(environment.folder("TIDINGS_DATA", "data") / "desk" / "keyring.sqlite3", _root)
    return _keyring
