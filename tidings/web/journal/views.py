"""What was done by whom, and whether the journal is whole."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tidings.custody import exports
from tidings.web.allow import needs
from tidings.web.journal import actions, journal
from tidings.web.journal.forms import FilterForm
from tidings.web.journal.models import Entry
from tidings.web.journal.standing import standing
from tidings.web.pages import render_page

if TYPE_CHECKING:
    from tidings.custody import Report
    from tidings.web.accounts.models import StaffRequest

SHOWN = 20
"""Anchors on the page."""
NAMED = 100
"""Broken records that are named on the page; the command names all."""


@require_GET
@needs("read_journal")
def show(request: "StaffRequest") -> HttpResponse:
    """The newest entries: those by people of one's own team, and for an auditor all."""
    entries = Entry.objects.visible_to(request.user).select_related("by")
    form = FilterForm(request.user, request.GET)
    found = form.among(entries) if form.is_valid() else entries.none()
    page = Paginator(found, 100).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {"page": page, "form": form, "asked": asked.urlencode()}
    return render_page(request, "journal/list.html", "journal/_rows.html", context)


@require_GET
@needs("verify_journal")
def show_anchors(request: "StaffRequest") -> HttpResponse:
    """Whether the chains were whole when last examined, and the newest anchors."""
    return render(request, "journal/anchors.html", _desk())


@require_POST
@needs("verify_journal")
def verify(request: "StaffRequest") -> HttpResponse:
    """Examine the journal now, or leave it to the worker where it is long."""
    if Entry.objects.count() > actions.AT_ONCE:
        actions.ask_to_verify(by=request.user)
        messages.success(request, _("The journal is long. It is being examined; look again in a minute."))
        return redirect("journal-anchors")
    return render(request, "journal/anchors.html", _desk(actions.verify(by=request.user)))


@require_GET
@needs("verify_journal")
def download_anchor(request: "StaffRequest") -> HttpResponse:
    """The newest anchor as a text to keep elsewhere."""
    newest = journal.anchor()
    disposition = f'attachment; filename="anchor-{newest.number}.txt"'
    return HttpResponse(
        newest.text(), content_type="text/plain; charset=utf-8", headers={"Content-Disposition": disposition}
    )


@require_GET
@needs("audit")
def export(request: "StaffRequest") -> HttpResponse:
    """The whole journal as a file, to be examined on another machine."""
    lines = exports.lines(journal.anchors(), journal.entries())
    disposition = 'attachment; filename="journal.jsonl"'
    return StreamingHttpResponse(  # type: ignore[return-value]  # all that a view need be
        lines, content_type="application/jsonl; charset=utf-8", headers={"Content-Disposition": disposition}
    )


@require_POST
@needs("audit")
def begin_keys(request: "StaffRequest") -> HttpResponse:
    """Begin a new series of keys, and show its start key this once."""
    series, start = journal.begin_series(by=request.user)
    text = exports.said_key(series.known(), start)
    return render(request, "journal/key.html", {"text": text})


def _desk(report: "Report | None" = None) -> dict[str, Any]:
    problems = report.problems[:NAMED] if report else ()
    return {"report": report, "problems": problems, **standing(SHOWN)}
