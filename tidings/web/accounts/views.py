"""Logging in, and one's own account."""

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tidings.web.accounts.models import StaffRequest, User
from tidings.web.journal import journal


class LogIn(LoginView):
    """Ask for name and password; the page is then in the language this person last chose."""

    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        user = form.get_user()
        assert isinstance(user, User)
        with transaction.atomic():
            journal.record("logged_in", user, by=user)
        if settings.LANGUAGE_COOKIE_NAME not in self.request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.language,
                httponly=True,
                samesite="Strict",
                secure=settings.HTTPS,
            )
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


@require_GET
def own(request: StaffRequest) -> HttpResponse:
    """One's own account: name, team, role."""
    return render(request, "accounts/own.html")
