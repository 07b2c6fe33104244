import sqlite3
from datetime import date

import pytest

from tidings.errors import CannotOpen, UnreadableInput
from tidings.sealing import boxes, post

OFFICE, STRANGER = boxes.new_keypair(), boxes.new_keypair()


@pytest.fixture
def gate(tmp_path):
    path = tmp_path / "gate.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE gate_post (locator TEXT PRIMARY KEY, day TEXT, sealed BLOB)")
    return path


def put(path, locator, day, answers, public=OFFICE.public):
    with sqlite3.connect(path) as database:
        sealed = boxes.seal(public, post.pack(answers))
        database.execute("INSERT INTO gate_post VALUES (?, ?, ?)", [locator, day, sealed])


def test_the_desk_reads_what_waits_oldest_first(gate):
    put(gate, "2346", "2026-11-22", {"text": "потом"})
    put(gate, "7890", "2026-11-20", {"text": "сначала"})
    assert list(post.waiting(gate, OFFICE.private)) == [
        ("7890", date(2026, 11, 20), {"text": "сначала"}),
        ("2346", date(2026, 11, 22), {"text": "потом"}),
    ]


def test_what_was_taken_is_gone_from_the_file(gate):
    put(gate, "2346", "2026-11-22", {"text": "слова"})
    with sqlite3.connect(gate) as database:
        (sealed,) = database.execute("SELECT sealed FROM gate_post").fetchone()
    post.taken(gate, "2346")
    post.taken(gate, "2346")
    assert list(post.waiting(gate, OFFICE.private)) == []
    assert sealed[:64] not in gate.read_bytes()


def test_one_that_does_not_open_holds_up_no_other(gate):
    put(gate, "2346", "2026-11-20", {"text": "чужое"}, STRANGER.public)
    put(gate, "7890", "2026-11-22", {"text": "наше"})
    waiting = post.waiting(gate, OFFICE.private)
    assert next(waiting).locator == "7890"
    with pytest.raises(CannotOpen, match="2346"):
        next(waiting)


def test_a_gate_that_was_never_started_has_no_post(tmp_path):
    assert list(post.waiting(tmp_path / "gate.sqlite3", OFFICE.private)) == []


def test_another_file_is_not_taken_for_the_gate(tmp_path):
    (tmp_path / "notes.txt").write_text("no database, but a longer text than its header would be " * 20)
    with pytest.raises(UnreadableInput, match="notes.txt"):
        list(post.waiting(tmp_path / "notes.txt", OFFICE.private))


def test_sizes_tell_little():
    assert len(post.pack({"text": "a"})) == len(post.pack({"text": "a" * 1500})) == post.PADDED_TO
    assert post.unpack(post.pack({"text": "є"})) == {"text": "є"}
