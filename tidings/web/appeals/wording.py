"""The page of the words of triage: all lists with their weights, and what the office changed of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from tidings.triage.own import LANGUAGES
from tidings.triage.wordlists import shipped, word_lists
from tidings.web.accounts.allow import needs
from tidings.web.accounts.models import StaffRequest
from tidings.web.appeals import words
from tidings.web.appeals.models import Category

_LEARNT = {
    "alike.category": _("Category: how much it weighs what messages with such words were about"),
    "alike.urgency": _("Urgency: how much it weighs how urgent messages with such words were"),
}
"""Weights of what is no list of phrases (tidings.triage.alike)."""
SHOWN = 3
"""Phrases by which a list is introduced."""


@dataclass(frozen=True)
class Listed:
    """A list as it counts now, and what the office made of it."""

    name: str
    begins: str  # its first phrases, in the language of the page
    points: float
    shipped: float
    added: list[str]
    without: list[str]
    phrases: list[str]


@require_GET
@needs("read_appeals")
def show(request: StaffRequest) -> HttpResponse:
    """All lists with their weights and phrases, what the office changed first."""
    problem = words.refresh()
    labels = dict(Category.choices) | {"urgency": _("Urgency"), "alike": _("What messages alike were about")}
    groups = [
        (labels.get(group), group, [_listed(group, name, one) for name, one in members.items()])
        for group, members in shipped().items()
    ]
    context = {
        "groups": groups,
        "path": f"desk/{words.FILE}",
        "problem": problem.as_dict() if problem else None,
    }
    return render(request, "appeals/words.html", context)


def _listed(group: str, name: str, one: Mapping[str, Any]) -> Listed:
    own = words.own.get(group, {}).get(name, {})
    now = word_lists()[f"{group}.{name}"]
    added = [phrase for lang in LANGUAGES for phrase in own.get(lang, ())]
    rest = [phrase for phrase in now.phrases.phrases if phrase not in added]
    without = list(own.get("without", ()))
    return Listed(
        f"{group}.{name}",
        _beginning(f"{group}.{name}", one, without),
        now.points,
        float(one["points"]),
        added,
        without,
        rest,
    )


def _beginning(name: str, one: Mapping[str, Any], without: list[str]) -> str:
    """Return the first phrases of a list as a person says them: a list is known by what stands in it."""
    if name in _LEARNT:
        return str(_LEARNT[name])
    lang = (get_language() or "en")[:2]
    counting = [phrase for phrase in one.get(lang) or one["ru"] if phrase not in without]
    return ", ".join(f"«{_as_said(phrase)}»" for phrase in counting[:SHOWN]) + " …"


def _as_said(phrase: str) -> str:
    """Return a phrase with the first of each either-or, and without signs.

    >>> _as_said("не .. звонит|пишет сын*")
    'не … звонит сын…'
    """
    words = (word.partition("|")[0].replace("*", "…") for word in phrase.split())
    return " ".join("…" if word == ".." else word for word in words)
