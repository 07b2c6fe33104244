"""Ties: two appeals of which a person said that they seek the same man."""

from django.conf import settings
from django.db import models

from tidings.web.appeals.models.appeal import Appeal


class Tie(models.Model):
    """That somebody of the staff said: these two appeals seek the same person. Who is tied through others is computed."""

    first = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="ties_to_later")
    second = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="ties_to_earlier")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_tie_of_two"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="ties_in_order"),
        ]
