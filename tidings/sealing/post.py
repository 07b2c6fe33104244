"""The post from the gate to the desk: the one place where they meet.

The gate seals each appeal to the office's public key and keeps it until the desk has taken it:

>>> for locator, day, answers in waiting(gate_database, private_key):  # doctest: +SKIP
...     store(locator, day, answers)        # the desk's own transaction, committed
...     taken(gate_database, locator)       # only then is it deleted at the gate

`answers` is a dictionary:

=========  =====================================================================================================
version    1
lang       "ru", "uk" or "en": the language of the pages when it was sent
fields     what was written, by name, as typed; a field that was left empty is absent (not told is not no):
           name, birth_date (any words: "2005", "19 лет", "весна"), relation (who the enquirer is: mother, father,
           wife, partner, sister, brother, grandparent, friend, self, other), last_contact (any words), place,
           service (conscript, contract, mobilised, other), unit, what_happened, deadline, enquirer_name, contacts,
           safe_contact
unknown    the names of fields that were answered with "I do not know"
text       the whole as one message: the enquirer's own words, then the other answers, a line each
=========  =====================================================================================================
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from tidings.errors import CannotOpen, UnreadableInput
from tidings.sealing import boxes

PADDED_TO = 2048
"""Bytes: what is kept is filled up to a multiple, so that its size tells little."""


class Post(NamedTuple):
    """One appeal from the gate: the receipt's locator, the day it came (UTC), and the answers described above."""

    locator: str
    day: date
    answers: dict[str, Any]


def pack(answers: Mapping[str, Any]) -> bytes:
    """Return answers as JSON, filled up with blanks to a multiple of PADDED_TO bytes."""
    plain = json.dumps(answers, ensure_ascii=False).encode()
    return plain + b" " * (-len(plain) % PADDED_TO)


def unpack(content: bytes) -> dict[str, Any]:
    """Return what `pack` was given."""
    answers: dict[str, Any] = json.loads(content)
    return answers


def waiting(database: Path, private: bytes) -> Iterator[Post]:
    """Yield the posts that wait at the gate, oldest day first; a gate that was never started has none.

    What opens is yielded first. Then raises CannotOpen, naming the locators, if some did not open; they stay.
    Raises UnreadableInput if the file is no gate's database.
    """
    shut = []
    for locator, day, sealed in _rows(database):
        try:
            answers = unpack(boxes.open_sealed(private, sealed))
        except CannotOpen:
            shut.append(locator)
            continue
        yield Post(locator, date.fromisoformat(day), answers)
    if shut:
        raise CannotOpen(
            f"{len(shut)} at the gate did not open with this key: {', '.join(shut)}. "
            "They were left there; open them with the key they were sealed to."
        )


def taken(database: Path, locator: str) -> None:
    """Delete a post at the gate, after the desk has stored it; deleting it twice does no harm."""
    with _opened(database) as gate:
        gate.execute("DELETE FROM gate_post WHERE locator = ?", [locator])
        gate.commit()
        # Only now do its bytes leave the write-ahead log too.
        gate.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(database: Path) -> list[tuple[str, str, bytes]]:
    if not database.exists():
        return []
    with _opened(database) as gate:
        return gate.execute("SELECT locator, day, sealed FROM gate_post ORDER BY day, locator").fetchall()


@contextlib.contextmanager
def _opened(database: Path) -> Iterator[sqlite3.Connection]:
    try:
        with contextlib.closing(sqlite3.connect(database, timeout=20)) as gate:
            gate.execute("PRAGMA secure_delete = ON")
            yield gate
    except sqlite3.DatabaseError as error:
        raise UnreadableInput(
            f"{database} cannot be read as the gate's database ({error}). Check that the right folder was given."
        ) from error
