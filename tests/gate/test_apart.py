"""The gate is a process of its own, which keeps nothing that anyone could read."""

import base64
import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from tidings.sealing import boxes, post

CANARY = "Канарейкин-Желтопёрый"
LATIN = "canarybird7351"


def run(*words, **environment):
    without = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, *words], env={**without, **environment}, capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def data(tmp_path):
    (tmp_path / "gate").mkdir()
    pair = boxes.new_keypair()
    boxes.save_public(tmp_path / "gate/office.pub", pair.public)
    return tmp_path, pair


def test_it_knows_nothing_of_the_desk(data):
    looking = (
        "import sys, tidings.gate.wsgi, tidings.gate.views\n"
        "print(*sorted(name for name in sys.modules if name.startswith('tidings.')))"
    )
    loaded = run("-c", looking, TIDINGS_DATA=str(data[0])).stdout.split()
    others = [name for name in loaded if not name.startswith(("tidings.gate", "tidings.sealing"))]
    assert "tidings.gate.views" in loaded
    assert others == ["tidings.errors", "tidings.files"]


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


@pytest.fixture
def served(data, tmp_path_factory):
    """A gate that is really served: its address, its folder, the office's keys, its log."""
    folder, pair = data
    log = tmp_path_factory.mktemp("log") / "log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    without = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tidings.gate", "--port", str(port)],
            env={**without, "TIDINGS_DATA": str(folder)},
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


def walk(address):
    """Fill every field with canaries, send, and return the code."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    opener.addheaders = [("User-Agent", LATIN), ("X-Forwarded-For", LATIN), ("Referer", f"{address}/{LATIN}")]
    pages = [f"/ru/{number}/" for number in range(1, 7)] + ["/ru/check/"]
    for page in pages:
        form = opener.open(address + page).read().decode()
        names = [name for name in re.findall(r'name="(\w+)"', form) if name not in ("speak", "back", "token")]
        typed = dict.fromkeys(names, f"{CANARY} {LATIN}")
        if "relation" in typed:
            typed["relation"] = "mother"
        if "service" in typed:
            typed["service"] = "contract"
        typed["token"] = re.search(r'name="token" value="(\w*)"', form)[1]
        answer = opener.open(address + page, urllib.parse.urlencode(typed).encode())
    return re.findall(r"<span>(\w{4})</span>", answer.read().decode())


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


def test_nothing_that_was_written_can_be_read_in_its_folder_or_log(served):
    address, folder, pair, log, _ = served
    groups = walk(address)
    disturb(address)
    assert len(groups) == 5
    secret = "".join(groups)[4:]
    assert found_in(folder, [CANARY, LATIN, secret]) == []
    assert found_in(log, [CANARY, LATIN, secret, "GET", "POST", "127.0.0.1 "]) == []
    (waiting,) = post.waiting(folder / "gate.sqlite3", [pair.private])
    assert waiting.locator == groups[0] and CANARY in waiting.answers["text"]
    post.taken(folder / "gate.sqlite3", waiting.number)
    assert list(post.waiting(folder / "gate.sqlite3", [pair.private])) == []
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir() if path.name != "office.pub")


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
