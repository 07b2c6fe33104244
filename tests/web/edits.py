"""Many edits of one record at once: eight threads read it, change it, and save what they made of what they had read.

python tests/web/edits.py COUNT, with TIDINGS_DATA naming an empty folder, does it in an office of its own.
"""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def at_once(count, user):
    """Edit, and return how many were kept, refused, found in one chain from the first value, and in the journal."""
    from django.db import connection

    from tidings.web.journal import journal
    from tidings.web.people import actions
    from tidings.web.people.models import Person

    person = actions.write_down(user.team, {"unit": "0"}, by=user)

    def edit(number):
        try:
            now = Person.objects.get(pk=person.pk)
            was, seen = now.unit, now.changed_at
            return was, str(number), actions.correct(now, {"unit": str(number)}, seen=seen, by=user)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(edit, range(1, count + 1)))
    after = {was: now for was, now, kept in done if kept}
    value, chain = "0", 0
    while value in after:
        value, chain = after.pop(value), chain + 1
    kept = sum(kept for *_, kept in done)
    return {
        "kept": kept,
        "refused": count - kept,
        "in_the_chain": chain,
        "in_the_journal": journal.of(person).filter(verb="corrected").count(),
        "last_is_kept": value == Person.objects.get(pk=person.pk).unit,
    }


def main(count):
    from tidings.web.vault import opened

    opened.open_with(bytes(range(32)), Path(os.environ["TIDINGS_DATA"]) / "keyring.sqlite3")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tidings.web.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from tidings.web.accounts.models import Team, User

    user = User.objects.create(username="boris", team=Team.objects.create(name="North"), role="caseworker")
    print(json.dumps(at_once(count, user)))


if __name__ == "__main__":
    main(int(sys.argv[1]))
