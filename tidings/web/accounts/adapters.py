"""What allauth asks of us: no sign-up, no mail, no addresses kept; codes sealed; our language at the door."""

import hashlib
import hmac
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tidings.web.accounts import confirming, sealing
from tidings.web.accounts.models import User
from tidings.web.accounts.second_factor import kinds

_OF_THIS_PROCESS = secrets.token_bytes(32)


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Name and password, then the second factor. Nobody signs up, and no mail is sent."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail is sent."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return what limits are counted by: a mark of the address that means nothing outside this process."""
        address = str(request.META.get("REMOTE_ADDR", ""))
        return hmac.new(_OF_THIS_PROCESS, address.encode(), hashlib.sha256).hexdigest()[:16]

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Somebody who left is answered as anyone else whose password is wrong."""
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Return whether it is too long ago that this person logged in or confirmed who she is."""
        return not confirming.lately(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Only the strongest that somebody has: whoever holds a passkey is not asked for less."""
        methods = super().get_reauthentication_methods(user)
        have = kinds(user) if isinstance(user, User) else set()
        wanted = next((way for kind, way in _WAYS.items() if kind in have), "reauthenticate")
        return [one for one in methods if one["id"] == wanted]

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Pages are in the language that this person last chose."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.language,
                httponly=True,
                samesite="Strict",
                secure=settings.HTTPS,
            )
        return response


_WAYS = {"webauthn": "mfa_reauthenticate:webauthn", "totp": "mfa_reauthenticate"}


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Codes from an app and recovery codes are kept sealed."""

    def encrypt(self, text: str) -> str:
        """Close a secret."""
        return sealing.close(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return sealing.open_closed(encrypted_text)
