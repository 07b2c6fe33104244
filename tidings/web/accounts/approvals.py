"""What only two people together may do: one asks, another agrees within a day, then the first one does it, once.

approvals.ask("erase", case, by=amal)            # the page of approvals shows it to others
approvals.approve(approval, by=somebody_else)
approvals.spend("erase", case, by=amal)          # inside the transaction of the act itself
"""

from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tidings.errors import InputError
from tidings.web.accounts.models import Approval, ApprovalQuerySet, User
from tidings.web.journal import journal


@dataclass(frozen=True)
class Kind:
    """Something that takes two: what it is called, and what one must be allowed in order to ask for it."""

    label: Any
    word: str


WHAT = {
    "role": Kind(_("give a role of trust"), "manage_staff"),
    "reset": Kind(_("reset the access of somebody in a role of trust"), "manage_staff"),
    "erase": Kind(_("erase a case"), "erase"),
    "export": Kind(_("take records out in bulk"), "export"),
    "honey": Kind(_("make or unmake a bait"), "see_honey"),
}


class NotApproved(InputError):
    """Nobody else has agreed yet, or it was too long ago."""


@transaction.atomic
def ask(what: str, subject: models.Model, by: User, *, detail: str = "") -> Approval:
    """Ask a second person to agree; what was asked already, and still stands, is not asked twice."""
    if not by.may[WHAT[what].word]:
        raise _refused("You may not ask for this.")
    found = _asked(what, subject, by, detail).first()
    if found:
        return found
    approval = Approval.objects.create(
        what=what,
        subject=subject._meta.label_lower,
        subject_id=subject.pk,
        detail=detail,
        team=by.team,
        asked_by=by,
    )
    journal.record("asked_second", subject, by=by, approval=approval.pk, kind=what)
    return approval


@transaction.atomic
def approve(approval: Approval, by: User) -> None:
    """Agree as the second person. Raises NotApproved for one's own, for one that is over, and for who may not."""
    kept = waiting_for(by).select_for_update().filter(pk=approval.pk).first()
    if kept is None:
        raise _refused("This is your own, is over, or is not yours to agree to.")
    kept.approved_by, kept.approved_at = by, timezone.now()
    kept.save(update_fields=["approved_by", "approved_at"])
    journal.record("agreed", kept, by=by, kind=kept.what)


@transaction.atomic
def spend(what: str, subject: models.Model, by: User, *, detail: str = "") -> Approval:
    """Use up what somebody else agreed to, for the act that follows in the same transaction. Raises NotApproved."""
    approval = _asked(what, subject, by, detail).exclude(approved_by=None).select_for_update().first()
    second = approval.approved_by if approval else None
    if approval is None or second is None or second == by or not (second.is_active and second.may["approve"]):
        raise _refused(
            "Nobody else has agreed to this in the last 24 hours. Ask, and have a second person agree."
        )
    approval.spent_at = timezone.now()
    approval.save(update_fields=["spent_at"])
    return approval


def standing(what: str, subject: models.Model, by: User, *, detail: str = "") -> Approval | None:
    """Return what this person asked for and what still stands, agreed to or not; for a page that shows how far it is."""
    return _asked(what, subject, by, detail).first()


def waiting_for(user: User) -> ApprovalQuerySet:
    """Return what waits for this person to agree: of her own team, for custodians of any; never her own."""
    if not user.may["approve"]:
        return Approval.objects.none()
    asked = Approval.objects.standing().filter(approved_by=None).exclude(asked_by=user)
    asked = asked.exclude(subject="accounts.user", subject_id=user.pk)
    return asked if user.may["keep_keys"] else asked.filter(team=user.team_id)


def _asked(what: str, subject: models.Model, by: User, detail: str) -> ApprovalQuerySet:
    """What one person asked for; somebody else's agreement is not hers to use."""
    about = {"subject": subject._meta.label_lower, "subject_id": subject.pk}
    return Approval.objects.standing().filter(what=what, detail=detail, asked_by=by, **about)


def _refused(said: str) -> NotApproved:
    return NotApproved(said, _RU[said], _UK[said])


_RU = {
    "You may not ask for this.": "Вы не можете об этом просить.",
    "This is your own, is over, or is not yours to agree to.": "Это ваша собственная просьба, её срок вышел или соглашаться не вам.",
    "Nobody else has agreed to this in the last 24 hours. Ask, and have a second person agree.": "За последние 24 часа никто другой на это не согласился. Попросите, и пусть согласится второй человек.",
}
_UK = {
    "You may not ask for this.": "Ви не можете про це просити.",
    "This is your own, is over, or is not yours to agree to.": "Це ваше власне прохання, його строк минув або погоджуватися не вам.",
    "Nobody else has agreed to this in the last 24 hours. Ask, and have a second person agree.": "За останні 24 години ніхто інший на це не погодився. Попросіть, і нехай погодиться друга людина.",
}
