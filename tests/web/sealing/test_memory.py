"""After sealing, nothing of the key or of what was kept is in the memory of any process that is left."""

import os
import re
from contextlib import suppress
from pathlib import Path

import pytest

from tidings.sealing import envelope

CANARY = "Канареевский-Желтопёрый"


def memory_of(pid: int):
    """Yield the readable pieces of a process's memory."""
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        start, end, rights = re.match(r"(\w+)-(\w+) (\S+)", line).groups()
        if rights.startswith("r") and "[v" not in line:
            with suppress(OSError, OverflowError), open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
                memory.seek(int(start, 16))
                yield memory.read(int(end, 16) - int(start, 16))


def copies(office, needles: list[bytes]) -> dict[str, int]:
    """How often any of these stands in the memory of each process of the office."""
    found = {}
    for pid, words in office.processes().items():
        found[f"{pid} {words}"] = sum(piece.count(needle) for piece in memory_of(pid) for needle in needles)
    return found


@pytest.fixture
def readable(office):
    if os.geteuid():
        pytest.skip("Only root may read the memory of another process; run this test as root.")
    return office


def needles_of(root: bytes) -> list[bytes]:
    keys = [
        root,
        *(envelope.subkey(root, purpose) for purpose in ("desk database", "keyring", "key of keys")),
    ]
    return [*keys, *(key.hex().encode() for key in keys), *(key.hex().upper().encode() for key in keys)]


def test_no_copy_of_a_key_and_no_word_that_was_kept_is_left_in_memory(readable, opened):
    opened.command(
        "staff",
        "anna",
        "--team",
        "North",
        typed=f"Mara\nmara has a long phrase\nNiko\nniko has a long phrase\n{CANARY}\n",
    )
    page = opened.browser()
    page.get("/login/")
    page.send("/login/", login=CANARY, username=CANARY, password="whatever it may be")
    needles = [
        *needles_of(opened.root),
        CANARY.encode(),
        CANARY.encode("utf-16-le"),
        CANARY.encode("utf-32-le"),
    ]
    before = copies(opened, needles)
    assert sum(before.values()) > 0, "the scan finds a key where there is one"
    assert opened.command("seal").returncode == 0
    after = copies(opened, needles)
    assert len(after) >= 4
    assert sum(after.values()) == 0, after


def test_the_supervisor_and_the_gate_never_have_the_key_even_while_it_is_open(readable, opened):
    found = copies(opened, needles_of(opened.root))
    without = {
        words: many for words, many in found.items() if "tidings serve" in words or "tidings.gate" in words
    }
    assert len(without) >= 2
    assert sum(without.values()) == 0, without


def test_the_passwords_of_custodians_are_gone_with_the_sealed_desk(readable, sealed):
    page = sealed.browser()
    page.get()
    page.send(
        "/unseal/",
        name1="Mara",
        password1="mara has a long phrase",
        name2="Niko",
        password2="niko has a long phrase",
    )
    sealed.until(lambda: page.get("/login/") == 200)
    passwords = [b"mara has a long phrase", b"niko has a long phrase", b"mara+has+a+long+phrase"]
    found = copies(sealed, passwords)
    assert sum(found.values()) == 0, found


def test_no_process_that_has_the_key_leaves_a_core_dump(opened):
    def core(pid: int) -> str:
        limits = Path(f"/proc/{pid}/limits").read_text()
        return re.search(r"Max core file size\s+(\S+)", limits)[1]

    for word in ("tidings.web.keeper", "tidings.web.work"):
        assert core(opened.pid_of(word)) == "0"
    desk = [pid for pid, words in opened.processes().items() if "tidings.web.wsgi" in words]
    assert core(max(desk)) == "0"  # the other is the server that started it, and has no key
