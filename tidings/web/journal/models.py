"""One entry an action. It holds ids and digests, never anybody's words, so that erasing a case leaves the chain whole."""

import json
import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from tidings import custody
from tidings.custody import exports
from tidings.custody.anchors import Head

if TYPE_CHECKING:
    from tidings.web.accounts.models import User


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: "User") -> "EntryQuerySet":
        """What was done by people of this user's team; for an auditor everything."""
        return self if user.may["audit"] else self.filter(by__team=user.team_id)


class Office:
    """The office itself, to the journal one record more; no table has a row of it."""

    pk = 1

    class _meta:  # noqa: N801 - named as a model names it
        label_lower = "journal.office"


OFFICE = Office()


class Entry(models.Model):
    """That someone did something to a record; sealed together with the entry before it on the same record."""

    subject = models.CharField(max_length=40)  # "appeals.appeal"
    subject_id = models.BigIntegerField()
    number = (
        models.PositiveIntegerField()
    )  # 1, 2, 3 … for each record: two at once fail loudly instead of forking
    epoch = models.PositiveIntegerField(db_index=True)  # the number of the anchor that closes its time
    verb = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)
    proof = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "subject_id", "number"], name="one_chain")]
        indexes = [models.Index(fields=["-at"]), models.Index(fields=["by", "-at"], name="done_by_someone")]
        ordering = ["-at", "-pk"]


COLUMNS = (
    "subject",
    "subject_id",
    "number",
    "epoch",
    "verb",
    "by_id",
    "at",
    "details",
    "previous",
    "seal",
    "proof",
)
"""What the chain of custody is made from, in the order that `entry_of` takes."""


def said(verb: str, by: int | None, at: datetime, details: Any) -> tuple[object, ...]:
    """Return what a seal is over, besides the place in the chain."""
    return verb, by, at.isoformat(), details


def entry_of(row: tuple[Any, ...]) -> custody.Entry:
    """Return what the chain of custody knows of an entry, from its COLUMNS."""
    subject, subject_id, number, epoch, verb, by, at, details, previous, seal, proof = row
    return custody.Entry(
        f"{subject}/{subject_id}", number, epoch, said(verb, by, at, details), previous, seal, proof
    )


def raw_entry_of(row: tuple[Any, ...]) -> custody.Entry:
    """Return the same from what the database itself gives: a moment (of SQLite as text, in UTC), and details as text."""
    subject, subject_id, number, epoch, verb, by, at, details, previous, seal, proof = row
    moment = f"{at.replace(' ', 'T')}+00:00" if isinstance(at, str) else at.isoformat()
    words = verb, by, moment, _decoded(details)
    return custody.Entry(f"{subject}/{subject_id}", number, epoch, words, previous, seal, proof)


_decoded = json.JSONDecoder().decode


def new_code() -> str:
    """Return a name for a series of keys."""
    return secrets.token_hex(8)


class Series(models.Model):
    """Epochs whose keys follow from one another. Where an auditor began it, she has its start key; nobody else has."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    first = models.PositiveIntegerField()  # epoch
    begun_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def known(self) -> custody.Series:
        """What the chain of custody knows of it."""
        return custody.Series(self.code, self.first)


class AnchorQuerySet(models.QuerySet["Anchor"]):
    def newest(self) -> "Anchor | None":
        """The last one that was made."""
        return self.select_related("series").order_by("-number").first()


class Anchor(models.Model):
    """What stood when an epoch was closed; one that is kept elsewhere stands for everything before it."""

    number = models.PositiveIntegerField(unique=True)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="anchors")
    at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    records = models.PositiveIntegerField()
    heads = models.JSONField()
    last = models.BooleanField()
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)
    proof = models.CharField(max_length=64, blank=True)
    stamp = models.BinaryField(default=b"")  # the answer of a time-stamp server (RFC 3161) over the seal
    stamped_at = models.DateTimeField(null=True, blank=True)
    not_stamped = models.CharField(max_length=20, blank=True)  # why not: a word of timestamps

    objects = AnchorQuerySet.as_manager()

    class Meta:
        ordering = ["number"]

    def known(self) -> custody.Anchor:
        """What the chain of custody knows of it."""
        return custody.Anchor(
            number=self.number,
            series=self.series.known(),
            at=self.at.isoformat(),
            entries=self.entries,
            records=self.records,
            heads=tuple(Head(*head) for head in self.heads),
            last=self.last,
            previous=self.previous,
            seal=self.seal,
            proof=self.proof,
        )

    def text(self) -> str:
        """Return it as a person keeps it: on paper, or as a file elsewhere."""
        return exports.said(self.known())
