"""Sentences of the library, in the reader's language."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext

from tidings.text.sentences import Sentence
from tidings.web.pages import said
from tidings.web.pages import some_day as in_words

register = template.Library()


@register.filter
def say(sentence: Sentence | Mapping[str, str]) -> str:
    """Say a sentence of the library, or one kept as JSON, in the reader's language."""
    return said(sentence)


@register.filter
def some_day(kept: str) -> str:
    """Say a day, a month or a year that is kept as 2005-03-14, 2005-03 or 2005."""
    return in_words(kept)


@register.filter
def hundred(probability: float) -> str:
    """Say a probability as so many in a hundred; never none and never all.

    >>> str(hundred(0.964)), str(hundred(0.9999)), str(hundred(0.0001))  # doctest: +SKIP
    ('96 in 100', 'more than 99 in 100', 'less than 1 in 100')
    """
    if probability > 0.994:
        return gettext("more than 99 in 100")
    if probability < 0.006:
        return gettext("less than 1 in 100")
    return gettext("%(number)d in 100") % {"number": round(probability * 100)}
