"""Databases that are ciphertext on the disk."""

import os
import sqlite3

import pytest

from tidings.errors import CannotOpen
from tidings.sealing import cipher

KEY = bytes(range(32))
CANARY = "Канарейкин-7f3a"


def written(path, key=KEY):
    database = cipher.connect(path, key)
    database.execute("CREATE TABLE people (name TEXT, note BLOB)")
    database.execute("CREATE INDEX by_name ON people (name)")
    database.executemany("INSERT INTO people VALUES (?, ?)", [(CANARY, os.urandom(500)) for _ in range(200)])
    return database


def test_what_is_written_comes_back_with_its_key(tmp_path):
    written(tmp_path / "a.sqlite3").close()
    again = cipher.connect(tmp_path / "a.sqlite3", KEY)
    assert again.execute("SELECT count(*) FROM people WHERE name = ?", [CANARY]).fetchone() == (200,)
    again.close()


def test_nothing_can_be_read_on_the_disk_neither_in_the_file_nor_in_its_log(tmp_path):
    database = written(tmp_path / "a.sqlite3")
    files = list(tmp_path.iterdir())
    assert {one.name for one in files} == {"a.sqlite3", "a.sqlite3-wal", "a.sqlite3-shm"}
    for content in (one.read_bytes() for one in files):
        for plain in (CANARY.encode(), CANARY.encode("utf-16-le"), b"people", b"SQLite format"):
            assert plain not in content
    database.close()


def test_another_key_opens_nothing_and_changes_nothing(tmp_path):
    written(tmp_path / "a.sqlite3").close()
    before = (tmp_path / "a.sqlite3").read_bytes()
    for key in (KEY[::-1], bytes(32)):
        with pytest.raises(CannotOpen, match="a.sqlite3 does not open"):
            cipher.connect(tmp_path / "a.sqlite3", key)
    assert (tmp_path / "a.sqlite3").read_bytes() == before


def test_a_plain_database_is_not_taken_for_one_of_ours(tmp_path):
    plain = sqlite3.connect(tmp_path / "a.sqlite3")
    plain.execute("CREATE TABLE people (name)")
    plain.commit()
    plain.close()
    with pytest.raises(CannotOpen):
        cipher.connect(tmp_path / "a.sqlite3", KEY)


def test_one_changed_bit_in_any_page_is_found(tmp_path):
    written(tmp_path / "a.sqlite3").close()
    content = (tmp_path / "a.sqlite3").read_bytes()
    assert broken_pages(tmp_path, content) == 0
    for page in range(1, len(content) // 4096):
        changed = bytearray(content)
        changed[page * 4096 + 900] ^= 1
        assert broken_pages(tmp_path, changed) == 1


def broken_pages(tmp_path, content):
    (tmp_path / "b.sqlite3").write_bytes(content)
    database = cipher.connect(tmp_path / "b.sqlite3", KEY)
    found = database.execute("PRAGMA cipher_integrity_check").fetchall()
    database.close()
    return len(found)


def test_the_pragmas_that_durability_and_erasure_rest_on_are_in_force(tmp_path):
    database = cipher.connect(tmp_path / "a.sqlite3", KEY)
    asked = ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "trusted_schema", "temp_store")
    said = {name: database.execute(f"PRAGMA {name}").fetchone()[0] for name in asked}
    assert said == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "temp_store": 2,
    }
    database.close()
