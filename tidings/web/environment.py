"""Reading settings from the environment: an unreadable value stops the start and says what it expects."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tidings.errors import TidingsError
from tidings.sealing import cipher


class InvalidSetting(TidingsError):
    """A setting that cannot be honoured."""


def flag(name: str, default: bool) -> bool:
    """Return a setting that is yes or no."""
    said = os.environ.get(name, "yes" if default else "no").strip().lower()
    if said not in ("yes", "no"):
        raise InvalidSetting(f"{name}={said!r} cannot be read. Write yes or no.")
    return said == "yes"


def words(name: str, default: str) -> list[str]:
    """Return a setting that is a list, written with commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def hours(name: str, default: float) -> float:
    """Return a setting that is a time in hours, more than none."""
    said = os.environ.get(name, str(default)).strip()
    try:
        told = float(said)
    except ValueError:
        told = 0.0
    if not 0 < told < 24 * 366:
        raise InvalidSetting(f"{name}={said!r} cannot be read. Write hours, for example 12 or 0.5.")
    return told


def address(name: str) -> str:
    """Return a setting that is the address of a site, or nothing."""
    said = os.environ.get(name, "").strip().rstrip("/")
    if said and not (urlsplit(said).scheme in ("http", "https") and urlsplit(said).hostname):
        raise InvalidSetting(
            f"{name}={said!r} cannot be read. Write an address, for example https://form.example.org"
        )
    return said


def folder(name: str, default: str) -> Path:
    """Return a folder that is a setting, made where it is absent."""
    return made(Path(os.environ.get(name, default)).absolute())


def made(path: Path) -> Path:
    """Return the folder, made where it is absent, open to its owner alone."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def secret(path: Path) -> str:
    """Return the secret kept in a file; it is made on first start."""
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")


def timestamps() -> tuple[str, str]:
    """Return the address of a time-stamp server and the file with the certificates it is trusted by; "" where none is wanted."""
    server = os.environ.get("TIDINGS_TIMESTAMP_SERVER", "").strip()
    roots = os.environ.get("TIDINGS_TIMESTAMP_ROOTS", "").strip()
    if server and not server.startswith(("https://", "http://")):
        raise InvalidSetting(f"TIDINGS_TIMESTAMP_SERVER={server!r} is no address. Write https://…")
    if server and not Path(roots).is_file():
        raise InvalidSetting(
            "TIDINGS_TIMESTAMP_ROOTS must name a file with the certificates (PEM) by which the time-stamp server is known."
        )
    return server, roots


def database(address: str, home: Path) -> dict[str, Any]:
    """Return Django's setting for a database: SQLite in `home`, or postgresql://user:password@host:port/name."""
    if not address:
        return _sqlite(home / "desk.sqlite3")
    parts = urlsplit(address)
    if parts.scheme != "postgresql" or len(parts.path) < 2:
        raise InvalidSetting(
            "TIDINGS_DATABASE cannot be read. Write postgresql://user:password@host:port/name, or leave it out for SQLite."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path[1:],
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    """SQLCipher: writers wait their turn (IMMEDIATE); the pragmas are those of every encrypted file of ours."""
    return {
        "ENGINE": "tidings.web.vault.sqlcipher",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": ";".join((*cipher.PRAGMAS, "PRAGMA cache_size = -65536")),
        },
    }
