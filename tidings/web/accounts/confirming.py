"""Whether somebody has lately shown again who she is: asked above what can do great harm."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse

from tidings.web.accounts.models import StaffRequest, User

LATELY = 15 * 60
"""Seconds."""

Given = ParamSpec("Given")
View = Callable[Concatenate[StaffRequest, Given], HttpResponse]


def lately(request: HttpRequest) -> bool:
    """Return whether this session logged in, or confirmed it, in the last 15 minutes."""
    user = request.user
    records = get_authentication_records(request, user if isinstance(user, User) else None)
    return any(time.time() - float(one["at"]) < LATELY for one in records)


def recently_confirmed(view: View[Given]) -> View[Given]:
    """Ask for passkey, code or password first, unless that was done in the last 15 minutes; then go on."""

    @wraps(view)
    def guarded(request: StaffRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if not lately(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded
