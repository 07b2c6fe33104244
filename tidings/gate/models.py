"""What the gate holds: boxes it cannot open."""

from typing import ClassVar

from django.db import models


class Post(models.Model):
    """An appeal sealed to the office, waiting to be taken by the desk (see tidings.sealing.post)."""

    objects: ClassVar["models.Manager[Post]"] = models.Manager()
    locator = models.CharField(max_length=4, primary_key=True)
    sealed = models.BinaryField()
    day = models.DateField()


class Draft(models.Model):
    """Answers not sent yet, locked with a key that only the enquirer's browser has."""

    objects: ClassVar["models.Manager[Draft]"] = models.Manager()
    lookup = models.CharField(max_length=64, primary_key=True)
    locked = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)  # a full hour, never the minute
