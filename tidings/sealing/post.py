"""The post between the gate and the desk: the one place where they meet.

The gate seals each post to the office's public key and keeps it until the desk has taken it:

>>> for arrived in waiting(gate_database, private_keys):  # doctest: +SKIP
...     store(arrived)                          # the desk's own transaction, committed
...     taken(gate_database, arrived.number)    # only then is it deleted at the gate, its files too

Each post carries the public key of its sender's mailbox: by it the desk knows to which appeal a later post belongs,
and to it the desk seals what it answers (`reply`). Only the receipt opens the mailbox.

========  ====================================================================================================
kind      what it says
========  ====================================================================================================
appeal    the form: fields, unknown, text, files
message   words, facts or files that were added later: text, fields, files (each may be empty)
safe      when and how she may be reached from now on, in place of what was said before: fields (contacts,
          safe_contact), text
withdraw  consent is taken back: text (why; may be empty)
delete    everything is to be erased: text (why; may be empty). The mailbox stays until `forget`
========  ====================================================================================================

`answers` is a dictionary with all of:

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
files      for each file a dictionary: name (as it was called on her device), size (bytes, before it was closed),
           key (hexadecimal, for tidings.sealing.streams), file (its id at the gate, see `file_at`)
=========  =====================================================================================================
"""

import contextlib
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from tidings.errors import CannotOpen, UnreadableInput
from tidings.sealing import boxes, mailboxes
from tidings.sealing.receipts import Receipt

KINDS = ("appeal", "message", "safe", "withdraw", "delete")
ORDINARY, QUARANTINE = "ordinary", "quarantine"
"""The lanes: in a flood later posts go to the second. Nothing else is different about them."""

PADDED_TO = 2048
"""Bytes: what is kept is filled up to a multiple, so that its size tells little."""


class Post(NamedTuple):
    """One post from the gate. `number` names it there and nowhere else; `mailbox` is 32 bytes, the day is in UTC."""

    number: int
    mailbox: bytes
    locator: str
    day: date
    lane: str
    kind: str
    answers: dict[str, Any]


def pack(answers: Mapping[str, Any]) -> bytes:
    """Return answers as JSON, filled up with blanks to a multiple of PADDED_TO bytes."""
    plain = json.dumps(answers, ensure_ascii=False).encode()
    return plain + b" " * (-len(plain) % PADDED_TO)


def unpack(content: bytes) -> dict[str, Any]:
    """Return what `pack` was given."""
    answers: dict[str, Any] = json.loads(content)
    return answers


def sealed(office: bytes, mailbox: bytes, locator: str, kind: str, answers: Mapping[str, Any]) -> bytes:
    """Return a post that only the office opens; `office` and `mailbox` are public keys."""
    letter = {"mailbox": mailbox.hex(), "locator": locator, "kind": kind, "answers": dict(answers)}
    return boxes.seal(office, pack(letter))


def waiting(database: Path, keys: Sequence[bytes]) -> Iterator[Post]:
    """Yield the posts that wait at the gate, the ordinary before the quarantined, the oldest first.

    `keys` are the office's private keys, newest first; each is tried. A gate that was never started has no post.
    What opens is yielded first. Then raises CannotOpen, naming the posts by number, if some did not open; they stay.
    Raises UnreadableInput if the file is no gate's database.
    """
    shut = []
    for number, day, lane, closed in _rows(database):
        letter = _opened_letter(closed, keys)
        if letter is None:
            shut.append(str(number))
            continue
        mailbox, locator, kind = bytes.fromhex(letter["mailbox"]), letter["locator"], letter["kind"]
        yield Post(number, mailbox, locator, date.fromisoformat(day), lane, kind, letter["answers"])
    if shut:
        raise CannotOpen(
            f"{len(shut)} at the gate did not open with the office's keys: {', '.join(shut)}. "
            "They were left there; open them with the key they were sealed to."
        )


def taken(database: Path, number: int) -> None:
    """Delete a post and its files at the gate, after the desk has stored them; doing it twice does no harm."""
    with _opened(database) as gate:
        files = [id for (id,) in gate.execute("SELECT id FROM gate_file WHERE post = ?", [number])]
        gate.execute("DELETE FROM gate_post WHERE number = ?", [number])
        _gone_for_good(gate)
        # The rows of the files go last: whatever fails in between, the gate's own sweep still knows them.
        for id in files:
            file_at(database.parent, id).unlink(missing_ok=True)
        gate.execute("DELETE FROM gate_file WHERE post = ?", [number])
        _gone_for_good(gate)


def reply(database: Path, mailbox: bytes, text: str, day: date) -> bool:
    """Lay an answer into a mailbox, sealed so that only the receipt opens it; False if the mailbox is no longer there."""
    closed = boxes.seal(mailbox, pack({"text": text}))
    with _opened(database) as gate:
        row = [mailbox, closed, day.isoformat(), mailbox]
        put = gate.execute(
            "INSERT INTO gate_reply (mailbox, sealed, day) SELECT ?, ?, ?"
            " WHERE EXISTS (SELECT 1 FROM gate_mailbox WHERE public = ?)",
            row,
        )
        gate.commit()
        return put.rowcount == 1


def open_mailbox(database: Path, receipt: Receipt, day: date) -> bytes:
    """Open a mailbox at the gate for a receipt that is read out over the telephone; return its public key.

    It is the same as that of a receipt which the form gave. Raises UnreadableInput where the gate was never started.
    """
    mailbox = mailboxes.derive(receipt, _secret(database.parent))
    row = [mailbox.keys.public, receipt.locator, mailboxes.kept(mailbox.verifier), *[day.isoformat()] * 2]
    with _opened(database) as gate:
        gate.execute(
            "INSERT INTO gate_mailbox (public, locator, verifier, opened_on, last_visit_on) VALUES (?, ?, ?, ?, ?)",
            row,
        )
        gate.commit()
    return mailbox.keys.public


def _secret(gate: Path) -> bytes:
    try:
        return (gate / "secret").read_bytes()
    except FileNotFoundError as error:
        raise UnreadableInput(
            f"The gate in {gate} has no secret of its own yet. Start it once: tidings gate."
        ) from error


def forget(database: Path, mailbox: bytes) -> None:
    """Remove a mailbox and the answers in it: its receipt opens nothing any more. Doing it twice does no harm."""
    with _opened(database) as gate:
        gate.execute("DELETE FROM gate_reply WHERE mailbox = ?", [mailbox])
        gate.execute("DELETE FROM gate_mailbox WHERE public = ?", [mailbox])
        _gone_for_good(gate)


def file_at(gate: Path, id: str) -> Path:
    """Return where a file of a post lies in the gate's folder, closed as a stream (tidings.sealing.streams)."""
    if not re.fullmatch(r"[0-9a-f]{32}", id):
        raise UnreadableInput("This is no file of the gate: its id has 32 hexadecimal digits.")
    return gate / "files" / id


def _opened_letter(closed: bytes, keys: Sequence[bytes]) -> dict[str, Any] | None:
    for key in keys:
        with contextlib.suppress(CannotOpen):
            return unpack(boxes.open_sealed(key, closed))
    return None


def _rows(database: Path) -> list[tuple[int, str, str, bytes]]:
    if not database.exists():
        return []
    with _opened(database) as gate:
        return gate.execute(
            "SELECT number, day, lane, sealed FROM gate_post ORDER BY lane = 'quarantine', number"
        ).fetchall()


def _gone_for_good(gate: sqlite3.Connection) -> None:
    gate.commit()
    # Only now do the bytes leave the write-ahead log too.
    gate.execute("PRAGMA wal_checkpoint(TRUNCATE)")


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
