"""Files that are brought in: what they hold, how far that is, and what became of each row."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tidings.web.people.models import Coded
from tidings.web.vault.parts import Sealed, SealedQuerySet, Words

if TYPE_CHECKING:
    from tidings.web.accounts.models import User


class ImportQuerySet(SealedQuerySet["Import"]):
    def visible_to(self, user: "User") -> "ImportQuerySet":
        """Files that this user's team brought in; appeals and lists of people have readers of their own."""
        read = {"appeals": "read_appeals", "people": "read_tracing"}
        seen = [what for what, word in read.items() if user.may[word]]
        return self.filter(team=user.team_id, what__in=seen)


class Import(Sealed, Coded):
    """A file that somebody brings in: what it holds, how far that is, and what became of each row. The report stays."""

    class What(models.TextChoices):
        APPEALS = "appeals", _("appeals")
        PEOPLE = "people", _("list of people")

    class State(models.TextChoices):
        JUDGING = "judging", _("being looked through")
        READY = "ready", _("looked through")
        RUNNING = "running", _("being brought in")
        DONE = "done", _("brought in")
        STOPPED = "stopped", _("stopped")
        UNDOING = "undoing", _("being taken out")
        UNDONE = "undone", _("taken out again")

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=10, choices=What.choices, default=What.APPEALS)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READY)
    kind = models.CharField(max_length=10)  # jsonl, txt, eml …
    digest = models.CharField(max_length=64)
    received_on = models.DateField(null=True)  # for what does not say when it came
    file = models.CharField(max_length=32, blank=True)  # the closed file on the disk; empty: it is gone
    file_key = Words()
    counts = models.JSONField(default=dict)  # how many rows are of each state
    total = models.PositiveIntegerField(default=0)  # rows
    reached = models.PositiveIntegerField(default=0)  # how many of them are done
    stop = models.BooleanField(default=False)  # somebody wants it to stop
    taken_at = models.DateTimeField(null=True, blank=True)  # when a worker last did something about it

    headings = Words(default=[])  # of a sheet: [heading, up to three values]
    mapping = Words()  # which column is which: a profile as JSON
    dates = Words()  # of a date such as 03/04/2025: what comes first
    ours = Words(default=[])  # what the office is called in it
    about = Words(default={})  # of a list: its name, kind, source and day
    preview = Words(default=[])  # its first rows, while somebody looks at them
    said = Words(default={})  # why it could not be read, in each language

    objects = ImportQuerySet.as_manager()  # type: ignore[misc]

    @property
    def is_busy(self) -> bool:
        """Whether the worker has something to do about it."""
        return self.state in (self.State.JUDGING, self.State.RUNNING, self.State.UNDOING)

    @property
    def is_over(self) -> bool:
        """Whether it has a report."""
        return self.state in (self.State.DONE, self.State.STOPPED, self.State.UNDONE, self.State.UNDOING)


class ImportPart(Sealed):
    """Some rows of the report of an import, in their order; no words of any message."""

    SEALED_UNDER = "batch"

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()  # 0, 1, 2 …
    odd = models.PositiveIntegerField(default=0)  # rows that somebody should look at
    rows = Words(default=[])  # {"row": 3, "state": of STATES, "appeal": code, "said": {lang: …}}

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_part_a_number")]


class ColumnProfile(Sealed):
    """What somebody said the columns of a sheet are; used again for the next one with the same headings."""

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=Import.What.choices)
    headings = models.CharField(max_length=64)  # a keyed digest of them
    mapping = Words()

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "what", "headings"], name="one_profile_a_heading")
        ]
