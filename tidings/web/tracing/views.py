"""Pages of tracing. A machine proposes, a person answers; nobody is said to be dead here."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tidings.web.accounts.allow import needs
from tidings.web.accounts.budget import open_or_404
from tidings.web.cases import actions as cases
from tidings.web.cases.models import Case
from tidings.web.pages import InGroups, page_of, render_page
from tidings.web.tracing import actions, search
from tidings.web.tracing.forms import AnswerForm
from tidings.web.tracing.models import (
    Candidate,
    CandidateQuerySet,
    Decision,
    FoundList,
    TracingRequest,
    TracingRequestQuerySet,
)

if TYPE_CHECKING:
    from tidings.web.accounts.models import StaffRequest

SHOWN = ("todo", "unsure", "same", "not_same")


@require_GET
@needs("read_tracing")
def show_list(request: "StaffRequest") -> HttpResponse:
    """Candidates to decide, likeliest first, and the lists they come from."""
    shown = request.GET.get("show", "todo")
    if shown not in SHOWN:
        raise Http404
    page = page_of(InGroups(_shown(request, shown)), _whole(request), request.GET.get("page"))
    lists = FoundList.objects.visible_to(request.user).ready().annotate(size=Count("records")).order_by("-at")
    context = {"page": page, "shown": shown, "lists": lists, "looking": _asked(request).count()}
    return render_page(request, "tracing/list.html", "tracing/_rows.html", context)


@require_GET
@needs("read_tracing")
def show_request(request: "StaffRequest", code: str) -> HttpResponse:
    """The candidates for one person sought."""
    case = open_or_404(
        request, Case.objects.visible_to(request.user).select_related("person", "tracing"), code=code
    )
    cases.look_at(case, by=request.user)
    tracing = getattr(case, "tracing", None)
    candidates = _with_all(request, Candidate.objects.of(tracing, request.user)) if tracing else []
    looking = 1 if tracing and tracing.asked_at else 0
    context = {"case": case, "tracing": tracing, "candidates": candidates, "looking": looking}
    return render(request, "tracing/request.html", context)


@require_POST
@needs("decide_matches")
def trace(request: "StaffRequest", code: str) -> HttpResponse:
    """Look through the lists for one person: at once where that is quick, else the worker does it."""
    case = open_or_404(request, Case.objects.visible_to(request.user).select_related("person"), code=code)
    tracing = actions.request(case, by=request.user, on=date.today())
    if not search.is_quick(case.team_id):
        actions.ask(TracingRequest.objects.visible_to(request.user).filter(pk=tracing.pk), by=request.user)
        return redirect("tracing-request", case.code)
    count = actions.trace(tracing, by=request.user)
    said = ngettext("%d candidate was found.", "%d candidates were found.", count) % count
    messages.success(request, said if count else _("Nobody on your lists may be this person."))
    return redirect("tracing-request", case.code)


@require_POST
@needs("decide_matches")
def trace_all(request: "StaffRequest") -> HttpResponse:
    """Ask the worker to look through the lists for everyone who is sought."""
    if not actions.ask(TracingRequest.objects.visible_to(request.user).open(), by=request.user):
        messages.info(request, _("Nobody is sought yet. A case says whom to look for."))
    return redirect("tracing-list")


@require_GET
@needs("read_tracing")
def looking(request: "StaffRequest", code: str | None = None) -> HttpResponse:
    """For how many the lists are still to be looked through; a page asks again for as long as there are any."""
    asked = _asked(request).filter(case__code=code) if code else _asked(request)
    case = get_object_or_404(Case.objects.visible_to(request.user), code=code) if code else None
    context = {"looking": asked.count(), "case": case, "done": True}
    return render(request, "tracing/_looking.html", context)


@require_GET
@needs("read_tracing")
def show(request: "StaffRequest", pk: int) -> HttpResponse:
    """Two records side by side."""
    candidate = open_or_404(request, _whole(request), of="request.case", pk=pk)
    actions.look_at(candidate, by=request.user)
    return render(request, "tracing/candidate.html", _pair(request, candidate))


@require_POST
@needs("decide_matches")
def decide(request: "StaffRequest", pk: int) -> HttpResponse:
    """Answer a candidate, and go on to the next one."""
    candidate = open_or_404(request, _whole(request), of="request.case", pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return render(
            request, "tracing/candidate.html", _pair(request, candidate) | {"form": form}, status=422
        )
    actions.decide(candidate, form.cleaned_data["answer"], by=request.user)
    following = _next(request, candidate)
    return redirect("tracing-candidate", following.pk) if following else redirect("tracing-list")


@require_POST
@needs("decide_matches")
def withdraw(request: "StaffRequest", pk: int) -> HttpResponse:
    """Take an answer back."""
    candidate = open_or_404(request, _whole(request), of="request.case", pk=pk)
    actions.withdraw(candidate, by=request.user)
    return redirect("tracing-candidate", candidate.pk)


@require_GET
@needs("read_tracing")
def show_found(request: "StaffRequest", code: str) -> HttpResponse:
    """A list that was brought in, with its report."""
    found = get_object_or_404(FoundList.objects.visible_to(request.user).ready(), code=code)
    rows = Paginator(found.records.all(), 100).get_page(request.GET.get("page"))
    return render(request, "tracing/found_list.html", {"found": found, "page": rows})


def _asked(request: "StaffRequest") -> TracingRequestQuerySet:
    return TracingRequest.objects.visible_to(request.user).among_asked()


def _whole(request: "StaffRequest") -> CandidateQuerySet:
    """Candidates with all that a row shows."""
    return _with_all(request, Candidate.objects.visible_to(request.user))


def _with_all(request: "StaffRequest", candidates: CandidateQuerySet) -> CandidateQuerySet:
    decisions = Decision.objects.visible_to(request.user).standing()
    whole = candidates.select_related("request__case__person", "record__found_list")
    return whole.prefetch_related(Prefetch("decisions", decisions))


def _shown(request: "StaffRequest", shown: str) -> CandidateQuerySet:
    candidates = Candidate.objects.visible_to(request.user).order_by("-match_weight", "pk")
    return candidates.to_decide() if shown == "todo" else candidates.filter(answer=shown)


def _next(request: "StaffRequest", after: Candidate) -> Candidate | None:
    """The next candidate to decide: of the same person first, then of anybody."""
    same = Candidate.objects.of(after.request, request.user).to_decide().order_by("-match_weight", "pk")
    waiting = Candidate.objects.visible_to(request.user).to_decide().order_by("-match_weight", "pk")
    return same.first() or waiting.first()


def _pair(request: "StaffRequest", candidate: Candidate) -> dict[str, object]:
    rivals = Candidate.objects.of(candidate.request, request.user)
    in_list = rivals.filter(record__found_list=candidate.record.found_list_id)
    return {
        "candidate": candidate,
        "case": candidate.request.case,
        "rival": in_list.exclude(pk=candidate.pk).order_by("-match_weight").first(),
        "waiting": rivals.to_decide().count(),
    }
