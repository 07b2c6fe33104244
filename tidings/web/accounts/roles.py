"""Who may do what: one table, read by the views, the menu, every `visible_to` and the tests.

>>> may("intake", "triage"), may("intake", "read_cases")
(True, False)
"""

from functools import cache

READS = {"read_appeals", "read_cases", "read_tracing", "read_letters", "read_reports", "search"}
"""What a team has; contacts stay masked."""

RECEIVES = {"read_appeals", "triage", "hotline", "import_appeals"}
"""Appeals from the door to the point where a case begins."""

_DOES = {"work_cases", "reveal_contacts", "answer_relatives", "decide_matches", "import_lists"}
_DOES |= {"write_letters", "send_letters"}
DOCUMENTS = {"write_reports"}
"""Violations, by what is published; nothing of it opens more of a case."""

WORKS = READS | RECEIVES | DOCUMENTS | _DOES
"""All the work on appeals and cases."""

_DECIDES = {"manage_staff", "approve", "see_alerts", "see_restricted", "see_honey", "raise_budget"}
_DECIDES |= {"erase", "hold", "export", "read_journal", "verify_journal", "teach"}
LEADS = WORKS | _DECIDES
"""And the team itself."""

PERMISSIONS: dict[str, frozenset[str]] = {
    "intake": frozenset(RECEIVES),
    "caseworker": frozenset(WORKS),
    "lawyer": frozenset(WORKS),
    "researcher": frozenset(READS | DOCUMENTS),
    "coordinator": frozenset(LEADS),
    "custodian": frozenset({"keep_keys", "approve"}),
    "auditor": frozenset({"read_journal", "verify_journal", "see_alerts", "audit"}),
}

WORDS = frozenset().union(*PERMISSIONS.values())

TRUSTED = ("coordinator", "custodian", "auditor")
"""Roles that only two people together give."""

WITH_PASSKEY = ("coordinator", "custodian")
"""Roles whose holders come in by a passkey, which cannot be phished; an app's code will do for the others."""


@cache
def allowed(role: str) -> dict[str, bool]:
    """Return for each word of the table whether this role may do it."""
    return {word: word in PERMISSIONS.get(role, frozenset()) for word in WORDS}


def may(role: str, word: str) -> bool:
    """Return whether someone of this role may do this; KeyError for a word that the table does not have."""
    return allowed(role)[word]


def who_may(word: str) -> list[str]:
    """Return the roles that may do this."""
    return [role for role in PERMISSIONS if may(role, word)]
