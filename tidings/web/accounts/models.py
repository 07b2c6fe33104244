"""Who works here: a name, a team, a role. What a role may do stands in roles.py."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.http import HttpRequest
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

    REQUIRED_FIELDS = ["team"]

    @property
    def may(self) -> dict[str, bool]:
        """What this person may do, by the words of the table: `user.may["triage"]`, `{% if user.may.triage %}`."""
        return roles.allowed(self.role)

    @property
    def may_write(self) -> bool:
        """Whether this person may change anything of what the team keeps."""
        return self.may["triage"]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class StaffRequest(HttpRequest):
    """A request by someone who is logged in: every view of the desk gets one, unless it says otherwise."""

    if TYPE_CHECKING:
        user: User
