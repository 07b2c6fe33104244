"""A database as it is at one moment: whole, while others write on, and byte for byte the same where nobody wrote."""

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tidings.errors import TidingsError
from tidings.sealing import cipher, frozen

KEY = bytes(range(32))
Connect = Callable[[], Any]


@pytest.fixture(params=["sqlite", "sqlcipher"])
def connect(request: pytest.FixtureRequest, tmp_path: Path) -> Connect:
    """Open a database with a thousand rows, of either kind."""
    path = tmp_path / "some.sqlite3"

    def plain() -> Any:
        return sqlite3.connect(path, timeout=20, isolation_level=None, check_same_thread=False)

    opened: Connect = plain if request.param == "sqlite" else lambda: cipher.connect(path, KEY)
    with closing(opened()) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, words BLOB)")
        database.execute("BEGIN")
        database.executemany("INSERT INTO row (words) VALUES (?)", [(bytes(500),)] * 1000)
        database.execute("COMMIT")
    return opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some.sqlite3"


@pytest.fixture
def writing(connect: Connect) -> Iterator[list[float]]:
    """Somebody adds two rows in each transaction, all the time; how long each waited."""
    waited: list[float] = []
    stop = threading.Event()

    def write() -> None:
        with closing(connect()) as database:
            while not stop.is_set():
                began = time.monotonic()
                database.execute("BEGIN IMMEDIATE")
                database.executemany("INSERT INTO row (words) VALUES (?)", [(bytes(500),)] * 2)
                database.execute("COMMIT")
                waited.append(time.monotonic() - began)
                time.sleep(0.002)

    writer = threading.Thread(target=write)
    writer.start()
    while len(waited) < 5:
        time.sleep(0.01)
    yield waited
    stop.set()
    writer.join()


def opened_copy(connect: Connect, content: bytes, tmp_path: Path, path: Path) -> Any:
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(content)
    return sqlite3.connect(copy) if isinstance(connect(), sqlite3.Connection) else cipher.connect(copy, KEY)


def test_it_is_one_state_although_others_write_meanwhile(
    connect: Connect, path: Path, writing: list[float], tmp_path: Path
) -> None:
    with frozen.frozen(path, connect) as state:
        before = len(writing)
        first = b"".join(state.pieces())
        while len(writing) < before + 20:
            time.sleep(0.01)
        assert b"".join(state.pieces()) == first
        counted = state.counts()["row"]
    with closing(opened_copy(connect, first, tmp_path, path)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT count(*) FROM row").fetchone() == (counted,)
    assert counted % 2 == 0
    with closing(connect()) as now:
        assert now.execute("SELECT count(*) FROM row").fetchone()[0] > counted


def test_what_is_written_meanwhile_is_there_afterwards(
    connect: Connect, path: Path, writing: list[float]
) -> None:
    for _ in range(3):
        with frozen.frozen(path, connect) as state:
            for _ in state.pieces():
                pass
    written = len(writing)
    with closing(connect()) as database:
        assert database.execute("SELECT count(*) FROM row").fetchone()[0] >= 1000 + 2 * (written - 1)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_pages_that_nobody_changed_are_the_same_bytes(connect: Connect, path: Path) -> None:
    with frozen.frozen(path, connect) as state:
        before = list(state.pieces())
    with closing(connect()) as database:
        database.execute("UPDATE row SET words = ? WHERE id = 700", (bytes(499),))
    with frozen.frozen(path, connect) as state:
        after = list(state.pieces())
    assert 1 <= sum(one != other for one, other in zip(before, after, strict=True)) <= 2


def test_a_reader_of_an_older_state_is_waited_for_and_then_named(
    connect: Connect, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frozen, "PATIENCE", 0.3)
    with closing(connect()) as long, closing(connect()) as other:
        long.execute("BEGIN")
        long.execute("SELECT count(*) FROM row").fetchone()
        other.execute("INSERT INTO row (words) VALUES ('x')")
        with pytest.raises(TidingsError, match="being read for too long"), frozen.frozen(path, connect):
            pass
        long.execute("ROLLBACK")
    with frozen.frozen(path, connect) as state:
        assert state.counts() == {"row": 1001}


def test_to_read_it_as_bytes_takes_no_lock_from_whoever_has_it_open(connect: Connect, path: Path) -> None:
    """POSIX drops a process's locks on a file when any of its handles is closed: then another would delete the log."""
    with closing(connect()) as ours:
        ours.execute("INSERT INTO row (words) VALUES ('kept in the log')")
        with frozen.frozen(path, connect) as state:
            for _ in state.pieces():
                pass
        ours.execute("INSERT INTO row (words) VALUES ('kept in the log')")
        look = "import sys; from sqlcipher3 import dbapi2 as d; from tidings.sealing import cipher; from pathlib import Path"
        look += (
            "; import sqlite3; c = sqlite3.connect(sys.argv[1])"
            if isinstance(ours, sqlite3.Connection)
            else (f"; c = cipher.connect(Path(sys.argv[1]), {KEY!r})")
        )
        subprocess.run(
            [sys.executable, "-c", look + "; c.execute('SELECT count(*) FROM row'); c.close()", path],
            check=True,
        )
        assert path.with_name(f"{path.name}-wal").exists()
        assert ours.execute("SELECT count(*) FROM row").fetchone() == (1002,)
