"""An appeal is what someone asked of us, in their words."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from tidings.extraction.messages import Message as Received
from tidings.web.appeals.models.kinds import Category, Channel, Lane, Trust, Trusted, Urgency
from tidings.web.people.models import Coded
from tidings.web.vault.parts import Sealed, SealedQuerySet, Words

if TYPE_CHECKING:
    from tidings.web.accounts.models import User


NO_DEADLINE = IsNull(models.F("deadline"), True)
"""Sorts after every day; said this way, an index can hold it in SQLite and in PostgreSQL."""
FILTERED = ("category", "lang", "channel", "assigned_to")
"""What the queue is narrowed by stands in its indexes too, so that no appeal is read that is not shown."""


class AppealQuerySet(SealedQuerySet["Appeal"]):
    def visible_to(self, user: "User") -> "AppealQuerySet":
        """Appeals that came to this user's team, but for those of restricted cases that are others' to work on."""
        if not user.may["read_appeals"]:
            return self.none()
        ours = self.filter(team=user.team_id).exclude(state=Appeal.State.ERASED)
        if user.may["see_restricted"]:
            return ours
        closed = Appeal.objects.filter(enquiries__case__restricted=True)
        return ours.exclude(pk__in=closed.exclude(enquiries__case__responsible=user.pk).values("pk"))

    def waiting(self) -> "AppealQuerySet":
        """Appeals that nobody has dealt with yet."""
        return self.filter(state=Appeal.State.WAITING)

    def ordinary(self) -> "AppealQuerySet":
        """Appeals that stand in the queue, and not in a flood or in what nobody has looked through yet."""
        return self.filter(lane=Lane.ORDINARY)

    def by_urgency(self) -> "AppealQuerySet":
        """What happens soonest first, then what has waited longest."""
        return self.order_by("-urgency", NO_DEADLINE, "deadline", "received_on", "pk")


class Appeal(Sealed, Coded):
    """One message, as it came. What was read in it is closed under its key."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        IN_CASE = "in_case", _("in a case")
        SET_ASIDE = "set_aside", _("set aside")
        ERASED = "erased", _("erased")

    class Aside(models.TextChoices):
        DUPLICATE = "duplicate", _("the same as another appeal")
        SPAM = "spam", _("spam")
        THANKS = "thanks", _("thanks or news")
        PRESS = "press", _("a request of the press")
        ELSEWHERE = "elsewhere", _("others help with this")
        OTHER = "other", _("another reason")

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel.choices)
    received_on = models.DateField()
    lang = models.CharField(max_length=5, blank=True)
    text = Words()
    digest = models.CharField(
        max_length=64
    )  # keyed, of channel, day and text: the same file twice adds nothing
    locator = models.CharField(max_length=64, blank=True)  # of the receipt, where it came through the gate
    mailbox = models.CharField(max_length=64, blank=True, db_index=True)  # its public key: where answers go
    lane = models.CharField(max_length=10, choices=Lane.choices, default=Lane.ORDINARY)
    flood = models.ForeignKey(
        "appeals.Flood", on_delete=models.SET_NULL, null=True, blank=True, related_name="appeals"
    )  # of nearly the same words as many others
    batch = models.ForeignKey(
        "appeals.Import",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="appeals",
        db_index=False,  # the index below begins with it
    )  # the file with which it came
    author = Words()  # what its channel calls who wrote it
    forwarded_by = Words()  # who sent it on, where that is somebody else
    history = Words()  # what it quotes of earlier letters: kept, and not read
    came_with = Words(default=[])  # names of files that came with it, and were not in what was brought in
    answers = Words(default={})  # cells of a row that answer a question, until it has been read
    trust = models.SmallIntegerField(choices=Trust.choices, default=Trust.NONE)
    trusted_because = models.CharField(max_length=12, choices=Trusted.choices, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)  # when consent was taken back through the mailbox
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    aside = models.CharField(max_length=10, choices=Aside.choices, blank=True)  # why it was set aside
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    # What triage proposed, or a person put in its place.
    category = models.CharField(max_length=20, choices=Category.choices, default=Category.OTHER)
    confidence = models.FloatField(default=0)  # 0 to 1
    secondary = models.JSONField(default=list)
    urgency = models.SmallIntegerField(choices=Urgency.choices, default=Urgency.NORMAL)
    deadline = models.DateField(null=True, blank=True)
    flags = models.JSONField(default=list)
    reasons = Words(default=[])  # sentences in three languages
    deciding = Words()  # the words of the text that decided
    rules = Words(default={})  # what the rules alone said: category, urgency, points by category
    sorted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # who confirmed category and urgency; nobody: a machine's proposal
    changed_at = models.DateTimeField(auto_now=True)  # the appeal, or a fact of it: see sought.py

    objects = AppealQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "digest"], name="one_appeal_a_message")]
        indexes = [
            models.Index(
                "team",
                "state",
                "lane",
                models.F("urgency").desc(),
                NO_DEADLINE,
                "deadline",
                "received_on",
                "id",
                *FILTERED,
                name="appeals_in_order",
            ),
            models.Index(
                "team",
                models.F("urgency").desc(),
                NO_DEADLINE,
                "deadline",
                "received_on",
                "id",
                "state",
                "lane",
                *FILTERED,
                name="appeals_of_any_state",
            ),
            models.Index(
                fields=["team", "state", "lane", "category", "urgency", "lang", "channel", "assigned_to"],
                name="appeals_to_count",
            ),
            models.Index(fields=["team", "changed_at"], name="appeals_to_catch_up"),
            models.Index(fields=["batch", "lane", "state"], name="appeals_of_a_file"),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the appeal, and when it was changed."""
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "changed_at"}
        super().save(*args, **kwargs)

    def message(self) -> Received:
        """What extraction may know about this appeal."""
        return Received(
            id=self.code,
            channel=self.channel,
            received=self.received_on,
            text=self.text,
            lang=self.lang or None,
        )

    @property
    def is_sorted(self) -> bool:
        """Whether a person stands behind category and urgency."""
        return self.sorted_by_id is not None

    def also(self) -> list[str]:
        """What else it raises, in words."""
        return [str(Category(name).label) for name in self.secondary]

    def urgency_name(self) -> str:
        """The urgency as the name of a style: critical, high, normal, low."""
        return Urgency(self.urgency).name.lower()

    def days_left(self, today: date) -> int | None:
        """Days until something happens; None where no day is known."""
        return (self.deadline - today).days if self.deadline else None
