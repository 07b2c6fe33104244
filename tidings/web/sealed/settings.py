"""Settings of the sealed desk: the same look, languages and headers as the desk's; no database, no session, no secret."""

import os
import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from tidings.web import environment

DATA = environment.folder("TIDINGS_DATA", "data")
WEB = Path(__file__).parent.parent

DEBUG = False
HTTPS = environment.flag("TIDINGS_HTTPS", False)
SECRET_KEY = secrets.token_urlsafe(50)  # nothing outlives the process that Django would sign
ALLOWED_HOSTS = environment.words("TIDINGS_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = ["django.contrib.staticfiles", "tidings.web.sealed"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tidings.web.headers.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
ROOT_URLCONF = "tidings.web.sealed.urls"
WSGI_APPLICATION = "tidings.web.sealed.wsgi.application"
CSRF_FAILURE_VIEW = "tidings.web.sealed.views.again"

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("uk", _("Ukrainian")), ("en", _("English"))]
LOCALE_PATHS = [str(WEB / "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TIDINGS_TIME_ZONE", "Europe/Moscow")

STATIC_URL = "static/"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = True

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024

CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "desk_csrf"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would break the check against forged forms
X_FRAME_OPTIONS = "DENY"

# Every answer here is a 503: that is no event. What fails is said, never what was in the request.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "unforeseen": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: getattr(record, "status_code", 500) != 503,
        }
    },
    "formatters": {"plain": {"()": "tidings.web.logs.Plain"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["unforeseen"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}
