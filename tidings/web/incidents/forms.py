"""What may be typed about press reports and their claims."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tidings import files
from tidings.errors import InputError, UnreadableInput
from tidings.extraction import claims as reading
from tidings.extraction.pages import read_page
from tidings.extraction.printed_reports import Read, read_pages
from tidings.extraction.reports import opened
from tidings.preview import printed
from tidings.web.incidents import marking
from tidings.web.incidents.models import Claim, Incident, Source, in_language
from tidings.web.tracing.models import FoundList

if TYPE_CHECKING:
    from tidings.web.accounts.models import User

LONGEST = 200_000
LONGEST_WORDS = 5_000
LARGEST = 2_000_000
LARGEST_PDF = 20_000_000
Words = str | Read
"""Of a report: as a text, or as they stand on printed pages."""
SEVERAL = ("places", "organisations", "dates", "instruments")


class SourceForm(forms.Form):
    """The words of a report, pasted, or a file with them."""

    text = forms.CharField(
        label=_("Text of the report"),
        help_text=_("Paste it whole, with its title. It is kept as it is."),
        max_length=LONGEST,
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        help_text=_("A saved web page (.html) or a text (.txt) in UTF-8, up to 2 MB, or a PDF, up to 20 MB."),
        required=False,
    )

    def clean_text(self) -> str:
        """A browser sends its own line ends; a text is kept with plain ones."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        return text

    def clean_file(self) -> Words | None:
        """Return the words of the file. One that cannot be read is refused with the reason."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        try:
            words = _read_pdf(file) if _is_pdf(file) else _read_text(file)
        except InputError as error:
            raise forms.ValidationError(error.say(get_language())) from error
        return words

    def clean(self) -> dict[str, Any]:
        """One of the two holds the words."""
        told = super().clean() or {}
        if not self.errors and not told["file"] and not told["text"].strip():
            self.add_error("text", _("The text is empty. Paste the whole report, or choose a file."))
        return told

    @property
    def words(self) -> Words:
        """The words of the report."""
        words: Words = self.cleaned_data["file"] or self.cleaned_data["text"]
        return words


def _is_pdf(file: UploadedFile) -> bool:
    """Return whether a file is a PDF, whatever it is called."""
    begins = file.read(1024)
    file.seek(0)
    return b"%PDF-" in begins


def _read_text(file: UploadedFile) -> str:
    if (file.size or 0) > LARGEST:
        raise forms.ValidationError(_("The file is larger than 2 MB. Paste the text of the report instead."))
    text = opened(files.Held(str(file.name), file.read())).text
    _no_longer(len(read_page(text).body))
    return text


def _read_pdf(file: UploadedFile) -> Read:
    """Return the words of a PDF, which are taken out of it in the confined process."""
    if (file.size or 0) > LARGEST_PDF:
        raise forms.ValidationError(_("The PDF is larger than 20 MB. Paste the text of the report instead."))
    seen = printed(file.read())
    if seen.why:
        raise UnreadableInput(**seen.why.as_dict())
    _no_longer(sum(len(word[4]) for page in seen.pages for word in page))
    return read_pages(seen.pages)


def _no_longer(letters: int) -> None:
    if letters > LONGEST:
        raise forms.ValidationError(
            _("The report is longer than 200,000 letters. Paste the part that matters.")
        )


def kinds_and_stances() -> dict[str, list[tuple[str, str]]]:
    """Return what may be claimed, and how it may be said, with what they are called."""
    kinds = (*reading.kinds(), *reading.OTHER_KINDS)
    return {
        "kind": [(one, in_language(reading.label(one))) for one in kinds],
        "stance": [(one, in_language(reading.stance_label(one))) for one in reading.STANCES],
    }


def parted(words: str) -> list[str]:
    """Return what is parted by semicolons."""
    return [one.strip() for one in words.split(";") if one.strip()]


def _choose_from(form: forms.Form, choices: dict[str, list[tuple[str, str]]]) -> None:
    for name, words in choices.items():
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = words


class ClaimForm(forms.Form):
    """What a source claims in some of its words."""

    kind = forms.ChoiceField(label=_("What"))
    stance = forms.ChoiceField(label=_("How it is said"))
    attributed_to = forms.CharField(label=_("Who says so"), max_length=300, required=False)
    places = forms.CharField(label=_("Places"), max_length=500, required=False)
    organisations = forms.CharField(label=_("Organisations and units"), max_length=500, required=False)
    dates = forms.CharField(label=_("Days"), max_length=300, required=False)
    instruments = forms.CharField(label=_("Law cited"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self, kinds_and_stances())
        for name in SEVERAL:
            self.fields[name].widget.attrs["title"] = str(_("Several are parted by semicolons"))

    @classmethod
    def of(cls, claim: Claim) -> "ClaimForm":
        """The form with what stands. A child's name in it is covered, and stays as it was if it is not touched."""
        told = {
            name: "; ".join(claim.source.covered(one) for one in claim.told.get(name, [])) for name in SEVERAL
        }
        first = {"kind": claim.kind, "stance": claim.stance, "attributed_to": claim.said_by}
        return cls(initial={**first, **told}, prefix=f"c{claim.pk}")

    def told(self, claim: Claim) -> dict[str, Any]:
        """Return what was typed, for what differs from what was shown."""
        shown = ClaimForm.of(claim).initial
        typed = {name: self.cleaned_data[name].strip() for name in ("attributed_to", *SEVERAL)}
        stale: dict[str, Any] = {"ratified": {}} if typed["instruments"] != shown["instruments"] else {}
        changed = {name: words for name, words in typed.items() if words != shown[name]}
        return stale | {
            name: parted(words) if name in SEVERAL else words or None for name, words in changed.items()
        }


class MarkForm(forms.Form):
    """A claim that a person finds in some words of a report."""

    paragraph = forms.ChoiceField(label=_("Paragraph"), required=False)
    words = forms.CharField(
        label=_("Words of the report"),
        help_text=_("As they stand there. If you leave this empty, the whole paragraph is meant."),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What"), error_messages={"required": _("Say what it claims.")})
    stance = forms.ChoiceField(label=_("How it is said"))
    attributed_to = forms.CharField(label=_("Who says so"), max_length=300, required=False)
    name = forms.CharField(label=_("Name of the person it is about"), max_length=200, required=False)
    call_sign = forms.CharField(label=_("Call sign"), max_length=100, required=False)
    age = forms.IntegerField(label=_("Age"), min_value=0, max_value=120, required=False)
    role = forms.ChoiceField(label=_("Part in it"), required=False)
    child = forms.BooleanField(label=_("A child; its name is not shown"), required=False)
    places = forms.CharField(label=_("Places"), max_length=500, required=False)
    dates = forms.CharField(label=_("Days"), max_length=300, required=False)
    organisations = forms.CharField(label=_("Organisations and units"), max_length=500, required=False)
    instruments = forms.CharField(label=_("Law cited"), max_length=500, required=False)

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "mark_%s"} | kwargs)
        self.source = source
        self.paragraphs = marking.paragraphs(source)
        choices = kinds_and_stances()
        choices["kind"] = [("", "—"), *choices["kind"]]
        choices["role"] = [(one, marking.part(one)) for one in reading.ROLES]
        begins = [(str(number), words) for number, (_span, words) in enumerate(self.paragraphs, 1)]
        choices["paragraph"] = [("", str(_("anywhere in the report"))), *begins]
        _choose_from(self, choices)

    @property
    def more(self) -> list[forms.BoundField]:
        """What is asked besides, which most claims do without."""
        return [self[name] for name in ("places", "dates", "organisations", "instruments")]

    def clean(self) -> dict[str, Any]:
        """The words stand in the report, once, or it is said which of them are meant."""
        told = super().clean() or {}
        if "words" in told and "paragraph" in told:
            number = int(told["paragraph"] or 0)
            within = self.paragraphs[number - 1][0] if number else None
            try:
                told["span"] = marking.meant(self.source, told["words"], within, told.get("at"))
            except ValidationError as error:
                self.add_error("words", error)
        return told

    def told(self) -> dict[str, Any]:
        """Return what was typed, as the machine tells a claim."""
        typed = self.cleaned_data
        several = {name: parted(typed[name]) for name in SEVERAL}
        person = marking.person(self.source, typed)
        nothing: dict[str, Any] = {"because": [], "age": None, "ratified": {}}
        return {
            "attributed_to": typed["attributed_to"].strip() or None,
            "persons": [person] if person else [],
            **several,
            **nothing,
        }


class IncidentForm(forms.Form):
    """Which confirmed claims are about one incident, and which."""

    claims = forms.ModelMultipleChoiceField(
        label=_("Claims"),
        queryset=Claim.objects.none(),
        error_messages={"required": _("Choose at least one confirmed claim.")},
    )
    into = forms.ModelChoiceField(
        label=_("Incident"), queryset=Incident.objects.none(), required=False, to_field_name="code"
    )

    def __init__(self, *args: Any, claims: Any, user: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["claims"].queryset = claims
        fields["into"].queryset = Incident.objects.visible_to(user)
        fields["into"].label_from_instance = lambda one: one.code
        fields["into"].empty_label = _("a new incident")


class NamesForm(forms.Form):
    """Which of the people whom a report names become rows for tracing, and what the list says of them."""

    rows = forms.MultipleChoiceField(error_messages={"required": _("Choose at least one name.")})
    kind = forms.ChoiceField(label=_("What it says of those on it"), choices=FoundList.Kind.choices)

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rows"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(number), "") for number in range(count)]
