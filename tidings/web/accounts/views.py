"""Logging in: the one class-based view of the desk, since Django's own does the work."""

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import HttpResponse

from tidings.web.accounts.models import User
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
