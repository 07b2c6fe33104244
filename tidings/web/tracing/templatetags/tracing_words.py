"""Weights and facts of a comparison, in the reader's language."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from tidings.matching import together as all_facts
from tidings.web.pages import said

register = template.Library()

FACTS = {
    "surname": _("Surname"),
    "given": _("Given name"),
    "patronymic": _("Patronymic"),
    "born": _("Born"),
    "unit": _("Unit"),
    "place": _("Place"),
}


@register.filter
def matched_fact(name: str) -> str:
    """Say which fact was compared."""
    return str(FACTS.get(name, name))


@register.filter
def signed(weight: float) -> str:
    """Write a weight with its sign: +9.8, −2.1, 0.

    >>> signed(0.04)
    '0'
    """
    if abs(weight) < 0.05:
        return "0"
    return ("+" if weight > 0 else "−") + number_format(abs(weight), decimal_pos=1)


@register.filter
def together(probability: float) -> str:
    """Say what all facts come to; a machine never says that it is he."""
    return said(all_facts(probability))
