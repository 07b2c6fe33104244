"""The background loop: what came in at the gate is brought to the desk."""

import logging
import os
import time

import django

EVERY = 2
"""Seconds between two looks."""

log = logging.getLogger("tidings.work")


def main() -> None:
    """Look, work, rest, until stopped. One failed look is said and does not end the loop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tidings.web.settings")
    django.setup()
    while True:
        try:
            once()
        except Exception as error:  # whatever it was, the next look may succeed; its words may be a person's
            log.error("the post was not brought: %s", type(error).__name__)
        time.sleep(EVERY)


def once() -> int:
    """Bring the post once; return how many appeals came."""
    from django.conf import settings

    from tidings.web import keys
    from tidings.web.accounts.models import Team
    from tidings.web.appeals import actions

    team = Team.objects.order_by("pk").first()
    if team is None:
        return 0
    return len(actions.collect(settings.GATE / "gate.sqlite3", keys.private(settings.DATA), team))


if __name__ == "__main__":
    main()
