"""What a report names, in the reader's language."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

KINDS = {
    "age": _("Age"),
    "call_sign": _("Call sign"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "place": _("Place"),
    "unit": _("Unit"),
}


@register.filter
def named_kind(kind: str) -> str:
    """Say what sort of thing it is."""
    return str(KINDS.get(kind, kind))
