"""What was said later about an appeal through its mailbox, and the files that came."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tidings.web.appeals.models.appeal import Appeal
from tidings.web.vault.parts import Sealed, SealedQuerySet, Words

if TYPE_CHECKING:
    from tidings.web.accounts.models import User


ASKING = ("withdraw", "delete")
"""Kinds of messages that ask us to do something."""


class MessageQuerySet(SealedQuerySet["Message"]):
    def visible_to(self, user: "User") -> "MessageQuerySet":
        """What was said about appeals that this user may see; asked one by one, since few of many wait."""
        seen = Appeal.objects.visible_to(user).filter(pk=models.OuterRef("appeal"))
        return self.filter(models.Exists(seen))

    def new(self) -> "MessageQuerySet":
        """What came and nobody has read yet."""
        return self.filter(by=None, read_by=None)

    def waiting(self) -> "MessageQuerySet":
        """What came and nobody has read yet, and what asks for something that nobody has done yet."""
        return self.filter(waits=True)


class Message(Sealed):
    """What was said later, through the mailbox of an appeal: by who asked, or by the office."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("message")
        SAFE = "safe", _("when and how it is safe")
        WITHDRAW = "withdraw", _("takes back consent")
        DELETE = "delete", _("asks that everything be erased")

    SEALED_UNDER = "appeal"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MESSAGE)
    day = models.DateField()
    text = Words()
    answers = Words(default={})  # those of the form that came with it, by field
    digest = models.CharField(max_length=64, blank=True)  # of what came: the same post twice adds nothing
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # who answered; nobody: it came from who asked
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # who did what was asked
    waits = models.BooleanField(
        default=False, editable=False
    )  # is new, or to do: kept in step by save and mark_read

    objects = MessageQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "digest"], condition=~models.Q(digest=""), name="one_message_a_post"
            )
        ]
        indexes = [
            models.Index(fields=["day"], condition=models.Q(waits=True), name="messages_that_wait"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the message, and whether it waits for somebody."""
        self.waits = self.is_new or self.is_to_do
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "waits"}
        super().save(*args, **kwargs)

    @property
    def is_new(self) -> bool:
        """Whether nobody of the office has read it."""
        return self.by_id is None and self.read_by_id is None

    @property
    def is_to_do(self) -> bool:
        """Whether it asks for something that nobody has done yet."""
        return self.kind in ASKING and self.settled_by_id is None


class AttachmentQuerySet(SealedQuerySet["Attachment"]):
    def visible_to(self, user: "User") -> "AttachmentQuerySet":
        """Files of appeals that this user may see."""
        return self.filter(appeal__in=Appeal.objects.visible_to(user))


class Attachment(Sealed):
    """A file that came with an appeal: what it is, and the key that opens it. Its bytes lie closed in a folder."""

    SEALED_UNDER = "appeal"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="attachments")
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    number = models.PositiveSmallIntegerField()  # 1, 2, 3 … within the appeal
    file = models.CharField(max_length=32, unique=True)  # how it is called in the folder
    name = Words()  # on the device it came from
    kind = Words()  # of tidings.preview; empty: none that we know
    size = Words(default=0)  # bytes of the original
    file_key = Words()
    digest = Words()  # SHA-256 of the original; empty: it did not come whole

    objects = AttachmentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["appeal", "number"], name="one_attachment_a_number")]
