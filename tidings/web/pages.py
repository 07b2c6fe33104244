"""One view renders the whole page, or for HTMX the part that changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import formats
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from tidings.text.sentences import LANGUAGES, Sentence


def wants_part(request: HttpRequest) -> bool:
    """Return whether HTMX asks for a part; going back in history needs the whole."""
    asks = request.headers.get("HX-Request") == "true"
    return asks and request.headers.get("HX-History-Restore-Request") != "true"


def render_page(
    request: HttpRequest, page: str, part: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render `page`, or `part` alone where HTMX asks for it."""
    response = render(request, part if wants_part(request) else page, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def said(sentence: Sentence | Mapping[str, str]) -> str:
    """Return a sentence of the library, or one kept as JSON, in the language of this request."""
    words = sentence.as_dict() if isinstance(sentence, Sentence) else sentence
    lang = (get_language() or "en")[:2]
    return words[lang if lang in LANGUAGES else "en"]


def some_day(kept: str) -> str:
    """Return a day, or a month of a year, kept as 2005-03-14 or 2005-03, in words; anything else as it is."""
    try:
        if len(kept) == 10:
            return str(formats.date_format(date.fromisoformat(kept), "j E Y"))
        return _month(date.fromisoformat(f"{kept}-01")) if len(kept) == 7 else kept
    except ValueError:
        return kept


def _month(on: date) -> str:
    words = str(formats.date_format(on, "F Y"))
    return words if get_language() == "en" else words.lower()  # only English writes months with a capital


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a form, and None where a page is only looked at: then the form is not checked yet."""
    return request.POST if request.method == "POST" else None
