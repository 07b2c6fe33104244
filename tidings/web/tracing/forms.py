"""What may be typed about tracing."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidings.web.appeals.forms import FileForm
from tidings.web.appeals.imports import SHEETS
from tidings.web.tracing.models import Decision, FoundList

LONGEST = 200
NOT_CHOSEN = ("", "---------")


class ListForm(FileForm):
    """A file with people who were found, and what it is."""

    KINDS = (*SHEETS, "pdf")

    name = forms.CharField(label=_("Name of the list"), max_length=LONGEST)
    kind = forms.ChoiceField(
        label=_("What it says of those on it"), choices=[NOT_CHOSEN, *FoundList.Kind.choices]
    )
    source = forms.CharField(label=_("Where it comes from"), max_length=LONGEST, required=False)
    published_on = forms.DateField(
        label=_("Published on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    field_order = ["file", "name", "kind", "source", "published_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "A sheet (.csv in UTF-8, .xlsx, .ods) with a column of names, and where known day of birth, unit, place; "
            "or a PDF with a table, or with a person a line. Up to 32 MB."
        )

    def clean_published_on(self) -> date | None:
        """Refuse a day that is still to come."""
        day: date | None = self.cleaned_data["published_on"]
        if day and day > date.today():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """Return what is said of the list together, as an import keeps it."""
        given: dict[str, Any] = super().clean() or {}
        day = given.pop("published_on", None)
        about = {name: given.pop(name, "") for name in ("name", "kind", "source")}
        return given | {"about": about | {"published_on": day.isoformat() if day else ""}}


class AnswerForm(forms.Form):
    """Same, not the same, unsure."""

    answer = forms.TypedChoiceField(choices=Decision.Answer.choices, coerce=Decision.Answer)
