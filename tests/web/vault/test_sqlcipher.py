"""Django's SQLite backend on an encrypted file; and many who write at once, on either database."""

import os
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from tidings.sealing.cipher import PRAGMAS
from tidings.web import environment
from tidings.web.accounts.models import Team, User
from tidings.web.people.models import Contact, Person
from tidings.web.vault import opened
from tidings.web.vault.opened import Shut

CANARY = "Канарейкин-7f3a"


@pytest.fixture
def database(tmp_path, db):
    """A connection to an encrypted file, as the desk's settings make it."""
    one = connected(tmp_path)
    with one.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE notes (id integer PRIMARY KEY, name text UNIQUE, on_day date, at datetime, price decimal)"
        )
    yield one
    one.close()


def connected(folder):
    from django.db.utils import ConnectionHandler

    return ConnectionHandler({"default": environment.database("", folder)})["default"]


def test_a_broken_constraint_is_djangos_integrity_error(database):
    with database.cursor() as cursor:
        cursor.execute("INSERT INTO notes (name) VALUES (%s)", ["one"])
        with pytest.raises(IntegrityError):
            cursor.execute("INSERT INTO notes (name) VALUES (%s)", ["one"])


def test_a_statement_that_is_none_is_djangos_operational_error(database):
    with database.cursor() as cursor, pytest.raises(OperationalError):
        cursor.execute("SELECT * FROM nowhere")


def test_days_moments_and_sums_come_back_as_they_were(database):
    at, price = datetime(2026, 11, 22, 7, 8, 9, tzinfo=UTC), Decimal("12.50")
    with database.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notes (on_day, at, price) VALUES (%s, %s, %s)", [date(2026, 11, 22), at, price]
        )
        cursor.execute("SELECT on_day, at FROM notes")
        assert cursor.fetchone() == (date(2026, 11, 22), datetime(2026, 11, 22, 7, 8, 9, tzinfo=UTC))


def test_values_go_by_place_and_by_name_many_at_once_too(database):
    with database.cursor() as cursor:
        cursor.executemany("INSERT INTO notes (name) VALUES (%s)", [["a"], ["b%s"], ["c%"]])
        cursor.execute("SELECT name FROM notes WHERE name = %(name)s", {"name": "b%s"})
        assert cursor.fetchall() == [("b%s",)]
        cursor.execute("SELECT name FROM notes WHERE name LIKE 'c%%' OR name = %s", ["a"])
        assert sorted(cursor.fetchall()) == [("a",), ("c%",)]


def test_djangos_own_functions_are_there(people):
    assert Team.objects.filter(name__regex="^N.rth$").count() == 1
    assert Team.objects.filter(name__iregex="^n.RTH$").count() == 1
    assert (
        User.objects.filter(date_joined__year__gte=2020, date_joined__date__lte=date(2999, 1, 1)).count() == 4
    )


def test_nothing_that_was_written_is_readable_on_the_disk(database, tmp_path):
    with database.cursor() as cursor:
        cursor.executemany("INSERT INTO notes (name) VALUES (%s)", [[f"{CANARY} {n}"] for n in range(500)])
    files = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    assert "desk.sqlite3-wal" in files
    for content in files.values():
        for plain in (CANARY.encode(), CANARY.encode("utf-16-le"), b"CREATE TABLE", b"SQLite format"):
            assert plain not in content


def test_the_key_of_another_office_opens_nothing(database, tmp_path, monkeypatch):
    database.close()
    monkeypatch.setattr(opened, "key", lambda purpose: bytes(32))
    with pytest.raises(Exception, match="file is not a database"):
        connected(tmp_path).cursor()


def test_a_process_without_the_key_is_told_that_the_office_is_sealed(tmp_path, db, monkeypatch):
    monkeypatch.setattr(opened, "_root", None)
    monkeypatch.setattr(opened, "_subkeys", {})
    with pytest.raises(Shut, match="sealed"):
        connected(tmp_path).cursor()


def test_the_pragmas_of_every_encrypted_file_are_in_force(database):
    expected = dict(pragma.removeprefix("PRAGMA ").split(" = ") for pragma in PRAGMAS)
    words = {"wal": "WAL", 2: "FULL", 1: "ON", 0: "OFF"}
    with database.cursor() as cursor:
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "trusted_schema"):
            cursor.execute(f"PRAGMA {name}")
            assert words[cursor.fetchone()[0]] == expected[name]


def test_threads_that_read_and_then_write_lose_nothing(tmp_path, db, django_db_blocker):
    first = connected(tmp_path)
    with first.cursor() as cursor:
        cursor.execute("CREATE TABLE counter (n integer)")
        cursor.execute("INSERT INTO counter VALUES (0)")

    def add_fifty():
        own = connected(tmp_path)
        for _ in range(50):
            with own.cursor() as cursor:
                cursor.execute("BEGIN IMMEDIATE")
                cursor.execute("SELECT n FROM counter")
                cursor.execute("UPDATE counter SET n = %s", [cursor.fetchone()[0] + 1])
                cursor.execute("COMMIT")
        own.close()

    at_once(8, add_fifty)
    with first.cursor() as cursor:
        cursor.execute("SELECT n FROM counter")
        assert cursor.fetchone() == (400,)
    first.close()


def at_once(count, work):
    failed = []

    def run():
        try:
            work()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not failed, failed[0]


def write_down_many(team):
    """Twenty people, each with two telephones, as a request does it."""
    for number in range(20):
        with transaction.atomic():
            person = Person.objects.create(team_id=team, surname=f"Носов-{number}")
            Contact.objects.bulk_create(
                Contact(person=person, kind="phone", value=f"+7900{person.pk:07}{at}") for at in range(2)
            )


def all_opens(count):
    people, contacts = list(Person.objects.all()), list(Contact.objects.select_related("person"))
    assert (len(people), len(contacts)) == (count, 2 * count)
    assert all(one.surname.startswith("Носов-") for one in people)
    assert all(
        one.value.startswith(f"+7900{one.person_id:07}") and one.key == one.person.key for one in contacts
    )
    assert len({one.key for one in people}) == count


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a database in memory has no second writer")
def test_records_made_by_many_at_once_all_open():
    team = Team.objects.create(name="North").pk
    at_once(8, lambda: write_down_many(team))
    all_opens(160)


SCRIPT = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from tidings.web.vault import opened
opened.open_with(bytes(range(32)))
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
import test_sqlcipher
team = test_sqlcipher.Team.objects.create(name="North").pk
test_sqlcipher.at_once(8, lambda: test_sqlcipher.write_down_many(team))
test_sqlcipher.all_opens(160)
"""


def test_records_made_by_many_at_once_in_a_file_all_open(tmp_path):
    here = os.path.dirname(__file__)
    given = {name: value for name, value in os.environ.items() if name != "TIDINGS_DATABASE"}
    given |= {"TIDINGS_DATA": str(tmp_path)}
    run = [sys.executable, "-c", SCRIPT, os.getcwd(), here]
    done = subprocess.run(run, env=given, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
