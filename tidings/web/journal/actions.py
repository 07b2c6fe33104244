"""Examining the journal is itself written down, so that an auditor sees when it was last done and by whom."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from tidings.custody import Report
from tidings.web.journal import journal
from tidings.web.journal.models import Entry

if TYPE_CHECKING:
    from tidings.web.accounts.models import User

AT_ONCE = 100_000
"""Entries that are examined while somebody waits; more are left to the worker."""
ASKED, DONE = "asked_to_verify", "verified"


def verify(*, by: "User | None") -> Report:
    """Close the epoch that runs, examine the journal, and write down what came of it."""
    newest = journal.anchor()
    report = journal.examine()
    counts = {"entries": report.entries, "anchors": report.anchors, "broken": len(report.problems)}
    with transaction.atomic():
        journal.record(DONE, newest, by=by, **counts)
    return report


@transaction.atomic
def ask_to_verify(*, by: "User") -> None:
    """Leave it to the worker."""
    journal.record(ASKED, journal.anchor(), by=by)


def verify_when_due() -> int:
    """Examine the journal where somebody asked for it, and once a day; return how often (the worker's job)."""
    latest = Entry.objects.filter(verb__in=(ASKED, DONE)).order_by("-pk").first()
    if latest is None and not Entry.objects.exists():
        return 0
    if latest and latest.verb == DONE and latest.at.date() == datetime.now(UTC).date():
        return 0
    verify(by=None)
    return 1
