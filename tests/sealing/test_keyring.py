"""The keys of records: on the disk before they are used, and gone for good when they are erased."""

import subprocess
import sys
import threading
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tidings.errors import CannotOpen
from tidings.sealing import envelope, keyring
from tidings.sealing.keyring import KeyErased, Keyring

ROOT = bytes(range(32))
PAGE, RESERVED = 4096, 80
"""Of SQLCipher 4: each page ends with 16 bytes of IV and 64 of HMAC."""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keyring.sqlite3"


@pytest.fixture
def ring(path):
    ring = Keyring(path, ROOT)
    yield ring
    ring.close()


@pytest.fixture
def elsewhere(path, ring, monkeypatch):
    """The same file as another process has it open."""
    monkeypatch.setattr(keyring, "LOOKED_EVERY", 0.0)
    other = Keyring(path, ROOT)
    yield other
    other.close()


def test_each_key_is_another_and_stays_what_it_is(ring, path):
    numbers = ring.new(100)
    keys = ring.keys(numbers)
    assert len(set(keys.values())) == len(set(numbers)) == 100
    assert all(len(key) == 32 for key in keys.values())
    again = Keyring(path, ROOT)
    assert again.keys(numbers) == keys
    assert [again.key(number) for number in numbers] == list(keys.values())
    again.close()


def test_no_number_is_given_twice_not_even_after_an_erasure(ring, path):
    first = ring.new(3)
    ring.erase(first)
    again = Keyring(path, ROOT)
    assert not set(again.new(3)) & set(first)
    again.close()


def test_a_key_is_on_the_disk_when_its_number_is_known(path):
    script = f"""
import os
from pathlib import Path
from tidings.sealing.keyring import Keyring
ring = Keyring(Path({str(path)!r}), bytes(range(32)))
number = ring.new()[0]
print(number, ring.key(number).hex(), flush=True)
os.kill(os.getpid(), 9)
"""
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout.split()
    ring = Keyring(path, ROOT)
    assert ring.key(int(said[0])).hex() == said[1]
    ring.close()


def test_what_is_erased_is_erased_for_good(ring):
    gone, stays = ring.new(2)
    ring.erase([gone])
    assert list(ring.standing([gone, stays])) == [stays]
    with pytest.raises(KeyErased):
        ring.key(gone)
    assert ring.key(stays)


def test_nothing_of_an_erased_key_is_left_in_any_file(ring, path):
    stays = ring.new(50)
    numbers = ring.new(50)
    closed = dict(ring._all(f"SELECT id, closed FROM record_key WHERE id IN {tuple(numbers)}"))
    ring.erase(numbers)
    (wal,) = path.parent.glob("*-wal")
    assert wal.stat().st_size == 0
    readable = pages(path)
    assert not any(one in readable for one in closed.values())
    left = dict(ring._all(f"SELECT id, closed FROM record_key WHERE id IN {tuple(stays)}"))
    assert all(one in readable for one in left.values())


def pages(path):
    """Every page of a file of SQLCipher as whoever has the root key can read it: what was deleted too, if it still lies there."""
    key, plain = envelope.subkey(ROOT, "keyring"), b""
    content = path.read_bytes()
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        begins, iv = 16 if start == 0 else 0, page[PAGE - RESERVED : PAGE - RESERVED + 16]
        cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        plain += cipher.update(page[begins : PAGE - RESERVED])
    return plain


def test_another_process_sees_an_erasure(ring, elsewhere):
    number = ring.new()[0]
    assert elsewhere.key(number)
    ring.erase([number])
    with pytest.raises(KeyErased):
        elsewhere.key(number)


def test_another_process_uses_a_new_key(ring, elsewhere):
    (number,) = elsewhere.new()
    assert ring.key(number) == elsewhere.key(number)


def test_a_key_that_never_was_is_no_erased_one(ring):
    with pytest.raises(CannotOpen, match="no key 77") as told:
        ring.key(77)
    assert not isinstance(told.value, KeyErased)


def test_another_root_key_opens_nothing(ring, path):
    with pytest.raises(CannotOpen, match="does not open with this key"):
        Keyring(path, ROOT[::-1])


def test_a_file_that_is_no_keyring_is_refused_and_stays(tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("these are notes, and not few " * 300)
    with pytest.raises(CannotOpen):
        Keyring(other, ROOT)
    assert other.read_text().startswith("these are notes")


def test_a_key_in_another_keys_place_does_not_open(ring, path):
    one, other = ring.new(2)
    (closed,) = ring._all("SELECT closed FROM record_key WHERE id = ?", one)[0]
    ring._database.execute("UPDATE record_key SET closed = ? WHERE id = ?", (closed, other))
    again = Keyring(path, ROOT)
    with pytest.raises(CannotOpen):
        again.key(other)
    again.close()


def test_threads_that_make_keys_at_once_get_each_their_own(ring, elsewhere):
    made, lock = [], threading.Lock()

    def work(at):
        for _ in range(25):
            numbers = at.new(2)
            with lock:
                made.extend(numbers)

    threads = [threading.Thread(target=work, args=(at,)) for at in (ring, elsewhere) * 4]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(made) == len(set(made)) == 400
    assert len(set(ring.keys(made).values())) == 400


def test_keys_beyond_what_is_kept_in_memory_are_read_again(ring, monkeypatch):
    monkeypatch.setattr(keyring, "AT_HAND", 10)
    numbers = ring.new(25)
    assert len(ring.keys(numbers)) == 25
    assert len({ring.key(number) for number in numbers}) == 25


def test_keys_that_no_record_came_to_use_can_be_found(ring):
    old = ring.new(3)
    ring.erase(old[:1])
    assert list(ring.unused_since(date.today() + timedelta(2))) == old[1:]
    assert list(ring.unused_since(date.today() - timedelta(1))) == []


def test_how_long_a_key_was_not_used_counts_anew_once_it_was(ring):
    one, two = ring.new(2)
    monday = date(2026, 11, 16)
    ring.note_unused([one, two], monday)
    assert ring.note_unused([one], monday + timedelta(1)) == {one: monday}
    wednesday = monday + timedelta(2)
    assert ring.note_unused([one, two], wednesday) == {one: monday, two: wednesday}


def test_the_newest_office_key_comes_first_and_a_dropped_one_is_gone(ring):
    pairs = [ring.new_office_key() for _ in range(3)]
    assert ring.office() == pairs[::-1]
    ring.drop_office_key(pairs[0].public)
    assert ring.office() == [pairs[2], pairs[1]]


def test_a_secret_takes_the_place_of_the_one_before(ring):
    assert ring.secret("django") is None
    ring.keep_secret("django", b"one")
    ring.keep_secret("django", b"two")
    assert ring.secret("django") == b"two"


def test_a_copy_opens_with_the_same_root_and_has_what_stands(ring, tmp_path):
    gone, stays = ring.new(2)
    ring.erase([gone])
    ring.copy_to(tmp_path / "copy.sqlite3", ROOT)
    copy = Keyring(tmp_path / "copy.sqlite3", ROOT)
    assert copy.key(stays) == ring.key(stays)
    with pytest.raises(KeyErased):
        copy.key(gone)
    copy.close()


def test_the_file_is_its_owners_alone(ring, path):
    assert path.stat().st_mode & 0o777 == 0o600
