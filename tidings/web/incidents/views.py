"""Pages of press reports: who says what happened."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tidings.web.accounts.allow import needs
from tidings.web.appeals.marking import marked
from tidings.web.appeals.models import Mention
from tidings.web.incidents import actions
from tidings.web.incidents.forms import SourceForm
from tidings.web.incidents.models import Source
from tidings.web.pages import posted, render_page

if TYPE_CHECKING:
    from tidings.web.accounts.models import StaffRequest


@dataclass(frozen=True)
class Named:
    """Something that a report names: its kind, its words, and the marks in the text."""

    kind: str
    words: str
    marks: str


@require_GET
@needs("read_reports")
def show_list(request: "StaffRequest") -> HttpResponse:
    """Reports, the newest first."""
    sources = Source.objects.visible_to(request.user).order_by("-pk")
    page = Paginator(sources, 50).get_page(request.GET.get("page"))
    return render_page(request, "incidents/list.html", "incidents/_rows.html", {"page": page})


@require_GET
@needs("read_reports")
def show(request: "StaffRequest", code: str) -> HttpResponse:
    """One report, with what was read in it marked."""
    source = get_object_or_404(Source.objects.visible_to(request.user), code=code)
    actions.look_at(source, by=request.user)
    mentions = [
        Mention(pk=number, kind=one["kind"], start=one["start"], end=one["end"])
        for number, one in enumerate(source.mentions, 1)
    ]
    text = marked(source.text, mentions, {one.pk for one in mentions})
    named: dict[tuple[str, str], str] = {}
    for one in mentions:
        key = one.kind, source.text[one.start : one.end]
        named[key] = f"{named.get(key, '')} {text.ids.get(one.pk, '')}".strip()
    found = [Named(kind, words, marks) for (kind, words), marks in sorted(named.items())]
    return render(request, "incidents/detail.html", {"source": source, "text": text.html, "named": found})


@require_http_methods(["GET", "POST"])
@needs("write_reports")
def add(request: "StaffRequest") -> HttpResponse:
    """Keep a report with what is read in it."""
    form = SourceForm(posted(request))
    if form.is_valid():
        source = actions.add_source(form.cleaned_data["text"], request.user.team, by=request.user)
        return redirect("incidents-detail", source.code)
    return render(request, "incidents/add.html", {"form": form}, status=422 if form.errors else 200)
