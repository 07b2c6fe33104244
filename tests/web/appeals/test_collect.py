"""What waits at the gate is kept here and deleted there, once."""

import sqlite3
from datetime import date

import pytest

from tidings.sealing import boxes, post
from tidings.web.appeals import actions
from tidings.web.appeals.models import Appeal


@pytest.fixture
def keys():
    return boxes.new_keypair()


@pytest.fixture
def gate(tmp_path, keys):
    path = tmp_path / "gate.sqlite3"
    answers = {
        "version": 1,
        "lang": "ru",
        "text": "Ищу сына, Ярцева Глеба, в/ч 12345",
        "fields": {},
        "unknown": [],
    }
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE gate_post (locator TEXT, day TEXT, sealed BLOB)")
        for locator in ("AAAA", "BBBB"):
            sealed = boxes.seal(keys.public, post.pack(answers | {"text": answers["text"] + locator}))
            database.execute("INSERT INTO gate_post VALUES (?, ?, ?)", [locator, "2024-08-09", sealed])
    database.close()
    return path


def test_every_post_is_kept_and_leaves_the_gate(people, gate, keys):
    kept = actions.collect(gate, keys.private, people["amal"].team)
    assert {appeal.locator for appeal in kept} == {"AAAA", "BBBB"}
    assert {(appeal.channel, appeal.lang, appeal.received_on) for appeal in kept} == {
        ("form", "ru", date(2024, 8, 9))
    }
    assert list(post.waiting(gate, keys.private)) == []


def test_a_post_that_could_not_be_deleted_at_the_gate_is_not_kept_twice(people, gate, keys, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(post, "taken", lambda *_: None)
        actions.collect(gate, keys.private, people["amal"].team)
    actions.collect(gate, keys.private, people["amal"].team)
    assert Appeal.objects.count() == 2
    assert list(post.waiting(gate, keys.private)) == []
