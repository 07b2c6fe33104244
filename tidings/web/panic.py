"""Sealing from the desk: the button on every page, and telling the keeper that somebody works here."""

import logging
import time
from collections.abc import Callable
from threading import Timer

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from tidings.errors import TidingsError
from tidings.web.accounts.entering import ASKING
from tidings.web.accounts.models import StaffRequest
from tidings.web.journal import office
from tidings.web.vault import line

AT_LATEST = 1.0
"""Seconds after which the office is sealed, whatever became of journal and page."""
SAYS_EVERY = 60.0
"""Seconds between two times that the keeper hears that somebody works."""

log = logging.getLogger("tidings.panic")


class LastPage(HttpResponse):
    """A page after which this desk is killed: it is sent whole first, if that does not take too long."""

    def __init__(self, content: str, anyway: Timer) -> None:
        super().__init__(content)
        self.anyway = anyway

    def close(self) -> None:
        """Seal; the server closes an answer when its last byte is on the way."""
        super().close()
        self.anyway.cancel()
        line.seal()


@require_http_methods(["GET", "POST"])
def seal(request: StaffRequest) -> HttpResponse:
    """Ask once whether it is meant; then seal the office. Anyone who is logged in may."""
    if request.method == "GET":
        return render(request, "seal.html")
    anyway = Timer(AT_LATEST, line.seal)
    anyway.daemon = True
    anyway.start()
    _note(request)
    return LastPage(render_to_string("sealed_now.html", request=request), anyway)


class Activity:
    """Tell the keeper that somebody works, once a minute at most: an office where nobody does is sealed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._said_at = -SAYS_EVERY

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if time.monotonic() - self._said_at >= SAYS_EVERY and _somebody_asks(request):
            self._said_at = time.monotonic()
            line.working()
        return response


def _somebody_asks(request: HttpRequest) -> bool:
    """Whether a person asked, and not a browser that was left open."""
    asked = request.resolver_match.url_name if request.resolver_match else None
    return asked is not None and asked not in ASKING and request.user.is_authenticated


def _note(request: StaffRequest) -> None:
    """Write down who sealed; where that cannot be written, it is sealed all the same."""
    try:
        office.sealed("button", by=request.user)
    except (DatabaseError, TidingsError) as error:
        log.error("who sealed the office was not written down: %s", type(error).__name__)
