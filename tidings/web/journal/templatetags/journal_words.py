"""The verbs and records of the journal, in the reader's language."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

VERBS = {
    "employed": _("joined the staff"),
    "logged_in": _("logged in"),
    "received": _("received"),
    "took": _("took"),
    "gave_back": _("gave back"),
    "sorted": _("sorted"),
    "confirmed": _("confirmed a fact"),
    "rejected": _("rejected a fact"),
    "added": _("added a fact"),
    "set_aside": _("set aside"),
    "put_in_case": _("put into a case"),
    "brought_back": _("brought back"),
    "imported": _("imported"),
    "opened": _("opened"),
    "joined": _("joined an appeal to the case"),
    "corrected": _("corrected"),
    "told": _("wrote down a fact"),
    "assessed": _("assessed"),
    "closed": _("closed"),
    "traced": _("looked through the lists"),
    "decided": _("decided"),
    "withdrew": _("withdrew a decision"),
    "drafted": _("drafted"),
    "edited": _("edited"),
    "downloaded": _("downloaded"),
    "sent": _("sent"),
    "answered": _("noted an answer"),
    "read": _("read"),
    "wrote_down": _("wrote someone down"),
    "noted_contact": _("noted a way to reach someone"),
    "dropped_contact": _("struck out a way to reach someone"),
    "handed_over": _("handed over"),
    "reopened": _("opened again"),
    "requested": _("asked to find someone"),
}
RECORDS = {
    "accounts.user": _("person of the staff"),
    "people.person": _("person"),
    "appeals.appeal": _("appeal"),
    "appeals.import": _("import"),
    "cases.case": _("case"),
    "tracing.foundlist": _("list"),
    "tracing.tracingrequest": _("tracing request"),
    "tracing.candidate": _("candidate"),
    "letters.letter": _("letter"),
    "incidents.source": _("report"),
}


@register.filter
def verb(name: str) -> str:
    """What was done, in words."""
    return str(VERBS[name])


@register.filter
def record_kind(label: str) -> str:
    """What it was done to, in words."""
    return str(RECORDS[label])
