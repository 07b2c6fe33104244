"""The gate is a process of its own, which keeps nothing that anyone could read."""

import base64
import contextlib
import http.cookiejar
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import tidings
from tidings.sealing import boxes, post, streams, there

CANARY = "Канарейкин-Желтопёрый"
LATIN = "canarybird7351"
BOUNDARY = "------------------------b7351"


def run(*words, cwd=None, **environment):
    without = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, *words],
        env={**without, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        cwd=cwd,
    )


LOOKING = """
import sys, tidings.gate.wsgi
from django.test import Client
asked = Client(SERVER_NAME="127.0.0.1")
assert [asked.get(page).status_code for page in ("/ru/", "/uk/1/", "/en/again/")] == [200, 200, 200]
assert asked.post("/ru/again/", {"code": "2222"}).status_code == 422
print(*sorted(name for name in sys.modules if name.startswith("tidings.")))
"""


def test_it_knows_nothing_of_the_desk(data):
    loaded = run("-c", LOOKING, TIDINGS_DATA=str(data[0])).stdout.split()
    others = [name for name in loaded if not name.startswith(("tidings.gate", "tidings.sealing"))]
    assert "tidings.gate.inside" in loaded
    assert others == ["tidings.errors", "tidings.files"]


def test_it_works_where_nothing_of_the_desk_is_installed(data, tmp_path):
    """On a machine of its own it needs three rooms and a cellar; the desk's code cannot even be found."""
    here, alone = Path(tidings.__file__).parent, tmp_path / "alone/tidings"
    alone.mkdir(parents=True)
    for name in ("__init__.py", "errors.py", "files.py"):
        shutil.copy(here / name, alone)
    for room in ("gate", "sealing"):
        shutil.copytree(here / room, alone / room, ignore=shutil.ignore_patterns("__pycache__"))
    looking = LOOKING + 'import importlib.util as u; print(u.find_spec("tidings.web"), tidings.__file__)'
    ran = run("-c", looking, cwd=alone.parent, TIDINGS_DATA=str(data[0]))
    assert ran.stdout.endswith(f"None {alone}/__init__.py\n"), ran.stderr


def test_without_the_offices_key_it_says_what_to_do_and_does_not_open(tmp_path):
    ended = run("-m", "tidings.gate", "--port", "1", TIDINGS_DATA=str(tmp_path))
    assert ended.returncode == 2
    assert "office.pub is missing. Start the desk once" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_key_that_is_none_is_refused(tmp_path):
    (tmp_path / "gate").mkdir()
    (tmp_path / "gate/office.pub").write_text("secret\n")
    ended = run("-m", "tidings.gate", TIDINGS_DATA=str(tmp_path))
    assert ended.returncode == 2 and "holds no public key" in ended.stderr


def test_without_its_secret_it_does_not_open_where_codes_were_given_out(data, gate):
    """A new one would be made silently, and no code would open anything any more."""
    with sqlite3.connect(gate) as held:
        held.execute("INSERT INTO gate_mailbox VALUES (x'00', '2346', x'00', '2026-11-20', '2026-11-20')")
    held.close()
    ended = run("-m", "tidings.gate", TIDINGS_DATA=str(data[0]))
    assert ended.returncode == 2 and "Take it from the last backup" in ended.stderr
    assert not (gate.parent / "secret").exists()


def test_a_setting_that_cannot_be_read_stops_the_start_and_says_so(data):
    ended = run("-m", "tidings.gate", TIDINGS_DATA=str(data[0]), TIDINGS_GATE_FILES_MB="lots")
    assert ended.returncode == 2 and ended.stderr.startswith("TIDINGS_GATE_FILES_MB='lots' cannot be read.")


def test_what_has_had_its_time_goes_without_a_visitor(data, gate, request):
    """A gate that was off for long sweeps when it is on again."""
    (gate.parent / "secret").write_bytes(bytes(32))
    preparing = "from tidings.gate import opening; opening.prepare()"
    gate.unlink()
    run("-c", preparing, TIDINGS_DATA=str(data[0]), DJANGO_SETTINGS_MODULE="tidings.gate.settings")
    with contextlib.closing(sqlite3.connect(gate)) as held:
        held.execute("INSERT INTO gate_draft VALUES ('d', x'00', '2026-01-01 10:00:00')")
        held.execute("INSERT INTO gate_mailbox VALUES (x'01', '2346', x'00', '2026-01-01', '2026-01-01')")
        held.execute("INSERT INTO gate_reply (mailbox, sealed, day) VALUES (x'01', x'00', '2026-01-01')")
        held.execute("INSERT INTO gate_file VALUES ('%s', 'd', NULL)" % ("0" * 32))
        held.commit()
    (gate.parent / "files").mkdir()
    post.file_at(gate.parent, "0" * 32).write_bytes(b"closed")
    request.getfixturevalue("served")
    for _ in range(100):
        with contextlib.closing(sqlite3.connect(gate, timeout=20)) as held:
            left = [
                held.execute(f"SELECT count(*) FROM gate_{table}").fetchone()[0]
                for table in ("draft", "mailbox", "reply", "file")
            ]
        if not any(left):
            break
        time.sleep(0.1)
    assert left == [0, 0, 0, 0] and not any((gate.parent / "files").iterdir())


def test_under_a_bare_server_it_does_not_open_without_the_key_either(tmp_path):
    ended = run("-c", "import tidings.gate.wsgi", TIDINGS_DATA=str(tmp_path))
    assert ended.returncode != 0 and "Start the desk once" in ended.stderr


def test_an_error_is_logged_without_anyones_words(visitor, monkeypatch, capsys):
    import logging

    from tidings.gate import views
    from tidings.gate.logs import OnlyThePlace

    def breaks(*_):
        raise ValueError(CANARY)

    stream = logging.StreamHandler()
    stream.setFormatter(OnlyThePlace())
    monkeypatch.setattr(views.drafts, "read", breaks)
    visitor.client.raise_request_exception = False
    logging.getLogger("django.request").addHandler(stream)
    try:
        answer = visitor.client.get("/ru/1/", {"q": CANARY}, headers={"user-agent": CANARY})
    finally:
        logging.getLogger("django.request").removeHandler(stream)
    written = capsys.readouterr().err
    assert answer.status_code == 500 and CANARY not in answer.content.decode()
    assert "ValueError at" in written and "views.py" in written
    assert CANARY not in written


class Browser:
    """Fills every field it finds with canaries, and sends what it finds so."""

    def __init__(self, address):
        self.address = address
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        self.opener.addheaders = [
            ("User-Agent", LATIN),
            ("X-Forwarded-For", f"203.0.113.77, {LATIN}"),
            ("Referer", f"{address}/{LATIN}"),
            ("Cookie2", LATIN),
            ("Accept-Language", f"ru,{LATIN}"),
        ]

    def send(self, page, **chosen):
        form = self.opener.open(self.address + page).read().decode()
        names = [
            name
            for name in re.findall(r'name="(\w+)"', form)
            if name not in ("speak", "back", "token", "more", "remove", "file")
        ]
        typed = dict.fromkeys(names, f"{CANARY} {LATIN}") | chosen
        typed["token"] = re.search(r'name="token" value="(\w*)"', form)[1]
        if 'type="file"' in form:
            body, kind = multipart(typed, f"{CANARY}-{LATIN}.txt", f"{CANARY} {LATIN} ".encode() * 3000)
        else:
            body, kind = urllib.parse.urlencode(typed).encode(), "application/x-www-form-urlencoded"
        asked = urllib.request.Request(self.address + page, body, {"Content-Type": kind})
        return self.opener.open(asked).read().decode()


def multipart(typed, name, content):
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in typed.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    whole = b"".join([*parts, head.encode(), content, f"\r\n--{BOUNDARY}--\r\n".encode()])
    return whole, f"multipart/form-data; boundary={BOUNDARY}"


def walk(address, browser=None):
    """Fill every field with canaries, add a file, send, and return the code."""
    browser = browser or Browser(address)
    browser.send("/ru/1/")
    browser.send("/ru/2/", relation="mother")
    browser.send("/ru/3/")
    browser.send("/ru/4/", service="contract")
    browser.send("/ru/5/")
    browser.send("/ru/6/")
    browser.send("/ru/files/")
    return re.findall(r"<span>(\w{4})</span>", browser.send("/ru/check/"))


def come_back(address, groups):
    """Enter the mailbox and use every page of it; return how many posts that were."""
    browser = Browser(address)
    assert "inside" in browser.send("/ru/again/", code=" ".join(groups))
    for number in range(1, 6):
        browser.send(f"/ru/inside/{number}/")
    with pytest.raises(urllib.error.HTTPError):
        browser.send("/ru/again/")
    return 5


def disturb(address):
    """Ask for what is not there, and send what is no request."""
    for words in [f"/ru/{LATIN}/?{LATIN}", f"/{LATIN}"]:
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(address + words)
    with socket.create_connection(("127.0.0.1", urllib.parse.urlsplit(address).port)) as line:
        line.sendall(f"{LATIN} {LATIN}\r\nHost: {LATIN}\r\n\r\n".encode())
        line.recv(1000)


def shapes(word):
    """The ways in which a word may lie in a file."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1251"):
        plain = word.encode(encoding)
        yield plain
        if len(plain) > 8:  # in base64 its inner part depends on where it stands among three bytes
            yield from (base64.b64encode(b"x" * shift + plain)[4:-4] for shift in range(3))
    yield urllib.parse.quote(word).encode()
    yield word.encode("unicode_escape")


def found_in(folder, words):
    files = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else [folder]
    assert files
    return [
        (path.name, shape)
        for path in files
        for word in words
        for shape in shapes(word)
        if shape in path.read_bytes()
    ]


@pytest.mark.parametrize("before", ["", "x", "xx"])
def test_the_search_below_finds_what_lies_there(tmp_path, before):
    for encoding in ("utf-8", "utf-16-le", "cp1251"):
        plain = f"{before} {CANARY} и ещё слова".encode(encoding)
        for written in (plain, base64.b64encode(plain)):
            (tmp_path / "kept").write_bytes(written)
            assert found_in(tmp_path, [CANARY])


def test_nothing_that_was_written_can_be_read_in_its_folder_log_or_temporary_files(served, tmp_path_factory):
    address, folder, pair, log, process = served
    groups = walk(address)
    come_back(address, groups)
    disturb(address)
    assert len(groups) == 5
    secret = "".join(groups)[4:]
    marked = [CANARY, LATIN, secret, "203.0.113.77"]
    assert found_in(folder, marked) == []
    assert found_in(log, [*marked, "GET", "POST", "127.0.0.1 "]) == []
    assert list((folder.parent / "tmp").iterdir()) == []
    arrived = list(post.waiting(folder / "gate.sqlite3", [pair.private]))
    assert [one.kind for one in arrived] == ["appeal", "message", "message", "safe", "withdraw", "delete"]
    for one in arrived:
        assert one.locator == groups[0]
        assert CANARY in one.answers["text"] or CANARY in one.answers["files"][0]["name"]
        post.taken(folder / "gate.sqlite3", one.number)
    assert list(post.waiting(folder / "gate.sqlite3", [pair.private])) == []
    assert list((folder / "files").iterdir()) == []
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir() if path.name != "office.pub")


def test_a_desk_on_another_machine_takes_what_came_with_its_files(served):
    address, folder, pair, log, _ = served
    seed = os.urandom(32)
    boxes.save_public(folder / "office.sign.pub", there.public_half(seed))
    groups = walk(address)
    elsewhere = post.Remote(address, seed)
    (arrived,) = post.waiting(elsewhere, [pair.private])
    (told,) = arrived.answers["files"]
    content = b"".join(streams.opened(bytes.fromhex(told["key"]), post.file(elsewhere, told["file"])))
    assert arrived.locator == groups[0] and CANARY.encode() in content and len(content) == told["size"]
    post.taken(elsewhere, arrived.number)
    assert list((folder / "files").iterdir()) == [] and found_in(log, [CANARY, LATIN]) == []


def test_a_code_that_was_shown_survives_a_kill(served):
    address, folder, pair, _, process = served
    groups = walk(address)
    subprocess.run(["kill", "-9", *children_of(process.pid), str(process.pid)], check=True)
    process.wait(timeout=20)
    assert [waiting.locator for waiting in post.waiting(folder / "gate.sqlite3", [pair.private])] == [
        groups[0]
    ]


def children_of(pid):
    return subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True
    ).stdout.split()


def test_many_at_once_are_all_heard(served):
    address, folder, pair, _, _ = served
    with ThreadPoolExecutor(8) as many:
        codes = list(many.map(lambda _: walk(address), range(16)))
    waiting = {arrived.locator for arrived in post.waiting(folder / "gate.sqlite3", [pair.private])}
    assert waiting == {groups[0] for groups in codes} and len(waiting) == 16


def test_who_does_not_hang_up_keeps_nobody_waiting(served):
    address = served[0]
    lazy = [socket.create_connection(("127.0.0.1", urllib.parse.urlsplit(address).port)) for _ in range(12)]
    for line in lazy:
        line.sendall(b"GET /ru/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert line.recv(10).startswith(b"HTTP/1.1")
    began = time.monotonic()
    urllib.request.urlopen(f"{address}/ru/").close()
    assert time.monotonic() - began < 2
    for line in lazy:
        line.close()


def test_a_line_on_which_nothing_moves_is_cut():
    from tidings.gate import worker

    one, other = socket.socketpair()
    with one, other:
        worker.cut_when_silent(one, 0.2)
        one.setblocking(True)
        began = time.monotonic()
        with pytest.raises(BlockingIOError):
            one.recv(1)
        assert 0.1 < time.monotonic() - began < 5
        other.sendall(b"x")
        assert one.recv(1) == b"x"
    assert worker.SILENCE <= 30


def test_fifty_megabytes_pass_without_a_readable_byte_on_the_disk_or_much_memory(served):
    address, folder, pair, _, process = served
    (worker,) = children_of(process.pid)
    browser = Browser(address)
    for number in range(1, 7):
        browser.send(f"/ru/{number}/", **({"relation": "mother"} if number == 2 else {}), service="contract")
    content = (f"{CANARY} {LATIN} ".encode() * 600_000)[: 24 * 1024 * 1024]
    before = memory(worker)
    Path(f"/proc/{worker}/clear_refs").write_text("5")  # the peak is counted from here
    with watched(folder, worker) as seen, ThreadPoolExecutor(1) as one:
        sent = one.submit(twice, browser, content)
        while not sent.done():
            seen()
    assert memory(worker, "VmHWM") - before <= 64 * 1024
    assert seen.looks > 20 and seen.readable == []
    groups = re.findall(r"<span>(\w{4})</span>", browser.send("/ru/check/"))
    (arrived,) = post.waiting(folder / "gate.sqlite3", [pair.private])
    assert arrived.locator == groups[0]
    for told in arrived.answers["files"]:
        with post.file_at(folder, told["file"]).open("rb") as closed:
            pieces = iter(lambda: closed.read(1 << 20), b"")
            assert b"".join(streams.opened(bytes.fromhex(told["key"]), pieces)) == content


def twice(browser, content):
    """Send two files in one post, and go on."""
    form = browser.opener.open(browser.address + "/ru/files/").read().decode()
    token = re.search(r'name="token" value="(\w*)"', form)[1]
    body, kind = multipart({"token": token}, f"{CANARY}.txt", content)
    end = f"\r\n--{BOUNDARY}--\r\n".encode()
    second = multipart({}, "2.txt", content)[0]
    asked = urllib.request.Request(
        browser.address + "/ru/files/", body.removesuffix(end) + b"\r\n" + second, {"Content-Type": kind}
    )
    assert browser.opener.open(asked).url.endswith("/ru/check/")


@contextlib.contextmanager
def watched(folder, worker):
    """Yield a look at what lies in the folders and at every file the process holds open, deleted ones too."""

    def look():
        look.looks += 1
        held = [Path(f"/proc/{worker}/fd/{handle}") for handle in os.listdir(f"/proc/{worker}/fd")]
        for path in [*folder.rglob("*"), *(folder.parent / "tmp").rglob("*"), *held]:
            with contextlib.suppress(OSError):
                if path.is_file() and LATIN.encode() in last_bytes(path):
                    look.readable.append(path)

    look.looks, look.readable = 0, []
    yield look


def last_bytes(path, count=1 << 18):
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - count))
        return stream.read()


def memory(pid, what="VmRSS"):
    """In KiB."""
    return int(re.search(rf"{what}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1])
