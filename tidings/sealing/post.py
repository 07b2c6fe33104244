"""The post between the gate and the desk: the one place where they meet.

The gate seals each post to the office's public key and keeps it until the desk has taken it. It is on this machine
(here.py: its database is read) or on another (there.py: it is asked):

>>> for arrived in waiting(gate, private_keys):  # doctest: +SKIP
...     store(arrived)                  # the desk's own transaction, committed
...     taken(gate, arrived.number)     # only then is it deleted at the gate, its files too

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
           key (hexadecimal, for tidings.sealing.streams), file (its id at the gate, see `file`)
=========  =====================================================================================================
"""

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from tidings.errors import CannotOpen
from tidings.sealing import boxes, mailboxes
from tidings.sealing.here import START, Closed, Local, Place
from tidings.sealing.receipts import Receipt
from tidings.sealing.there import Remote

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


Gate = Path | Local | Remote
"""Where the gate is reached: its database on this machine, or its address on another."""


def waiting(gate: Gate, keys: Sequence[bytes]) -> Iterator[Post]:
    """Yield the posts that wait at the gate, the ordinary before the quarantined, the oldest first.

    `keys` are the office's private keys, newest first; each is tried. A gate that was never started has no post.
    What opens is yielded first. Then raises CannotOpen, naming the posts by number, if some did not open; they stay.
    Raises UnreadableInput if the file is no gate's database, Unreachable if there is no answer.
    """
    shut = []
    for closed in _all(_reached(gate)):
        letter = _opened_letter(closed.sealed, keys)
        if letter is None:
            shut.append(str(closed.number))
            continue
        mailbox, locator, kind = bytes.fromhex(letter["mailbox"]), letter["locator"], letter["kind"]
        day = date.fromisoformat(closed.day)
        yield Post(closed.number, mailbox, locator, day, closed.lane, kind, letter["answers"])
    if shut:
        raise CannotOpen(
            f"{len(shut)} at the gate did not open with the office's keys: {', '.join(shut)}. "
            "They were left there; open them with the key they were sealed to."
        )


def taken(gate: Gate, number: int) -> None:
    """Delete a post and its files at the gate, after the desk has stored them; doing it twice does no harm."""
    _reached(gate).taken(number)


def reply(gate: Gate, mailbox: bytes, text: str, day: date) -> bool:
    """Lay an answer into a mailbox, sealed so that only the receipt opens it; False if the mailbox is no longer there."""
    return _reached(gate).lay(mailbox, boxes.seal(mailbox, pack({"text": text})), day)


def forget(gate: Gate, mailbox: bytes) -> None:
    """Remove a mailbox and the answers in it: its receipt opens nothing any more. Doing it twice does no harm."""
    _reached(gate).forget(mailbox)


def open_mailbox(gate: Gate, receipt: Receipt, day: date) -> bytes:
    """Open a mailbox for a receipt that the office made for someone, and return its public key."""
    reached = _reached(gate)
    mailbox = mailboxes.derive_salted(receipt, reached.salt(receipt.locator))
    reached.open_mailbox(mailbox.keys.public, receipt.locator, mailboxes.kept(mailbox.verifier), day)
    return mailbox.keys.public


def publish(gate: Gate, office: bytes) -> bool:
    """Let the gate seal to this public key of the office from now on; False if it does already."""
    return _reached(gate).publish(office)


def file(gate: Gate, id: str) -> Iterator[bytes]:
    """Yield a file of a post piece by piece, closed as a stream (tidings.sealing.streams)."""
    return _reached(gate).file(id)


def file_at(folder: Path, id: str) -> Path:
    """Return where a file of a post lies in the folder of a gate on this machine."""
    return Local(folder / "gate.sqlite3").file_at(id)


def _reached(gate: Gate) -> Local | Remote:
    return Local(gate) if isinstance(gate, Path) else gate


def _all(gate: Local | Remote) -> Iterator[Closed]:
    place = START
    while rows := gate.waiting(place):
        yield from rows
        place = Place(rows[-1].lane == QUARANTINE, rows[-1].number)


def _opened_letter(closed: bytes, keys: Sequence[bytes]) -> dict[str, Any] | None:
    for key in keys:
        with contextlib.suppress(CannotOpen):
            return unpack(boxes.open_sealed(key, closed))
    return None
