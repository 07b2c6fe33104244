"""Floods: many appeals of nearly the same words, grouped for one decision."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from tidings.web.people.models import Coded

if TYPE_CHECKING:
    from tidings.web.accounts.models import User


class FloodQuerySet(models.QuerySet["Flood"]):
    def visible_to(self, user: "User") -> "FloodQuerySet":
        """Floods that came to this user's team."""
        return self.filter(team=user.team_id) if user.may["read_appeals"] else self.none()


class Flood(Coded):
    """Many appeals of nearly the same words that came in a rush; a machine grouped them, a person decides."""

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    found_on = models.DateField()
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    set_aside_on = models.DateField(null=True, blank=True)
    let_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # who said that it is none

    objects = FloodQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
