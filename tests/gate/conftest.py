"""The gate's tests run in a process of their own: DJANGO_SETTINGS_MODULE=tidings.gate.settings pytest tests/gate."""

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

OURS = os.environ.get("DJANGO_SETTINGS_MODULE") == "tidings.gate.settings"
collect_ignore_glob = [] if OURS and importlib.util.find_spec("django") else ["test_*.py"]

if not collect_ignore_glob:
    from django.db import connections
    from django.test import Client

    from tidings.gate import actions, limits, settings
    from tidings.sealing import boxes, post

ANSWERS = [
    {"name": "Вигаданенко Ілля Петрович", "birth_date": "весна 2005"},
    {"relation": "mother"},
    {"last_contact": "", "last_contact_unknown": "on", "place": "Суджа"},
    {"service": "conscript", "unit_unknown": "on"},
    {"what_happened": "Сыну сказали:\r\nзавтра на границу.", "deadline": "завтра"},
    {"enquirer_name": "", "contacts": "+7 900 000-00-00", "safe_contact": "после 20:00"},
]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """A file, as in life: the desk reads it from outside."""
    connections["default"].settings_dict["TEST"]["NAME"] = str(
        tmp_path_factory.mktemp("gate") / "gate.sqlite3"
    )


@pytest.fixture
def office(tmp_path, monkeypatch):
    """The office's key pair; the gate has its public half, a secret, and a folder for files."""
    pair, folder = boxes.new_keypair(), database().parent
    boxes.save_public(tmp_path / "office.pub", pair.public)
    monkeypatch.setattr(settings, "OFFICE_KEY", tmp_path / "office.pub")
    monkeypatch.setattr(settings, "DATA", folder)
    monkeypatch.setattr(settings, "FILES", folder / "files")
    monkeypatch.setattr(settings, "SECRET", folder / "secret")
    monkeypatch.setattr(limits, "APPEALS", limits.Bucket(limits.APPEALS_A_MINUTE, limits.AT_ONCE))
    actions.make_secret()
    yield pair
    shutil.rmtree(folder / "files", ignore_errors=True)


def database() -> Path:
    return Path(connections["default"].settings_dict["NAME"])


class Visitor:
    """Someone who goes through the form."""

    def __init__(self, language: str = "ru") -> None:
        self.client, self.language = Client(), language

    def look(self, page: str = "", **more):
        return self.client.get(f"/{self.language}/{page}", **more)

    def press(self, page: str, **typed):
        """Send a page's form as a browser would: with the token that stands in it."""
        found = re.search(r'name="token" value="(\w*)"', self.look(page).content.decode())
        return self.client.post(f"/{self.language}/{page}", {"token": found[1] if found else "", **typed})

    def answer(self, answers=ANSWERS):
        for number, typed in enumerate(answers, 1):
            self.press(f"{number}/", **typed)
        return self

    def enter(self, code) -> "Visitor":
        """Come back with a code."""
        self.opened = self.press("again/", code=code)
        return self

    def words(self, page: str = "") -> str:
        """Return what stands on a page."""
        return self.look(page).content.decode()

    def send(self) -> list[str]:
        """Return the groups of the code."""
        self.press("check/")
        return re.findall(r"<span>(\w{4})</span>", self.look("code/").content.decode())


@pytest.fixture
def visitor(transactional_db, office):
    return Visitor()


@pytest.fixture
def another(transactional_db, office):
    return Visitor


@pytest.fixture
def post_of(office):
    """Return a function that takes the post as the desk does."""

    def read() -> list:
        return list(post.waiting(database(), [office.private]))

    return read


@pytest.fixture
def answers():
    return SimpleNamespace(all=ANSWERS)


@pytest.fixture
def gate_file(office) -> Path:
    """The gate's database, as the desk finds it."""
    return database()


@pytest.fixture
def answer_to(gate_file, post_of):
    """Return a function that answers the first appeal as the desk does."""

    def answer(text: str, day: date = date(2026, 11, 23)) -> None:
        assert post.reply(gate_file, post_of()[0].mailbox, text, day)

    return answer


@pytest.fixture
def data(tmp_path):
    (tmp_path / "gate").mkdir(exist_ok=True)
    pair = boxes.new_keypair()
    boxes.save_public(tmp_path / "gate/office.pub", pair.public)
    return tmp_path, pair


@pytest.fixture
def served(data, tmp_path_factory):
    """A gate that is really served: its address, its folder, the office's keys, its log."""
    folder, pair = data
    (folder / "tmp").mkdir()
    log = tmp_path_factory.mktemp("log") / "log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    without = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tidings.gate", "--port", str(port)],
            env={**without, "TIDINGS_DATA": str(folder), "TMPDIR": str(folder / "tmp")},
            stdout=output,
            stderr=output,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, process, log)
        yield address, folder / "gate", pair, log, process
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(address, process, log):
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/ru/", timeout=5).close()
            return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError(log.read_text())
