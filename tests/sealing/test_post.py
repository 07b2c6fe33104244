import sqlite3
from datetime import date

import pytest

from tidings.errors import CannotOpen, UnreadableInput
from tidings.sealing import boxes, post
from tidings.sealing.post import ORDINARY, QUARANTINE, Post

OFFICE, STRANGER, MOTHER = boxes.new_keypair(), boxes.new_keypair(), boxes.new_keypair()
FILE = "0123456789abcdef" * 2


def waits(gate, *keys):
    return list(post.waiting(gate, keys or [OFFICE.private]))


def replies(gate):
    with sqlite3.connect(gate) as database:
        return database.execute("SELECT mailbox, sealed, day FROM gate_reply").fetchall()


def test_the_desk_reads_what_waits_oldest_first(gate, put):
    put("2346", "2026-11-20", {"text": "сначала"}, kind="appeal")
    put("7890", "2026-11-22", {"text": "потом"}, kind="message")
    assert waits(gate) == [
        Post(1, MOTHER.public, "2346", date(2026, 11, 20), ORDINARY, "appeal", {"text": "сначала"}),
        Post(2, MOTHER.public, "7890", date(2026, 11, 22), ORDINARY, "message", {"text": "потом"}),
    ]


def test_what_is_in_quarantine_comes_last(gate, put):
    put("2346", "2026-11-20", {}, lane=QUARANTINE)
    put("7890", "2026-11-20", {})
    assert [(arrived.locator, arrived.lane) for arrived in waits(gate)] == [
        ("7890", ORDINARY),
        ("2346", QUARANTINE),
    ]


def test_each_of_the_offices_keys_is_tried(gate, put):
    put("2346", "2026-11-20", {"text": "vorher"}, office=STRANGER.public)
    put("7890", "2026-11-22", {"text": "nachher"})
    assert len(waits(gate, OFFICE.private, STRANGER.private)) == 2


def test_what_was_taken_is_gone_from_the_file_with_its_files(gate, put):
    put("2346", "2026-11-22", {"text": "слова"})
    (gate.parent / "files").mkdir()
    post.file_at(gate.parent, FILE).write_bytes(b"closed")
    with sqlite3.connect(gate) as database:
        (sealed,) = database.execute("SELECT sealed FROM gate_post").fetchone()
        database.execute("INSERT INTO gate_file VALUES (?, '', 1)", [FILE])
    post.taken(gate, 1)
    post.taken(gate, 1)
    assert waits(gate) == []
    assert not any((gate.parent / "files").iterdir())
    assert sealed[:64] not in gate.read_bytes()
    with sqlite3.connect(gate) as database:
        assert database.execute("SELECT * FROM gate_file").fetchall() == []


def test_one_that_does_not_open_holds_up_no_other(gate, put):
    put("2346", "2026-11-20", {"text": "чужое"}, office=STRANGER.public)
    put("7890", "2026-11-22", {"text": "наше"})
    waiting = post.waiting(gate, [OFFICE.private])
    assert next(waiting).locator == "7890"
    with pytest.raises(CannotOpen, match=": 1[.]"):
        next(waiting)


def test_a_reply_opens_with_the_mailbox_only(gate, open_mailbox):
    open_mailbox(MOTHER.public)
    assert post.reply(gate, MOTHER.public, "Мы его нашли.", date(2026, 11, 23))
    ((mailbox, sealed, day),) = replies(gate)
    assert (mailbox, day) == (MOTHER.public, "2026-11-23")
    assert post.unpack(boxes.open_sealed(MOTHER.private, sealed)) == {"text": "Мы его нашли."}
    with pytest.raises(CannotOpen):
        boxes.open_sealed(OFFICE.private, sealed)


def test_what_is_laid_into_no_mailbox_is_said_and_not_kept(gate):
    assert not post.reply(gate, MOTHER.public, "Никому", date(2026, 11, 23))
    assert replies(gate) == []


def test_a_mailbox_is_forgotten_with_what_lies_in_it(gate, open_mailbox):
    for mailbox in (MOTHER, STRANGER):
        open_mailbox(mailbox.public)
        post.reply(gate, mailbox.public, "ответ", date(2026, 11, 23))
    post.forget(gate, MOTHER.public)
    post.forget(gate, MOTHER.public)
    assert [mailbox for mailbox, _, _ in replies(gate)] == [STRANGER.public]
    assert MOTHER.public not in gate.read_bytes()


def test_a_gate_that_was_never_started_has_no_post(tmp_path):
    assert waits(tmp_path / "none.sqlite3") == []


def test_another_file_is_not_taken_for_the_gate(tmp_path):
    (tmp_path / "notes.txt").write_text("no database, but a longer text than its header would be " * 20)
    with pytest.raises(UnreadableInput, match="notes.txt"):
        waits(tmp_path / "notes.txt")


@pytest.mark.parametrize("id", ["../gate.sqlite3", "", "x" * 32, FILE + "\n"])
def test_an_id_that_is_none_leads_nowhere(tmp_path, id):
    with pytest.raises(UnreadableInput):
        post.file_at(tmp_path, id)


def test_sizes_tell_little():
    assert len(post.pack({"text": "a"})) == len(post.pack({"text": "a" * 1500})) == post.PADDED_TO
    assert post.unpack(post.pack({"text": "є"})) == {"text": "є"}


@pytest.fixture
def put(gate):
    """Return a function that lays a post down as the gate does."""

    def put(locator, day, answers, *, office=OFFICE.public, kind="appeal", lane=ORDINARY):
        sealed = post.sealed(office, MOTHER.public, locator, kind, answers)
        with sqlite3.connect(gate) as database:
            database.execute(
                "INSERT INTO gate_post (sealed, day, lane) VALUES (?, ?, ?)", [sealed, day, lane]
            )

    return put


@pytest.fixture
def open_mailbox(gate):
    """Return a function that opens a mailbox for a public key."""

    def opened(public):
        with sqlite3.connect(gate) as database:
            database.execute(
                "INSERT INTO gate_mailbox VALUES (?, '2346', ?, '2026-11-20', '2026-11-20')", [public, b"v"]
            )

    return opened
