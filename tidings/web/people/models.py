"""People: those who are sought and those who ask for them. The machine never decides that two are one."""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from tidings.web.vault.parts import Mark, Sealed, SealedQuerySet, Words

if TYPE_CHECKING:
    from tidings.web.accounts.models import User

GLYPHS = "23467890ABEHKMPT"  # look alike in Latin and Cyrillic, so both keyboards type them


def new_code() -> str:
    """Return a code of eight symbols by which staff name a record aloud; it says nothing about anyone.

    Among a hundred thousand records a new one meets an old one once in 40,000 times; with six it would in 170.
    """
    return "".join(
        GLYPHS[byte % len(GLYPHS)] for byte in secrets.token_bytes(8)
    )  # sixteen, so that all are as likely


class Coded(models.Model):
    """A record that has a code of its own."""

    code = models.CharField(max_length=8, unique=True, default=new_code)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the record; a new one whose code is taken gets another, in the same transaction."""
        while self._state.adding:
            try:
                with transaction.atomic():
                    return super().save(*args, **kwargs)
            except IntegrityError:
                if not type(self)._base_manager.filter(code=self.code).exists():
                    raise
                self.code = new_code()
        return super().save(*args, **kwargs)


class PersonQuerySet(SealedQuerySet["Person"]):
    def visible_to(self, user: "User") -> "PersonQuerySet":
        """People whom this user's team works for, but for those of restricted cases that are others' to work on."""
        if not user.may["read_cases"]:
            return self.none()
        ours = self.filter(team=user.team_id)
        if user.may["see_restricted"]:
            return ours
        closed = models.Q(case__restricted=True) | models.Q(enquiries__case__restricted=True)
        hers = models.Q(case__responsible=user.pk) | models.Q(enquiries__case__responsible=user.pk)
        elsewhere = models.Q(enquiries__case__restricted=False)
        hidden = Person.objects.filter(closed).exclude(hers).exclude(elsewhere)
        return ours.exclude(pk__in=hidden.values("pk"))


class Person(Sealed):
    """Someone sought, or someone who asks. An empty cell means we were not told."""

    class Service(models.TextChoices):
        CONSCRIPT = "conscript", _("conscript")
        CONTRACT = "contract", _("contract soldier")
        MOBILISED = "mobilised", _("mobilised")
        MINOR = "minor", _("minor")
        CIVILIAN = "civilian", _("civilian")

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    service = models.CharField(_("service"), max_length=20, choices=Service.choices, blank=True)
    surname = Words()
    given = Words()
    patronymic = Words()
    birth_date = Words()  # an imprecise date: 2005, 2005-03, 2005-03-14
    unit = Words()
    place = Words()
    changed_at = models.DateTimeField(auto_now=True)

    objects = PersonQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["team", "changed_at"])]

    def __str__(self) -> str:
        return self.name or str(_("name not told"))

    @property
    def name(self) -> str:
        """Surname, given name, patronymic, as far as told."""
        return name_of(self.sealed_words())

    def facts(self) -> dict[str, Any]:
        """What matching may know about this person."""
        return facts(self.pk, self.sealed_words())


def name_of(told: Mapping[str, str]) -> str:
    """Return surname, given name, patronymic, as far as they are among these words."""
    return " ".join(filter(None, map(told.get, ("surname", "given", "patronymic"))))


def facts(pk: int, told: Mapping[str, str]) -> dict[str, Any]:
    """Return what matching may know of a person of whom these words were told."""
    known = {name: told.get(name) or None for name in ("birth_date", "unit", "place")}
    return {"id": pk, "name": name_of(told), **known}


class Reveal(Sealed):
    """That somebody was shown who asks and how she is reached, and why."""

    class Reason(models.TextChoices):
        REACH = "reach", _("to reach the family")
        LETTER = "letter", _("for a letter")
        SAME = "same", _("to see whether two are one")
        WHY = "why", _("another reason, in words")

    SEALED_UNDER = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reveals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=10, choices=Reason.choices)
    words = Words()

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]


class Contact(Sealed):
    """A way to reach someone, and when it is safe to."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("phone")
        EMAIL = "email", _("e-mail")
        HANDLE = "telegram", _("Telegram")

    SEALED_UNDER = "person"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = Words()
    safe_when = Words()  # in the words of who asks; empty: not told
    mark = Mark("contact", of="value")  # by which the same number or address is found again

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]
