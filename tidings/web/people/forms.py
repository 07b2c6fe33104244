"""What may be typed about people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from tidings.errors import InvalidDate
from tidings.text.dates import ImpreciseDate
from tidings.web.people.actions import FIELDS, LONGEST
from tidings.web.people.models import Contact, Person, Reveal


def birth_date(words: str) -> str:
    """Return a date of birth in its kept form. Raises ValidationError for words that are no date."""
    try:
        return str(ImpreciseDate.parse(words)) if words else ""
    except InvalidDate:
        raise forms.ValidationError(
            _("This is no date. Write a year, a month or a day: 2005, 2005-03 or 2005-03-14.")
        ) from None


class SearchForm(forms.Form):
    """Whom to look for: a name in any spelling, a code or a telephone, and what else may be known."""

    name = forms.CharField(label=_("Name, code or telephone"), max_length=300)
    born = forms.CharField(label=_("Born"), max_length=30, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)

    def clean_born(self) -> str:
        return birth_date(self.cleaned_data["born"].strip())


class IdentityForm(forms.Form):
    """Who someone is; `seen` is when the record shown was last changed."""

    seen = forms.CharField(widget=forms.HiddenInput)
    surname = forms.CharField(label=_("surname"), max_length=LONGEST["surname"], required=False)
    given = forms.CharField(label=_("given name"), max_length=LONGEST["given"], required=False)
    patronymic = forms.CharField(label=_("patronymic"), max_length=LONGEST["patronymic"], required=False)
    birth_date = forms.CharField(label=_("born"), max_length=LONGEST["birth_date"], required=False)
    service = forms.ChoiceField(
        label=_("service"), choices=[("", "---------"), *Person.Service.choices], required=False
    )
    unit = forms.CharField(label=_("unit"), max_length=LONGEST["unit"], required=False)
    place = forms.CharField(label=_("place"), max_length=LONGEST["place"], required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        instance: Person | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        known = {name: getattr(instance, name) for name in FIELDS} if instance else {}
        super().__init__(data, initial=known | dict(initial or {}))

    def clean_seen(self) -> datetime:
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            raise forms.ValidationError(_("Load the page again, then correct.")) from None

    def clean_birth_date(self) -> str:
        return birth_date(self.cleaned_data["birth_date"].strip())


class ContactForm(forms.Form):
    """A way to reach someone."""

    kind = forms.ChoiceField(label=_("Way"), choices=[("", "---------"), *Contact.Kind.choices])
    value = forms.CharField(label=_("Number or address"), max_length=LONGEST["contact"])
    safe_when = forms.CharField(label=_("Safe when"), widget=forms.Textarea, required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("kind") == Contact.Kind.PHONE and "value" in told:
            told["value"] = _phone(told["value"])
        if told.get("kind") == Contact.Kind.EMAIL and "value" in told:
            validate_email(told["value"])
        return told


class SafeForm(forms.Form):
    """When and how it is safe to reach someone in this way."""

    safe_when = forms.CharField(label=_("Safe when"), widget=forms.Textarea, required=False)


def _phone(words: str) -> str:
    digits = "".join(sign for sign in words if sign.isdecimal())
    if not 5 <= len(digits) <= 15:
        raise forms.ValidationError(
            {"value": _("This is no phone number. Write it with its digits: +7 900 000-00-00.")}
        )
    return ("+" if words.strip().startswith("+") else "") + digits


class RevealForm(forms.Form):
    """Why somebody needs to see who asks and how she is reached."""

    reason = forms.ChoiceField(label=_("Why"), choices=Reveal.Reason.choices)
    words = forms.CharField(label=_("In words"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Another reason needs its words."""
        told = super().clean() or {}
        if told.get("reason") == Reveal.Reason.WHY and not told.get("words"):
            self.add_error("words", _("Say in words why."))
        return told
