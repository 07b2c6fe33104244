"""A gate may be on another machine: the desk then asks it, with a signature of its own."""

import pytest

from tidings.sealing import boxes, post
from tidings.web import environment, keys
from tidings.web.vault import gates


def test_without_an_address_it_is_on_this_machine(settings):
    settings.GATE_ADDRESS = ""
    assert gates.ours() == settings.GATE / "gate.sqlite3"


def test_with_an_address_it_is_asked_there(settings):
    settings.GATE_ADDRESS = "https://form.example.org"
    assert isinstance(gates.ours(), post.Remote) and gates.ours().address == "https://form.example.org"


def test_what_it_knows_the_office_by_lies_beside_the_key_it_seals_to(tmp_path):
    keys.make(tmp_path)
    public = boxes.load_public(keys.public_path(tmp_path).with_name(keys.SIGNS))
    assert public == gates.signs() and len(public) == 32
    assert public != boxes.load_public(keys.public_path(tmp_path))


@pytest.mark.parametrize("said", ["form.example.org", "ftp://form.example.org", "https://"])
def test_what_is_no_address_stops_the_start(monkeypatch, said):
    monkeypatch.setenv("TIDINGS_GATE_ADDRESS", said)
    with pytest.raises(environment.InvalidSetting, match="Write an address"):
        environment.address("TIDINGS_GATE_ADDRESS")
