"""What the frame around every page needs."""

from typing import Any

from django.conf import settings as active
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from tidings.gate import settings


def frame(request: HttpRequest) -> dict[str, Any]:
    """The way out, and the same page in the other languages."""
    languages = [
        {"code": code, "name": name, "url": translate_url(request.path, code), "here": code == get_language()}
        for code, name in active.LANGUAGES
    ]
    return {"leave": settings.LEAVE, "languages": languages}
