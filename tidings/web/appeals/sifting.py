"""Pages of floods: what is nearly the same, as one group, set aside or brought back in one step."""

from datetime import date

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from tidings.web.accounts.allow import needs
from tidings.web.accounts.models import StaffRequest
from tidings.web.appeals import floods
from tidings.web.appeals.actions import NotNow
from tidings.web.appeals.models import Appeal, Flood, Lane

EXAMPLES = 3


@require_GET
@needs("read_appeals")
def show_floods(request: StaffRequest) -> HttpResponse:
    """The groups that wait, with some of their words, and those that were set aside and can be brought back."""
    mine = Appeal.objects.visible_to(request.user)
    count = Count("appeals", filter=Q(appeals__state=Appeal.State.WAITING))
    groups = Flood.objects.visible_to(request.user).filter(let_in_by=None)
    waiting = groups.annotate(waiting=count).filter(waiting__gt=0).order_by("-waiting", "pk")
    context = {
        "groups": [(one, mine.waiting().filter(flood=one).order_by("pk")[:EXAMPLES]) for one in waiting],
        "aside": [one for one in groups if floods.can_be_brought_back(one, date.today())],
        "let_in": Flood.objects.visible_to(request.user)
        .filter(found_on__gte=date.today() - floods.UNDONE_FOR)
        .exclude(let_in_by=None)
        .select_related("let_in_by"),
        "unsifted": mine.waiting().filter(lane=Lane.QUARANTINE, flood=None).count(),
    }
    return render(request, "appeals/floods.html", context)


@require_POST
@needs("triage")
def set_aside(request: StaffRequest, code: str) -> HttpResponse:
    """Set aside a whole group, in one step."""
    count = floods.set_aside_group(_found(request, code), by=request.user, today=date.today())
    words = ngettext("%(count)d appeal was set aside.", "%(count)d appeals were set aside.", count)
    messages.success(request, f"{words % {'count': count}} {gettext('You can bring them back for 30 days.')}")
    return redirect("appeals-floods")


@require_POST
@needs("triage")
def bring_back(request: StaffRequest, code: str) -> HttpResponse:
    """Let a whole group wait again."""
    try:
        count = floods.bring_back_group(_found(request, code), by=request.user, today=date.today())
    except NotNow:
        messages.warning(
            request, gettext("This group is not set aside any more, or was more than 30 days ago.")
        )
        return redirect("appeals-floods")
    words = ngettext("%(count)d appeal waits again.", "%(count)d appeals wait again.", count)
    messages.success(request, words % {"count": count})
    return redirect("appeals-floods")


@require_POST
@needs("triage")
def let_in(request: StaffRequest, code: str) -> HttpResponse:
    """Say that it is no flood: its appeals stand in the queue."""
    count = floods.let_in(_found(request, code), by=request.user)
    words = ngettext(
        "%(count)d appeal is in the queue now.", "%(count)d appeals are in the queue now.", count
    )
    messages.success(request, words % {"count": count})
    return redirect("appeals-floods")


@require_POST
@needs("triage")
def group_again(request: StaffRequest, code: str) -> HttpResponse:
    """Take that back: what of it waits stands apart again."""
    try:
        count = floods.group_again(_found(request, code), by=request.user)
    except NotNow:
        messages.warning(request, gettext("Nobody says any more that this group is no flood."))
        return redirect("appeals-floods")
    words = ngettext("%(count)d appeal stands apart again.", "%(count)d appeals stand apart again.", count)
    messages.success(request, words % {"count": count})
    return redirect("appeals-floods")


def _found(request: StaffRequest, code: str) -> Flood:
    return get_object_or_404(Flood.objects.visible_to(request.user), code=code)
