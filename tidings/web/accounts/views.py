"""One's own account, and what allauth's pages lack."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tidings.web.accounts import actions, second_factor
from tidings.web.accounts.models import StaffRequest
from tidings.web.pages import posted


def with_422(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a form that was refused with 422, as the rest of the desk does."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:
            response.status_code = 422
        return response

    return answered


@require_GET
def own(request: StaffRequest) -> HttpResponse:
    """One's own account: name, team, role, and the ways in."""
    return render(request, "accounts/own.html", {"kinds": second_factor.kinds(request.user)})


@require_http_methods(["GET", "POST"])
def change_password(request: StaffRequest) -> HttpResponse:
    """Choose another password; other sessions of the same person end."""
    form = PasswordChangeForm(request.user, posted(request))
    if form.is_valid():
        actions.change_password(request.user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password is changed."))
        return redirect("accounts-own")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)
