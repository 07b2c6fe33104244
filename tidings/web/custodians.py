"""The custodians of the office in a data folder: who can open it, and opening it in this process."""

from collections.abc import Mapping
from pathlib import Path

from tidings.errors import InputError
from tidings.sealing import envelope, memory
from tidings.sealing.keyslots import KeySlots
from tidings.sealing.stretching import CUSTODIANS, FLOOR, Strength
from tidings.web import environment, keys
from tidings.web.vault import opened

INVENTED = Strength(memory=1024, passes=1)
"""Of the passwords in the demo, which anyone can read."""


def path(data: Path) -> Path:
    """Where the slots lie."""
    return data / "desk" / "keyslots.json"


def demo_mark(data: Path) -> Path:
    """A file that says: everybody here is invented, and the custodians' passwords are known to all."""
    return data / "desk" / "demo"


def slots(data: Path) -> KeySlots:
    """Return the slots of the office. Raises InputError, saying how to make them, where there are none."""
    if not (data / "desk").is_dir():
        raise InputError(
            f"There is no office in {data}. Name its data folder with --data, or make one with: "
            "tidings custodians new NAME NAME"
        )
    if not path(data).is_file():
        raise InputError(
            f"The office in {data} has no custodians yet, and nobody else could open it. "
            "Make them with: tidings custodians new NAME NAME"
        )
    return KeySlots.load(path(data), INVENTED if demo_mark(data).exists() else FLOOR)


def check_none(data: Path) -> None:
    """Raise InputError where the office has custodians already: a second root key would open nothing that is kept."""
    if path(data).exists():
        raise InputError(
            f"The office in {data} has custodians already. Add one with: tidings custodians add NAME"
        )


def make(data: Path, custodians: Mapping[str, str], together: int, *, strength: Strength = CUSTODIANS) -> str:
    """Make the office's root key and its custodians; return the recovery code. The vault is then open in this process.

    Raises InputError as `check_none` does, and for a password that is too short.
    """
    check_none(data)
    root = envelope.new_key()
    made, code = KeySlots.new(root, custodians, together, strength)
    environment.made(environment.made(data) / "desk")
    made.save(path(data))
    open_with(data, root)
    keys.make(data)
    return code


def open_with(data: Path, root: bytes) -> None:
    """Give this process the key of the office in this folder."""
    memory.guard()
    opened.open_with(root, data.absolute() / "desk" / "keyring.sqlite3")
