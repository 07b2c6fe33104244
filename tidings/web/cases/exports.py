"""Pages by which cases leave as a file: asking, agreeing, taking it."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tidings.errors import InputError
from tidings.web.accounts import approvals, budget
from tidings.web.accounts.allow import needs
from tidings.web.accounts.confirming import recently_confirmed
from tidings.web.cases import exporting
from tidings.web.cases.forms import ExportForm
from tidings.web.cases.models import Export
from tidings.web.pages import posted, said

if TYPE_CHECKING:
    from tidings.web.accounts.models import StaffRequest

SHOWN = 50


@require_http_methods(["GET", "POST"])
@needs("export")
@recently_confirmed
def show_list(request: "StaffRequest") -> HttpResponse:
    """What the team took out or asked to; and asking for more."""
    form = ExportForm(request.user, posted(request))
    if form.is_valid():
        export = exporting.ask(form.export(), list(form.cases()), by=request.user)
        return redirect("cases-export", export.code)
    exports = Export.objects.visible_to(request.user).select_related("asked_by", "second")[:SHOWN]
    context = {"form": form, "exports": exports}
    return render(request, "cases/exports.html", context, status=422 if form.errors else 200)


@require_GET
@needs("approve")
def show(request: "StaffRequest", code: str) -> HttpResponse:
    """What would leave, for whoever asked and for who shall agree: codes and counts, and nobody's words."""
    return _page(request, _found(request, code))


@require_POST
@needs("export")
@recently_confirmed
def take(request: "StaffRequest", code: str) -> HttpResponse:
    """Hand out the file, once, to whoever asked for it."""
    export = get_object_or_404(Export.objects.visible_to(request.user), code=code, asked_by=request.user)
    plan = exporting.plan(export, date.today())
    standing = approvals.standing("export", export, request.user)
    if standing and standing.approved_by_id:
        budget.count_all(request, [row.case for row in plan.going])
    try:
        content = exporting.take(export, plan, by=request.user)
    except InputError as refused:
        messages.error(request, said(refused.as_dict()))
        return _page(request, export, status=409)
    headers = {
        "Content-Disposition": f'attachment; filename="export-{export.code}.zip"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type="application/zip", headers=headers)


def _found(request: "StaffRequest", code: str) -> Export:
    exports = Export.objects.visible_to(request.user).select_related("asked_by", "second")
    return get_object_or_404(exports, code=code)


def _page(request: "StaffRequest", export: Export, status: int = 200) -> HttpResponse:
    context = {
        "export": export,
        "plan": None if export.taken_at else exporting.plan(export, date.today()),
        "standing": approvals.standing("export", export, export.asked_by),
        "hers": export.asked_by == request.user,
        "columns": [column for column in exporting.COLUMNS if column.kind in export.kinds],
    }
    return render(request, "cases/export.html", context, status=status)
