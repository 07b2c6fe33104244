"""Who may do what, said once above a view. On the floor of the office: the journal, which knows no app, asks too."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

if TYPE_CHECKING:
    from tidings.web.accounts.models import StaffRequest

Given = ParamSpec("Given")
View = Callable[Concatenate["StaffRequest", Given], HttpResponse]
LOOKING = ("GET", "HEAD", "OPTIONS")


def needs(word: str, *, post: str = "") -> Callable[[View[Given]], View[Given]]:
    """Refuse a view (403) to whoever may not do this; `post` names what is needed besides to send its form.

    The words are those of tidings.web.accounts.roles; one that is not there is a KeyError.
    """

    def above(view: View[Given]) -> View[Given]:
        @wraps(view)
        def guarded(request: "StaffRequest", /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
            must(request, word)
            if post and request.method not in LOOKING:
                must(request, post)
            return view(request, *args, **kwargs)

        guarded.needs = word, post  # type: ignore[attr-defined]  # the menu and the tests ask
        return guarded

    return above


def must(request: "StaffRequest", word: str) -> None:
    """Refuse whoever may not do this; for a view where it depends on the record."""
    if not request.user.may[word]:
        raise PermissionDenied
