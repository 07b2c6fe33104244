"""Answers on their way from page to page.

The browser holds one secret in one cookie; it is the only key. From it come three things that do not give each
other away: under which name the draft is found, the key that opens it, and the token that each of its forms
carries. So the gate holds only what it cannot read, and needs no session, no account and no second cookie.

A post from elsewhere cannot carry the token, because it cannot read the page; nor does the browser send the
cookie with it (SameSite=Strict), and headers.own_pages_only refuses it by the names browsers give. A page that was
opened before there was a draft has no token: its post is heard if the browser vouches for where it comes from, so
that going back and sending again loses nothing. The first post of all has no cookie: there is nothing to change yet.
"""

import base64
import binascii
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from tidings.errors import CannotOpen
from tidings.gate.headers import is_from_here
from tidings.gate.models import Draft
from tidings.sealing import boxes, post

COOKIE = "draft"
SECRET_BYTES = 32
KEPT_FOR = timedelta(hours=2)
"""From the beginning of the hour: a draft that rests is kept for one hour at least, two at most."""


@dataclass(frozen=True)
class Key:
    """The secret in the draft's cookie, and what follows from it."""

    secret: bytes

    @classmethod
    def new(cls) -> "Key":
        """Return a key that nobody has."""
        return cls(secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def of(cls, request: HttpRequest) -> "Key | None":
        """Return the key in the request's cookie; a cookie of another shape is none of ours."""
        try:
            secret = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
        except (binascii.Error, ValueError):
            return None
        return cls(secret) if len(secret) == SECRET_BYTES else None

    @property
    def lookup(self) -> str:
        return boxes.derive(self.secret, "draft lookup").hex()

    @property
    def token(self) -> str:
        return boxes.derive(self.secret, "draft token").hex()

    def give_to(self, request: HttpRequest, response: HttpResponse) -> None:
        """Put the key into the browser's cookie, until the browser is closed."""
        response.set_cookie(
            COOKIE,
            base64.urlsafe_b64encode(self.secret).decode(),
            httponly=True,
            samesite="Strict",
            secure=request.is_secure(),
        )


def checked(request: HttpRequest) -> Key | None:
    """Return the key of a post that one of this draft's own pages sent. Raises PermissionDenied for another's."""
    key = Key.of(request)
    token = request.POST.get("token", "")
    opened_before = not token and is_from_here(request)
    if key and not opened_before and not hmac.compare_digest(key.token.encode(), token.encode()):
        raise PermissionDenied
    return key


def read(key: Key | None, now: datetime) -> dict[str, Any] | None:
    """Return what the draft holds, or None if there is none (any more)."""
    draft = Draft.objects.filter(lookup=key.lookup, expires_at__gt=now).first() if key else None
    if key is None or draft is None:
        return None
    try:
        return post.unpack(boxes.unlock(_content_key(key), bytes(draft.locked)))
    except CannotOpen:
        return None


def write(key: Key, content: dict[str, Any], now: datetime) -> None:
    """Keep what the draft holds, until an hour or two of rest."""
    locked = boxes.lock(_content_key(key), post.pack(content))
    expires_at = now.replace(minute=0, second=0, microsecond=0) + KEPT_FOR
    Draft.objects.update_or_create(lookup=key.lookup, defaults={"locked": locked, "expires_at": expires_at})


def forget(key: Key) -> None:
    """Delete a draft."""
    Draft.objects.filter(lookup=key.lookup).delete()


def sweep(now: datetime) -> None:
    """Delete the drafts that rested too long."""
    Draft.objects.filter(expires_at__lte=now).delete()


def _content_key(key: Key) -> bytes:
    return boxes.derive(key.secret, "draft content")
