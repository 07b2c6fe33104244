"""People: those who are sought and those who ask for them. The machine never decides that two are one."""

import secrets
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from tidings.web.accounts.models import User

GLYPHS = "23467890ABEHKMPT"  # look alike in Latin and Cyrillic, so both keyboards type them


def new_code() -> str:
    """Return a code of eight symbols by which staff name a record aloud; it says nothing about anyone.

    Among a hundred thousand records a new one meets an old one once in 40,000 times; with six it would in 170.
    """
    return "".join(secrets.choice(GLYPHS) for _ in range(8))


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


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: "User") -> "PersonQuerySet":
        """People whom this user's team works for."""
        return self.filter(team=user.team_id)


class Person(models.Model):
    """Someone sought, or someone who asks. An empty cell means we were not told."""

    class Service(models.TextChoices):
        CONSCRIPT = "conscript", _("conscript")
        CONTRACT = "contract", _("contract soldier")
        MOBILISED = "mobilised", _("mobilised")
        MINOR = "minor", _("minor")
        CIVILIAN = "civilian", _("civilian")

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    surname = models.CharField(_("surname"), max_length=100, blank=True)
    given = models.CharField(_("given name"), max_length=100, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=100, blank=True)
    birth_date = models.CharField(
        _("born"), max_length=30, blank=True
    )  # an imprecise date: 2005, 2005-03, 2005-03-14
    service = models.CharField(_("service"), max_length=20, choices=Service.choices, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["team", "changed_at"])]

    def __str__(self) -> str:
        return self.name or str(_("name not told"))

    @property
    def name(self) -> str:
        """Surname, given name, patronymic, as far as told."""
        return " ".join(filter(None, (self.surname, self.given, self.patronymic)))

    def facts(self) -> dict[str, Any]:
        """What matching may know about this person."""
        return {
            "id": self.pk,
            "name": self.name,
            "birth_date": self.birth_date or None,
            "unit": self.unit or None,
            "place": self.place or None,
        }


class Contact(models.Model):
    """A way to reach someone, and when it is safe to."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("phone")
        EMAIL = "email", _("e-mail")
        HANDLE = "telegram", _("Telegram")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=120)
    safe_when = models.TextField(blank=True)  # in the words of who asks; empty: not told
