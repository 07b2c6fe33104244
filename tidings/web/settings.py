"""Settings of the desk: safe with nothing set, changed by the environment; docs/settings.md names each."""

import os
import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from tidings.web import custodians, environment
from tidings.web.vault import opened

DATA = environment.folder("TIDINGS_DATA", "data")
HOME = environment.made(DATA / "desk")
GATE = DATA / "gate"
GATE_ADDRESS = environment.address("TIDINGS_GATE_ADDRESS")  # of a gate on another machine
DEMO = custodians.demo_mark(DATA).exists()  # everybody is invented: a second factor is offered, not demanded

DEBUG = environment.flag("TIDINGS_DEBUG", False)
HTTPS = environment.flag("TIDINGS_HTTPS", False)
SECRET_KEY = (
    opened.key("django").hex() if opened.is_open() else secrets.token_hex(32)
)  # opens nothing that is kept
ALLOWED_HOSTS = environment.words("TIDINGS_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

# In the order of the flow: an app may import what stands before it, never what comes after.
APPS = ["journal", "vault", "accounts", "people", "appeals", "cases", "tracing", "letters", "incidents"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "tidings.web",
    *(f"tidings.web.{app}" for app in APPS),
    "allauth",  # after ours, so that our templates stand in place of its own
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tidings.web.headers.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tidings.web.accounts.entering.Entering",
    "tidings.web.panic.Activity",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tidings.web.menu.menu",
            ],
        },
    },
]
ROOT_URLCONF = "tidings.web.urls"
WSGI_APPLICATION = "tidings.web.wsgi.application"

DATABASES = {"default": environment.database(os.environ.get("TIDINGS_DATABASE", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "tidings.web.accounts.passwords.NotTooLong"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

# Name and password, then a second factor; nobody signs up, and no mail is sent.
ACCOUNT_ADAPTER = "tidings.web.accounts.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/300s/key"}
MFA_ADAPTER = "tidings.web.accounts.adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "tidings.web.accounts.second_factor.LogInWithCode",
    "reauthenticate": "tidings.web.accounts.second_factor.ConfirmWithCode",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Tidings"
MFA_TOTP_TOLERANCE = 1  # half minutes by which clocks may differ

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("uk", _("Ukrainian")), ("en", _("English"))]
LOCALE_PATHS = [str(Path(__file__).parent / "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TIDINGS_TIME_ZONE", "Europe/Moscow")

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

TIMESTAMP_SERVER, TIMESTAMP_ROOTS = environment.timestamps()

# Uploads are read in memory and never laid down on disk in the clear.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
_HOST = "__Host-" if HTTPS else ""  # such a cookie comes only from this host, by HTTPS
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST}desk", f"{_HOST}desk_csrf"
SESSION_SERIALIZER = "tidings.web.accounts.sealing.SessionWords"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # none in a cookie
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would break the check against forged forms
X_FRAME_OPTIONS = "DENY"

# Logs say where the code failed, never what was in the request: no bodies, no addresses, no e-mail to anyone.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "tidings.web.logs.Plain"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "WARNING"},
        "django.request": {"level": "ERROR"},  # a form that was refused is no event
    },
}
