"""Who may do what, said once above a view."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from tidings.web.accounts.models import StaffRequest

Given = ParamSpec("Given")


def writers_only(
    view: Callable[Concatenate[StaffRequest, Given], HttpResponse],
) -> Callable[Concatenate[StaffRequest, Given], HttpResponse]:
    """Refuse a view to someone who may only read."""

    @wraps(view)
    def guarded(request: StaffRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        may_change(request)
        return view(request, *args, **kwargs)

    return guarded


def may_change(request: StaffRequest) -> None:
    """Refuse a change to someone who may only read; for views that also show."""
    if not request.user.may_write:
        raise PermissionDenied
