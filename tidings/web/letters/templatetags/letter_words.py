"""Letters, in the reader's language."""

from datetime import date

from django import template
from django.utils.translation import gettext_lazy as _

from tidings.drafting import FIELDS, TEMPLATES
from tidings.web.letters.models import Letter
from tidings.web.pages import said

register = template.Library()

CASES = {
    "genitive": _("genitive: of whom"),
    "dative": _("dative: to whom"),
    "accusative": _("accusative: whom"),
    "instrumental": _("instrumental: by whom"),
}


@register.filter
def letter_title(name: str) -> str:
    """Say which letter it is."""
    return said(TEMPLATES[name].title)


@register.filter
def recipient_words(name: str) -> str:
    """Say to whom a letter is written, where its template leaves a choice."""
    return FIELDS["recipient"].words.get(name, name)


@register.filter
def grammatical_case(name: str) -> str:
    """Say which case a name stands in."""
    return str(CASES[name])


@register.filter
def overdue(letter: Letter, today: date) -> bool:
    """Whether an answer should have come before this day."""
    return letter.is_overdue(today)
