"""A gate may be on another machine: the desk then asks it, with a signature of its own."""

import contextlib
import http.cookiejar
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest

from tidings.sealing import boxes, post
from tidings.web import environment, keys
from tidings.web.appeals import mailbox
from tidings.web.appeals.models import Trusted
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


class Visitor:
    """Somebody at the public form; posts only, as a browser sends them."""

    def __init__(self, address):
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.opener.addheaders = [("Origin", address)]

    def post(self, page, **typed):
        body = urllib.parse.urlencode(typed).encode()
        return self.opener.open(f"{self.address}/ru/{page}", body).read().decode()

    def attach(self, name, content):
        head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + b"\r\n--b--\r\n"
        kind = {"Content-Type": "multipart/form-data; boundary=b"}
        self.opener.open(urllib.request.Request(f"{self.address}/ru/files/", body, kind)).close()

    def send(self, words):
        self.post("1/", name="Вигаданенко Ілля")
        self.post("3/", last_contact="в мае")
        self.post("5/", what_happened=words)
        self.attach("справка.txt", b"invented " * 50_000)
        return "".join(re.findall(r"<span>(\w{4})</span>", self.post("check/")))


@pytest.fixture
def elsewhere(tmp_path, settings):
    """A gate that runs by itself, with two files of this office and nothing else of it."""
    keys.make(tmp_path / "office")
    settings.HOME = tmp_path / "office" / "desk"
    settings.HOME.mkdir(exist_ok=True)
    gate = tmp_path / "other/gate"
    gate.mkdir(parents=True)
    for name in ("office.pub", keys.SIGNS):
        shutil.copy(tmp_path / "office/gate" / name, gate)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    without = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "tidings.gate", "--port", str(port)]
    served = subprocess.Popen(
        command, env={**without, "TIDINGS_DATA": str(gate.parent)}, stdout=subprocess.DEVNULL
    )
    settings.GATE_ADDRESS = f"http://127.0.0.1:{port}"
    for _ in range(600):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{settings.GATE_ADDRESS}/ru/").close()
            break
        time.sleep(0.1)
    yield settings.GATE_ADDRESS
    served.terminate()
    served.wait(timeout=20)


def test_an_appeal_comes_with_its_file_from_another_machine_and_is_answered_there(
    elsewhere, people, tmp_path
):
    code = Visitor(elsewhere).send("Сыну сказали: завтра на границу.")
    (appeal,) = mailbox.collect(gates.ours(), keys.private(), people["amal"].team)
    assert appeal.text.startswith("Сыну сказали") and appeal.locator == code[:4]
    (file,) = appeal.attachments.all()
    assert file.size == 450_000
    assert list((tmp_path / "other/gate/files").iterdir()) == []
    mailbox.trust(appeal, Trusted.CALLED, by=people["amal"])
    mailbox.reply(appeal, "Мы написали прокурору.", by=people["amal"])
    assert "Мы написали прокурору." in Visitor(elsewhere).post("again/", code=code)


def test_its_key_is_renewed_there_and_the_old_one_kept_until_it_heard_of_that(elsewhere, tmp_path):
    before, later = keys.private(), datetime.now(UTC).date() + timedelta(days=8)
    assert keys.renew(gates.ours(), later) == 1
    published = boxes.load_public(tmp_path / "other/gate/office.pub")
    assert published == boxes.public_of(keys.private()[0]) and keys.private()[1:] == before
    assert not post.publish(gates.ours(), published)
    assert keys.renew(gates.ours(), datetime.now(UTC).date() + timedelta(days=2)) == len(before)
    assert len(keys.private()) == 1
