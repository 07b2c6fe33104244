"""One entry an action. It holds ids and digests, never anybody's words, so that erasing a case leaves the chain whole."""

from typing import Any

from django.conf import settings
from django.db import models

from tidings import custody


class Entry(models.Model):
    """That someone did something to a record; sealed together with the entry before it on the same record."""

    subject = models.CharField(max_length=40)  # "appeals.appeal"
    subject_id = models.BigIntegerField()
    number = (
        models.PositiveIntegerField()
    )  # 1, 2, 3 … for each record: two at once fail loudly instead of forking
    verb = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "subject_id", "number"], name="one_chain")]
        indexes = [models.Index(fields=["-at"])]
        ordering = ["-at", "-pk"]

    def sealed_words(self) -> dict[str, Any]:
        """What the seal is over."""
        return {
            "subject": f"{self.subject}/{self.subject_id}/{self.number}",
            "verb": self.verb,
            "by": self.by_id,
            "at": self.at.isoformat(),
            "details": self.details,
        }

    def sealed(self) -> str:
        """The seal this entry must have."""
        return custody.seal(self.previous, self.sealed_words())
