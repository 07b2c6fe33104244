"""The page of what was learnt: what it would have changed, before anyone switches it on; and the switch."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from tidings.triage.learning import LEAST, Change, Effect
from tidings.web.accounts.allow import needs
from tidings.web.accounts.models import StaffRequest
from tidings.web.appeals import actions, learnt
from tidings.web.appeals.models import Appeal, Category, Learned, Sorting, Urgency

EXAMPLES = 40
SURE = 0.05


@dataclass(frozen=True)
class Example:
    """An appeal on which the proposal would have been another one."""

    code: str
    change: Change
    rules: str
    learnt: str
    person: str


@require_GET
@needs("read_appeals")
def show(request: StaffRequest) -> HttpResponse:
    """What is switched on, what was learnt last, and what that would have changed of decisions that were made."""
    found = list(Learned.objects.visible_to(request.user).select_related("asked_by", "switched_by"))
    newest = next((one for one in found if one.ready), None)
    effect = learnt.effect_of(newest) if newest else None
    context = {
        "on": next((one for one in found if one.on), None),
        "asked": any(not one.ready for one in found),
        "newest": newest,
        "earlier": [one for one in found if one.ready and one.weights and one != newest],
        "effect": effect,
        "sure": effect is not None and effect.chance < SURE,
        "categories": [(str(Category(one.name).label), one) for one in effect.by_category] if effect else [],
        "changed": sum(one.what == "category" for one in effect.changes) if effect else 0,
        "examples": _examples(request, newest, effect) if newest and effect else [],
        "decisions": Sorting.objects.filter(appeal__in=Appeal.objects.visible_to(request.user)).count(),
        "least": LEAST,
    }
    return render(request, "appeals/learning.html", context)


@require_POST
@needs("teach")
def ask(request: StaffRequest) -> HttpResponse:
    """Have the worker learn from what was decided until now."""
    actions.ask_to_learn(request.user.team, by=request.user)
    messages.success(request, gettext("It is being learnt now. This takes up to a minute."))
    return redirect("appeals-learning")


@require_POST
@needs("teach")
def switch_on(request: StaffRequest, pk: int) -> HttpResponse:
    """Sort what comes from now on with what was learnt then."""
    try:
        actions.switch_on(_found(request, pk), by=request.user)
    except actions.NotNow:
        messages.warning(request, gettext("Nothing was learnt here that could be switched on."))
    else:
        messages.success(request, gettext("What comes from now on is sorted with it."))
    return redirect("appeals-learning")


@require_POST
@needs("teach")
def switch_off(request: StaffRequest, pk: int) -> HttpResponse:
    """Sort what comes from now on by the rules alone."""
    try:
        actions.switch_off(_found(request, pk), by=request.user)
    except actions.NotNow:
        messages.warning(request, gettext("It is switched off already."))
    else:
        messages.success(request, gettext("The rules sort alone again."))
    return redirect("appeals-learning")


def _found(request: StaffRequest, pk: int) -> Learned:
    return get_object_or_404(Learned.objects.visible_to(request.user), pk=pk)


def _examples(request: StaffRequest, learned: Learned, effect: Effect) -> list[Example]:
    """Return changes about appeals that this user may see, those that would have been worse first."""
    changes = sorted(
        effect.changes, key=lambda one: (one.better is not False, one.better is not None, one.place)
    )
    numbers = {learned.appeals[one.place] for one in changes}
    codes = dict(Appeal.objects.visible_to(request.user).filter(pk__in=numbers).values_list("pk", "code"))
    return [
        Example(
            codes[pk],
            one,
            _named(one.what, one.rules),
            _named(one.what, one.learnt),
            _named(one.what, one.person),
        )
        for one in changes
        if (pk := learned.appeals[one.place]) in codes
    ][:EXAMPLES]


def _named(what: str, name: str) -> str:
    return str(Category(name).label if what == "category" else Urgency[name.upper()].label)
