"""The worker's backups: only what changed is written, any of them restores, old ones go, and with them the keys."""

import hashlib
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.backups.conftest import BACKUP, CANARY, KEY, ROOT, TINY
from tidings.errors import CannotOpen, InputError
from tidings.sealing import cipher, envelope
from tidings.sealing.keyring import KeyErased, Keyring
from tidings.web.backups import postgresql, restoring, store, thinning
from tidings.web.backups.sources import Office
from tidings.web.backups.store import Kept, Store

NOW = datetime(2026, 11, 22, 6, 15, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def keep(office: Office, folder: Path) -> Kept:
    return Store(folder, BACKUP).keep(office.slots(), office.about(), office.items(), lambda: office.found)


def restore(folder: Path, data: Path, stamp: str | None = None) -> dict[str, object]:
    backup = Store(folder, BACKUP).open(stamp or store.lists(folder)[-1])
    return restoring.restore(backup, KEY, store.slots_of(folder, TINY), data)


def write(office: Office, number: int) -> None:
    """Somebody works: one record more."""
    ring = Keyring(office.data / "desk/keyring.sqlite3", ROOT)
    (key,) = ring.new()
    desk = cipher.connect(office.data / "desk/desk.sqlite3", KEY("desk database"))
    closed = envelope.close(ring.key(key), CANARY.encode(), f"person|{number}")
    desk.execute("INSERT INTO person VALUES (?, ?, ?, ?)", (number, key, closed, "new"))
    desk.close()
    ring.close()


def people(data: Path) -> list[tuple[int, int, bytes]]:
    desk = cipher.connect(data / "desk/desk.sqlite3", KEY("desk database"))
    try:
        return list(desk.execute("SELECT id, key, sealed FROM person ORDER BY id").fetchall())
    finally:
        desk.close()


def test_what_did_not_change_is_not_written_again(office: Office, folder: Path) -> None:
    first, second = keep(office, folder), keep(office, folder)
    assert first.written >= first.size - 300_000  # the attachment is zeros: one piece
    assert second.written == 0
    write(office, 51)
    assert 0 < keep(office, folder).written <= 3 * 64 * 1024


def test_each_backup_restores_the_office_of_its_moment(office: Office, folder: Path, tmp_path: Path) -> None:
    stamps = [keep(office, folder).stamp]
    write(office, 51)
    stamps.append(keep(office, folder).stamp)
    for stamp, count in zip(stamps, (50, 51), strict=True):
        found = restore(folder, tmp_path / stamp, stamp)
        assert found["rows"] == {"journal_anchor": 1, "person": count}
        assert len(people(tmp_path / stamp)) == count
        ring = Keyring(tmp_path / stamp / "desk/keyring.sqlite3", ROOT)
        for number, key, sealed in people(tmp_path / stamp):
            assert CANARY in envelope.open_closed(ring.key(key), sealed, f"person|{number}").decode()
        ring.close()


def test_what_was_erased_cannot_be_read_from_an_older_backup(
    office: Office, folder: Path, tmp_path: Path
) -> None:
    before = keep(office, folder).stamp
    ring = Keyring(office.data / "desk/keyring.sqlite3", ROOT)
    ring.erase([7])
    ring.close()
    keep(office, folder)
    restore(folder, tmp_path / "new", before)
    ring = Keyring(tmp_path / "new/desk/keyring.sqlite3", ROOT)
    with pytest.raises(KeyErased):
        ring.key(7)
    assert len(ring.key(8)) == 32
    ring.close()


def test_a_folder_without_keys_restores_nothing_and_says_why(
    office: Office, folder: Path, tmp_path: Path
) -> None:
    keep(office, folder)
    for path in (folder / "keys").iterdir():
        path.unlink()
    with pytest.raises(InputError, match="keys of the records are not in this backup"):
        restore(folder, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("what", ["missing", "changed", "swapped"])
def test_a_piece_that_is_not_its_own_restores_nothing(
    office: Office, folder: Path, tmp_path: Path, what: str
) -> None:
    keep(office, folder)
    one, other = sorted((folder / "pieces").glob("*/*"), key=lambda path: path.stat().st_size)[-2:]
    if what == "missing":
        one.unlink()
    elif what == "changed":
        one.write_bytes(one.read_bytes()[:-1] + b"x")
    else:
        one.write_bytes(other.read_bytes())
    with pytest.raises(CannotOpen):
        restore(folder, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_nothing_readable_is_in_the_folder(office: Office, folder: Path) -> None:
    keep(office, folder)
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert CANARY.encode() not in content
            assert b"gate_post" not in content
            assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(CannotOpen):
        Store(folder, bytes(32)).open(store.lists(folder)[0])


def test_a_backup_that_broke_off_is_none_and_the_next_one_is_whole(
    office: Office, folder: Path, tmp_path: Path
) -> None:
    def found() -> dict[str, object]:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        Store(folder, BACKUP).keep(office.slots(), office.about(), office.items(), found)
    assert store.lists(folder) == []
    keep(office, folder)
    assert restore(folder, tmp_path / "new")["rows"] == {"journal_anchor": 1, "person": 50}


def test_a_folder_without_a_backup_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no backup"):
        store.slots_of(tmp_path, TINY)


def test_after_a_hundred_days_of_work_few_backups_and_no_old_key_are_kept() -> None:
    lists: set[str] = set()
    keys: set[str] = set()
    for step in range(100 * 12):  # one every two hours
        now = NOW + timedelta(hours=2 * step)
        stamp = thinning.stamp(now)
        lists, keys = thinning.kept_lists(lists | {stamp}, now), thinning.kept_keys(keys | {stamp}, now)
        assert 1 <= len(keys) <= 3
        assert all(now - thinning.moment(key) < timedelta(days=7) for key in keys)
    assert 12 + 29 + 2 <= len(lists) <= 12 + 31 + 4
    assert now - thinning.moment(min(keys)) > timedelta(days=2)


@settings(deadline=None)
@given(st.lists(st.integers(0, 400 * 24 * 60), min_size=1, unique=True))
def test_the_newest_backup_is_always_kept_and_keys_of_an_erased_record_go_within_a_week(
    ages: list[int],
) -> None:
    stamps = [thinning.stamp(NOW - timedelta(minutes=age)) for age in ages]
    assert max(stamps) in thinning.kept_lists(stamps, NOW)
    kept = thinning.kept_keys(stamps, NOW)
    assert all(NOW - thinning.moment(stamp) < timedelta(days=7) for stamp in kept)
    assert max(stamps) in kept or NOW - thinning.moment(max(stamps)) > timedelta(days=6)


def test_pieces_that_no_backup_names_go_with_the_last_one_that_did(
    office: Office, folder: Path, tmp_path: Path
) -> None:
    kept = Store(folder, BACKUP)
    keep(office, folder)
    (office.data / "desk/files/3f/3f00").write_bytes(b"another" * 30_000)
    time.sleep(0.01)
    keep(office, folder)
    pieces = {path.name for path in (folder / "pieces").glob("*/*")}
    assert kept.thin(datetime.now(UTC)) == 0
    left = folder / "lists/.tidings-left"
    left.touch()
    assert kept.thin(datetime.now(UTC) + timedelta(days=40)) == 1
    assert {path.name for path in (folder / "pieces").glob("*/*")} < pieces
    assert store.keys(folder) == []
    assert not left.exists()


def test_a_file_that_did_not_change_is_not_read_again(office: Office, folder: Path, tmp_path: Path) -> None:
    attached = office.data / "desk/files/3f/3f00"
    first = keep(office, folder)
    second = keep(office, folder)
    assert first.size - second.size >= 300_000
    attached.write_bytes(b"another file")
    keep(office, folder)
    restore(folder, tmp_path / "new")
    assert (tmp_path / "new/desk/files/3f/3f00").read_bytes() == b"another file"


def test_a_backup_is_kept_even_where_the_one_before_was_spoiled(
    office: Office, folder: Path, tmp_path: Path
) -> None:
    spoiled = folder / "lists" / keep(office, folder).stamp
    spoiled.write_bytes(spoiled.read_bytes()[:-1])
    keep(office, folder)
    assert restore(folder, tmp_path / "new")["rows"] == {"journal_anchor": 1, "person": 50}


ROWS = [
    b"%d\t\\x%s\n" % (number, hashlib.sha256(b"%d" % number).hexdigest().encode()) for number in range(20_000)
]


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 19_999))
def test_a_row_more_in_a_dump_of_postgresql_changes_a_few_pieces_only(at: int) -> None:
    before = list(postgresql.cut(ROWS))
    after = list(postgresql.cut([*ROWS[:at], b"a row more\n", *ROWS[at:]]))
    assert b"".join(before) == b"".join(ROWS)
    assert len(before) > 20
    assert len(set(after) - set(before)) <= 8
