"""What must be in order before the gate opens: its folder, the office's key, its secret, its tables."""

import contextlib
import fcntl
import os
import sqlite3

import django
from django.core.management import call_command
from django.db import connections

from tidings.errors import UnreadableInput
from tidings.gate import settings
from tidings.sealing import boxes


def prepare() -> None:
    """Make the folder, check the office's key, bring the tables up to date; safe to do in several processes at once.

    Raises UnreadableInput if there is no key to seal to: a gate that cannot seal must not open.
    """
    os.umask(0o077)
    settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    check()
    django.setup()
    from tidings.gate import actions

    actions.make_secret()
    with (settings.DATA / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("migrate", verbosity=0, interactive=False)
    # A server that opens before it forks must not hand an open database down.
    connections.close_all()


def check() -> None:
    """Raise UnreadableInput, saying what to do, if the gate lacks something that it cannot make itself."""
    check_key()
    check_secret()


def check_secret() -> None:
    """Raise UnreadableInput if there are mailboxes and not the secret from which their codes follow."""
    database = settings.DATA / "gate.sqlite3"
    if settings.SECRET.is_file() or not database.is_file():
        return
    with contextlib.closing(sqlite3.connect(database, timeout=20)) as held:
        tables = held.execute("SELECT 1 FROM sqlite_master WHERE name = 'gate_mailbox'").fetchall()
        if tables and held.execute("SELECT 1 FROM gate_mailbox LIMIT 1").fetchall():
            raise UnreadableInput(
                f"The gate's secret is missing: {settings.SECRET}. Without it no code opens its mailbox. "
                "Take it from the last backup."
            )


def check_key() -> None:
    """Raise UnreadableInput, saying what to do, unless the office's public key is there and whole."""
    if not settings.OFFICE_KEY.is_file():
        raise UnreadableInput(
            f"The gate has no key to seal appeals to: {settings.OFFICE_KEY} is missing. "
            "Start the desk once with the same TIDINGS_DATA; it writes the key. "
            "If the desk is on another machine, copy its files office.pub and office.sign.pub here."
        )
    boxes.load_public(settings.OFFICE_KEY)
