"""A program for tests: real processes write sealed cases and take posts from the gate, and are killed again and again.

`python rounds.py N SEED` in an office of its own (TIDINGS_DATA) kills N times and prints what was found, as JSON. A
child says a number only when its transaction is committed: what it said must be there afterwards, and open.
"""

import json
import os
import random
import select
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import OperationalError
from sqlcipher3.dbapi2 import OperationalError as Locked

from tidings.sealing import boxes, post
from tidings.sealing.stretching import FLOOR
from tidings.web import custodians, opening
from tidings.web.vault import opened

DATA = Path(os.environ["TIDINGS_DATA"])
GATE = DATA / "gate" / "gate.sqlite3"
PASSWORDS = {"Mara": "seven quiet boats", "Niko": "eleven red lamps"}
LIVES = (0.0, 0.15)
"""Seconds after the first case is committed, from and to."""
LONG = 25
"""One round in so many lasts until a backup has come to its end."""
AT_ONCE = 5
"""One round in so many is over before anybody has begun to write."""
REST = 0.002
"""Seconds between two cases: SQLite lets one writer in at a time, and does not queue the others."""
GAVE_UP = 75
NAME = "Тихомиров"


def make(tables: str) -> bytes:
    """Make an office and a gate; return the root key."""
    custodians.make(DATA, PASSWORDS, 2, strength=FLOOR)
    root = custodians.slots(DATA).open(PASSWORDS)
    opening.prepare()
    from tidings.web.accounts.models import Team, User

    team = Team.objects.create(name="North")
    User.objects.create(username="amal", team=team, role=User.Role.COORDINATOR)
    with sqlite3.connect(GATE) as gate:
        gate.execute("PRAGMA journal_mode = WAL")
        gate.executescript(tables)
    gate.close()
    return root


def let_go(root: bytes) -> None:
    """Close all databases: a child opens its own."""
    from django.db import connections

    connections.close_all()
    opened.keyring().close()
    opened.open_with(root)


def write_cases(said: int) -> None:
    """What somebody does at the desk, without end: a person with a contact, their case, an entry in the journal."""
    from django.db import transaction

    from tidings.web.accounts.models import User
    from tidings.web.cases.models import Case
    from tidings.web.journal import journal
    from tidings.web.people.models import Contact, Person

    amal = User.objects.get()
    while True:
        with transaction.atomic():
            person = Person.objects.create(team=amal.team, surname=NAME)
            Contact.objects.create(person=person, value=NAME)
            case = Case.objects.create(
                team=amal.team, person=person, responsible=amal, opened_on=date(2026, 11, 22)
            )
            journal.record("opened", case, by=amal)
        os.write(said, b"%d\n" % case.pk)
        time.sleep(REST)


def take_posts(said: int) -> None:
    """What the worker does, without end."""
    from tidings.web import keys
    from tidings.web.accounts.models import Team
    from tidings.web.appeals import mailbox

    while True:
        mailbox.collect(GATE, keys.private(), Team.objects.get())
        time.sleep(0.005)


def keep_backups(said: int) -> None:
    """What the worker does besides, without end."""
    from datetime import UTC, datetime

    from tidings.web.backups import working

    while True:
        working.keep(DATA, DATA / "backups", datetime.now(UTC))


def lay_posts(count: int, first: int) -> None:
    """What the gate does: an appeal is acknowledged when it is committed there."""

    public = boxes.load_public(DATA / "gate/office.pub")
    with sqlite3.connect(GATE, timeout=20) as gate:
        gate.execute("PRAGMA synchronous = FULL")
        for number in range(first, first + count):
            text = f"Ищу сына, {NAME} Егор, 2005 г.р., обращение {number}."
            answers = {"version": 1, "lang": "ru", "fields": {}, "unknown": [], "files": [], "text": text}
            mailbox = number.to_bytes(32, "big")
            closed = post.sealed(public, mailbox, "AAAA", "appeal", answers)
            gate.execute(
                "INSERT INTO gate_post (sealed, day, lane) VALUES (?, '2026-11-22', 'ordinary')", (closed,)
            )
            gate.execute(
                "INSERT INTO gate_mailbox VALUES (?, 'AAAA', ?, '2026-11-22', '2026-11-22')", (mailbox, b"")
            )
    gate.close()


def born(work: Callable[[int], None]) -> tuple[int, int]:
    """Start a child that works until it is killed; return its number and what it says."""
    reading, said = os.pipe()
    child = os.fork()
    if child:
        os.close(said)
        return child, reading
    try:
        os.close(reading)
        work(said)
    except (OperationalError, Locked) as error:  # on a busy machine a lock may not be had for twenty seconds
        os._exit(GAVE_UP if "locked" in str(error) else 1)
    except BaseException as error:  # it must never come back into the parent's code
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    os._exit(1)


def killed(child: int, reading: int) -> list[int]:
    """Kill it and return what it said."""
    os.kill(child, signal.SIGKILL)
    ended = os.waitpid(child, 0)[1]
    gave_up = os.WIFEXITED(ended) and os.WEXITSTATUS(ended) == GAVE_UP
    assert os.WIFSIGNALED(ended) or gave_up, "a child ended by itself: its words stand above"
    words = b""
    while select.select([reading], [], [], 0)[0] and (some := os.read(reading, 65536)):
        words += some
    os.close(reading)
    return [int(word) for word in words.split(b"\n")[:-1]]


def found(acknowledged: list[int], posts: int) -> dict[str, Any]:
    """Look at everything that is kept."""
    from django.db import connection

    from tidings.errors import CannotOpen
    from tidings.web.appeals.models import Appeal
    from tidings.web.cases.models import Case
    from tidings.web.journal import journal
    from tidings.web.people.models import Contact, Person

    shut = 0
    for record in (*Person.objects.all(), *Contact.objects.all(), *Case.objects.all(), *Appeal.objects.all()):
        try:
            record.sealed_words()
        except CannotOpen:
            shut += 1
    cases, people = set(Case.objects.values_list("pk", flat=True)), Person.objects.filter(case__isnull=False)
    half = (
        people.exclude(contacts__isnull=False).count()
        + Person.objects.filter(case=None, enquiries=None).count()
    )
    half += sum(not journal.of(case).exists() for case in Case.objects.all())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        whole = cursor.fetchone()[0]
    return {
        "acknowledged": len(acknowledged),
        "lost": len(set(acknowledged) - cases),
        "cases": len(cases),
        "undecryptable": shut,
        "half": half,
        "posts": posts,
        "posts_lost": posts - Appeal.objects.count(),
        "integrity": whole,
        "journal_is_whole": journal.examine().is_whole,
    }


def restored(root: bytes) -> int:
    """Restore the newest backup that was kept, and return how many cases are in it; -1 if none was."""
    from functools import partial

    from tidings.sealing import envelope
    from tidings.web.backups import restoring, store

    folder, key = DATA / "backups", partial(envelope.subkey, root)
    if not store.lists(folder):
        return -1
    backup = store.Store(folder, key("backup")).open(store.lists(folder)[-1])
    told = restoring.restore(backup, key, store.slots_of(folder, FLOOR), DATA.parent / "restored")
    return int(told["rows"]["cases_case"])


def main() -> None:
    """Kill, look, say."""
    rounds, chance = int(sys.argv[1]), random.Random(int(sys.argv[2]))
    root = make(sys.argv[3])
    let_go(root)
    acknowledged: list[int] = []
    posts, began = 0, time.monotonic()
    for number in range(rounds):
        if number % 3 == 0:
            lay_posts(2, posts)
            posts += 2
        children = [born(work) for work in (write_cases, write_cases, take_posts, keep_backups)]
        if number % AT_ONCE:
            select.select([reading for _, reading in children[:2]], [], [], 30)
        if number % LONG == LONG - 1:
            until_backed_up()
        time.sleep(chance.uniform(*LIVES))
        for child in chance.sample(children, len(children)):
            acknowledged += killed(*child)
    took = time.monotonic() - began
    collected_at_last()
    print(
        json.dumps(
            {
                "rounds": rounds,
                "seconds": round(took),
                **found(acknowledged, posts),
                "restored": restored(root),
            }
        )
    )


def until_backed_up(patience: float = 30.0) -> None:
    """Wait for one more backup."""
    lists, ends = DATA / "backups/lists", time.monotonic() + patience
    before = len(list(lists.glob("2*Z")))
    while len(list(lists.glob("2*Z"))) <= before and time.monotonic() < ends:
        time.sleep(0.02)


def collected_at_last() -> None:
    """The next worker takes what the killed ones left."""
    from tidings.web import keys
    from tidings.web.accounts.models import Team
    from tidings.web.appeals import mailbox

    mailbox.collect(GATE, keys.private(), Team.objects.get())


if __name__ == "__main__":
    main()
