"""Pages for bringing in a file of appeals: choose, look, confirm, and a report that stays."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from tidings.errors import InputError
from tidings.web.accounts.allow import needs
from tidings.web.accounts.models import StaffRequest
from tidings.web.appeals import actions, imports
from tidings.web.appeals.forms import UploadForm, too_large
from tidings.web.appeals.models import Import

SHOWN = 20
SLACK = 4096  # bytes of a request besides the file


@require_http_methods(["GET", "POST"])
@needs("import_appeals")
def upload(request: StaffRequest) -> HttpResponse:
    """Choose a file; what cannot be read is refused with a sentence, and nothing of it is kept."""
    if request.method != "POST":
        return _form(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE + SLACK:
        form.full_clean()
        form.errors["file"] = form.error_class([too_large()])
    if not form.is_valid():
        return _form(request, form, status=422)
    file, day = form.cleaned_data["file"], form.cleaned_data["received_on"]
    kind, content = file.name.rpartition(".")[2].lower(), file.read()
    try:
        imports.rows_of(kind, content, day, request.user.team)
    except InputError as error:
        form.add_error("file", error.say(get_language()))
        return _form(request, form, status=422)
    batch = actions.offer(request.user.team, kind, content, day, by=request.user)
    return redirect("appeals-import-report", batch.code)


@require_http_methods(["GET", "POST"])
@needs("read_appeals", post="import_appeals")
def show_import(request: StaffRequest, code: str) -> HttpResponse:
    """The preview of a file until it is brought in; from then on the report."""
    found = Import.objects.filter(team=request.user.team_id).select_related("by", "team")
    batch = get_object_or_404(found, code=code)
    if request.method == "POST":
        return _bring_in(request, batch)
    if batch.done:
        counts = imports.counted([row["state"] for row in batch.rows])
        return render(
            request,
            "appeals/import_report.html",
            {"batch": batch, "counts": counts, "states": imports.STATES},
        )
    rows = imports.rows_offered(batch)
    counts = imports.counted([row.state for row in rows])
    new = sum(row.state == "new" for row in rows)
    context = {
        "batch": batch,
        "rows": rows[:SHOWN],
        "all": len(rows),
        "new": new,
        "counts": counts,
        "states": imports.STATES,
    }
    return render(request, "appeals/import_preview.html", context)


def _bring_in(request: StaffRequest, batch: Import) -> HttpResponse:
    try:
        rows = [] if batch.done else imports.rows_offered(batch)
        actions.bring_in(batch, imports.ready(rows), [row.as_dict() for row in rows], by=request.user)
    except actions.NotNow:
        messages.warning(request, gettext("This file was brought in already."))
    return redirect("appeals-import-report", batch.code)


def _form(request: StaffRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    done = Import.objects.filter(team=request.user.team_id, done=True).select_related("by").order_by("-pk")
    return render(request, "appeals/import.html", {"form": form, "done": done[:20]}, status=status)
