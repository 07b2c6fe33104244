"""What a machine read in an appeal is proposed until a person confirms it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tidings.web.appeals.fields import Field, field
from tidings.web.appeals.models.appeal import Appeal
from tidings.web.vault.parts import Mark, Sealed, SealedQuerySet, Words


class Mention(Sealed):
    """Words of the appeal that name something: `appeal.text[start:end]`."""

    SEALED_UNDER = "appeal"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=30)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    value = Words()

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["start", "end"]

    @property
    def words(self) -> str:
        """The words themselves."""
        text: str = self.appeal.text
        return text[self.start : self.end]


class ReadFact(Sealed):
    """A fact read in an appeal, with the words it came from; true only when a person has said so."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    SEALED_UNDER = "appeal"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="facts")
    about = models.CharField(max_length=20)  # sought:0, sought:1 …, enquirer, message
    field = models.CharField(max_length=30)  # surname, birth_date, unit, phone …
    value = Words()  # up to the length of its field
    proposed = Words()  # what the machine read; empty: a person added the fact
    mark = Mark("phones", of="phone")  # by which a telephone is found again; nothing else is
    mentions = models.ManyToManyField(Mention, related_name="facts")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["about", "pk"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the fact; its appeal has changed with it."""
        super().save(*args, **kwargs)
        Appeal.objects.filter(pk=self.appeal_id).update(changed_at=timezone.now())

    @property
    def phone(self) -> str:
        """The value, where it is a telephone."""
        value: str = self.value
        return value if self.field == "phones" else ""

    @property
    def is_proposed(self) -> bool:
        """Whether nobody has said yet that it is true."""
        return self.state == self.State.PROPOSED

    @property
    def kind(self) -> Field:
        """What its field is called and what may stand in it."""
        return field(self.about, self.field)

    @property
    def shown(self) -> str:
        """The value in the reader's language."""
        return self.kind.show(self.value)
