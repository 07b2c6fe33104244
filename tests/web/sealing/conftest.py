"""A real office with two custodians, and its processes as `tidings serve` starts them."""

import contextlib
import http.client
import http.cookiejar
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

PASSWORDS = {"Mara": "mara has a long phrase", "Niko": "niko has a long phrase"}
MAKE = """
import json, sys
from pathlib import Path
from tidings.sealing.keyslots import KeySlots
from tidings.sealing.stretching import FLOOR
from tidings.web import custodians, opening
data, passwords = Path(sys.argv[1]), json.loads(sys.argv[2])
code = custodians.make(data, passwords, 2, strength=FLOOR)
slots = custodians.slots(data)
root = slots.open(passwords)
alone, another_code = KeySlots.new(root, passwords, 1, FLOOR)
alone.save(data / "alone.json")
opening.prepare()
print(json.dumps({"code": code, "root": root.hex()}))
"""
READ = """
import json, sys
from pathlib import Path
from tidings.web import custodians, opening
custodians.open_with(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
opening.stand_by()
from tidings.web.journal import journal
from tidings.web.journal.models import OFFICE
entries = journal.of(OFFICE).order_by("number")
assert journal.examine().is_whole
print(json.dumps([" ".join([one.verb, *map(str, one.details.values())]) for one in entries]))
"""


class Browser:
    """Somebody's browser: it keeps cookies, and sends the forms of the page it shows."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        self.shown = ""

    def get(self, path: str = "/") -> int:
        return self._answer(urllib.request.Request(self.address + path))

    def send(self, path: str, **fields: str) -> int:
        if token := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.shown):
            fields["csrfmiddlewaretoken"] = token[1]
        return self._answer(
            urllib.request.Request(self.address + path, urllib.parse.urlencode(fields).encode())
        )

    def _answer(self, request: urllib.request.Request) -> int:
        request.add_header("Accept-Language", "en")
        try:
            with self.opener.open(request, timeout=20) as answer:
                self.shown = answer.read().decode()
                return answer.status
        except urllib.error.HTTPError as error:
            self.shown = error.read().decode()
            return error.code
        except (OSError, http.client.HTTPException):  # nobody answered in time, or hung up while being sealed
            self.shown = ""
            return 0


class Served:
    """An office that is served, and what one can do to it from outside."""

    def __init__(self, data: Path, secrets: dict[str, str], **environment: str) -> None:
        self.data, self.recovery, self.root = data, secrets["code"], bytes.fromhex(secrets["root"])
        self.environment = {**bare(), "TIDINGS_DATA": str(data), "PYTHONUNBUFFERED": "1", **environment}
        self.port = two_free_ports()
        self.desk, self.form = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.port + 1}"
        self.log = data.parent / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, command: str = "serve") -> "Served":
        words = [sys.executable, "-m", "tidings", command, "--port", str(self.port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(words, env=self.environment, stdout=log, stderr=log)
        self.until(lambda: "\nready" in self.log.read_text())
        return self

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=15)

    def run(self, *words: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *words],
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def command(self, *words: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
        return self.run("-m", "tidings", *words, typed=typed)

    def unseal(self, *names: str) -> None:
        """As Mara and Niko, or as those who are named."""
        typed = "".join(f"{name}\n{PASSWORDS[name]}\n" for name in names or PASSWORDS)
        opened = self.command("unseal", typed=typed)
        assert opened.returncode == 0, opened.stderr
        self.until(lambda: self.browser().get("/ready/") == 200)

    def journal(self) -> list[str]:
        """What the journal has of the office itself: verb, how, who."""
        read = self.run("-c", READ, str(self.data), self.root.hex())
        assert read.returncode == 0, read.stderr
        return json.loads(read.stdout)

    def browser(self) -> Browser:
        return Browser(self.desk)

    def processes(self) -> dict[int, str]:
        """Every process of this office that runs, with its command line."""
        found = {}
        for folder in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if (
                    folder.name.isdigit()
                    and f"TIDINGS_DATA={self.data}\0".encode() in (folder / "environ").read_bytes() + b"\0"
                ):
                    found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        return {pid: words for pid, words in found.items() if not has_ended(pid)}

    def pid_of(self, word: str) -> int:
        return min((pid for pid, words in self.processes().items() if word in words), default=0)

    def until(self, true, seconds: float = 60) -> float:
        """Wait until something is true; return how long that took."""
        began = time.monotonic()
        while not true():
            if time.monotonic() - began > seconds:
                pytest.fail(f"It did not come to that: {self.log.read_text()[-3000:]}")
            time.sleep(0.02)
        return time.monotonic() - began


def has_ended(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


def two_free_ports() -> int:
    while True:
        with socket.create_server(("127.0.0.1", 0)) as first, contextlib.suppress(OSError, OverflowError):
            port = first.getsockname()[1]
            socket.create_server(("127.0.0.1", port + 1)).close()
            return int(port)


def bare() -> dict[str, str]:
    """The environment without what belongs to these tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("TIDINGS", "DJANGO"))}


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Return a function that makes an office with its tables; all have the same key, which is told."""
    folder = tmp_path_factory.mktemp("made") / "data"
    command = [sys.executable, "-c", MAKE, str(folder), json.dumps(PASSWORDS)]
    said = subprocess.run(
        command, env={**bare(), "TIDINGS_DATA": str(folder)}, capture_output=True, text=True
    )
    assert said.returncode == 0, said.stderr
    secrets = json.loads(said.stdout)

    def make(data: Path, together: int, **environment: str) -> Served:
        shutil.copytree(folder, data)
        if together == 1:
            (data / "alone.json").replace(data / "desk/keyslots.json")
        return Served(data, secrets, **environment)

    return make


@pytest.fixture(scope="module")
def office(made, tmp_path_factory):
    """An office that Mara and Niko open together, served; each test leaves it sealed or open as it likes."""
    served = made(tmp_path_factory.mktemp("office") / "data", together=2).start()
    yield served
    served.stop()


@pytest.fixture
def sealed(office):
    """The same, sealed."""
    assert office.command("seal").returncode == 0
    office.until(lambda: office.browser().get() == 503)
    return office


@pytest.fixture
def opened(office):
    """The same, open."""
    if office.browser().get("/ready/") != 200:
        office.unseal()
    return office


@pytest.fixture
def another(made, tmp_path):
    """Return a function that makes one more office, that one custodian opens; not served yet, stopped at the end."""
    standing = []

    def make(together: int = 1, **environment: str) -> Served:
        standing.append(made(tmp_path / "data", together, **environment))
        return standing[-1]

    yield make
    for served in standing:
        served.stop()


@pytest.fixture(autouse=True)
def linux_only():
    if not Path("/proc/self/environ").exists():
        pytest.skip("The processes of an office are found under /proc, which this system does not have.")
