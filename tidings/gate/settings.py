"""Settings of the gate. Safe with none given; changed by the environment.

TIDINGS_DATA            the data folder (./data); the gate keeps its things in its folder `gate`
TIDINGS_GATE_HOSTS      names under which it is reached, with commas between (127.0.0.1,localhost,[::1])
TIDINGS_GATE_LEAVE      where "Leave this page" leads (https://www.wikipedia.org/)
TIDINGS_GATE_FILES_MB   how much room files may take until the desk has taken them (4000)
"""

import os
import secrets
from pathlib import Path

from tidings.errors import UnreadableInput


def _whole_number(name: str, default: str) -> int:
    said = os.environ.get(name, default).strip()
    if not said.isdecimal():
        raise UnreadableInput(f"{name}={said!r} cannot be read. Write a whole number, for example {default}.")
    return int(said)


DATA = Path(os.environ.get("TIDINGS_DATA", "data")).absolute() / "gate"
OFFICE_KEY = DATA / "office.pub"
OFFICE_SIGNS = DATA / "office.sign.pub"
SECRET = DATA / "secret"
FILES = DATA / "files"
FILES_QUOTA = _whole_number("TIDINGS_GATE_FILES_MB", "4000") * 1024 * 1024
LEAVE = os.environ.get("TIDINGS_GATE_LEAVE", "https://www.wikipedia.org/")

DEBUG = False
ALLOWED_HOSTS = os.environ.get("TIDINGS_GATE_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
# Nothing outlives the process that Django would sign: drafts have their own keys (see drafts.py).
SECRET_KEY = secrets.token_urlsafe(50)

INSTALLED_APPS = ["django.contrib.staticfiles", "tidings.gate"]
MIDDLEWARE = [
    "tidings.gate.headers.safe_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tidings.gate.headers.own_pages_only",
]
ROOT_URLCONF = "tidings.gate.urls"
WSGI_APPLICATION = "tidings.gate.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["tidings.gate.context.frame"]},
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "gate.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # FULL: a receipt is shown only when the appeal would survive a power cut.
            "init_command": (
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY"
            ),
        },
    }
}

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("uk", "Українська"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

# Words are held in memory only, and so much of them at most. Files are closed as they come, on the one page that takes
# them (see uploads.py); Django's own way, into temporary files, is nowhere.
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
FILE_UPLOAD_HANDLERS = ["tidings.gate.uploads.Refusing"]

# Whoever sends this header without a proxy only makes his own cookie stricter.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# No request, address, header or word of a visitor in a log: only which error, and where in the code.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"place": {"()": "tidings.gate.logs.OnlyThePlace"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "place", "level": "ERROR"}},
    "root": {"handlers": ["errors"], "level": "ERROR"},
    "loggers": {
        "django": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        # Its warnings name the address of whoever sent a broken request.
        "gunicorn.error": {"level": "ERROR"},
    },
}

SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # no CsrfViewMiddleware: headers.own_pages_only and the draft's token do its work
    "security.W002",  # X-Frame-Options is set by headers.safe_headers
    "security.W001",  # so is everything that SecurityMiddleware would set
]
