"""What people decided about appeals, and what a machine learnt from it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from tidings.web.appeals.models.appeal import Appeal
from tidings.web.vault.parts import Sealed, SealedQuerySet, Words

if TYPE_CHECKING:
    from tidings.web.accounts.models import User


class Sorting(Sealed):
    """What a person said an appeal is about and how urgent it is, beside what the rules alone had said: it is learnt from."""

    SEALED_UNDER = "appeal"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="sortings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    category = Words()
    urgency = Words()  # by its name: critical, high, normal, low
    rules = Words(default={})  # as on the appeal, when this was said

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]


class LearnedQuerySet(SealedQuerySet["Learned"]):
    def visible_to(self, user: "User") -> "LearnedQuerySet":
        """What was learnt from the decisions of this user's team."""
        return self.filter(team=user.team_id) if user.may["read_appeals"] else self.none()


class Learned(Sealed):
    """What a machine learnt from a team's decisions, and what that would have changed; nothing, until a person switches it on.

    It has a key of its own in the office, since words can be read back from its weights; the key goes when it is let go.
    """

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # nobody: the worker, in its own time
    ready = models.BooleanField(default=False)  # until then it is still being learnt
    on = models.BooleanField(default=False)  # whether new appeals are sorted with it
    switched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    weights = Words(default=b"", binary=True)
    effect = Words(default={})
    appeals = Words(default=[])  # their numbers, in the order of the decisions
    rests_on = Words(default=[])  # the keys of those appeals: where one is gone, this is learnt anew
    refused = Words(default={})  # why nothing could be learnt, in three languages

    objects = LearnedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["team"], condition=models.Q(on=True), name="one_learnt_is_on")
        ]
