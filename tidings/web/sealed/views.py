"""The pages of the sealed desk. Each answers 503, but for the one that says that the office opens."""

import os
import signal
import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tidings.errors import InputError, TidingsError
from tidings.web import custodians
from tidings.web.sealed.unsealing import Came, Unsealing

SEALED, REFUSED = 503, 422
HELD = 1.0
"""Seconds for which whoever asks while the office opens is kept waiting."""


def _hand_over(root: bytes, who: str) -> None:
    """Write the key, and who opens, into the pipe at whose other end the keeper waits. Raises TidingsError if it waits no more."""
    try:
        os.write(int(os.environ["TIDINGS_OPENING"]), root + who.encode())
    except BrokenPipeError as error:
        raise TidingsError(
            "The office is being opened already, or starts anew. Try again in a minute."
        ) from error


UNSEALING = Unsealing(
    load=lambda: custodians.slots(settings.DATA),
    hand_over=_hand_over,
    forget=lambda: os.kill(os.getpid(), signal.SIGTERM),  # the server starts another
)


@csrf_exempt  # nothing is done here: whatever was sent to the desk is answered alike
def sealed(request: HttpRequest) -> HttpResponse:
    """Whatever was asked for: the office is sealed."""
    return _page(request)


def again(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came from elsewhere, or from a page that is too old."""
    return _page(request, REFUSED, problem="again")


def unseal(request: HttpRequest) -> HttpResponse:
    """Take the password of one custodian, or of two."""
    if request.method != "POST":
        return _page(request)
    given = _passwords(request)
    if not given:
        return _page(request, REFUSED, problem="empty")
    try:
        return _answer(request, UNSEALING.enter(given))
    except TidingsError as error:
        return _page(request, REFUSED, problem="other", said=_said(error))


def recover(request: HttpRequest) -> HttpResponse:
    """Take the recovery code."""
    page = "sealed/recovery.html"
    if request.method != "POST":
        return _page(request, page=page)
    try:
        return _answer(request, UNSEALING.recover(request.POST.get("code", "")), page)
    except TidingsError as error:
        return _page(request, REFUSED, problem="other", said=_said(error), page=page)


@csrf_exempt  # a language is no secret
@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    """Show every page in another language from now on, the desk's too."""
    back, lang = request.POST.get("next", ""), request.POST.get("language", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if lang in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            lang,
            max_age=365 * 24 * 60 * 60,
            httponly=True,
            samesite="Strict",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
    return response


def _passwords(request: HttpRequest) -> dict[str, str]:
    said = request.POST
    pairs = [(said.get(f"name{n}", "").strip(), said.get(f"password{n}", "")) for n in (1, 2)]
    return {name: password for name, password in pairs if name and password}


def _answer(request: HttpRequest, came: Came, page: str = "sealed/sealed.html") -> HttpResponse:
    if came is Came.OPENED:
        return _opening(request, 200)
    if came is Came.WAITING:
        return _page(request)
    return _page(request, REFUSED, problem=came.name.lower(), page=page)


def _page(
    request: HttpRequest,
    status: int = SEALED,
    *,
    problem: str = "",
    said: str = "",
    page: str = "sealed/sealed.html",
) -> HttpResponse:
    if UNSEALING.opened:
        time.sleep(HELD)
        return _opening(request, SEALED)
    wait, until = UNSEALING.wait_before_next(), UNSEALING.waiting_until()
    shown = {
        "problem": problem,
        "said": said,
        "together": _together(),
        "next_try_at": timezone.now() + timedelta(seconds=wait) if wait else None,
        "waiting_until": datetime.fromtimestamp(until, UTC) if until else None,
        "languages": settings.LANGUAGES,
    }
    response = render(request, page, shown, status=status)
    response["Retry-After"] = "60"
    return response


def _opening(request: HttpRequest, status: int) -> HttpResponse:
    """The desk stands behind this address in some seconds; until then the browser's next question waits in line."""
    return render(request, "sealed/opening.html", {"languages": settings.LANGUAGES}, status=status)


def _together() -> int:
    try:
        return custodians.slots(settings.DATA).together
    except TidingsError:
        return 0


def _said(error: TidingsError) -> str:
    return error.say(get_language()) if isinstance(error, InputError) else str(error)
