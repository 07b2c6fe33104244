"""What may be typed about a case. A question of the law becomes a form by the kind of its fact."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tidings.errors import InvalidFacts
from tidings.law import FactKind, check
from tidings.web.accounts import roles
from tidings.web.accounts.models import User
from tidings.web.appeals.models import Appeal
from tidings.web.cases import exporting
from tidings.web.cases.consents import KINDS
from tidings.web.cases.models import Case, CaseQuerySet, Consent, Export
from tidings.web.pages import said
from tidings.web.people.masking import initials
from tidings.web.people.models import Person

NONE = ""
"""The answer to a list of which nothing applies."""


class ToldForm(forms.Form):
    """One fact: its value, and the appeal that says so, where one does."""

    source = forms.ModelChoiceField(
        Appeal.objects.none(), label=_("Who says so"), required=False, empty_label=_("not from an appeal")
    )

    field_order = ["value", "source"]

    def __init__(self, kind: FactKind, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["value"] = FIELDS[kind.kind](kind)
        self.fields["value"].label = said(kind.label)
        self.order_fields(self.field_order)
        source = self.fields["source"]
        assert isinstance(source, forms.ModelChoiceField)
        source.queryset = Appeal.objects.filter(enquiries__case=case).distinct()

    def clean_value(self) -> Any:
        """Return the value as the law keeps it."""
        value = self.cleaned_data["value"]
        if isinstance(value, list):
            value = _list(value)
        kept = value.isoformat() if isinstance(value, date) else value
        try:
            check({self.kind.name: kept})
        except InvalidFacts:
            raise forms.ValidationError(gettext("This cannot be read. %s") % _hint(self.kind)) from None
        return kept


class ConsentForm(forms.Form):
    """What was agreed: whose data, for what, to whom, which kinds, until when; on which basis, how and when."""

    about = forms.ModelChoiceField(Person.objects.none(), label=_("Whose data"), empty_label=None)
    purpose = forms.ChoiceField(label=_("For what"), choices=Consent.Purpose.choices)
    recipient = forms.ChoiceField(label=_("To whom it may go"), choices=Consent.Recipient.choices)
    organisation = forms.CharField(label=_("Name of the organisation"), required=False, max_length=200)
    kinds = forms.MultipleChoiceField(label=_("Which data"), widget=forms.CheckboxSelectMultiple)
    basis = forms.ChoiceField(label=_("On which basis"), choices=Consent.Basis.choices)
    how = forms.ChoiceField(label=_("How it was given"), choices=Consent.How.choices)
    given_on = forms.DateField(label=_("On which day"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"given_on": date.today().isoformat()})
        super().__init__(*args, **kwargs)
        about, kinds = self.fields["about"], self.fields["kinds"]
        assert isinstance(about, forms.ModelChoiceField) and isinstance(kinds, forms.MultipleChoiceField)
        asking = Q(enquiries__case=case) | Q(pk=case.person_id)
        about.queryset = Person.objects.filter(asking).distinct()
        about.label_from_instance = lambda one: (  # type: ignore[method-assign, assignment]
            str(one) if one.pk == case.person_id else initials(one.name) or str(one)
        )
        kinds.choices = [(name, said(words)) for name, words in KINDS.items()]

    def clean(self) -> dict[str, Any]:
        """An organisation is named; nothing ends before it begins, or begins tomorrow."""
        told = super().clean() or {}
        if told.get("recipient") == Consent.Recipient.ORGANISATION and not told.get("organisation"):
            self.add_error("organisation", _("Name the organisation."))
        given_on, until = told.get("given_on"), told.get("until")
        if given_on and given_on > date.today():
            self.add_error("given_on", _("This day is still to come."))
        if given_on and until and until < given_on:
            self.add_error("until", _("It cannot end before it was given."))
        return told

    def consent(self) -> Consent:
        """Return what was typed, not kept yet."""
        ours = self.cleaned_data["how"] == Consent.How.OURS
        return Consent(given_by=None if ours else self.cleaned_data["about"], **self.cleaned_data)


class ExportForm(forms.Form):
    """Which cases shall leave as a file, what of them, for what and to whom; and why, for the second person."""

    which = forms.ChoiceField(
        label=_("Which cases"),
        choices=[
            ("open", pgettext_lazy("cases", "Open")),
            ("mine", pgettext_lazy("cases", "Mine")),
            ("closed", pgettext_lazy("cases", "Closed")),
        ],
    )
    since = forms.DateField(
        label=_("Opened from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(label=_("to"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    kinds = forms.MultipleChoiceField(label=_("Which data"), widget=forms.CheckboxSelectMultiple)
    purpose = forms.ChoiceField(label=_("For what"), choices=Consent.Purpose.choices)
    recipient = forms.ChoiceField(label=_("To whom it may go"), choices=Consent.Recipient.choices)
    organisation = forms.CharField(label=_("Name of the organisation"), required=False, max_length=200)
    why = forms.CharField(label=_("Why, for the second person"), max_length=500)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        kinds = self.fields["kinds"]
        assert isinstance(kinds, forms.MultipleChoiceField)
        kinds.choices = [(name, said(KINDS[name])) for name in exporting.KINDS]

    def clean(self) -> dict[str, Any]:
        """An organisation is named, and some cases are chosen, but not too many."""
        told = super().clean() or {}
        if told.get("recipient") == Consent.Recipient.ORGANISATION and not told.get("organisation"):
            self.add_error("organisation", _("Name the organisation."))
        if self.errors:
            return told
        many = self.cases().count()
        if not many:
            raise forms.ValidationError(_("This chooses no case. Choose others, or a longer time."))
        if many > exporting.MOST:
            chosen = _(
                "This chooses %(many)s cases; at most %(most)s leave at a time. Choose a shorter time."
            )
            raise forms.ValidationError(chosen, params={"many": many, "most": exporting.MOST})
        return told

    def cases(self) -> CaseQuerySet:
        """Return those that are chosen, of those that the user sees."""
        told, found = self.cleaned_data, Case.objects.visible_to(self.user).filter(honey=False)
        state = Case.State.CLOSED if told["which"] == "closed" else Case.State.OPEN
        days = {"opened_on__gte": told.get("since"), "opened_on__lte": told.get("until")}
        found = found.filter(state=state, **{name: day for name, day in days.items() if day})
        return found.filter(responsible=self.user) if told["which"] == "mine" else found

    def export(self) -> Export:
        """Return what is asked for, not kept yet."""
        names = ("kinds", "purpose", "recipient", "organisation", "why")
        return Export(**{name: self.cleaned_data[name] for name in names})


class HandOverForm(forms.Form):
    """Who shall be responsible."""

    to = forms.ModelChoiceField(User.objects.none(), label=_("Responsible"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ModelChoiceField)
        able = User.objects.filter(role__in=roles.who_may("work_cases"), is_active=True)
        to.queryset = able.filter(team=user.team_id)


class JoinForm(forms.Form):
    """To which case an appeal belongs."""

    case = forms.ModelChoiceField(Case.objects.none(), to_field_name="code", label=_("Case"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case = self.fields["case"]
        assert isinstance(case, forms.ModelChoiceField)
        case.queryset = Case.objects.visible_to(user)
        case.error_messages["invalid_choice"] = _("Your team has no case of this code.")


def _list(values: list[str]) -> list[str]:
    if NONE in values and len(values) > 1:
        raise forms.ValidationError(
            gettext("Either something of this happened, or nothing of it. Tick one or the other.")
        )
    return [value for value in values if value != NONE]


def _hint(kind: FactKind) -> str:
    hints = {
        "day": gettext("Write one day."),
        "imprecise_date": gettext("Write a year, a month or a day: 2005, 2005-03 or 2005-03-14."),
        "age": gettext("Write whole years from 0 to 120."),
        "days": gettext("Write a number of days."),
    }
    return hints.get(kind.kind, gettext("Choose one of the answers."))


def _choice(kind: FactKind) -> forms.Field:
    words = [(str(value), said(kind.said[str(value)])) for value in kind.values]
    return forms.ChoiceField(choices=words, widget=forms.RadioSelect)


def _flag(kind: FactKind) -> forms.Field:
    return forms.TypedChoiceField(
        choices=[("yes", _("yes")), ("no", _("no"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )


def _day(kind: FactKind) -> forms.Field:
    formats = ["%Y-%m-%d", "%d.%m.%Y"]
    return forms.DateField(
        input_formats=formats, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _imprecise(kind: FactKind) -> forms.Field:
    return forms.CharField(
        max_length=30, help_text=_("A year, a month or a day: 2005, 2005-03 or 2005-03-14.")
    )


def _number(kind: FactKind) -> forms.Field:
    return forms.IntegerField(min_value=0)


def _several(kind: FactKind) -> forms.Field:
    words = [(str(value), said(kind.said[str(value)])) for value in kind.values]
    none = (NONE, _("nothing of this"))
    return forms.MultipleChoiceField(choices=[*words, none], widget=forms.CheckboxSelectMultiple)


FIELDS: dict[str, Callable[[FactKind], forms.Field]] = {
    "choice": _choice,
    "flag": _flag,
    "day": _day,
    "imprecise_date": _imprecise,
    "age": _number,
    "days": _number,
    "list": _several,
}
