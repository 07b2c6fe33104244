"""What may be typed about press reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 200_000


class SourceForm(forms.Form):
    """The words of a report, as they were published."""

    text = forms.CharField(
        label=_("Text of the report"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
    )

    def clean_text(self) -> str:
        """A browser sends its own line ends; a text is kept with plain ones."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if not text.strip():
            raise forms.ValidationError(_("The text is empty. Paste the whole report."))
        return text
