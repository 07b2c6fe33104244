"""What must be in order before the desk or the worker begins, once the vault is open: tables, and the gate's key."""

import fcntl
import os

from tidings.errors import InputError
from tidings.web import environment, keys
from tidings.web.vault import line, opened


def prepare() -> None:
    """Set Django up, bring the tables up to date, lay the office's key before the gate; safe in several processes at once.

    Raises Shut where this process was not given the root key.
    """
    stand_by()
    _sign_with_the_offices_key()
    data = environment.folder("TIDINGS_DATA", "data")
    with (environment.made(data / "desk") / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        keys.make(data)
        _migrate()


def keep_journal() -> None:
    """Let the keeper have this process write down who opened the office, and how it is sealed."""
    from tidings.web.journal import office

    line.ready(office.write)


def stand_by() -> None:
    """Set Django up as far as it goes without the key, so that less is left to do when it comes."""
    os.umask(0o077)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tidings.web.settings"
    import_django()


def _sign_with_the_offices_key() -> None:
    """Whatever Django signs holds as long as the office does; where it stood by, it began with a key of chance."""
    from django.conf import settings

    settings.SECRET_KEY = opened.key("django").hex()


def import_django() -> None:
    """Set Django up. Raises InputError, saying how to install it, where it is missing."""
    try:
        import django
    except ModuleNotFoundError:
        raise InputError(
            "The office is not installed here. Install it with: pip install 'tidings[web]'"
        ) from None
    django.setup()


def _migrate() -> None:
    """Change the tables where they are not as this version wants them."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
