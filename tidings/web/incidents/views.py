"""Pages of press reports: who says what happened. A person confirms that a source says so, never that it is so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tidings.web.accounts.allow import must, needs
from tidings.web.appeals.marking import marked
from tidings.web.appeals.models import Mention
from tidings.web.incidents import actions
from tidings.web.incidents.forms import ClaimForm, IncidentForm, MarkForm, NamesForm, SourceForm
from tidings.web.incidents.models import Claim, Incident, Source, every
from tidings.web.incidents.naming import offered, says
from tidings.web.pages import posted, render_page, wants_part

if TYPE_CHECKING:
    from tidings.web.accounts.models import StaffRequest


@dataclass(frozen=True)
class Line:
    """A claim on its report's page: its marks in the text, and the form by which it is corrected."""

    claim: Claim
    marks: str
    form: ClaimForm


@require_GET
@needs("read_reports")
def show_list(request: "StaffRequest") -> HttpResponse:
    """Reports, the newest first, and the incidents made of them."""
    sources = Source.objects.visible_to(request.user).order_by("-pk")
    page = Paginator(sources, 50).get_page(request.GET.get("page"))
    incidents = Incident.objects.visible_to(request.user)[:20]
    context = {"page": page, "incidents": incidents}
    return render_page(request, "incidents/list.html", "incidents/_rows.html", context)


@require_GET
@needs("read_reports")
def show(request: "StaffRequest", code: str) -> HttpResponse:
    """One report, with its claims marked."""
    source = _source(request, code)
    actions.look_at(source, by=request.user)
    return _claims_page(request, source)


@require_http_methods(["GET", "POST"])
@needs("read_reports")
def add(request: "StaffRequest") -> HttpResponse:
    """Keep a report with what it claims."""
    must(request, "write_reports")
    form = SourceForm(posted(request), request.FILES or None)
    if form.is_valid():
        source = actions.add_source(form.words, request.user.team, by=request.user)
        return redirect("incidents-detail", source.code)
    return render(request, "incidents/add.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@needs("write_reports")
def confirm(request: "StaffRequest", code: str, pk: int) -> HttpResponse:
    """Say that the source claims this."""
    claim = _claim(request, code, pk)
    actions.confirm(claim, by=request.user)
    return _judged(request, claim)


@require_POST
@needs("write_reports")
def reject(request: "StaffRequest", code: str, pk: int) -> HttpResponse:
    """Say that the source does not claim this."""
    claim = _claim(request, code, pk)
    actions.reject(claim, by=request.user)
    return _judged(request, claim)


@require_POST
@needs("write_reports")
def correct(request: "StaffRequest", code: str, pk: int) -> HttpResponse:
    """Say what the source claims instead."""
    claim = _claim(request, code, pk)
    form = ClaimForm(request.POST, prefix=f"c{claim.pk}")
    if not form.is_valid():
        return _claims_page(request, claim.source, claim, form)
    typed = form.cleaned_data
    actions.correct(claim, typed["kind"], typed["stance"], form.told(claim), by=request.user)
    return _judged(request, claim)


@require_POST
@needs("write_reports")
def add_claim(request: "StaffRequest", code: str) -> HttpResponse:
    """Say that the source claims something that reading missed."""
    source = _source(request, code)
    form = MarkForm(request.POST, source=source)
    if not form.is_valid():
        return _claims_page(request, source, refused=form)
    typed = form.cleaned_data
    claim = actions.add_claim(
        source, typed["kind"], typed["stance"], typed["span"], form.told(), by=request.user
    )
    return redirect(reverse("incidents-detail", args=[source.code]) + f"#c{claim.pk}")


@require_POST
@needs("write_reports")
def make_incident(request: "StaffRequest", code: str) -> HttpResponse:
    """Put confirmed claims under an incident."""
    source = _source(request, code)
    form = IncidentForm(request.POST, claims=source.claims.confirmed(), user=request.user)
    if not form.is_valid():
        return _claims_page(request, source, refused=form)
    claims, into = list(form.cleaned_data["claims"]), form.cleaned_data["into"]
    incident = actions.make_incident(claims, by=request.user, on=date.today(), into=into)
    return redirect("incidents-incident", incident.code)


@require_GET
@needs("read_reports")
def show_incident(request: "StaffRequest", code: str) -> HttpResponse:
    """What several claims are about, each with who says so."""
    incident = get_object_or_404(Incident.objects.visible_to(request.user), code=code)
    claims = list(incident.claims.confirmed().select_related("source"))
    for source in {one.source for one in claims}:
        actions.look_at(source, by=request.user)
    names = ("places", "dates", "organisations", "instruments")
    context = {"incident": incident, "claims": claims, **{name: every(claims, name) for name in names}}
    return render(request, "incidents/incident.html", context)


@require_http_methods(["GET", "POST"])
@needs("import_lists")
def names(request: "StaffRequest", code: str) -> HttpResponse:
    """The people whom a report names, to be compared with those who are sought."""
    source = _source(request, code)
    actions.look_at(source, by=request.user)
    rows = offered(source, source.claims.confirmed())
    form = NamesForm(posted(request), count=len(rows), initial={"kind": says(rows)})
    if form.is_valid():
        chosen = [rows[int(number)] for number in form.cleaned_data["rows"]]
        found = actions.offer_names(source, chosen, form.cleaned_data["kind"], by=request.user)
        messages.success(request, _("The list is in. Look through it for those who are sought."))
        return redirect("tracing-found", found.code)
    context = {"source": source, "rows": rows, "form": form}
    return render(request, "incidents/names.html", context, status=422 if form.errors else 200)


def _source(request: "StaffRequest", code: str) -> Source:
    return get_object_or_404(Source.objects.visible_to(request.user), code=code)


def _claim(request: "StaffRequest", code: str, pk: int) -> Claim:
    claims = Claim.objects.visible_to(request.user).select_related("source")
    return get_object_or_404(claims, pk=pk, source__code=code)


def _judged(request: "StaffRequest", claim: Claim) -> HttpResponse:
    """Show the claims again, the next undecided one first in line."""
    if wants_part(request):
        return _claims_page(request, claim.source, claim)
    following = _next(list(claim.source.claims.all()), claim)
    place = f"#c{following}" if following else "#claims"
    return redirect(reverse("incidents-detail", args=[claim.source.code]) + place)


def _next(claims: Sequence[Claim], after: Claim | None) -> int | None:
    """Return the undecided claim that comes after this one, or the first; None where all is decided."""
    order = [one.pk for one in claims]
    at = order.index(after.pk) + 1 if after and after.pk in order else 0
    waiting = {one.pk for one in claims if one.is_proposed}
    return next((pk for pk in order[at:] + order[:at] if pk in waiting), None)


def _claims_page(
    request: "StaffRequest",
    source: Source,
    after: Claim | None = None,
    refused: ClaimForm | IncidentForm | MarkForm | None = None,
) -> HttpResponse:
    claims = list(source.claims.all().select_related("by", "incident"))
    for one in claims:
        one.source = source
    mentions = [Mention(pk=one.pk, kind="claim", start=one.start, end=one.end) for one in claims]
    text = marked(source.covered(source.body), mentions, {one.pk for one in claims})
    lines = [Line(one, text.ids.get(one.pk, ""), _form(one, after, refused)) for one in claims]
    context: dict[str, Any] = {
        "source": source,
        "text": text.html,
        "lines": [line for line in lines if line.claim.state != Claim.State.REJECTED],
        "rejected": [line for line in lines if line.claim.state == Claim.State.REJECTED],
        "waiting": sum(one.is_proposed for one in claims),
        "confirmed": [one for one in claims if one.state == Claim.State.CONFIRMED],
        "incidents": Incident.objects.visible_to(request.user)[:20],
        "focus": _next(claims, after) if after and wants_part(request) else None,
        "refused": refused,
        "mark": refused if isinstance(refused, MarkForm) else MarkForm(source=source),
        "refused_claim": after.pk if after and refused else None,
    }
    status = 422 if refused else 200
    return render_page(request, "incidents/detail.html", "incidents/_claims.html", context, status)


def _form(
    claim: Claim, after: Claim | None, refused: ClaimForm | IncidentForm | MarkForm | None
) -> ClaimForm:
    if isinstance(refused, ClaimForm) and after and after.pk == claim.pk:
        return refused
    return ClaimForm.of(claim)
