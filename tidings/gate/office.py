"""The one door for the office, where its desk is on another machine: only what its key signed is heard, and once.

Whoever else knocks finds what every address finds that is none: the page that says so.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from tidings.gate import settings
from tidings.gate.actions import QUEUE
from tidings.gate.models import Tally
from tidings.gate.pages import GONE
from tidings.sealing import boxes, there
from tidings.sealing.here import Local

LARGEST = 400 * 1024
"""Bytes of a request: the longest answer to an enquirer is far below it."""


def office(request: HttpRequest) -> HttpResponseBase:
    """Do what the office asks. Raises Http404 for anyone else, and for what was heard before."""
    if request.method != "POST" or not settings.OFFICE_SIGNS.is_file() or _length(request) > LARGEST:
        raise Http404
    now = datetime.now(UTC)
    once = there.once_of(boxes.load_public(settings.OFFICE_SIGNS), request.headers, request.body, now)
    if once is None or not _first_time(once, now):
        raise Http404
    try:
        with QUEUE:
            answer = there.answer(Local(connection.settings_dict["NAME"]), request.body)
    except FileNotFoundError:
        return HttpResponse(status=GONE)
    kind = "application/octet-stream"
    if isinstance(answer, Iterator):
        return StreamingHttpResponse(answer, content_type=kind)
    return HttpResponse(answer, content_type=kind)


def _first_time(once: str, now: datetime) -> bool:
    """Note the number of a request for as long as its signature holds; False if it is known."""
    until = now.replace(minute=0, second=0, microsecond=0) + there.HOLDS_FOR * 2 + timedelta(hours=1)
    with QUEUE, transaction.atomic():
        return Tally.objects.get_or_create(name=once[:64], defaults={"count": 1, "expires_at": until})[1]


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdigit() else LARGEST + 1
