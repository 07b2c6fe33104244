"""A program for tests: each write of a piece of work fails once, as on a broken disk, and once for good, as on a full one.

`python failures.py` in an office of its own (TIDINGS_DATA), with failing.c preloaded; prints what was found, as JSON.
"""

import ctypes
import errno
import json
import os
import sys
from datetime import date

import rounds

SHIM = ctypes.CDLL(None)
MOST = 400


def work() -> None:
    """One person with a contact, their case and an entry in the journal."""
    from django.db import transaction

    from tidings.web.accounts.models import User
    from tidings.web.cases.models import Case
    from tidings.web.journal import journal
    from tidings.web.people.models import Contact, Person

    amal = User.objects.get()
    with transaction.atomic():
        person = Person.objects.create(team=amal.team, surname=rounds.NAME)
        Contact.objects.create(person=person, value=rounds.NAME)
        case = Case.objects.create(
            team=amal.team, person=person, responsible=amal, opened_on=date(2026, 11, 22)
        )
        journal.record("opened", case, by=amal)


def tried(at: int, error: int, always: bool) -> tuple[bool, int]:
    """Work in a child whose call number `at` fails; return whether it said that it was done, and how many calls it made."""
    reading, said = os.pipe()
    child = os.fork()
    if child == 0:
        from django.db import connection

        done = False
        try:
            connection.ensure_connection()
            SHIM.fail_at(str(rounds.DATA).encode(), at, error, always)
            work()
            done = True
        except Exception:  # what it says is not what is tested; that it is said, is
            pass
        calls = SHIM.calls()
        SHIM.fail_at(b"", -1, 0, 0)
        os.write(said, json.dumps([done, calls]).encode())
        os._exit(0)
    os.close(said)
    words = os.read(reading, 100)
    os.close(reading)
    assert os.waitpid(child, 0)[1] == 0
    done, calls = json.loads(words)
    return bool(done), int(calls)


def main() -> None:
    """Let each call fail, look after each, say what was found."""
    root = rounds.make(sys.argv[1])
    rounds.let_go(root)
    acknowledged = failed = 0
    _, calls = tried(-1, 0, False)
    for error, always in ((errno.EIO, False), (errno.ENOSPC, True)):
        for at in range(1, min(calls, MOST) + 1):
            done, _ = tried(at, error, always)
            acknowledged, failed = acknowledged + done, failed + (not done)
    whole, _ = tried(-1, 0, False)
    seen = rounds.found([], 0)
    print(
        json.dumps(
            {"calls": calls, "done": acknowledged + 1 + whole, "failed": failed, "goes_on": whole, **seen}
        )
    )


if __name__ == "__main__":
    main()
