"""The doctor: each unsafe thing is found and said with what to do; an office in order is said to be so."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tidings.sealing import cipher, envelope
from tidings.sealing.keyring import Keyring
from tidings.sealing.keyslots import KeySlots
from tidings.sealing.stretching import FLOOR, Strength
from tidings.web import custodians, doctor
from tidings.web.backups import sources, store, thinning
from tidings.web.doctor import Office

ROOT = bytes(range(32))
PASSWORDS = {"Mara": "seven quiet boats", "Niko": "eleven red lamps"}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office in order, with a backup of a minute ago on what counts as another disk."""
    data, key = tmp_path / "office", lambda purpose: envelope.subkey(ROOT, purpose)
    (data / "desk").mkdir(parents=True, mode=0o700)
    data.chmod(0o700)
    monkeypatch.setenv("TIDINGS_BACKUPS", str(tmp_path / "backups"))
    monkeypatch.delenv("TIDINGS_DEBUG", raising=False)
    KeySlots.new(ROOT, PASSWORDS, 2, FLOOR)[0].save(data / sources.SLOTS)
    Keyring(data / "desk/keyring.sqlite3", ROOT).close()
    desk = cipher.connect(data / sources.DESK, key("desk database"))
    desk.execute("CREATE TABLE person (id INTEGER)")
    desk.close()
    for path in data.rglob("*.sqlite3*"):
        path.chmod(0o600)
    source = sources.Office(data, key)
    kept = store.Store(tmp_path / "backups", key("backup"))
    kept.keep(source.slots(), source.about(), source.items(), lambda: source.found)
    return Office(data, datetime.now(UTC))


def said(check: doctor.Check, office: Office) -> str:
    return "\n".join(check(office))


def later(office: Office, **by: int) -> Office:
    return Office(office.data, office.now + timedelta(**by), office.address)


def test_an_office_in_order_is_said_to_be_so(office: Office, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    beyond_us = (doctor.swap, doctor.postgresql)
    found = [sentence for check in doctor.CHECKS if check not in beyond_us for sentence in check(office)]
    assert [sentence for sentence in found if "on the disk of the office" not in sentence] == []


def test_what_is_left_aside_is_named_with_its_reason(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    (sentence,) = doctor.left_aside()
    assert "security.W004" in sentence
    assert "from this machine" in sentence


def test_django_has_no_warning_where_the_desk_is_reached_by_https(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["desk.example"]
    assert {sentence[:13] for sentence in doctor.deployed(Office(Path(), datetime.now(UTC)))} == set(
        doctor.NEEDS_HTTPS
    )
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_HSTS_PRELOAD = (
        1,
        True,
        True,
    )
    assert list(doctor.deployed(Office(Path(), datetime.now(UTC)))) == []


def test_a_demo_says_that_it_is_one(office: Office) -> None:
    custodians.demo_mark(office.data).touch(0o600)
    assert "This is a demo" in said(doctor.demo, office)


def test_debugging_is_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDINGS_DEBUG", "yes")
    assert "TIDINGS_DEBUG is yes" in said(doctor.debugging, office)


def test_a_database_in_the_clear_is_found(office: Office) -> None:
    (office.data / sources.DESK).unlink()
    with sqlite3.connect(office.data / sources.DESK) as plain:
        plain.execute("CREATE TABLE person (id INTEGER)")
    plain.close()
    assert "desk.sqlite3 is not encrypted" in said(doctor.encrypted, office)


def test_a_pragma_that_is_not_obeyed_is_found(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    others = tuple(
        each for each in cipher.PRAGMAS if "synchronous" not in each and "secure_delete" not in each
    )
    monkeypatch.setattr(
        cipher, "PRAGMAS", (*others, "PRAGMA synchronous = OFF", "PRAGMA secure_delete = OFF")
    )
    found = said(doctor.pragmas, office)
    assert "synchronous is 0, not 2" in found
    assert "secure_delete is 0, not 1" in found
    assert list((office.data / "desk").glob(".tidings-*")) == []


def test_a_file_that_others_can_open_is_found(office: Office) -> None:
    (office.data / sources.SLOTS).chmod(0o640)
    assert "keyslots.json" in said(doctor.modes, office)
    (office.backups / "lists").chmod(0o755)
    assert said(doctor.modes, office).count("can be opened by others") == 2


def test_one_custodian_alone_is_too_few(office: Office) -> None:
    KeySlots.new(ROOT, {"Mara": PASSWORDS["Mara"]}, 1, FLOOR)[0].save(office.data / sources.SLOTS)
    assert "has one custodian" in said(doctor.slots, office)


def test_slots_that_are_easy_to_guess_are_found(office: Office) -> None:
    KeySlots.new(ROOT, PASSWORDS, 2, Strength(memory=64, passes=1))[0].save(office.data / sources.SLOTS)
    assert "too easy to guess" in said(doctor.slots, office)


def test_words_of_the_office_that_cannot_be_used_are_found(office: Office) -> None:
    path = office.data / "desk" / "triage.toml"
    path.write_text("[lost_contact.silence]\npoints = 4", "utf-8")
    path.chmod(0o600)
    assert said(doctor.own_words, office) == ""
    path.write_text("[lost_contact.silense]\npoints = 4", "utf-8")
    assert "Did you mean “silence”?" in said(doctor.own_words, office)


def test_a_clock_that_goes_back_is_found(office: Office) -> None:
    assert "Set it right" in said(doctor.clock, later(office, days=-400))


def test_work_that_is_in_no_backup_is_found(office: Office) -> None:
    assert "newest backup" not in said(doctor.backups, later(office, hours=3))  # nobody worked
    os.utime(
        office.data / sources.DESK, times=((late := (office.now + timedelta(hours=1)).timestamp()), late)
    )
    assert "The newest backup is 3 hours old" in said(doctor.backups, later(office, hours=3, minutes=1))


def test_an_office_without_a_backup_is_found(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDINGS_BACKUPS", str(office.data / "none"))
    assert "There is no backup" in said(doctor.backups, office)


def test_copies_of_keys_that_are_too_old_are_found(office: Office) -> None:
    assert said(doctor.old_keys, office) == ""
    old = thinning.stamp(office.now - timedelta(days=8))
    (office.backups / "keys" / old).write_bytes(b"")
    assert "1 copies of the keys" in said(doctor.old_keys, office)


def test_a_full_disk_is_found(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ROOM", 1 << 60)
    assert said(doctor.room, office).count("MB free") == 2


def test_swap_that_is_not_encrypted_is_found(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    listed = tmp_path / "swaps"
    listed.write_text(
        "Filename Type Size Used Priority\n/swapfile file 1 0 -2\n/dev/zram0 partition 1 0 100\n"
    )
    monkeypatch.setattr(doctor, "SWAPS", listed)
    assert said(doctor.swap, office).count("is not encrypted") == 1


@pytest.mark.skipif(not os.environ.get("TIDINGS_DATABASE"), reason="needs PostgreSQL")
def test_what_postgresql_writes_into_its_log_is_said(office: Office) -> None:
    served = Office(office.data, office.now, os.environ["TIDINGS_DATABASE"].rpartition("/")[0] + "/postgres")
    assert "set log_parameter_max_length to 0" in said(doctor.postgresql, served)
    assert "not encrypted" not in said(doctor.postgresql, served)


def test_each_check_says_what_it_is_for() -> None:
    checks: tuple[Callable[[Office], Iterator[str]], ...] = doctor.CHECKS
    assert all(check.__doc__ for check in checks)
    assert len(set(checks)) == len(checks) >= 14


def test_previews_that_are_held_by_limits_alone_are_said(office, monkeypatch):
    assert list(doctor.previews(office)) == []
    monkeypatch.setattr(doctor.preview, "confinement", lambda: ("limits",))
    assert "namespaces" in next(doctor.previews(office))
    monkeypatch.setattr(doctor.preview, "confinement", lambda: ())
    assert "cannot be made" in next(doctor.previews(office))
