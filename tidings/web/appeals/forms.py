"""What may be typed about appeals."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tidings.errors import TidingsError
from tidings.web.appeals.fields import LONGEST_ANSWER, fields_of
from tidings.web.appeals.imports import KINDS
from tidings.web.appeals.models import Appeal, Category, Channel, Import, Lane, Language, ReadFact, Urgency
from tidings.web.appeals.queue import Asked

ALL = "all"


class UnknownFilter(TidingsError):
    """An address of the queue that asks for something that there is not."""


class FilterForm(forms.Form):
    """The filters of the queue, as its address names them."""

    category = forms.ChoiceField(choices=Category.choices, required=False)
    urgency = forms.TypedChoiceField(choices=Urgency.choices, coerce=int, empty_value=None, required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[*Appeal.State.choices, (ALL, _("any"))], required=False
    )
    lang = forms.ChoiceField(label=_("Language"), choices=[("", _("any")), *Language.choices], required=False)
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("", _("any")), *Channel.choices], required=False
    )
    mine = forms.ChoiceField(
        label=pgettext_lazy("appeals that I took", "Mine"), choices=[("1", _("yes"))], required=False
    )
    lane = forms.ChoiceField(choices=Lane.choices, required=False)
    page = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)


def asked(query: QueryDict) -> tuple[Asked, int]:
    """Return what the address asks for, and which page. Raises UnknownFilter with a sentence."""
    form = FilterForm(query)
    unknown = sorted(set(query) - set(form.fields))
    if unknown or not form.is_valid():
        raise UnknownFilter(
            gettext(
                "The queue has no filter “%(filter)s” with this value. Choose one of the filters above it."
            )
            % {"filter": (unknown or sorted(form.errors))[0][:40]}
        )
    given = form.cleaned_data
    state = given["state"] or Appeal.State.WAITING
    return Asked(
        state=None if state == ALL else state,
        category=given["category"] or None,
        urgency=given["urgency"],
        lang=given["lang"] or None,
        channel=given["channel"] or None,
        mine=bool(given["mine"]),
        lane=given["lane"] or Lane.ORDINARY,
    ), given["page"] or 1


class SortForm(forms.Form):
    """What a person says about category and urgency."""

    category = forms.ChoiceField(label=_("Category"), choices=Category.choices)
    urgency = forms.TypedChoiceField(label=_("Urgency"), choices=Urgency.choices, coerce=int)


class AsideForm(forms.Form):
    """Why nothing is to be done."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Appeal.Aside.choices)


class ValueForm(forms.Form):
    """Another value for a fact."""

    value = forms.CharField(max_length=LONGEST_ANSWER)

    def __init__(self, fact: ReadFact, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"value": fact.value})
        self.fact = fact
        self.fields["value"].label = str(fact.kind.label)
        self.fields["value"].choices = list((fact.kind.values or {}).items())  # type: ignore[attr-defined]  # in words, where two are merged

    def clean_value(self) -> str:
        """Return the value as its field keeps it."""
        return self.fact.kind.clean(self.cleaned_data["value"])


class FactForm(forms.Form):
    """A fact that a person found in the words."""

    about = forms.CharField(widget=forms.HiddenInput)
    field = forms.CharField(label=_("What"))
    value = forms.CharField(label=_("Value"), max_length=LONGEST_ANSWER)

    def __init__(self, data: QueryDict, abouts: list[str]) -> None:
        super().__init__(data)
        self.abouts = abouts

    def clean(self) -> dict[str, Any]:
        """Return a fact about someone of this appeal, with a field that there is."""
        given: dict[str, Any] = super().clean() or {}
        if not {"about", "field", "value"} <= given.keys():
            return given
        if given["about"] not in self.abouts or given["field"] not in fields_of(given["about"]):
            raise forms.ValidationError(_("There is no such fact to add. Choose one from the list."))
        given["value"] = fields_of(given["about"])[given["field"]].clean(given["value"])
        return given


ORDERS = (
    ("", _("as the file shows")),
    ("day-first", _("day first: 3 April")),
    ("month-first", _("month first: March 4")),
)


class FileForm(forms.Form):
    """A file that is brought in."""

    KINDS: tuple[str, ...] = KINDS

    file = forms.FileField(
        label=_("File"),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Check that the right file was chosen."),
        },
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large, or of a kind that cannot be read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            raise forms.ValidationError(too_large())
        if (file.name or "").rpartition(".")[2].lower() not in self.KINDS:
            raise forms.ValidationError(
                gettext("A file of this kind cannot be read yet. Choose one of %(kinds)s.")
                % {"kinds": ", ".join(f".{kind}" for kind in self.KINDS)}
            )
        return file


class UploadForm(FileForm):
    """A file of appeals."""

    received_on = forms.DateField(
        label=_("Day it came"),
        help_text=_("For what does not say it, as a .txt: “yesterday” in it needs a day."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ours = forms.CharField(
        label=_("What we are called in it"),
        help_text=_("In a chat our name, in letters our address: what we wrote ourselves is no appeal."),
        max_length=200,
        required=False,
    )
    dates = forms.ChoiceField(label=_("A day such as 03/04/2026"), choices=ORDERS, required=False)

    field_order = ["file", "received_on", "ours", "dates"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "Up to 32 MB: a sheet (.csv, .xlsx, .ods), what Telegram Desktop or WhatsApp exports (result.json, .txt), "
            "letters (.eml, .mbox), a text (.txt), or .jsonl."
        )

    def clean_received_on(self) -> date | None:
        """Refuse a day that is still to come."""
        day: date | None = self.cleaned_data["received_on"]
        if day is not None and day > date.today():
            raise forms.ValidationError(
                _("This day is still to come. Write the day on which the message came.")
            )
        return day

    def clean_ours(self) -> list[str]:
        """Return the names, which commas part."""
        return [name.strip() for name in self.cleaned_data["ours"].split(",") if name.strip()]


FIELDS = {
    "": _("not read"),
    "text": _("what happened"),
    "received": _("day it came"),
    "name": _("name of who is sought"),
    "surname": _("surname"),
    "given": _("given name"),
    "patronymic": _("patronymic"),
    "birth_date": _("date of birth or age"),
    "unit": _("military unit"),
    "place": _("place"),
    "last_contact": _("day of the last contact"),
    "service": _("how the person serves"),
    "deadline": _("day by which something happens"),
    "relation": _("what the writer is to the person"),
    "enquirer_name": _("name of who writes"),
    "contacts": _("telephone, e-mail or messenger"),
    "safe_contact": _("when and how it is safe"),
    "also": _("read as words, with its heading"),
    "channel": _("channel"),
    "lang": _("language"),
    "id": _("number in the file"),
}
"""What a column may be, in words and in this order."""
ONLY_ONCE = set(FIELDS) - {"", "text", "contacts", "also"}


class ColumnsForm(forms.Form):
    """What each column of a sheet is."""

    def __init__(self, batch: Import, fields: Sequence[str], data: QueryDict | None = None) -> None:
        super().__init__(data)
        said = json.loads(batch.mapping)["columns"] if batch.mapping else {}
        words_of = FIELDS if "text" in fields else FIELDS | {"name": _("whole name")}
        choices = [(name, words) for name, words in words_of.items() if not name or name in fields]
        self.why: list[dict[str, str]] = []
        self.values: list[list[str]] = []
        for place, (heading, values, why) in enumerate(batch.headings):
            self.fields[f"column{place}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=said.get(heading, "")
            )
            self.why.append(why)
            self.values.append(values)

    def rows(self) -> Iterator[tuple[forms.BoundField, list[str], dict[str, str]]]:
        """Yield each column with its first values and why it seems to be what it is."""
        yield from zip(self, self.values, self.why, strict=True)

    def chosen(self) -> list[str]:
        """Return what each column is."""
        return [self.cleaned_data[name] for name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Refuse one thing in two columns, where only one may hold it."""
        given: dict[str, Any] = super().clean() or {}
        chosen = [value for value in given.values() if value in ONLY_ONCE]
        for value in {one for one in chosen if chosen.count(one) > 1}:
            raise forms.ValidationError(
                gettext("Two columns are “%(field)s”. Only one may be; leave the other out.")
                % {"field": FIELDS[value]}
            )
        return given


def too_large() -> str:
    """Say that a file is too large to be read in one piece."""
    return gettext("The file is larger than 32 MB. Divide it into smaller files; nothing was read.")
