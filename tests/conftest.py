"""Each part of the tests is collected only where it can run: see tests/run.py."""

import contextlib
import importlib.util
import os
import sqlite3

import pytest

collect_ignore = []
if importlib.util.find_spec("django") is None:
    collect_ignore += ["web", "gate", "browser"]
elif os.environ.get("DJANGO_SETTINGS_MODULE") is None:
    collect_ignore += ["web", "gate"]


GATE = """
CREATE TABLE gate_post (number INTEGER PRIMARY KEY AUTOINCREMENT, sealed BLOB, day TEXT, lane TEXT);
CREATE TABLE gate_file (id TEXT PRIMARY KEY, draft TEXT, post INTEGER);
CREATE TABLE gate_mailbox (public BLOB PRIMARY KEY, locator TEXT, verifier BLOB, opened_on TEXT, last_visit_on TEXT);
CREATE TABLE gate_reply (number INTEGER PRIMARY KEY AUTOINCREMENT, mailbox BLOB, sealed BLOB, day TEXT);
"""
"""As the gate makes them (a test of the gate compares); here for tests that run without it."""


@pytest.fixture
def gate(tmp_path):
    """The database of a gate, in a folder of its own, with nothing in it."""
    folder = tmp_path / "gate"
    folder.mkdir(exist_ok=True)
    with contextlib.closing(sqlite3.connect(folder / "gate.sqlite3")) as database:
        database.executescript(GATE)
    return folder / "gate.sqlite3"
