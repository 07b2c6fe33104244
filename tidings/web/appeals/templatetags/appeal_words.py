"""Days of an appeal, in the reader's words."""

from datetime import date

from django import template
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tidings.preview import harmless
from tidings.triage.learning import Part
from tidings.web.appeals.models import Appeal, Channel, Urgency

register = template.Library()

SIGNS = {Urgency.CRITICAL: "!!", Urgency.HIGH: "!"}
FILE_KINDS = {
    "jpeg": _("photograph"),
    "png": _("picture"),
    "webp": _("picture"),
    "gif": _("picture"),
    "heic": _("photograph"),
    "pdf": "PDF",
    "text": _("text"),
    "docx": _("Word document"),
    "odt": _("text document"),
    "ogg": _("sound"),
    "mp3": _("sound"),
    "mp4": _("sound or video"),
}

register.filter("harmless", harmless)


@register.filter
def sign(appeal: Appeal) -> str:
    """Urgency as a sign that needs no colour."""
    return SIGNS.get(Urgency(appeal.urgency), "")


@register.filter
def left(appeal: Appeal, today: date) -> str:
    """How long until something happens; where no day is known, how urgent it is."""
    days = appeal.days_left(today)
    if days is None:
        return str(Urgency(appeal.urgency).label) if sign(appeal) else "–"
    if days < 0:
        return ngettext("%(days)d day ago", "%(days)d days ago", -days) % {"days": -days}
    if days < 2:
        return gettext("tomorrow") if days else gettext("today")
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


@register.filter
def waited(appeal: Appeal, today: date) -> str:
    """How long ago it came."""
    days = (today - appeal.received_on).days
    if days < 1:
        return gettext("today")
    return ngettext("%(days)d d", "%(days)d d", days) % {"days": days}


@register.filter
def state(states: dict[str, str], name: str) -> str:
    """The state of a row of a file, in words."""
    return str(states[name])


@register.filter
def channel_name(channel: str) -> str:
    """A channel in words."""
    return str(Channel(channel).label)


@register.filter
def share(part: Part, which: str) -> str:
    """How many of a part were said as a person said, and of a hundred."""
    number = int(getattr(part, which))
    return f"{number} ({round(100 * number / part.count)} %)" if part.count else "–"


@register.filter
def file_kind(kind: str) -> str:
    """What a file is, in words."""
    return str(FILE_KINDS.get(kind, _("a kind that we do not know")))
