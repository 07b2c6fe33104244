"""Pages for bringing in a file: choose it, say what its columns are, look, confirm, watch, and a report that stays.

Appeals and lists of people go the same way; each kind has its own addresses and readers, and hands over a `Way`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tidings.errors import InputError
from tidings.web.accounts.allow import needs
from tidings.web.accounts.models import StaffRequest
from tidings.web.appeals import batches, imports
from tidings.web.appeals.actions import NotNow
from tidings.web.appeals.forms import ColumnsForm, UploadForm, too_large
from tidings.web.appeals.imports import Target
from tidings.web.appeals.models import Import, ImportPart, Lane
from tidings.web.pages import posted

SLACK = 8192
"""Bytes of a request besides the file."""


@dataclass(frozen=True)
class Way:
    """How a kind of file is brought in: what its rows become, who may, and where its pages are."""

    target: Target
    word: str  # what one must be allowed to
    urls: dict[str, str]  # names of the addresses: offer, show, columns, stop, undo, progress, back
    form: type[Form]
    title: Any
    back: Any
    bring_in: Callable[[int], str]  # what the button says for so many new rows
    take_out: Callable[[int], str]


def upload(request: StaffRequest, way: Way) -> HttpResponse:
    """Choose a file; what cannot be read is refused with a sentence, and nothing of it is kept."""
    form = way.form(posted(request), request.FILES or None)
    if (
        request.method == "POST"
        and int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE + SLACK
    ):
        form.full_clean()
        form.errors["file"] = form.error_class([too_large()])
    if request.method != "POST" or not form.is_valid():
        return _form(request, way, form, status=422 if form.errors else 200)
    told = dict(form.cleaned_data)
    file = told.pop("file")
    try:
        batch = batches.offer(
            way.target, request.user.team, ending_of(file.name), file.read(), by=request.user, **told
        )
    except InputError as error:
        form.add_error("file", error.say(get_language()))
        return _form(request, way, form, status=422)
    return redirect(way.urls["show"], batch.code)


def ending_of(name: str | None) -> str:
    """Return how the name of a file ends, without the dot."""
    return (name or "").rpartition(".")[2].lower()


def show_batch(request: StaffRequest, way: Way, code: str) -> HttpResponse:
    """A file from the first look until its report, and the button that brings it in."""
    batch = _batch(request, way, code)
    if request.method == "POST":
        return _do(request, way, batch, batches.bring_in)
    return _page(request, way, batch)


def choose_columns(request: StaffRequest, way: Way, code: str) -> HttpResponse:
    """Say what the columns are."""
    batch = _batch(request, way, code)
    form = ColumnsForm(batch, way.target.fields, request.POST)
    if not form.is_valid():
        return _page(request, way, batch, form=form, status=422)
    return _do(request, way, batch, lambda one, by: batches.choose(one, form.chosen(), way.target, by=by))


def stop_batch(request: StaffRequest, way: Way, code: str) -> HttpResponse:
    """Have no more rows brought in."""
    return _do(request, way, _batch(request, way, code), batches.stop)


def undo_batch(request: StaffRequest, way: Way, code: str) -> HttpResponse:
    """Have everything that came with a file taken out again."""
    return _do(request, way, _batch(request, way, code), batches.undo)


def show_progress(request: StaffRequest, way: Way, code: str) -> HttpResponse:
    """How far it is; a page asks again for as long as something is done."""
    batch = _batch(request, way, code)
    return render(request, "appeals/_import_progress.html", _context(request, way, batch) | {"polled": True})


def _batch(request: StaffRequest, way: Way, code: str) -> Import:
    mine = Import.objects.visible_to(request.user).filter(what=way.target.what)
    return get_object_or_404(mine.select_related("by", "team"), code=code)


def _do(request: StaffRequest, way: Way, batch: Import, work: Callable[..., None]) -> HttpResponse:
    try:
        work(batch, by=request.user)
        batch.refresh_from_db()
        batches.go_on(batch, way.target)
    except NotNow:
        messages.warning(
            request, gettext("Somebody did something with this file before you. Look at it again.")
        )
    return redirect(way.urls["show"], batch.code)


def _page(
    request: StaffRequest, way: Way, batch: Import, form: ColumnsForm | None = None, status: int = 200
) -> HttpResponse:
    context = _context(request, way, batch)
    if batch.state == Import.State.READY:
        context["columns"] = form or (ColumnsForm(batch, way.target.fields) if batch.headings else None)
    elif batch.is_over:
        only = "odd" if request.GET.get("show") == "odd" else ""
        parts = (
            ImportPart.objects.filter(batch=batch)
            if not only
            else ImportPart.objects.filter(batch=batch, odd__gt=0)
        )
        page = Paginator(parts.order_by("number"), 1).get_page(request.GET.get("page"))
        rows = [row for part in page.object_list for row in part.rows]
        context |= {
            "page": page,
            "only": only,
            "rows": [one for one in rows if not only or one["state"] in imports.ODD],
        }
    return render(request, "appeals/import_batch.html", context, status=status)


def _context(request: StaffRequest, way: Way, batch: Import) -> dict[str, Any]:
    new = batch.counts.get("new", 0)
    return {
        "way": way,
        "batch": batch,
        "counts": imports.counted(batch.counts),
        "states": imports.STATES,
        "new": new,
        "bring_in": way.bring_in(new),
        "take_out": way.take_out(new),
        "can_import": request.user.may[way.word],
        "can_undo": request.user.may[way.word] and batches.can_undo(batch),
        "odd": sum(batch.counts.get(state, 0) for state in imports.ODD),
        "unread": batch.appeals.waiting().filter(lane=Lane.READING).count() if batch.is_over else 0,
        "taken_out": batch.counts.get("taken_out"),
        "list": getattr(batch, "found_list", None),
    }


def _form(request: StaffRequest, way: Way, form: Form, status: int = 200) -> HttpResponse:
    mine = Import.objects.visible_to(request.user).filter(what=way.target.what).select_related("by")
    over = mine.exclude(state__in=(Import.State.READY, Import.State.JUDGING)).order_by("-pk")
    return render(
        request, "appeals/import.html", {"form": form, "way": way, "done": over[:20]}, status=status
    )


# Appeals.


def _bring_in(number: int) -> str:
    return ngettext("Bring in %(number)s appeal", "Bring in %(number)s appeals", number) % {"number": number}


def _take_out(number: int) -> str:
    return ngettext("Take out %(number)s appeal", "Take out %(number)s appeals", number) % {"number": number}


APPEALS = Way(
    target=batches.APPEALS,
    word="import_appeals",
    urls={
        "offer": "appeals-import",
        "show": "appeals-import-report",
        "columns": "appeals-import-columns",
        "stop": "appeals-import-stop",
        "undo": "appeals-import-undo",
        "progress": "appeals-import-progress",
        "back": "appeals-list",
    },
    form=UploadForm,
    title=_("Import appeals"),
    back=_("Queue"),
    bring_in=_bring_in,
    take_out=_take_out,
)


@require_http_methods(["GET", "POST"])
@needs("import_appeals")
def offer(request: StaffRequest) -> HttpResponse:
    """Choose a file of appeals."""
    return upload(request, APPEALS)


@require_http_methods(["GET", "POST"])
@needs("read_appeals", post="import_appeals")
def show(request: StaffRequest, code: str) -> HttpResponse:
    """A file of appeals, until its report."""
    return show_batch(request, APPEALS, code)


@require_POST
@needs("import_appeals")
def columns(request: StaffRequest, code: str) -> HttpResponse:
    """Say what the columns of a sheet of appeals are."""
    return choose_columns(request, APPEALS, code)


@require_POST
@needs("import_appeals")
def stop(request: StaffRequest, code: str) -> HttpResponse:
    """Have no more appeals of a file brought in."""
    return stop_batch(request, APPEALS, code)


@require_POST
@needs("import_appeals")
def undo(request: StaffRequest, code: str) -> HttpResponse:
    """Have the appeals of a file taken out again."""
    return undo_batch(request, APPEALS, code)


@require_GET
@needs("read_appeals")
def progress(request: StaffRequest, code: str) -> HttpResponse:
    """How far a file of appeals is."""
    return show_progress(request, APPEALS, code)
