"""An appeal is what someone asked of us, in their words. What a machine read in it is proposed until a person confirms it."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tidings.extraction.messages import Message
from tidings.web.people.models import new_code

if TYPE_CHECKING:
    from tidings.web.accounts.models import User


class Category(models.TextChoices):
    LOST_CONTACT = "lost_contact", _("Lost contact")
    COERCED_CONTRACT = "coerced_contract", _("Forced contract")
    DEPLOYMENT_NOTICE = "deployment_notice", _("Deployment")
    EXEMPT_CALLED_UP = "exempt_called_up", _("Called up though exempt")
    CAPTIVITY = "captivity", _("Captivity")
    REMAINS = "remains", _("Remains")
    CONTRACT_DISPUTE = "contract_dispute", _("Contract dispute")
    CHILD_RECRUITMENT = "child_recruitment", _("Child recruitment")
    OTHER = "other", _("Other")


class Urgency(models.IntegerChoices):
    """Ordered, so that a queue sorts by it."""

    CRITICAL = 3, _("Critical")
    HIGH = 2, _("High")
    NORMAL = 1, _("Normal")
    LOW = 0, _("Low")


class Channel(models.TextChoices):
    FORM = "form", _("form")
    TELEGRAM = "telegram", "Telegram"
    WHATSAPP = "whatsapp", "WhatsApp"
    EMAIL = "email", _("e-mail")
    HOTLINE = "hotline", _("hotline")


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, user: "User") -> "AppealQuerySet":
        """Appeals that came to this user's team."""
        return self.filter(team=user.team_id)

    def waiting(self) -> "AppealQuerySet":
        """Appeals that nobody has dealt with yet."""
        return self.filter(state=Appeal.State.WAITING)

    def by_urgency(self) -> "AppealQuerySet":
        """What happens soonest first, then what has waited longest."""
        return self.order_by("-urgency", models.F("deadline").asc(nulls_last=True), "received_on", "pk")


class Appeal(models.Model):
    """One message, as it came."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        IN_CASE = "in_case", _("in a case")
        SET_ASIDE = "set_aside", _("set aside")

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=8, unique=True, default=new_code)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    received_on = models.DateField()
    lang = models.CharField(max_length=5, blank=True)
    text = models.TextField()
    digest = models.CharField(max_length=64)  # of channel, day and text: the same file twice adds nothing
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
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
    reasons = models.JSONField(default=list)  # sentences in three languages
    deciding = models.CharField(max_length=300, blank=True)  # the words of the text that decided
    sorted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # who confirmed category and urgency; nobody: a machine's proposal

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "digest"], name="one_appeal_a_message")]
        indexes = [models.Index(fields=["team", "state", "-urgency", "deadline", "received_on"])]

    def __str__(self) -> str:
        return self.code

    def message(self) -> Message:
        """What extraction may know about this appeal."""
        return Message(
            id=self.code,
            channel=self.channel,
            received=self.received_on,
            text=self.text,
            lang=self.lang or None,
        )

    def days_left(self, today: date) -> int | None:
        """Days until something happens; None where no day is known."""
        return (self.deadline - today).days if self.deadline else None


class Mention(models.Model):
    """Words of the appeal that name something: `appeal.text[start:end]`."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=30)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["start", "end"]

    @property
    def words(self) -> str:
        """The words themselves."""
        return self.appeal.text[self.start : self.end]


class ReadFact(models.Model):
    """A fact read in an appeal, with the words it came from; true only when a person has said so."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="facts")
    about = models.CharField(max_length=20)  # sought:0, sought:1 …, enquirer, message
    field = models.CharField(max_length=30)  # surname, birth_date, unit, phone …
    value = models.CharField(max_length=200)
    proposed = models.CharField(
        max_length=200, blank=True
    )  # what the machine read; empty: a person added the fact
    mentions = models.ManyToManyField(Mention, related_name="facts")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["about", "pk"]


class Import(models.Model):
    """A file of appeals that was brought in: what it held, and what became of each row. The report stays."""

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=8, unique=True, default=new_code)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=10)  # jsonl, txt, eml
    digest = models.CharField(max_length=64)
    rows = models.JSONField(
        default=list
    )  # {"row": 3, "state": "new" | "known" | "unreadable", "appeal": code, "said": …}
    done = models.BooleanField(default=False)
