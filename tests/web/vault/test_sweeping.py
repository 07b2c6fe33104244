"""A key that no record came to use goes after a week, and a key that one uses never does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from tidings.web.backups import thinning
from tidings.web.people.models import Person
from tidings.web.vault import opened, sweeping

TODAY = datetime.now(UTC).date()


def on_day(number: int) -> int:
    return sweeping.sweep(TODAY + timedelta(days=number))


@pytest.fixture(autouse=True)
def ring(monkeypatch, tmp_path):
    """A keyring of its own."""
    root = opened._root
    opened.open_with(bytes(range(2, 34)), tmp_path / "keyring.sqlite3")
    yield opened.keyring()
    opened.open_with(root)


@pytest.fixture
def kept(people):
    return Person.objects.create(team=people["amal"].team, surname="Лунин")


@pytest.fixture
def undone(kept):
    """The number of a key whose record was never kept."""
    with pytest.raises(RuntimeError), transaction.atomic():
        person = Person.objects.create(team=kept.team, surname="Никто")
        raise RuntimeError
    return person.key


def test_after_seven_days_the_key_of_an_undone_transaction_goes(ring, undone, kept):
    assert on_day(8) == 0  # it is seen for the first time
    assert on_day(14) == 0
    assert ring.standing([undone])
    assert on_day(15) == 1
    assert not ring.standing([undone])
    assert Person.objects.get(pk=kept.pk).surname == "Лунин"


def test_a_young_key_may_be_of_a_record_that_is_just_being_kept(ring, undone):
    assert on_day(0) == on_day(7) == 0
    assert ring.note_unused([], TODAY) == {}


def test_a_key_that_a_record_names_again_begins_anew(ring, undone, kept):
    on_day(8)
    came = Person.objects.create(team=kept.team, surname="Иной")
    own = came.key
    Person.objects.filter(pk=came.pk).update(key=undone)
    on_day(12)
    Person.objects.filter(pk=came.pk).update(key=own)
    assert on_day(16) == 0
    assert on_day(23) == 1


def test_with_another_database_nothing_is_erased(ring, undone, kept, caplog):
    Person.objects.all().delete()
    assert on_day(8) == on_day(20) == 0
    assert "Is this the right database?" in caplog.text
    assert len(ring.standing([undone, kept.key])) == 2


def test_when_suddenly_many_are_of_no_record_nothing_is_erased(ring, kept, monkeypatch):
    monkeypatch.setattr(sweeping, "FEW", 5)
    ring.new(6)
    assert on_day(8) == on_day(20) == 0


def test_no_backup_of_keys_is_older_than_what_is_waited_for():
    assert thinning.KEYS_FOR <= sweeping.AFTER


def test_the_worker_does_it_once_a_day(db, monkeypatch):
    from tidings.web import work

    done = []
    monkeypatch.setattr(sweeping, "_swept_on", None)
    monkeypatch.setattr(sweeping, "sweep", lambda today: done.append(today) or 0)
    assert work.unused_keys in work.JOBS
    assert work.unused_keys() == work.unused_keys() == 0
    assert len(done) == 1
