"""What the process that looks at a stranger's file cannot do, tried from inside."""

import json
import subprocess
import sys
from functools import cache

import pytest

from tidings.preview import confinement, rendering
from tidings.preview.kinds import Kind

TRIES = """
import json, os, socket, sys
from tidings.preview import confining
def tried(what):
    try:
        what()
    except BaseException as error:
        return type(error).__name__
    return "done"
TRY = {
    "read": lambda: open("/etc/passwd"),
    "write": lambda: open("/tmp/written-by-a-preview", "w"),
    "name": lambda: os.stat("/etc"),
    "make": lambda: os.mkdir("/tmp/made-by-a-preview"),
    "network": lambda: socket.socket(),
    "start": lambda: os.fork(),
    "run": lambda: os.execv("/bin/true", ["true"]),
    "grow": lambda: bytearray(600 * 2**20),
}
confined = confining.confine()
print(json.dumps({"confined": confined} | {name: tried(what) for name, what in TRY.items()}))
"""


@cache
def tried() -> dict[str, str]:
    answer = subprocess.run([sys.executable, "-I", "-c", TRIES], capture_output=True, env={}, timeout=20)
    return json.loads(answer.stdout)


@pytest.mark.parametrize("what", ["read", "write", "network", "start", "run", "grow"])
def test_it_cannot(what):
    assert tried()[what] in ("OSError", "PermissionError", "BlockingIOError", "MemoryError")


def test_where_the_system_filters_calls_it_cannot_even_ask_for_a_name():
    answer = tried()
    if "few_calls" not in answer["confined"]:
        pytest.skip("this system does not filter calls")
    assert {answer["name"], answer["make"]} == {"PermissionError"}


def test_what_is_in_force_is_told():
    assert set(confinement()) <= {"namespaces", "no_new_rights", "limits", "few_calls"}
    assert "limits" in confinement()


def test_what_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(rendering, "SECONDS", 0.01)
    seen = rendering.preview(b"PK", Kind.DOCX)
    assert not seen.pages and "too long" in seen.note.en


def test_nothing_of_the_offices_settings_reaches_it(monkeypatch):
    monkeypatch.setenv("SECRET_OF_OURS", "canary")
    with rendering.process("tidings.preview.inside", Kind.DOCX) as process:
        with open(f"/proc/{process.pid}/environ", "rb") as environment:
            assert b"canary" not in environment.read()
        process.kill()
