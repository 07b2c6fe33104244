"""The button on every page: whoever is logged in seals the office; it is written down, and a last page is sent."""

import os
import socket

import pytest

from tidings.web.journal.models import Entry
from tidings.web.vault import line


@pytest.fixture
def keeper(monkeypatch):
    """The keeper's end of this process's line."""
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(line, "_line", theirs)
    ours.settimeout(0.2)
    yield ours
    ours.close(), theirs.close()


def heard(keeper) -> bytes:
    try:
        return keeper.recv(16)
    except TimeoutError:
        return b""


@pytest.mark.parametrize("name", ["amal", "boris", "chen", "dora"])
def test_everybody_has_the_button_on_every_page(as_, name):
    assert 'href="/seal/"' in as_(name).get("/me/", follow=True).content.decode()


def test_it_asks_once_whether_it_is_meant(as_, keeper):
    asked = as_("dora").get("/seal/")
    assert asked.status_code == 200
    assert "Seal it now" in asked.content.decode()
    assert b"s" not in heard(keeper)


def test_anyone_who_is_logged_in_seals_it_and_it_is_written_down_before(as_, people, keeper):
    last = as_("dora").post("/seal/")
    assert "The office is sealed" in last.content.decode()
    assert b"s" in heard(keeper)
    assert Entry.objects.filter(verb="sealed", by=people["dora"]).count() == 1


def test_a_stranger_seals_nothing(client, db, keeper):
    assert client.post("/seal/").status_code == 302
    assert heard(keeper) == b""


def test_it_is_sealed_even_where_nothing_can_be_written(as_, people, keeper, monkeypatch):
    from django.db import DatabaseError

    from tidings.web import panic

    def full(*_, **__):
        raise DatabaseError("the disk is full")

    amal = as_("amal")
    monkeypatch.setattr(panic.office, "sealed", full)
    assert amal.post("/seal/").status_code == 200
    assert b"s" in heard(keeper)


def test_the_keeper_hears_that_somebody_works_once_a_minute(as_, keeper):
    amal = as_("amal")
    for _ in range(3):
        amal.get("/me/", follow=True)
    assert heard(keeper) == b"a"


def test_a_stranger_at_the_door_is_nobody_who_works(client, db, keeper):
    client.get("/login/")
    assert heard(keeper) == b""


def test_without_a_keeper_there_is_no_key_to_be_had(monkeypatch):
    from tidings.web.vault.opened import Shut

    monkeypatch.delenv("TIDINGS_KEEPER", raising=False)
    with pytest.raises(Shut):
        line.from_keeper()
    assert os.environ.get("TIDINGS_KEEPER") is None
