"""Who may do what, said once above a view."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from tidings.web.accounts import roles
from tidings.web.accounts.models import StaffRequest

Given = ParamSpec("Given")
View = Callable[Concatenate[StaffRequest, Given], HttpResponse]
LOOKING = ("GET", "HEAD", "OPTIONS")


def needs(word: str, *, post: str = "") -> Callable[[View[Given]], View[Given]]:
    """Refuse a view (403) to whoever may not do this; `post` names what is needed besides to send its form."""
    for one in filter(None, (word, post)):
        roles.who_may(one)  # a slip stops the start

    def above(view: View[Given]) -> View[Given]:
        @wraps(view)
        def guarded(request: StaffRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
            must(request, word)
            if post and request.method not in LOOKING:
                must(request, post)
            return view(request, *args, **kwargs)

        guarded.needs = word, post  # type: ignore[attr-defined]  # the menu and the tests ask
        return guarded

    return above


def must(request: StaffRequest, word: str) -> None:
    """Refuse whoever may not do this; for a view where it depends on the record."""
    if not request.user.may[word]:
        raise PermissionDenied


# Until each view says which word it needs.
def writers_only(view: View[Given]) -> View[Given]:
    """Refuse a view to someone who may only read."""
    return needs("triage")(view)


def may_change(request: StaffRequest) -> None:
    """Refuse a change to someone who may only read; for views that also show."""
    must(request, "triage")
