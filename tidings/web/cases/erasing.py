"""Erasing a case for good: its keys go, so that nothing closed under them, here or in any backup, is ever read again.

Two people decide it. First all is written down in one transaction: what goes, by whom, and that it is no case any more.
Then keys, files and mailboxes go; should the machine stop in between, the worker finishes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from tidings.errors import InputError, Unreachable
from tidings.sealing import post
from tidings.web.accounts import approvals
from tidings.web.accounts.models import User
from tidings.web.appeals import attachments, sought
from tidings.web.appeals.models import Appeal, Attachment
from tidings.web.cases.models import STANDING, Case, Enquiry, Erasure, Relation
from tidings.web.journal import journal
from tidings.web.people import index
from tidings.web.people.models import Person
from tidings.web.vault import gates, opened

if TYPE_CHECKING:
    from tidings.web.letters.models import Letter


class Held(InputError):
    """The case is held as evidence and may not be erased."""

    def __init__(self) -> None:
        super().__init__(
            "This case is held as evidence. It can be erased only after that was ended.",
            "Это дело удерживается как доказательство. Стереть его можно, только когда удержание снято.",
            "Цю справу утримують як доказ. Стерти її можна, лише коли утримання знято.",
        )


@dataclass(frozen=True)
class Plan:
    """What goes and what stays where a case, or an appeal that is in none, is erased."""

    subject: Case | Appeal
    people: tuple[Person, ...]
    appeals: tuple[Appeal, ...]
    staying: tuple[Appeal, ...]  # in another case too
    sent: "tuple[Letter, ...]"  # these are with others already

    @property
    def files(self) -> list[str]:
        """The files of the appeals that go."""
        return list(Attachment.objects.filter(appeal__in=self.appeals).values_list("file", flat=True))

    @property
    def keys(self) -> list[int]:
        """The keys that go."""
        records = (self.subject, *self.people, *self.appeals)
        return sorted({record.key for record in records if record.key is not None})

    @property
    def mailboxes(self) -> list[str]:
        """The mailboxes at the gate that go."""
        return [appeal.mailbox for appeal in self.appeals if appeal.mailbox]


def plan(subject: Case | Appeal) -> Plan:
    """Return what would go and what would stay; nothing is changed."""
    if isinstance(subject, Appeal):
        return Plan(subject, (), (subject,), (), ())
    enquiries = list(subject.enquiries.select_related("appeal", "enquirer"))
    elsewhere = Enquiry.objects.filter(case__state__in=STANDING).exclude(case=subject)
    shared = set(elsewhere.values_list("appeal", flat=True))
    busy = set(elsewhere.values_list("enquirer", flat=True)) | set(
        Case.objects.filter(state__in=STANDING).exclude(pk=subject.pk).values_list("person", flat=True)
    )
    people = {one.enquirer_id: one.enquirer for one in enquiries if one.enquirer_id not in busy}
    appeals = {one.appeal_id: one.appeal for one in enquiries}
    return Plan(
        subject=subject,
        people=(subject.person, *(person for pk, person in people.items() if pk != subject.person_id)),
        appeals=tuple(appeal for pk, appeal in appeals.items() if pk not in shared),
        staying=tuple(appeal for pk, appeal in appeals.items() if pk in shared),
        sent=tuple(sent_letters(subject)),
    )


def sent_letters(case: Case) -> "Iterable[Letter]":
    """Return the letters of a case that others have: their text may be erased here, not there."""
    letters: Iterable[Letter] = case.letters.exclude(sent_on=None).order_by("sent_on")
    return letters


def erase(subject: Case | Appeal, reason: str, *, by: User, on: date) -> Erasure:
    """Erase it for good, as a second person agreed. Raises Held, and NotApproved where nobody else did."""
    erasure = _decide(subject, reason, by=by, on=on)
    finish(erasure)
    return erasure


@transaction.atomic
def _decide(subject: Case | Appeal, reason: str, *, by: User, on: date) -> Erasure:
    kept = type(subject)._default_manager.select_for_update().get(pk=subject.pk)
    if isinstance(kept, Case) and kept.is_held:
        raise Held
    if isinstance(kept, Appeal) and kept.enquiries.filter(case__state__in=STANDING).exists():
        raise approvals.NotApproved(
            "This appeal is in a case. It is erased with the case.",
            "Это обращение в деле. Оно стирается вместе с делом.",
            "Це звернення у справі. Воно стирається разом зі справою.",
        )
    approval = approvals.spend("erase", kept, by, detail=reason)
    assert approval.approved_by is not None  # or spend had refused
    found = plan(kept)
    erasure = Erasure.objects.create(
        subject=kept._meta.label_lower,
        subject_id=kept.pk,
        record_code=kept.code,
        team=kept.team,
        on=on,
        reason=reason,
        by=by,
        second=approval.approved_by,
        keys=found.keys,
        files=found.files,
        mailboxes=found.mailboxes,
    )
    _strike_out(found)
    for record in {kept, *found.appeals}:
        journal.record("erased", record, by=by, second=approval.approved_by_id, reason=reason)
    return erasure


def _strike_out(found: Plan) -> None:
    """Remove what hangs on the records that go; of them a number and a day stay, and of letters that they were sent."""
    now = timezone.now()
    for appeal in found.appeals:
        kept_of = (appeal.facts, appeal.mentions, appeal.attachments, appeal.messages, appeal.sortings)
        for kept in (*kept_of, appeal.ties_to_later, appeal.ties_to_earlier):
            kept.all().delete()
        Appeal.objects.filter(pk=appeal.pk).update(
            state=Appeal.State.ERASED, digest=f"erased {appeal.pk}", locator="", mailbox="", changed_at=now
        )
    for person in found.people:
        person.contacts.all().delete()
    Person.objects.filter(pk__in=[person.pk for person in found.people]).update(changed_at=now)
    if isinstance(found.subject, Case):
        _strike_out_case(found.subject)


def _strike_out_case(case: Case) -> None:
    for kept in (case.told, case.assessments, case.consents):
        kept.all().delete()
    case.letters.filter(sent_on=None).delete()
    if hasattr(case, "tracing"):
        case.tracing.delete()
    case.enquiries.update(relation=Relation.UNKNOWN)
    Case.objects.filter(pk=case.pk).update(state=Case.State.ERASED, closed_on=None)


def finish(erasure: Erasure) -> bool:
    """Let keys, files and mailboxes go; doing it twice does no harm. Return False where the gate cannot be reached now."""
    if erasure.keys:
        opened.keyring().erase(erasure.keys)
        attachments.unlink(erasure.files)
        _forget(erasure)
        erasure.keys, erasure.files = [], []
        erasure.save(update_fields=["keys", "files"])
    try:
        for mailbox in erasure.mailboxes:
            post.forget(gates.ours(), bytes.fromhex(mailbox))
    except Unreachable:
        return False
    erasure.mailboxes, erasure.done_at = [], timezone.now()
    erasure.save(update_fields=["mailboxes", "done_at"])
    return True


def finish_all() -> int:
    """Finish what was begun; return how many (the worker's job)."""
    return sum(finish(erasure) for erasure in Erasure.objects.filter(done_at=None))


def _forget(erasure: Erasure) -> None:
    """Let go of the people in the memory of this process; others see it before their next answer."""
    if erasure.subject == Appeal._meta.label_lower:
        sought.drop(erasure.team_id, erasure.subject_id)
        return
    for enquiry in Enquiry.objects.filter(case=erasure.subject_id):
        sought.drop(erasure.team_id, enquiry.appeal_id)
    for person in Person.objects.filter(key__in=erasure.keys).values_list("pk", flat=True):
        index.drop(erasure.team_id, person)


@transaction.atomic
def hold(case: Case, because: str, *, by: User) -> None:
    """Say that the case may not be erased: it is needed as evidence."""
    case.held_by, case.held_because = by, because
    case.save(update_fields=["held_by", "held_because"])
    journal.record("held", case, by=by)


@transaction.atomic
def let_go(case: Case, *, by: User) -> None:
    """Say that it may be erased again."""
    case.held_by, case.held_because = None, ""
    case.save(update_fields=["held_by", "held_because"])
    journal.record("let_go", case, by=by)
