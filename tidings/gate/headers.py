"""What every answer of the gate carries, and which requests it hears."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

Answering = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # "no-referrer" would make browsers send "Origin: null" with our own form.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def safe_headers(answer: Answering) -> Answering:
    """Set the headers; all but the style sheet and the icon is not to be kept by any cache."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, value in HEADERS.items():
            response[name] = value
        if not request.path.startswith("/static/"):
            response["Cache-Control"] = "no-store"
        return response

    return answered


def own_pages_only(answer: Answering) -> Answering:
    """Refuse a post that the browser says came from another site.

    No cookie is needed for this: browsers name the site a post comes from. One that does not must show the token
    of its draft instead (see drafts.py).
    """

    def answered(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and is_from_here(request) is False:
            raise PermissionDenied
        return answer(request)

    return answered


def is_from_here(request: HttpRequest) -> bool | None:
    """Return whether the browser says that one of our own pages sent this; None if it says nothing."""
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if origin is None and site is None:
        return None
    return site in (None, "same-origin", "none") and (
        origin is None or urlsplit(origin).netloc == request.get_host()
    )
