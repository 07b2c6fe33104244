"""How many records somebody opens in a day, and baits: against one who came to read everything.

Whoever opens more than 60 distinct cases and appeals is warned, and coordinators see it; at 150 it ends for the day, unless a
coordinator allows more. A bait looks like any other case, and whoever opens it is reported.
"""

from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tidings.web.accounts.models import Alert, Allowance, Opened, StaffRequest, User
from tidings.web.journal import journal

WARNED, STOPPED, MORE = 60, 150, 60
"""Distinct cases and appeals a day; and how many more a coordinator allows at a time."""


class OverBudget(PermissionDenied):
    """Too many records were opened today."""


Record = TypeVar("Record", bound=models.Model)


def open_or_404(
    request: StaffRequest, records: "models.QuerySet[Record]", of: str = "", **which: Any
) -> Record:
    """Return the one record of these, counted as opened; `of` is the way to its case, where it is not one itself.

    Every page that shows a case or an appeal, or something of one, comes by here.
    """
    record = get_object_or_404(records, **which)
    count(request, attrgetter(of)(record) if of else record)
    return record


def count(request: StaffRequest, record: models.Model) -> None:
    """Count that a case or an appeal was opened. Raises OverBudget, which answers 403 with what to do."""
    user, today, subject = request.user, date.today(), record._meta.label_lower
    if getattr(record, "honey", False):
        _report(Alert.Kind.HONEY, user, record)
    known = Opened.objects.filter(user=user, on=today, subject=subject, subject_id=record.pk)
    if known.exists():
        return
    opened = opened_today(user)
    if opened >= STOPPED and opened >= may_open(user):
        _report(Alert.Kind.STOPPED, user)
        raise OverBudget
    if not opened:
        Opened.objects.filter(user=user).exclude(on=today).delete()
    now = Opened(user=user, on=today, subject=subject, subject_id=record.pk)
    Opened.objects.bulk_create([now], ignore_conflicts=True)
    if opened + 1 == WARNED:
        _report(Alert.Kind.MANY, user)
        warn(request, may_open(user))


def count_all(request: HttpRequest, records: "Sequence[models.Model]") -> None:
    """Count that these cases left as a file: all, or none. Raises OverBudget where they are more than may be opened today."""
    user, today = request.user, date.today()
    assert isinstance(user, User)
    opened = Opened.objects.filter(user=user, on=today)
    known = set(opened.values_list("subject", "subject_id"))
    new = [one for one in records if (one._meta.label_lower, one.pk) not in known]
    if len(known) + len(new) > may_open(user):
        _report(Alert.Kind.STOPPED, user)
        raise OverBudget
    Opened.objects.filter(user=user).exclude(on=today).delete()
    Opened.objects.bulk_create(
        [Opened(user=user, on=today, subject=one._meta.label_lower, subject_id=one.pk) for one in new],
        ignore_conflicts=True,
    )
    if len(known) < WARNED <= len(known) + len(new):
        _report(Alert.Kind.MANY, user)
        warn(request, may_open(user))


def warn(request: HttpRequest, limit: int) -> None:
    """Say to the person herself how far it is to the end."""
    said = _(
        "You opened %(many)d different records today; your coordinators see this. At %(limit)d it ends for the day."
    )
    messages.warning(request, said % {"many": WARNED, "limit": limit})


def opened_today(user: User) -> int:
    """Return how many distinct cases and appeals somebody opened today."""
    return Opened.objects.filter(user=user, on=date.today()).count()


def may_open(user: User) -> int:
    """Return how many somebody may open today."""
    return STOPPED + MORE * Allowance.objects.filter(user=user, on=date.today()).count()


@transaction.atomic
def allow_more(user: User, *, by: User) -> None:
    """Let somebody else open 60 more records today."""
    if user.pk == by.pk:
        raise PermissionDenied
    Allowance.objects.create(user=user, on=date.today(), by=by)
    journal.record("raised_budget", user, by=by, number=may_open(user))


@transaction.atomic
def _report(kind: str, user: User, record: models.Model | None = None) -> None:
    """Alert coordinators and auditors, of one thing once a day."""
    about = {"subject": record._meta.label_lower, "subject_id": record.pk} if record else {}
    if Alert.objects.filter(kind=kind, who=user, on=date.today(), **about).exists():
        return
    alert = Alert.objects.create(kind=kind, who=user, team=user.team, **about)
    journal.record("alerted", alert, by=None, kind=kind, person=user.pk)


def look_at(alert: Alert, *, by: User) -> None:
    """Somebody of those it concerns has seen it."""
    with transaction.atomic():
        alert.seen_by.add(by)
        journal.record("saw", alert, by=by)
