"""A small office on the disk: a desk, its keys, a gate, files."""

import sqlite3
from functools import partial
from pathlib import Path

import pytest

from tidings.sealing import cipher, envelope
from tidings.sealing.keyring import Keyring
from tidings.sealing.keyslots import KeySlots
from tidings.sealing.stretching import Strength
from tidings.web.backups.sources import Office

TINY = Strength(memory=64, passes=1)
ROOT = bytes(range(32))
KEY = partial(envelope.subkey, ROOT)
BACKUP = KEY("backup")
PASSWORDS = {"Mara": "seven quiet boats", "Niko": "eleven red lamps"}
CANARY = "Тихомиров Егор"


@pytest.fixture
def slots() -> tuple[KeySlots, str]:
    """The office is opened by Mara and Niko together, or by this code."""
    return KeySlots.new(ROOT, PASSWORDS, 2, TINY)


@pytest.fixture
def office(tmp_path: Path, slots: tuple[KeySlots, str]) -> Office:
    """Fifty records, each closed under a key of its own, one post at the gate, an attachment, and the day's key of the journal."""
    data = tmp_path / "office"
    for folder in ("desk/files/3f", "desk/journal", "gate/files"):
        (data / folder).mkdir(parents=True, mode=0o700)
    slots[0].save(data / "desk/keyslots.json")
    ring = Keyring(data / "desk/keyring.sqlite3", ROOT)
    database = cipher.connect(data / "desk/desk.sqlite3", KEY("desk database"))
    database.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, key INTEGER, sealed BLOB, state TEXT)")
    database.execute("CREATE TABLE journal_anchor (number INTEGER, seal TEXT)")
    database.execute("INSERT INTO journal_anchor VALUES (7, 'abc')")
    database.execute("BEGIN")
    for number in ring.new(50):
        closed = envelope.close(ring.key(number), f"{CANARY} {number}".encode(), f"person|{number}")
        database.execute("INSERT INTO person VALUES (?, ?, ?, ?)", (number, number, closed, CANARY))
    database.execute("COMMIT")
    database.close()
    ring.close()
    with sqlite3.connect(data / "gate/gate.sqlite3") as gate:
        gate.execute("PRAGMA journal_mode = WAL")
        gate.execute("CREATE TABLE gate_post (number INTEGER, sealed BLOB)")
        gate.execute("INSERT INTO gate_post VALUES (1, ?)", (b"sealed",))
    gate.close()
    (data / "desk/files/3f/3f00").write_bytes(bytes(300_000))
    (data / "gate/files/aa").write_bytes(b"closed stream")
    (data / "desk/journal/now.key").write_bytes(b"of today")
    (data / "desk/lock").touch()
    return Office(data, KEY)
