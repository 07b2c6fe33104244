"""What the gate holds: boxes it cannot open. Days and full hours, never moments; nobody's address."""

from typing import ClassVar

from django.db import models


class Post(models.Model):
    """What was sent, sealed to the office, waiting to be taken by the desk (see tidings.sealing.post)."""

    objects: ClassVar["models.Manager[Post]"] = models.Manager()
    number = models.BigAutoField(primary_key=True)
    sealed = models.BinaryField()
    day = models.DateField()
    lane = models.CharField(max_length=10)


class File(models.Model):
    """A closed file in the folder `files`, of a draft until it is sent, of a post from then on."""

    objects: ClassVar["models.Manager[File]"] = models.Manager()
    id = models.CharField(max_length=32, primary_key=True)
    draft = models.CharField(max_length=64, db_index=True)
    post = models.BigIntegerField(null=True, db_index=True)


class Mailbox(models.Model):
    """Where replies lie for whoever has the receipt. Nothing here gives the receipt away (tidings.sealing.mailboxes)."""

    objects: ClassVar["models.Manager[Mailbox]"] = models.Manager()
    public = models.BinaryField(primary_key=True)
    locator = models.CharField(max_length=4, db_index=True)
    verifier = models.BinaryField()
    opened_on = models.DateField()
    last_visit_on = models.DateField(db_index=True)


class Reply(models.Model):
    """What the desk answers, sealed to a mailbox."""

    objects: ClassVar["models.Manager[Reply]"] = models.Manager()
    number = models.BigAutoField(primary_key=True)
    mailbox = models.BinaryField(db_index=True)
    sealed = models.BinaryField()
    day = models.DateField()


class Draft(models.Model):
    """Answers not sent yet, locked with a key that only the enquirer's browser has."""

    objects: ClassVar["models.Manager[Draft]"] = models.Manager()
    lookup = models.CharField(max_length=64, primary_key=True)
    locked = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)  # a full hour, never the minute


class Tally(models.Model):
    """How often something was done in an hour; what, only who knows it can find (see limits.py)."""

    objects: ClassVar["models.Manager[Tally]"] = models.Manager()
    name = models.CharField(max_length=64, primary_key=True)
    count = models.IntegerField()
    expires_at = models.DateTimeField(db_index=True)
