"""The frame of every page: the menu with its counts, and the language."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tidings.web.accounts.models import User
from tidings.web.appeals.models import Appeal, Urgency
from tidings.web.letters.models import Letter
from tidings.web.tracing.models import Candidate


def menu(request: HttpRequest) -> dict[str, Any]:
    """What base.html needs: the places to go, with counts that equal the lists behind them."""
    if not isinstance(user := getattr(request, "user", None), User):
        return {"menu": []}
    waiting = Appeal.objects.visible_to(user).waiting()
    overdue = Letter.objects.visible_to(user).filter(state=Letter.State.SENT, answer_due_on__lt=date.today())
    critical = waiting.filter(urgency=Urgency.CRITICAL).exists()
    return {
        "menu": [
            {
                "url": "appeals-list",
                "label": _("Appeals"),
                "key": "a",
                "count": waiting.count(),
                "urgent": critical,
            },
            {"url": "cases-list", "label": _("Cases"), "key": "c"},
            {
                "url": "tracing-list",
                "label": _("Tracing"),
                "key": "t",
                "count": Candidate.objects.visible_to(user).to_decide().count(),
            },
            {
                "url": "letters-list",
                "label": _("Letters"),
                "key": "l",
                "count": overdue.count(),
                "urgent": True,
            },
            {"url": "incidents-list", "label": _("Reports"), "key": "r"},
            {"url": "journal-list", "label": _("Journal"), "key": "j"},
        ]
    }


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
