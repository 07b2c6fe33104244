"""What a report claims, in the reader's language."""

from django import template
from django.utils.translation import gettext_lazy as _

from tidings.web.incidents.marking import part
from tidings.web.incidents.models import Claim
from tidings.web.pages import some_day

register = template.Library()

COUNTRIES = {"ru": _("Russia"), "ua": _("Ukraine")}
TOLD = {
    "places": _("where"),
    "dates": _("when"),
    "organisations": _("organisations and units"),
    "instruments": _("law"),
}


register.filter("part", part)


@register.filter
def told(claim: Claim) -> list[tuple[str, str]]:
    """Return what a claim tells besides persons, each with what it is called."""
    found = []
    for name, called in TOLD.items():
        words = [claim.source.covered(one) for one in claim.told.get(name, [])]
        if words:
            shown = [some_day(one) for one in words] if name == "dates" else words
            found.append((str(called), ", ".join(shown)))
    for name, years in claim.told.get("ratified", {}).items():
        joined = [f"{COUNTRIES[country]} {year or _('never')}" for country, year in sorted(years.items())]
        found.append((str(_("joined, by our list")), f"{name}: {', '.join(joined)}"))
    return found


@register.filter
def in_words(day: str) -> str:
    """Say a day, month or year."""
    return some_day(day)
