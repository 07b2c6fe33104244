"""The frame of every page: the menu with its counts, and the language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tidings.web.accounts import alerts, approvals
from tidings.web.accounts.models import StaffRequest, User
from tidings.web.appeals.models import Appeal, AppealQuerySet, Message, Urgency
from tidings.web.letters.models import Letter
from tidings.web.tracing.models import Candidate


@dataclass(frozen=True)
class Place:
    """Somewhere to go: its address by name, its key, what one must be allowed to see it, and how much waits there."""

    url: str
    label: Any
    key: str
    word: str
    count: Callable[[User], int] = lambda user: 0
    urgent: Callable[[User], bool] = lambda user: False

    def shown(self, user: User) -> dict[str, Any]:
        """What base.html needs of it."""
        return {
            "url": self.url,
            "label": self.label,
            "key": self.key,
            "count": self.count(user),
            "urgent": self.urgent(user),
        }


def _waiting(user: User) -> AppealQuerySet:
    return Appeal.objects.visible_to(user).waiting().ordinary()


def _overdue(user: User) -> int:
    return Letter.objects.visible_to(user).overdue(date.today()).count()


def _new_answers(user: User) -> int:
    return Message.objects.visible_to(user).waiting().count()


PLACES = [
    Place(
        "appeals-list",
        _("Appeals"),
        "a",
        "read_appeals",
        lambda user: _waiting(user).count(),
        lambda user: _waiting(user).filter(urgency=Urgency.CRITICAL).exists(),
    ),
    Place("appeals-answers", _("Answers"), "w", "answer_relatives", _new_answers, lambda user: True),
    Place("cases-list", _("Cases"), "c", "read_cases"),
    Place(
        "tracing-list",
        _("Tracing"),
        "t",
        "read_tracing",
        lambda user: Candidate.objects.visible_to(user).to_decide().count(),
    ),
    Place("letters-list", _("Letters"), "l", "read_letters", _overdue, lambda user: True),
    Place("incidents-list", _("Reports"), "r", "read_reports"),
    Place("journal-list", _("Journal"), "j", "read_journal"),
    Place("staff-list", _("Staff"), "s", "manage_staff"),
    Place(
        "staff-approvals",
        _("Second person"),
        "2",
        "approve",
        lambda user: approvals.waiting_for(user).count(),
        lambda user: True,
    ),
    Place("alerts-list", _("Alerts"), "!", "see_alerts", alerts.unseen, lambda user: True),
]
"""In the order of the work."""


def _open_to(user: User) -> list[Place]:
    return [place for place in PLACES if user.may[place.word]]


def menu(request: HttpRequest) -> dict[str, Any]:
    """What base.html needs: the places this person may go to, with counts that equal the lists behind them."""
    if not isinstance(user := getattr(request, "user", None), User):
        return {"menu": []}
    return {"menu": [place.shown(user) for place in _open_to(user)]}


@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """Go to the first place that this person may see."""
    return redirect(next((place.url for place in _open_to(request.user)), "accounts-own"))


@login_not_required
@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    """Show every page in another language from now on, and go back to where the reader was."""
    lang = request.POST.get("language", "")
    back = request.POST.get("next", "")
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
        if isinstance(user := request.user, User):
            User.objects.filter(pk=user.pk).update(language=lang)
    return response


@login_not_required
@require_GET
def ready(request: HttpRequest) -> HttpResponse:
    """Say that the desk answers."""
    return HttpResponse("ready\n", content_type="text/plain")
