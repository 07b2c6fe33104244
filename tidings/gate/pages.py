"""What the views of the gate share: whose request it is, and the pages that say what went wrong."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from tidings.gate import drafts
from tidings.gate.drafts import Key

REFUSED, GONE, TOO_LARGE, TOO_MANY = 422, 410, 413, 429

read_or_post = require_http_methods(["GET", "HEAD", "POST"])


def key_of(request: HttpRequest) -> Key | None:
    """Return the key in the browser's cookie; of a post only if one of our own pages sent it."""
    return drafts.checked(request) if request.method == "POST" else Key.of(request)


def spoken(request: HttpRequest, address: Callable[[], str]) -> str | None:
    """Return an address in the language whose button was pressed, if one was."""
    language = request.POST.get("speak", "")
    if language not in ("ru", "uk", "en"):
        return None
    with override(language):
        return address()


def gone(request: HttpRequest) -> HttpResponse:
    """The draft rested too long, was sent and finished, or the browser keeps no cookies."""
    return render(request, "gate/gone.html", status=GONE)


def sorry(request: HttpRequest, status: int, what: str, advice: str) -> HttpResponse:
    """Say what went wrong, and what to do."""
    return render(request, "gate/sorry.html", {"what": what, "advice": advice}, status=status)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    return sorry(request, 400, _("We could not read this."), _("Go back and try again with a shorter text."))


def not_from_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    return sorry(request, 403, _("This page is too old."), _("Go back, reload the page and send it again."))


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    return sorry(request, 404, _("There is no such page."), _("Start from the first page."))


def broken(request: HttpRequest) -> HttpResponse:
    return sorry(
        request, 500, _("Something went wrong on our side."), _("Go back and try again in some minutes.")
    )
