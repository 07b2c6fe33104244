"""The fields of a fact: what each is called, and what may be written in it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tidings.errors import InvalidDate
from tidings.text.dates import ImpreciseDate
from tidings.web.pages import some_day

Words = str | object  # a lazily translated string is typed as an object of its own
LONGEST = 200
LONGEST_ANSWER = 20_000
"""Signs: what the public form takes as one answer in a person's own words."""


def _words(value: str) -> str:
    return " ".join(value.split())


def _some_day(value: str) -> str:
    """Return a date of any precision in its ISO form."""
    try:
        return str(ImpreciseDate.parse(value))
    except InvalidDate:
        raise ValidationError(
            gettext("This is no date. Write a year, a month or a day: 2005, 2005-03 or 2005-03-14.")
        ) from None


def _one_day(value: str) -> str:
    """Return one exact day in its ISO form."""
    if len(day := _some_day(value)) != 10:
        raise ValidationError(gettext("This is no exact day. Write it as 2024-08-07 or 07.08.2024."))
    return day


def _age(value: str) -> str:
    if not value.isdecimal() or not 0 <= int(value) <= 130:
        raise ValidationError(gettext("This is no age. Write whole years, for example 19."))
    return str(int(value))


def _phone(value: str) -> str:
    digits = "".join(sign for sign in value if sign.isdecimal())
    if not 5 <= len(digits) <= 15:
        raise ValidationError(gettext("This is no phone number. Write it with its digits: +7 900 000-00-00."))
    return "+" + digits if value.startswith("+") else digits


def _email(value: str) -> str:
    validate_email(value)
    return value


@dataclass(frozen=True)
class Field:
    """One field: its label, how a typed value is read, and the values where only a few are possible."""

    label: Words
    read: Callable[[str], str] = _words
    values: dict[str, Words] | None = None
    longest: int = LONGEST

    def clean(self, value: str) -> str:
        """Return the value as it is kept. Raises ValidationError with a sentence."""
        if not (value := _words(value)):
            raise ValidationError(gettext("Write a value, or reject the fact."))
        if len(value) > self.longest:
            said = gettext("This is too long. Write up to %(longest)s signs.")
            raise ValidationError(said % {"longest": self.longest})
        if self.values is not None and value not in self.values:
            raise ValidationError(gettext("Choose one of the values in the list."))
        return self.read(value)

    def show(self, value: str) -> str:
        """Return a kept value in the reader's language."""
        if self.values is not None:
            return str(self.values.get(value, value))
        return some_day(value) if self.read in (_some_day, _one_day) else value


STATUS: dict[str, Words] = {
    "conscript": _("conscript"),
    "contract": _("contract soldier"),
    "mobilised": _("mobilised"),
    "minor": _("minor"),
    "civilian": _("civilian"),
    "unknown": _("not known"),
}
RELATION: dict[str, Words] = {
    "mother": _("mother"),
    "father": _("father"),
    "wife": _("wife"),
    "sister": _("sister"),
    "brother": _("brother"),
    "grandmother": _("grandmother"),
    "partner": _("partner"),
    "friend": _("friend"),
    "self": _("the person himself"),
    "other": _("another relation"),
    "unknown": _("not known"),
}
FLAGS: dict[str, Words] = {
    "documents_confiscated": _("papers taken away"),
    "threats": _("threats"),
    "injury": _("injury"),
    "training_incomplete": _("training not finished"),
    "medical_ground": _("medical ground"),
    "conscientious_ground": _("ground of conscience"),
    "psychological_ground": _("psychological ground"),
    "forged_signature": _("forged signature"),
    "imminent": _("about to happen"),
}

NAMES = {
    "surname": Field(_("Surname")),
    "given": Field(_("Given name")),
    "patronymic": Field(_("Patronymic")),
}
SOUGHT = {
    **NAMES,
    "birth_date": Field(_("Born"), _some_day),
    "age": Field(_("Age"), _age),
    "status": Field(_("Service"), values=STATUS),
    "unit": Field(_("Unit")),
    "call_up": Field(_("Called up"), _some_day),
    "last_contact": Field(_("Last contact"), _one_day),
    "place": Field(_("Place")),
}
ENQUIRER = {
    "relation": Field(_("Relation"), values=RELATION),
    **NAMES,
    "birth_date": Field(_("Born"), _some_day),
    "age": Field(_("Age"), _age),
    "phones": Field(_("Phone"), _phone),
    "emails": Field(_("E-mail"), _email),
    "telegram": Field(_("Telegram")),
    "safe_contact": Field(_("When and how it is safe"), longest=LONGEST_ANSWER),
}
MESSAGE = {
    "deadline": Field(pgettext_lazy("until when something happens", "Deadline"), _one_day),
    "flag": Field(_("Sign"), values=FLAGS),
    "place": Field(_("Place")),
}


def fields_of(about: str) -> dict[str, Field]:
    """Return the fields that a fact about this one may have. Raises KeyError for an unknown one."""
    kinds = {"sought": SOUGHT, "enquirer": ENQUIRER, "message": MESSAGE}
    return kinds[about.partition(":")[0]]


def field(about: str, name: str) -> Field:
    """Return one field; one that has no name in the house yet is called as the library calls it."""
    return fields_of(about).get(name) or Field(name.replace("_", " "))
