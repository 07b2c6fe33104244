"""What may be typed about tracing."""

from datetime import date

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tidings.web.tracing.models import Decision, FoundList

LONGEST = 200
NOT_CHOSEN = ("", "---------")


class ListForm(forms.Form):
    """A file with people who were found, and what it is."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV in UTF-8 with a heading: name, and where known birth_date, unit, place. Up to 32 MB."
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Check that the right file was chosen."),
        },
    )

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

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large to be read in one piece."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            raise forms.ValidationError(
                _("The file is larger than 32 MB. Divide it into smaller files; nothing was read.")
            )
        return file

    def clean_published_on(self) -> date | None:
        """Refuse a day that is still to come."""
        day: date | None = self.cleaned_data["published_on"]
        if day and day > date.today():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class AnswerForm(forms.Form):
    """Same, not the same, unsure."""

    answer = forms.TypedChoiceField(choices=Decision.Answer.choices, coerce=Decision.Answer)
