"""Facts, findings and tasks of a case, in the reader's language."""

from datetime import date
from typing import Any

from django import template
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from tidings.law import FACTS
from tidings.web.cases.known import in_words
from tidings.web.cases.models import ToldFact
from tidings.web.pages import said

register = template.Library()

FINDINGS = {
    "indicated": (_("indicated"), "critical"),
    "not_indicated": (_("no sign of a breach in what was told"), ""),
    "insufficient_data": (_("we know too little"), "warning"),
    "needs_lawyer": (_("a lawyer must look"), "warning"),
}
STATES = {
    "todo": _("not started"),
    "doing": _("in progress"),
    "review": _("to review"),
    "done": _("done"),
    "not_yet": _("cannot start yet"),
}
SOURCED = {
    "sourced": _("the words of the law were seen"),
    "unverified": _("not checked against the law: a lawyer must"),
}


@register.filter
def finding_word(finding: str) -> str:
    """Say what a rule found."""
    return str(FINDINGS[finding][0])


@register.filter
def finding_look(finding: str) -> str:
    """Return the colour that goes with it."""
    return FINDINGS[finding][1]


@register.filter
def task_state(state: str) -> str:
    """Say how far a task is."""
    return str(STATES[state])


@register.filter
def citation_state(status: str) -> str:
    """Say whether a citation was checked."""
    return str(SOURCED[status])


@register.filter
def told_words(told: ToldFact) -> str:
    """Say what was told."""
    return in_words(told.name, told.value)


@register.filter
def fact_label(name: str) -> str:
    """Say what a fact is called."""
    return said(FACTS[name].label)


@register.filter
def fact_question(name: str) -> str:
    """Say how to ask a family for a fact."""
    return said(FACTS[name].question)


@register.filter
def fact_words(value: Any, name: str) -> str:
    """Say a kept value of a fact."""
    return in_words(name, value)


@register.filter
def day_words(day: str) -> str:
    """Say a day kept as 2024-08-06."""
    return str(formats.date_format(date.fromisoformat(day), "j E Y"))
