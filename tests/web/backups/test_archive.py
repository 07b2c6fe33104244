"""One encrypted file: what was in the office is in it, nobody else reads it, and a spoiled one restores nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.web.backups.conftest import BACKUP, CANARY, PASSWORDS, ROOT, TINY
from tidings.errors import CannotOpen, InputError, TidingsError
from tidings.sealing import cipher, envelope
from tidings.sealing.keyring import Keyring
from tidings.sealing.keyslots import KeySlots
from tidings.web.backups import archive, restoring
from tidings.web.backups.items import Item
from tidings.web.backups.sources import Office


@pytest.fixture
def backup(office: Office, tmp_path: Path) -> Path:
    """The office as one file."""
    path = tmp_path / "office.backup"
    archive.write(path, BACKUP, office.slots(), office.about(), office.items(), lambda: office.found)
    return path


def restored(path: Path, data: Path, keys: Path | None = None, root: bytes = ROOT) -> dict[str, object]:
    slots, key = archive.slots_of(path, TINY), partial(envelope.subkey, root)
    with path.open("rb") as stream, (keys or path).open("rb") as apart:
        backup = archive.Archive(stream, key("backup"))
        from_keys = archive.Archive(apart, key("backup")) if keys else None
        return restoring.restore(backup, key, slots, data, keys=from_keys)


def test_the_drill_every_record_is_read_again_on_another_machine(backup: Path, tmp_path: Path) -> None:
    root = archive.slots_of(backup, TINY).open(PASSWORDS)
    found = restored(backup, tmp_path / "new", root=root)
    assert found["anchor"] == {"number": 7, "seal": "abc"}
    ring = Keyring(tmp_path / "new/desk/keyring.sqlite3", root)
    key = envelope.subkey(root, "desk database")
    with closing(cipher.connect(tmp_path / "new/desk/desk.sqlite3", key)) as database:
        rows = database.execute("SELECT id, key, sealed FROM person").fetchall()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(rows) == 50
    for number, key_number, sealed in rows:
        told = envelope.open_closed(ring.key(key_number), sealed, f"person|{number}")
        assert told.decode() == f"{CANARY} {number}"
    ring.close()


def test_all_files_of_the_office_come_back_for_their_owner_alone(
    backup: Path, office: Office, tmp_path: Path
) -> None:
    restored(backup, tmp_path / "new")
    found = {
        path.relative_to(tmp_path / "new").as_posix()
        for path in (tmp_path / "new").rglob("*")
        if path.is_file()
    }
    assert {name for name in found if not name.endswith(("-shm", "-wal"))} == {
        "desk/desk.sqlite3",
        "desk/keyring.sqlite3",
        "desk/keyslots.json",
        "desk/files/3f/3f00",
        "gate/gate.sqlite3",
        "gate/files/aa",
    }
    for path in (tmp_path / "new").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
    assert (tmp_path / "new/desk/files/3f/3f00").read_bytes() == bytes(300_000)
    with closing(sqlite3.connect(tmp_path / "new/gate/gate.sqlite3")) as gate:
        assert gate.execute("SELECT sealed FROM gate_post").fetchall() == [(b"sealed",)]


def test_the_restored_office_has_its_custodians_and_its_recovery_code(
    backup: Path, slots: tuple[KeySlots, str], tmp_path: Path
) -> None:
    restored(backup, tmp_path / "new")
    again = KeySlots.load(tmp_path / "new/desk/keyslots.json", TINY)
    assert again.open(PASSWORDS) == ROOT
    assert again.open_with_recovery(slots[1]) == ROOT


def test_nothing_readable_is_in_the_file(backup: Path) -> None:
    content = backup.read_bytes()
    for secret in (CANARY, "person", "gate_post", PASSWORDS["Mara"], ROOT.hex()):
        for encoding in ("utf-8", "utf-16-le"):
            assert secret.encode(encoding) not in content
    assert ROOT not in content


def test_a_wrong_password_opens_nothing(backup: Path) -> None:
    with pytest.raises(CannotOpen, match="a name or a password is wrong"):
        archive.slots_of(backup, TINY).open(PASSWORDS | {"Mara": "another password"})


def test_another_offices_key_opens_nothing(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotOpen):
        restored(backup, tmp_path / "new", root=bytes(32))


@pytest.mark.parametrize("part", [0.001, 0.1, 0.5, 0.9, 0.99999])
def test_a_cut_file_restores_nothing_and_leaves_the_folder_as_it_was(
    backup: Path, tmp_path: Path, part: float
) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(TidingsError):
        restored(backup, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("at", [20, 200, 3000, 100_000, -1, -5000])
def test_a_changed_file_restores_nothing(backup: Path, tmp_path: Path, at: int) -> None:
    spoiled = bytearray(backup.read_bytes())
    spoiled[at] ^= 1
    backup.write_bytes(spoiled)
    (tmp_path / "new").mkdir()
    with pytest.raises(TidingsError):
        restored(backup, tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []


def test_a_folder_with_something_in_it_is_refused(backup: Path, office: Office) -> None:
    with pytest.raises(InputError, match="is not empty"):
        restored(backup, office.data)
    assert (office.data / "desk/desk.sqlite3").exists()


def test_a_backup_without_keys_is_refused_and_restores_with_the_file_that_has_them(
    office: Office, tmp_path: Path
) -> None:
    records, keys = tmp_path / "records", tmp_path / "keys"
    slots = office.slots()
    archive.write(
        records, BACKUP, slots, office.about(keys=False), office.items(keys=False), lambda: office.found
    )
    archive.write(keys, BACKUP, slots, office.about(), office.keyring(), dict)
    with pytest.raises(InputError, match="without the keys of the records"):
        restored(records, tmp_path / "new")
    restored(records, tmp_path / "new", keys)
    assert (tmp_path / "new/desk/keyring.sqlite3").exists()


def test_a_file_that_is_no_backup_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8 nothing of ours")
    with pytest.raises(InputError, match="is no backup of Tidings"):
        archive.slots_of(tmp_path / "photo.jpg", TINY)


def test_a_backup_that_breaks_off_leaves_no_file(office: Office, tmp_path: Path) -> None:
    def breaking() -> Iterator[Item]:
        yield from office.items()
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        archive.write(
            tmp_path / "b", BACKUP, office.slots(), office.about(), breaking(), lambda: office.found
        )
    assert not (tmp_path / "b").exists()
    assert not list(tmp_path.glob(".tidings-*"))


def test_an_item_may_not_leave_the_data_folder(office: Office, tmp_path: Path) -> None:
    evil = [Item("../evil", [b"x"]), *office.keyring()]
    archive.write(tmp_path / "b", BACKUP, office.slots(), office.about(), evil, dict)
    with pytest.raises(CannotOpen, match="outside"):
        restored(tmp_path / "b", tmp_path / "new")
    assert not (tmp_path / "evil").exists()


def test_pieces_are_joined_and_never_held_whole() -> None:
    pieces = (bytes(100) for _ in range(1000))
    assert [len(part) for part in archive.parts(pieces, 1000)] == [1000] * 100
    assert list(archive.parts([])) == [b""]
