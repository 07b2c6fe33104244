"""Between a person and the desk: how long a session lasts, and what must be set up before anything else."""

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tidings.sealing.keyring import KeyErased
from tidings.web.accounts import budget, second_factor
from tidings.web.accounts.models import User
from tidings.web.journal import journal

IDLE, LONGEST = 20 * 60, 10 * 60 * 60
"""Seconds without anything done, and from the login."""
FINE = 30
"""Seconds; within them nothing is written anew."""

ASKING = {"tracing-looking", "tracing-looking-for"}
"""Pages that a browser asks for by itself: nobody need be sitting there."""

SETTING_UP = {
    "accounts-own",
    "accounts-logout",
    "accounts-password",
    "account_reauthenticate",
    "language",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "ready",
    "seal",
}
"""What somebody may open who has no second factor yet."""


class Entering:
    """Every request of a person who is logged in goes through here; it stands after LoginRequiredMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Whoever opened too many records today is told what to do; nothing is written on what was erased."""
        if isinstance(error, budget.OverBudget):
            return render(request, "accounts/over_budget.html", {"limit": budget.STOPPED}, status=403)
        if isinstance(error, KeyErased):
            return render(request, "accounts/erased.html", status=410)
        return None

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Return None to let the person through, or where she is to go first."""
        if not isinstance(user := request.user, User):
            return None
        page = request.resolver_match.url_name if request.resolver_match else None
        if _is_over(request.session):
            logout(request)
            messages.info(request, _("Your session has ended. Log in again to go on."))
            return _lead(request, "account_login")
        if page not in ASKING:
            _goes_on(request.session)
        if page in SETTING_UP:
            return None
        if user.password_given:
            return _lead(request, "accounts-password")
        if not request.session.get("second_factor") and second_factor.is_missing(user):
            return _lead(request, "mfa_index")
        request.session.setdefault("second_factor", True)
        return None


def _is_over(session: Any) -> bool:
    now = time.time()
    return bool(now - session.get("began", 0) > LONGEST or now - session.get("last", 0) > IDLE)


def _goes_on(session: Any) -> None:
    if time.time() - session.get("last", 0) > FINE:
        session["last"] = time.time()


def _lead(request: HttpRequest, page: str) -> HttpResponse:
    """Go there, from a part of a page too."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": reverse(page)})
    return redirect(page)


@receiver(user_logged_in)
def begin(request: HttpRequest, user: User, **_signal: Any) -> None:
    """A session begins; it is written down."""
    request.session["began"] = request.session["last"] = time.time()
    with transaction.atomic():
        journal.record("logged_in", user, by=user)


@receiver(authenticator_added)
def add_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_signal: Any) -> None:
    """A second factor was set up; it is written down."""
    _changed(request, user, "added_factor", authenticator)


@receiver(authenticator_removed)
def remove_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_signal: Any) -> None:
    """A second factor was taken away; it is written down."""
    _changed(request, user, "removed_factor", authenticator)


def _changed(request: HttpRequest, user: User, verb: str, factor: Authenticator) -> None:
    """Whether one is missing is asked anew, and the session gets another name."""
    request.session.pop("second_factor", None)
    request.session.cycle_key()
    with transaction.atomic():
        journal.record(verb, user, by=user, factor=str(factor.type))
