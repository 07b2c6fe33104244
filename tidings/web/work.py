"""The background loop: what came in at the gate is brought to the desk, and lists are looked through as asked."""

import logging
import time

from tidings.web import keys, opening
from tidings.web.vault import line

EVERY = 2
"""Seconds between two looks where there is nothing to do."""

log = logging.getLogger("tidings.work")


def main() -> None:
    """Look, work, rest, until stopped."""
    opening.stand_by()
    line.from_keeper()
    opening.prepare()
    from django.db import close_old_connections

    while True:
        close_old_connections()  # a database that went away is asked anew
        if not once():
            time.sleep(EVERY)


def once() -> int:
    """Do each job once; return how much was done. A job that fails is said, and stops neither the others nor the loop."""
    done = 0
    for job in JOBS:
        try:
            done += job()
        except Exception as error:  # whatever it was, the next look may succeed; its words may be a person's
            log.error("the job %r failed: %s", job.__name__, type(error).__name__)
    return done


def post() -> int:
    """Bring what waits at the gate; return how many posts came."""
    from tidings.web.accounts.models import Team
    from tidings.web.appeals import mailbox
    from tidings.web.vault import gates

    team = Team.objects.order_by("pk").first()
    if team is None:
        return 0
    return len(mailbox.collect(gates.ours(), keys.private(), team))


def floods() -> int:
    """Look through what came in a rush, once a minute at most; return how many were found to be nearly the same."""
    from tidings.web.appeals import floods

    return floods.sift_when_due()


def files() -> int:
    """Delete the bytes of files whose key was erased, once an hour; return how many."""
    from tidings.web.appeals import attachments

    return attachments.sweep_when_due()


def learning() -> int:
    """Learn from what was decided, where somebody asked for it or something must be forgotten; return how often."""
    from tidings.web.appeals import schooling

    return schooling.learn_when_due()


def imports() -> int:
    """Go on with the files that somebody brings in; return how many were at work."""
    from tidings.web.appeals import batches
    from tidings.web.tracing.importing import PEOPLE

    return batches.work(batches.APPEALS) + batches.work(PEOPLE.target)


def reading() -> int:
    """Read some of the appeals that came with a file; return how many."""
    from tidings.web.appeals import batches

    return batches.read_some()


def tracing() -> int:
    """Look through the lists for some of those whom somebody asked for; return for how many."""
    from tidings.web.tracing import actions

    return actions.trace_asked()


def office_key() -> int:
    """Give the gate a new key each week, and erase old ones that nothing needs."""
    from tidings.web.vault import gates

    return keys.renew(gates.ours())


def erasures() -> int:
    """Finish what was to be erased and was interrupted; return how many."""
    from tidings.web.cases import erasing

    return erasing.finish_all()


def unused_keys() -> int:
    """Erase keys that no record came to use, once a day; return how many."""
    from tidings.web.vault import sweeping

    return sweeping.sweep_when_due()


def anchors() -> int:
    """Close the journal's epoch where it is time, have the anchor time-stamped, examine it once a day; return how many."""
    from tidings.web.journal import actions, journal

    return journal.anchor_when_due() + journal.stamp_when_due() + actions.verify_when_due()


def backup() -> int:
    """Keep a backup of the office every ten minutes; return whether one was made."""
    from tidings.web.backups import working

    return working.backup_when_due()


JOBS = (
    post,
    floods,
    files,
    imports,
    reading,
    learning,
    tracing,
    office_key,
    anchors,
    erasures,
    unused_keys,
    backup,
)

if __name__ == "__main__":
    main()
