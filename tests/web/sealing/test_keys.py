"""The gate's key is new each week; an old one goes when nothing needs it."""

from datetime import UTC, datetime, timedelta

import pytest

from tidings.sealing import boxes, post
from tidings.web import keys
from tidings.web.vault import opened

TODAY = datetime.now(UTC).date()


@pytest.fixture
def data(tmp_path, monkeypatch):
    """An office whose keyring is its own, and whose gate has its tables."""
    import sqlite3

    monkeypatch.setattr(opened, "_keyring", None)
    root = opened._root
    opened.open_with(bytes(range(1, 33)), tmp_path / "keyring.sqlite3")
    keys.make(tmp_path)
    with sqlite3.connect(tmp_path / "gate/gate.sqlite3") as gate:
        gate.execute(
            "CREATE TABLE gate_post (number INTEGER PRIMARY KEY, day TEXT, lane TEXT, sealed BLOB, locator TEXT)"
        )
    yield tmp_path
    opened.open_with(root)


def sealed_to(data, public) -> None:
    import sqlite3

    closed = post.sealed(public, bytes(32), "ABCD", "appeal", {"version": 1})
    with sqlite3.connect(data / "gate/gate.sqlite3") as gate:
        gate.execute(
            "INSERT INTO gate_post (day, lane, sealed) VALUES ('2026-11-22', 'ordinary', ?)", [closed]
        )


def published(data) -> bytes:
    return boxes.load_public(keys.public_path(data))


def test_the_gate_is_given_the_newest_public_key(data):
    assert published(data) == opened.keyring().office()[0].public
    keys.make(data)
    assert len(keys.private()) == 1


def test_a_key_is_kept_for_a_week(data):
    assert keys.renew(data / "gate/gate.sqlite3", TODAY + timedelta(days=6)) == 0
    before = published(data)
    assert keys.renew(data / "gate/gate.sqlite3", TODAY + timedelta(days=7)) == 1
    assert published(data) != before
    assert len(keys.private()) == 2


def test_an_old_key_goes_after_a_day_when_nothing_waits_for_it(data):
    keys.renew(data / "gate/gate.sqlite3", TODAY + timedelta(days=7))
    assert keys.renew(data / "gate/gate.sqlite3", TODAY) == 0
    assert keys.renew(data / "gate/gate.sqlite3", TODAY + timedelta(days=1)) == 1
    assert len(keys.private()) == 1
    assert published(data) == opened.keyring().office()[0].public


def test_an_old_key_stays_while_something_waits_that_only_it_opens(data):
    sealed_to(data, published(data))
    keys.renew(data / "gate/gate.sqlite3", TODAY + timedelta(days=7))
    assert keys.renew(data / "gate/gate.sqlite3", TODAY + timedelta(days=1)) == 0
    assert [arrived.locator for arrived in post.waiting(data / "gate/gate.sqlite3", keys.private())] == [
        "ABCD"
    ]


def test_before_the_gate_was_started_nothing_is_renewed(data):
    (data / "gate/gate.sqlite3").unlink()
    assert keys.renew(data / "gate/gate.sqlite3", TODAY + timedelta(days=30)) == 0
