"""One view renders the whole page, or for HTMX the part that changed."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import formats
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from tidings.text.sentences import LANGUAGES, Sentence

if TYPE_CHECKING:
    from django.db.models import QuerySet


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


class InGroups:
    """Keys of records in an order of several parts, each read from an index of its own, however deep the page."""

    def __init__(self, *groups: "QuerySet[Any]") -> None:
        self.groups = [group.values_list("pk", flat=True) for group in groups]

    @cached_property
    def sizes(self) -> list[int]:
        """How many there are in each part."""
        return [group.count() for group in self.groups]

    def __len__(self) -> int:
        return sum(self.sizes)

    def __getitem__(self, asked: slice) -> list[int]:
        keys: list[int] = []
        start, stop = asked.start or 0, len(self) if asked.stop is None else asked.stop
        for group, size in zip(self.groups, self.sizes, strict=True):
            keys += group[max(start, 0) : min(stop, size)] if start < size and stop > 0 else []
            start, stop = start - size, stop - size
        return keys


def page_of(keys: InGroups, records: "QuerySet[Any]", number: str | None, rows: int = 50) -> "Page[Any]":
    """Return a page: its keys are read from the index alone, then its records."""
    chosen: Paginator[Any] = Paginator(keys, rows)  # type: ignore[arg-type]
    page = chosen.get_page(number)
    wanted = list(page.object_list)
    found = records.in_bulk(wanted)
    page.object_list = [found[key] for key in wanted if key in found]
    return page


def said(sentence: Sentence | Mapping[str, str]) -> str:
    """Return a sentence of the library, or one kept as JSON, in the language of this request."""
    words = sentence.as_dict() if isinstance(sentence, Sentence) else sentence
    lang = (get_language() or "en")[:2]
    return words[lang if lang in LANGUAGES else "en"]


def some_day(kept: str) -> str:
    """Return a day, or a month of a year, kept as 2005-03-14 or 2005-03, in words; anything else as it is.

    Of days that an age leaves, kept as 2001-09-02/2002-09-01, the first and the last.
    """
    first, slash, last = kept.partition("/")
    if slash and len(first) == len(last) == 10:
        return f"{some_day(first)} – {some_day(last)}"
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
