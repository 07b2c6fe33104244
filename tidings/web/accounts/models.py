"""Who works here: a name, a team, a role. What a role may do stands in roles.py."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tidings.web.accounts import roles


class Team(models.Model):
    """People who see each other's work. Another team's records do not exist for them."""

    name = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """Someone of the staff."""

    class Role(models.TextChoices):
        INTAKE = "intake", _("intake")
        CASEWORKER = "caseworker", _("caseworker")
        LAWYER = "lawyer", _("lawyer")
        RESEARCHER = "researcher", _("researcher")
        COORDINATOR = "coordinator", _("coordinator")
        CUSTODIAN = "custodian", _("custodian")
        AUDITOR = "auditor", _("auditor")

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.CASEWORKER)
    language = models.CharField(max_length=2, default="ru")
    stamp = models.PositiveIntegerField(default=0)  # one more, and every session of this person is over
    password_given = models.BooleanField(default=False)  # by somebody else, to be changed at once

    REQUIRED_FIELDS = ["team"]

    @property
    def may(self) -> dict[str, bool]:
        """What this person may do, by the words of the table: `user.may["triage"]`, `{% if user.may.triage %}`."""
        return roles.allowed(self.role)

    @property
    def needs_passkey(self) -> bool:
        """Whether the codes of an app are not enough for this person's role."""
        return self.role in roles.WITH_PASSKEY

    def get_session_auth_hash(self) -> str:
        """What each session carries and every request compares: a new password, role, team or stamp ends them all."""
        what = f"{self.password}|{self.role}|{self.team_id}|{self.stamp}|{self.is_active}"
        return salted_hmac("tidings.session", what, algorithm="sha256").hexdigest()

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class StaffRequest(HttpRequest):
    """A request by someone who is logged in: every view of the desk gets one, unless it says otherwise."""

    if TYPE_CHECKING:
        user: User


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def standing(self) -> "ApprovalQuerySet":
        """Those that are neither spent nor over."""
        return self.filter(spent_at=None, asked_at__gt=timezone.now() - Approval.LASTS)


class Approval(models.Model):
    """That somebody asks to do what only two people together may do, and whether a second one agreed."""

    LASTS = timedelta(hours=24)

    what = models.CharField(max_length=30)  # of approvals.WHAT
    subject = models.CharField(max_length=40)  # "cases.case"
    subject_id = models.BigIntegerField()
    detail = models.CharField(
        max_length=60, blank=True
    )  # what exactly: a role, a digest; never anybody's words
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    spent_at = models.DateTimeField(null=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["what", "subject", "subject_id"])]

    @property
    def until(self) -> Any:
        """When it is over."""
        return self.asked_at + self.LASTS


class AlertQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, user: "User") -> "AlertQuerySet":
        """Alerts of this user's team, to whom it concerns; nobody is shown one about herself."""
        if not user.may["see_alerts"]:
            return self.none()
        ours = self if user.may["audit"] else self.filter(team=user.team_id)
        return ours.exclude(who=user)


class Alert(models.Model):
    """That coordinators and auditors should look at what somebody does."""

    class Kind(models.TextChoices):
        MANY = "many", _("opened many records today")
        STOPPED = "stopped", _("was stopped: too many records today")
        HONEY = "honey", _("opened a bait")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    on = models.DateField(default=date.today)
    at = models.DateTimeField(auto_now_add=True)
    seen_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]


class Opened(models.Model):
    """That somebody opened a record today. Only today's are kept: the journal is what remembers."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "on", "subject", "subject_id"], name="opened_once_a_day")
        ]


class Allowance(models.Model):
    """That a coordinator lets somebody open more records on a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
