"""The drill: an office of two custodians is backed up, lost, and restored by the commands that people type."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parents[3]
PASSWORDS = {"Mara": "mara has a long phrase", "Niko": "niko has a long phrase"}
TYPED = "".join(f"{name}\n{password}\n" for name, password in PASSWORDS.items())
CANARY = "Тихомирова-Канарейка"
COUNT = 250
MAKE = f"""
from pathlib import Path
import os
from tidings.sealing.stretching import FLOOR
from tidings.web import custodians, opening
data = Path(os.environ["TIDINGS_DATA"])
print(custodians.make(data, {PASSWORDS!r}, 2, strength=FLOOR))
opening.prepare()
from django.db import transaction
from tidings.web.accounts.models import Team
from tidings.web.journal import journal
from tidings.web.people.models import Contact, Person
team = Team.objects.create(name="North")
with transaction.atomic():
    people = Person.objects.bulk_create([Person(team=team, surname=f"{CANARY}-{{n}}", unit="61057") for n in range({COUNT})])
    Contact.objects.bulk_create([Contact(person=person, value=f"+7 900 {{person.pk}}") for person in people])
    for person in people:
        journal.record("read", person, by=None)
(data / "desk/files").mkdir(exist_ok=True)
(data / "desk/files/aa").write_bytes(os.urandom(200_000))
"""
OPEN = f"""
import json, os
from pathlib import Path
from tidings.web import custodians, opening
data = Path(os.environ["TIDINGS_DATA"])
custodians.open_with(data, custodians.slots(data).open({PASSWORDS!r}))
opening.prepare()
from tidings.web import work
from tidings.web.people.models import Contact, Person
"""
READ = f"""{OPEN}
print(json.dumps([sorted(p.surname for p in Person.objects.all()), sorted(c.value for c in Contact.objects.all())]))
"""
KEEP = f"""{OPEN}
print([work.backup(), work.backup()])
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def databases() -> Iterator[tuple[str, ...]]:
    """Three addresses of empty databases where the tests run on PostgreSQL; three times nothing on SQLite."""
    address = os.environ.get("TIDINGS_DATABASE", "")
    if not address:
        yield "", "", ""
        return
    import psycopg

    names = [f"drill_{os.getpid()}_{number}" for number in range(3)]
    server_of = address.rpartition("/")[0]
    with psycopg.connect(f"{server_of}/postgres", autocommit=True) as server:
        for name in names:
            server.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
        yield tuple(f"{server_of}/{name}" for name in names)
        for name in names:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    home = tmp_path_factory.mktemp("drill")

    def run(
        *words: str, data: str, database: str = "", typed: str = ""
    ) -> "subprocess.CompletedProcess[str]":
        known = {
            name: value for name, value in os.environ.items() if not name.startswith(("TIDINGS", "DJANGO"))
        }
        known |= {"TIDINGS_DATA": str(home / data), "PYTHONPATH": str(HERE)}
        if database:
            known["TIDINGS_DATABASE"] = database
        return subprocess.run(
            [sys.executable, *words], env=known, input=typed, capture_output=True, text=True, cwd=home
        )

    return run


@pytest.fixture(scope="module")
def office(run: Run, databases: tuple[str, ...]) -> Run:
    """An office with 250 people, and a backup of it."""
    made = run("-c", MAKE, data="office", database=databases[0])
    assert made.returncode == 0, made.stderr
    kept = run("-m", "tidings", "backup", "b.backup", data="office", database=databases[0], typed=TYPED)
    assert kept.returncode == 0, kept.stderr
    return run


def test_it_is_restored_on_another_machine_and_every_record_opens(
    office: Run, databases: tuple[str, ...]
) -> None:
    new = {"data": "new", "database": databases[1]}
    restored = office("-m", "tidings", "restore", "b.backup", typed=TYPED, **new)
    assert restored.returncode == 0, restored.stderr
    assert "200 records were tried and open" in restored.stdout
    names, values = json.loads(office("-c", READ, **new).stdout)
    assert names == sorted(f"{CANARY}-{number}" for number in range(COUNT))
    assert len(values) == COUNT
    verified = office("-m", "tidings", "verify", typed=TYPED, **new)
    assert verified.returncode == 0
    assert verified.stdout.endswith(" 0 broken.\n")
    again = office("-m", "tidings", "restore", "b.backup", typed=TYPED, **new)
    assert again.returncode == 2
    assert "is not empty" in again.stderr


def test_a_wrong_password_restores_nothing(office: Run, databases: tuple[str, ...]) -> None:
    wrong = TYPED.replace("niko has", "niko had")
    refused = office("-m", "tidings", "restore", "b.backup", data="other", database=databases[1], typed=wrong)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "a name or a password is wrong" in refused.stderr


def test_a_backup_is_not_written_into_the_office_itself(office: Run, databases: tuple[str, ...]) -> None:
    refused = office("-m", "tidings", "backup", "office/b", data="office", database=databases[0], typed=TYPED)
    assert refused.returncode == 2
    assert "is in the data folder" in refused.stderr


def test_without_the_file_of_the_keys_nothing_is_restored(office: Run, databases: tuple[str, ...]) -> None:
    words = ("-m", "tidings", "backup", "records.backup", "--keys", "keys.backup")
    assert office(*words, data="office", database=databases[0], typed=TYPED).returncode == 0
    refused = office("-m", "tidings", "restore", "records.backup", data="other", typed=TYPED)
    assert refused.returncode == 2
    assert "--keys FILE" in refused.stderr


def test_the_workers_own_backup_is_restored_too_and_has_nothing_readable_in_it(
    office: Run, databases: tuple[str, ...]
) -> None:
    kept = office("-c", KEEP, data="office", database=databases[0])
    assert (kept.returncode, kept.stdout.strip()) == (0, "[1, 0]"), kept.stderr
    third = {"data": "third", "database": databases[2]}
    restored = office("-m", "tidings", "restore", "office/backups", typed=TYPED, **third)
    assert restored.returncode == 0, restored.stderr
    names, _ = json.loads(office("-c", READ, **third).stdout)
    assert len(names) == COUNT
    held = office("-m", "tidings", "verify", "--against", "office/backups/anchor.txt", typed=TYPED, **third)
    assert held.returncode == 0, held.stdout
    found = office("-c", SEEN, data="office").stdout
    assert int(found) == 0


SEEN = f"""
import os
from pathlib import Path
data = Path(os.environ["TIDINGS_DATA"])
files = [path for path in [*data.rglob("*"), data.parent / "b.backup"] if path.is_file()]
assert len(files) > 10
words = [{CANARY!r}.encode(code) for code in ("utf-8", "utf-16-le")]
print(sum(word in path.read_bytes() for path in files for word in words))
"""
