"""What a backup is made of: things with a name, in pieces; and what it says of itself."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

FORMAT = 1
Key = Callable[[str], bytes]
"""The key for a purpose, as `opened.key` gives it; that of backups is for the purpose "backup"."""
KEYRING = "desk/keyring.sqlite3"
"""The one item that may be kept apart, and is not kept for long."""


@dataclass(frozen=True)
class Item:
    """One file of the office, by its place in the data folder; its pieces are read once."""

    name: str
    pieces: Iterable[bytes] = field(repr=False)
    packed: bool = False
    """Whether it is worth compressing: what is encrypted is not."""
    mark: str = ""
    """By which it is seen without reading that it did not change; empty where it must be read."""


@dataclass(frozen=True)
class About:
    """What is known before anything of a backup is read."""

    made_at: str
    tidings: str
    database: str
    """sqlite or postgresql."""
    keys: bool
    """Whether the keys of the records are in it."""
    format: int = FORMAT

    @classmethod
    def of(cls, told: dict[str, Any]) -> "About":
        """Return what stood in a backup. Raises TypeError or KeyError for anything else."""
        return cls(**{name: told[name] for name in cls.__annotations__})


class Backup(Protocol):
    """A backup that was opened."""

    about: About

    def items(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield each item and its pieces, to be read before the next. Raises CannotOpen where it is not whole."""

    def found(self) -> dict[str, Any]:
        """Return what was found in the office when it was made (rows of tables, newest seals); after the items."""
