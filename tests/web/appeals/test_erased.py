"""When an appeal is erased, its receipt opens nothing any more."""

import sqlite3
from contextlib import closing
from datetime import date

from tidings.web.accounts import approvals
from tidings.web.appeals import actions
from tidings.web.appeals.models import Appeal
from tidings.web.cases import erasing


def mailboxes(gate):
    with closing(sqlite3.connect(gate.database)) as database:
        return database.execute("SELECT count(*) FROM gate_mailbox").fetchone()[0]


def test_its_mailbox_at_the_gate_is_gone(her_gate, hers, people, hired):
    actions.set_aside(hers, "other", by=people["amal"])
    asked = approvals.ask("erase", hers, by=people["amal"], detail="asked")
    approvals.approve(asked, by=hired("coordinator"))
    assert mailboxes(her_gate) == 1
    erasing.erase(hers, "asked", by=people["amal"], on=date(2026, 11, 22))
    assert mailboxes(her_gate) == 0
    assert Appeal.objects.get(pk=hers.pk).is_erased
