"""Sentences of the library, in the reader's language."""

from collections.abc import Mapping

from django import template

from tidings.text.sentences import Sentence
from tidings.web.pages import said

register = template.Library()


@register.filter
def say(sentence: Sentence | Mapping[str, str]) -> str:
    """Say a sentence of the library, or one kept as JSON, in the reader's language."""
    return said(sentence)
