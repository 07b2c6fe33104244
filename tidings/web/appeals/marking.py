"""The words of an appeal with its mentions marked; overlapping ones are cut so that each mark stands inside another or beside it."""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tidings.web.appeals.models import Mention

Look = tuple[str, object]
"""The style of a mark and the letter before it."""

Span = tuple[int, int, Look]
"""Where a mark starts, where it ends below zero so that the longer one sorts first, and its look."""

NAME: Look = ("name", pgettext_lazy("letter before a name", "N"))
DATE = ("date", pgettext_lazy("letter before a date", "D"))
PLACE = ("place", pgettext_lazy("letter before a place", "P"))
UNIT = ("unit", pgettext_lazy("letter before a unit", "U"))
CONTACT = ("contact", pgettext_lazy("letter before a contact", "C"))
OTHER = ("sign", "")
KINDS = {
    "person": NAME,
    "birth_date": DATE,
    "age": DATE,
    "day": DATE,
    "call_up": DATE,
    "last_contact": DATE,
    "deadline": DATE,
    "place": PLACE,
    "unit": UNIT,
    "phone": CONTACT,
    "email": CONTACT,
    "telegram": CONTACT,
}


WORDS: list[tuple[Look, object]] = [
    (NAME, _("name")),
    (DATE, _("date")),
    (PLACE, _("place")),
    (UNIT, _("unit")),
    (CONTACT, _("contact")),
]
"""What each look stands for, below the text."""


def explained(mentions: Iterable[Mention]) -> list[tuple[str, object, object]]:
    """Return style, letter and words of each kind of mark that stands in a text."""
    there = {KINDS.get(mention.kind) for mention in mentions}
    return [(*look, words) for look, words in WORDS if look in there]


@dataclass(frozen=True)
class Marked:
    """The text as HTML, and for each mention the ids of its marks: more than one where it was cut."""

    html: SafeString
    ids: dict[int, str]


def marked(text: str, mentions: Iterable[Mention], resting: Collection[int] = ()) -> Marked:
    """Return the text with its mentions in marks; everything else is escaped.

    Left out are mentions without a letter of their own, unless a fact rests on them: `resting` has their keys.
    """
    spans: defaultdict[Span, list[int]] = defaultdict(list)
    for mention in mentions:
        look = KINDS.get(mention.kind, OTHER)
        if 0 <= mention.start < mention.end <= len(text) and (look is not OTHER or mention.pk in resting):
            spans[mention.start, -mention.end, look].append(mention.pk)
    html, ids = _woven(text, spans)
    return Marked(html, {pk: " ".join(ids[pks[0]]) for pks in spans.values() for pk in pks})


def _woven(text: str, spans: Mapping[Span, list[int]]) -> tuple[SafeString, dict[int, list[str]]]:
    """Return the text with a mark for each span, and the ids of each mark's pieces by its first mention."""
    waiting = [(start, minus_end, pks[0], look) for (start, minus_end, look), pks in spans.items()]
    heapq.heapify(waiting)
    ids: defaultdict[int, list[str]] = defaultdict(list)
    pieces: list[str] = []
    open_ends: list[int] = []
    at = 0

    def go_to(place: int) -> None:
        nonlocal at
        while open_ends and open_ends[-1] <= place:
            end = open_ends.pop()
            pieces.extend((escape(text[at:end]), "</mark>"))
            at = end
        pieces.append(escape(text[at:place]))
        at = place

    while waiting:
        start, minus_end, pk, look = heapq.heappop(waiting)
        go_to(start)
        end = min([-minus_end, *open_ends[-1:]])
        if end < -minus_end:  # the rest of it stands outside the mark it began in
            heapq.heappush(waiting, (end, minus_end, pk, look))
        ids[pk].append(f"m{pk}-{len(ids[pk]) + 1}" if ids[pk] else f"m{pk}")
        pieces.append(_opening(ids[pk], look))
        open_ends.append(end)
    go_to(len(text))
    return mark_safe("".join(pieces)), ids


def _opening(names: list[str], look: Look) -> str:
    style, letter = look
    tag = letter if len(names) == 1 else ""
    return format_html('<mark id="{}" class="{}" data-tag="{}">', names[-1], style, tag)
