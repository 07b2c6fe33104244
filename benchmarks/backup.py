#!/usr/bin/env python3
"""What backups of a large office cost, and how long it takes to restore one.

    python benchmarks/backup.py [--people 100000] [--appeals 100000] [--data DIR]

Fills an office in DIR (or in a folder that is gone afterwards) with invented people, a case for each, and appeals with
eight facts each (see unseal.py). Then writes it as one file; keeps it in the worker's folder, again when nothing
changed, and again after what a busy office does in ten minutes; and restores the file and the folder, rows counted and
200 records opened. Says how long each took and how much was written.
"""

import argparse
import os
import sys
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import unseal

from tidings.sealing import envelope
from tidings.sealing.keyslots import KeySlots
from tidings.sealing.stretching import FLOOR

PASSWORDS = {"Mara": "mara has a long phrase", "Niko": "niko has a long phrase"}
KEY = partial(envelope.subkey, unseal.ROOT)


def main() -> None:
    """Fill, back up, restore."""
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("--people", type=int, default=100_000)
    words.add_argument("--appeals", type=int, default=100_000)
    words.add_argument("--data", type=Path)
    told = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidings-backup-") as gone:
        home = told.data or Path(gone)
        data = home / "office"
        fill(data, told.people, told.appeals)
        measure(data, home)


def fill(data: Path, people: int, appeals: int) -> None:
    """Make the office where it is not made yet."""
    made = (data / "filled").exists()
    (data / "desk").mkdir(mode=0o700, parents=True, exist_ok=True)
    unseal._open(data)
    from tidings.web.vault import opened

    opened.open_with(unseal.ROOT, data / "desk/keyring.sqlite3")
    if made:
        return
    KeySlots.new(unseal.ROOT, PASSWORDS, 2, FLOOR)[0].save(data / "desk/keyslots.json")
    unseal.Filling().all(people, appeals)
    with unseal.timed(f"{people} cases kept"):
        _open_cases(people)
    (data / "filled").touch()


def _open_cases(count: int) -> None:
    from tidings.web.accounts.models import User
    from tidings.web.cases.models import Case
    from tidings.web.people.models import Person

    amal, numbers = User.objects.get(), list(Person.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, count, unseal.AT_A_TIME):
        Case.objects.bulk_create(
            Case(team=amal.team, person_id=pk, responsible=amal, opened_on=unseal.TODAY, code=f"{pk:08}")
            for pk in numbers[start : start + unseal.AT_A_TIME]
        )


def measure(data: Path, home: Path) -> None:
    """Say what each kind of backup costs."""
    from tidings.web.backups import archive, store
    from tidings.web.backups.sources import Office

    office, folder, file = Office(data, KEY), home / "backups", home / "office.backup"
    os.environ["TIDINGS_BACKUPS"] = str(folder)
    with unseal.timed("one file, everything"):
        size = archive.write(
            file, KEY("backup"), office.slots(), office.about(), office.items(), lambda: office.found
        )
    print(f"{'':8}{size / 1e6:,.0f} MB; rows {sum(office.found['rows'].values()):,}")
    keep(data, folder, "the worker's folder, the first time")
    keep(data, folder, "the same, nothing changed")
    work()
    keep(data, folder, "the same, after ten busy minutes")
    with file.open("rb") as stream:
        restored(archive.Archive(stream, KEY("backup")), data, home / "from-file", "restored from the file")
    newest = store.lists(folder)[-1]
    listed = store.Store(folder, KEY("backup")).open(newest)
    restored(listed, data, home / "from-folder", "restored from the folder")


def keep(data: Path, folder: Path, what: str) -> None:
    """Keep one backup, and say how much had to be written."""
    from tidings.web.backups import working

    with unseal.timed(what):
        kept = working.keep(data, folder, datetime.now(UTC))
    print(f"{'':8}{kept.size / 1e6:,.0f} MB looked at, {kept.written / 1e6:,.1f} MB written")


def work() -> None:
    """Ten busy minutes: twenty new people with their cases, two hundred changed at random, each in the journal."""
    from django.db import transaction

    from tidings.web.accounts.models import User
    from tidings.web.cases.models import Case
    from tidings.web.journal import journal
    from tidings.web.people.models import Person

    amal = User.objects.get()
    for person in Person.objects.order_by("?")[:200]:
        with transaction.atomic():
            person.place = "Курск"
            person.save()
            journal.record("changed", person, by=amal)
    for _ in range(20):
        with transaction.atomic():
            person = Person.objects.create(team=amal.team, surname="Новиков")
            case = Case.objects.create(
                team=amal.team, person=person, responsible=amal, opened_on=unseal.TODAY
            )
            journal.record("opened", case, by=amal)


def restored(backup: object, data: Path, target: Path, what: str) -> None:
    """Restore, and open 200 records in a process of its own."""
    import subprocess

    from tidings.web.backups import restoring
    from tidings.web.backups.sources import SLOTS

    with unseal.timed(what):
        restoring.restore(backup, KEY, KeySlots.load(data / SLOTS), target)
    tried = (
        "import sys; sys.path.insert(0, 'benchmarks'); import unseal; from pathlib import Path; data = Path(sys.argv[1]);"
        "unseal._open(data); from tidings.web.vault import opened;"
        "opened.open_with(unseal.ROOT, data / 'desk/keyring.sqlite3');"
        "from tidings.web.backups import sample; print('        opened', sample.open_some())"
    )
    with unseal.timed("200 records of it opened, in a new process"):
        subprocess.run([sys.executable, "-c", tried, str(target)], check=True)


if __name__ == "__main__":
    main()
