"""The second factor: who must have which, and that a code counts once."""

from datetime import datetime

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as app_codes
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction

from tidings.web.accounts import roles
from tidings.web.accounts.models import User

Kind = Authenticator.Type


def kinds(user: User) -> set[str]:
    """Return which factors somebody has."""
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def is_missing(user: User) -> bool:
    """Return whether somebody must set one up before anything else. Only in an invented office nobody must."""
    if settings.DEMO:
        return False
    wanted = {Kind.WEBAUTHN} if user.role in roles.WITH_PASSKEY else {Kind.WEBAUTHN, Kind.TOTP}
    return not wanted & kinds(user)


def use(user: User, code: str) -> Authenticator | None:
    """Return whose code this is: the app's, or a recovery code. Each counts once; whoever has to use a passkey uses it."""
    with transaction.atomic():
        factors = {one.type: one for one in Authenticator.objects.select_for_update().filter(user=user)}
        passkey_only = user.role in roles.WITH_PASSKEY and Kind.WEBAUTHN in factors
        app, recovery = factors.get(Kind.TOTP), factors.get(Kind.RECOVERY_CODES)
        if app and not passkey_only and _is_new(app, code):
            return app
        return recovery if recovery and recovery.wrap().validate_code(code) else None


def _is_new(app: Authenticator, code: str) -> bool:
    """Return whether the app shows this code about now, and nobody used it or a later one; it is used from now on."""
    secret, last = decrypt(app.data["secret"]), app.data.get("step", _step(app.created_at))
    steps = app_codes.yield_hotp_counters_from_time()
    shown = {app_codes.format_hotp_value(app_codes.hotp_value(secret, step)): step for step in steps}
    if (step := shown.get("".join(code.split()), 0)) <= last:
        return False
    app.data["step"] = step
    app.save(update_fields=["data"])
    return True


def _step(at: datetime) -> int:
    """Return the number of this half minute: the code that set an app up is used already."""
    return int(at.timestamp()) // 30


class _Code:
    """A code that was typed."""

    def clean_code(self) -> str:
        """Return it where it is right; ValidationError where it is wrong, used, or the fifth wrong one in five minutes."""
        forgive = check_rate_limit(self.user)  # type: ignore[attr-defined]
        code = str(self.cleaned_data["code"])  # type: ignore[attr-defined]
        factor = use(self.user, code)  # type: ignore[attr-defined]
        if factor is None:
            raise get_adapter().validation_error("incorrect_code")
        factor.user = self.user  # type: ignore[attr-defined]
        self.authenticator = factor
        forgive()
        return code


class LogInWithCode(_Code, AuthenticateForm):  # type: ignore[misc]
    """After the password."""


class ConfirmWithCode(_Code, ReauthenticateForm):  # type: ignore[misc]
    """Before what can do great harm."""
