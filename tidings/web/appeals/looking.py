"""Pages of files that came with an appeal: a preview of pixels, and the original in a parcel."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from tidings.errors import CannotOpen
from tidings.web.accounts.allow import needs
from tidings.web.accounts.budget import open_or_404
from tidings.web.accounts.models import StaffRequest
from tidings.web.appeals import attachments
from tidings.web.appeals.models import Appeal, Attachment

ALONE = "default-src 'none'; sandbox"
"""For what a browser may show, and nothing more."""

SEEN_FOR = 10 * 60
"""Seconds in which the pages of a preview are fetched, after a look that is written down."""


@require_GET
@needs("read_appeals")
def look(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The preview of a file, and what is known of it."""
    attachment = _found(request, code, number)
    shown = attachments.look(attachment, by=request.user)
    ticket = signing.dumps(_subject(request, attachment), salt="preview")
    pages = [
        reverse("appeals-file-page", args=[code, number, ticket, page])
        for page in range(1, len(shown.pages) + 1)
    ]
    context = {"appeal": attachment.appeal, "attachment": attachment, "shown": shown, "pages": pages}
    return render(request, "appeals/file.html", context)


@require_GET
@needs("read_appeals")
def show_page(request: StaffRequest, code: str, number: int, ticket: str, page: int) -> HttpResponse:
    """One page of a preview, as PNG; only after a look that is written down."""
    attachment = _found(request, code, number)
    try:
        looked = signing.loads(ticket, salt="preview", max_age=SEEN_FOR)
    except signing.BadSignature:
        raise Http404 from None
    pages = attachments.seen(attachment).pages
    if looked != _subject(request, attachment) or not 1 <= page <= len(pages):
        raise Http404
    return _alone(HttpResponse(pages[page - 1], content_type="image/png"))


@require_POST
@needs("triage")
def download(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The original, in a parcel of a neutral name."""
    attachment = _found(request, code, number)
    try:
        parcel = attachments.parcel(attachment, by=request.user)
    except CannotOpen:
        messages.error(request, gettext("This file did not come whole, or was erased: there is no original."))
        return redirect("appeals-file", code, number)
    response = _alone(HttpResponse(parcel, content_type="application/zip"))
    response["Content-Disposition"] = f'attachment; filename="attachment-{code}-{number}.zip"'
    return response


def _found(request: StaffRequest, code: str, number: int) -> Attachment:
    appeal = open_or_404(request, Appeal.objects.visible_to(request.user), code=code)
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user), appeal=appeal, number=number)
    attachment.appeal = appeal
    return attachment


def _subject(request: StaffRequest, attachment: Attachment) -> list[int]:
    return [request.user.pk, attachment.pk]


def _alone(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = ALONE
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
