"""What happened to the office itself: who opened it, how it was sealed, who may open it. One chain, of no record.

Custodians need not be of the staff, so these entries name them as the key slots do. The keeper knows who opened and why
it seals, and has no database: it hands each note to the desk, which writes it (see tidings.web.keeper).
"""

from typing import TYPE_CHECKING

from django.db import connection, transaction

from tidings.web.journal import journal
from tidings.web.journal.models import OFFICE

if TYPE_CHECKING:
    from tidings.web.accounts.models import User

UNSEALED, SEALED = "unsealed", "sealed"


@transaction.atomic
def opened(custodians: str) -> None:
    """These custodians opened the office; nobody is named where the recovery code did."""
    last = journal.of(OFFICE).filter(verb__in=(UNSEALED, SEALED)).order_by("-number").first()
    if last and last.verb == UNSEALED:  # a power cut, or its keeper was killed: nobody could write it then
        journal.record(SEALED, OFFICE, by=None, how="cut")
    how = "passwords" if custodians else "recovery"
    journal.record(UNSEALED, OFFICE, by=None, how=how, **({"custodians": custodians} if custodians else {}))


@transaction.atomic
def sealed(how: str, *, by: "User | None" = None) -> None:
    """The office is being sealed: by somebody's button, by a command, when it stops, when nobody works."""
    journal.record(SEALED, OFFICE, by=by, how=how)


def changed(verb: str, custodians: str = "") -> None:
    """Write, in the transaction of the change, that custodians or the recovery code are others now."""
    journal.record(verb, OFFICE, by=None, **({"custodians": custodians} if custodians else {}))


def write(note: dict[str, str]) -> None:
    """Write what the keeper tells: of an opening or of a sealing."""
    try:
        if note["verb"] == UNSEALED:
            opened(note["custodians"])
        else:
            sealed(note["how"])
    finally:
        connection.close()  # of the thread that listens to the keeper
