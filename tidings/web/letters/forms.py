"""What may be typed about letters."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidings.drafting import TEMPLATES
from tidings.web.letters.models import Letter
from tidings.web.letters.reading import Open

LONGEST = 50_000


RECIPIENTS = {
    "ministry": _("the Ministry of Defence"),
    "commissariat": _("the military commissariat"),
    "commander": _("the commander of the unit (he will learn who asks)"),
}


class DraftForm(forms.Form):
    """Which letter to write, and where there is a choice, to whom."""

    template = forms.ChoiceField(choices=[(name, name) for name in TEMPLATES])
    recipient = forms.ChoiceField(label=_("To"), choices=list(RECIPIENTS.items()), required=False)


class GapsForm(forms.Form):
    """Words for the gaps of a letter; the fields are named by their place in the list of gaps."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, gaps: list[Open], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gaps = [gap for gap in gaps if gap.fillable]
        for number, gap in enumerate(self.gaps):
            widget = forms.Textarea(attrs={"rows": 4}) if gap.long else forms.TextInput()
            self.fields[f"gap{number}"] = forms.CharField(
                label=gap.question, initial=gap.known, max_length=5000, required=False, widget=widget
            )

    @property
    def words(self) -> dict[str, str]:
        """What was written for each gap, by its label."""
        return {gap.label: self.cleaned_data[f"gap{number}"] for number, gap in enumerate(self.gaps)}


class TextForm(forms.Form):
    """The text of a letter, and the version that it was written on."""

    text = forms.CharField(
        label=_("Text of the letter"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "true"}),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """A browser sends its own line ends; a letter is kept with plain ones."""
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(_("The text is empty. What is kept stays as it is."))
        return text.replace("\r\n", "\n").rstrip() + "\n"


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, input_formats=["%Y-%m-%d", "%d.%m.%Y"], widget=widget, **more)


class SentForm(forms.Form):
    """On which day a letter went out, and when it was registered, if that is known."""

    sent_on = _day(_("Sent on"))
    registered_on = _day(_("Registered on, if they told you"), required=False)
    as_it_is = forms.BooleanField(label=_("Send it as it is"), required=False)

    def __init__(self, *args: Any, unfinished: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not unfinished:
            del self.fields["as_it_is"]

    def clean_as_it_is(self) -> bool:
        """Refuse an unfinished letter that nobody says is to go like this."""
        meant: bool = self.cleaned_data["as_it_is"]
        if not meant:
            raise forms.ValidationError(
                _("The letter still has gaps or names to check. See to them, or tick “Send it as it is”.")
            )
        return meant

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        told: dict[str, Any] = super().clean() or {}
        sent, registered = told.get("sent_on"), told.get("registered_on")
        if sent and sent > date.today():
            self.add_error("sent_on", _("This day is still to come. Note it when the letter has gone."))
        if sent and registered and registered < sent:
            self.add_error("registered_on", _("This is before the letter was sent. Check both days."))
        return told


class AnsweredForm(forms.Form):
    """On which day an answer came."""

    answered_on = _day(_("Answer came on"))

    def __init__(self, letter: Letter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter = letter

    def clean_answered_on(self) -> date:
        """Refuse a day that is still to come, or before the letter went out."""
        day: date = self.cleaned_data["answered_on"]
        if day > date.today():
            raise forms.ValidationError(_("This day is still to come."))
        if self.letter.sent_on and day < self.letter.sent_on:
            raise forms.ValidationError(_("This is before the letter was sent. Check the day."))
        return day
