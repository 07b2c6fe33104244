"""Letters change only through these."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from django.db import transaction

from tidings.drafting import fill
from tidings.drafting.fields import tidy
from tidings.web.accounts.models import User
from tidings.web.cases import agreeing
from tidings.web.cases.consents import Answer
from tidings.web.cases.models import Case
from tidings.web.journal import journal
from tidings.web.letters.facts import facts_of, leaving
from tidings.web.letters.models import Letter
from tidings.web.letters.terms import answer_due
from tidings.web.vault import blind
from tidings.web.vault.parts import sealed


@transaction.atomic
def draft(case: Case, template: str, *, recipient: str = "", by: User, on: date) -> Letter:
    """Write a first text from what the case knows; what it does not know stays a gap with a name."""
    drafted = fill(template, {**facts_of(case, on), "recipient": recipient})
    declined = [asdict(one) for one in drafted.check]
    words = sealed(text=drafted.text, declined=declined)
    letter = Letter.objects.create(
        case=case, team=case.team, template=template, recipient=recipient, by=by, **words
    )
    journal.record("drafted", letter, by=by, case=case.code, template=template)
    return letter


@transaction.atomic
def edit(letter: Letter, text: str, *, version: int, by: User) -> bool:
    """Put a person's text in place; return False, and change nothing, where somebody was faster or it was sent.

    `version` is the one that the text was written on.
    """
    current = Letter.objects.filter(pk=letter.pk, version=version, state=Letter.State.DRAFT)
    if not current.update(version=version + 1):
        return False
    letter.refresh_from_db()
    letter.text = text
    letter.save(update_fields=["text"])
    journal.record("edited", letter, by=by, version=letter.version, digest=_digest(text))
    return True


def fill_in(letter: Letter, words: Mapping[str, str], *, version: int, by: User) -> bool:
    """Put words in place of gaps, each named by its label; as `edit`, False where somebody was faster."""
    text = letter.text
    for label, told in words.items():
        lines = [clean for line in told.splitlines() if (clean := tidy(line))]
        if lines:
            alone = f"\n[{label}]\n" in text
            text = text.replace(f"[{label}]", ("\n" if alone else "; ").join(lines))
    return edit(letter, text, version=version, by=by)


def look_at(letter: Letter, *, by: User) -> None:
    """Write down that somebody read it."""
    journal.note_read(letter, by=by)


def may_leave(letter: Letter, on: date) -> Answer:
    """Return whether what was agreed lets the letter go to whom it is written to."""
    return agreeing.may_leave(letter.case, *leaving(letter), on)


@transaction.atomic
def download(letter: Letter, kind: str, *, by: User, on: date) -> None:
    """Note that somebody took the letter out of the house. Raises NotAgreed where nothing agreed lets it go."""
    agreeing.must_be_agreed(letter.case, *leaving(letter), on)
    journal.record("downloaded", letter, by=by, kind=kind, version=letter.version)


@transaction.atomic
def send(
    letter: Letter, on: date, *, registered_on: date | None = None, unfinished: bool = False, by: User
) -> bool:
    """Note that the letter went out; return False where that is noted already.

    `unfinished`: somebody meant it to go with gaps or with names that nobody checked. Raises NotAgreed where nothing
    that was agreed lets it go: today, or on the day it went.
    """
    if not may_leave(letter, on).allowed:
        agreeing.must_be_agreed(letter.case, *leaving(letter), date.today())
    drafts = Letter.objects.filter(pk=letter.pk, state=Letter.State.DRAFT)
    due = answer_due(on, registered_on)
    sent = {"sent_on": on, "registered_on": registered_on, "answer_due_on": due}
    if not drafts.update(state=Letter.State.SENT, **sent):
        return False
    letter.refresh_from_db()
    meant = {"unfinished": True} if unfinished else {}
    journal.record("sent", letter, by=by, on=on.isoformat(), digest=_digest(letter.text), **meant)
    return True


@transaction.atomic
def answer(letter: Letter, on: date, *, by: User) -> bool:
    """Note that an answer came; return False where nothing was sent, or an answer is noted already."""
    waiting = Letter.objects.filter(pk=letter.pk, state=Letter.State.SENT)
    if not waiting.update(state=Letter.State.ANSWERED, answered_on=on):
        return False
    letter.refresh_from_db()
    journal.record("answered", letter, by=by, on=on.isoformat())
    return True


def _digest(text: str) -> str:
    return blind.digest(text.encode())
