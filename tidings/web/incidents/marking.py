"""Where in a report the words stand that a person marks, and of whom they tell."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tidings.extraction.parties import OF_AGE, persons
from tidings.extraction.passages import found_in
from tidings.text.phrases import Span
from tidings.web.incidents.models import Source

PARTS = {
    "victim": gettext_lazy("concerned"),
    "perpetrator": gettext_lazy("said to have done it"),
    "witness": gettext_lazy("witness"),
    "official": gettext_lazy("official"),
    "relative": gettext_lazy("relative"),
}
BEGINNING = 60
"""Letters of a paragraph by which it is known again."""


def part(role: str) -> str:
    """Say what part a person has in a claim."""
    return str(PARTS.get(role, role))


def paragraphs(source: Source) -> list[tuple[Span, str]]:
    """Return where each paragraph of a report stands, and how it begins, as a page shows it."""
    found: list[tuple[Span, str]] = []
    start = 0
    shown = source.covered(source.body)
    for line in shown.split("\n"):
        if line.strip():
            begins = line if len(line) <= BEGINNING else f"{line[:BEGINNING].rstrip()}…"
            found.append(((start, start + len(line)), f"{len(found) + 1}. {begins}"))
        start += len(line) + 1
    return found


def meant(source: Source, words: str, within: Span | None, at: int | None) -> Span:
    """Return where the words stand that are meant; `at` is about where they begin, if that is known.

    Raises ValidationError with what to do where they stand nowhere, or in several places.
    """
    if not words.strip():
        if within is None:
            raise ValidationError(
                _("Paste the words of the report that claim it, or choose their paragraph.")
            )
        return within
    places = found_in(source.covered(source.body), words) or found_in(source.body, words)
    if not places:
        raise ValidationError(
            _("These words do not stand in the report. Copy them from its text as they stand there.")
        )
    inside = [one for one in places if within is None or (within[0] <= one[0] and one[1] <= within[1])]
    if not inside:
        raise ValidationError(
            _("These words stand in the report, but not in this paragraph. Choose theirs, or none.")
        )
    if len(inside) > 1 and at is None:
        raise ValidationError(_several(len(inside)))
    return min(inside, key=lambda one: abs(one[0] - (at or 0)))


def _several(number: int) -> str:
    return ngettext(
        "These words stand there %(number)s time. Choose their paragraph, or take more words with them.",
        "These words stand there %(number)s times. Choose their paragraph, or take more words with them.",
        number,
    ) % {"number": number}


def person(source: Source, typed: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return whom a claim is about, as the machine tells a person; None where nothing was told of anybody."""
    name, call_sign, age = typed["name"].strip(), typed["call_sign"].strip(), typed["age"]
    if not (name or call_sign or age is not None or typed["child"]):
        return None
    young = typed["child"] or (typed["kind"] == "child_recruitment" and typed["role"] == "victim")
    minor = age < OF_AGE if age is not None else young or None
    told = {"name": name or None, "call_sign": call_sign or None, "age": age, "minor": minor}
    start, end = _stands(source, typed["span"], name or call_sign, age, minor)
    words = source.body[start:end]
    return {**told, "role": typed["role"] or "victim", "words": words, "start": start, "end": end}


def _stands(source: Source, span: Span, called: str, age: int | None, minor: bool | None) -> Span:
    """Return where a person stands: in the words of the claim, else anywhere in the report, else where these begin."""
    named = found_in(source.body, called) if called else _told_by_age(source, span, age, minor)
    inside = [one for one in named if span[0] <= one[0] and one[1] <= span[1]]
    return next(iter([*inside, *named]), (span[0], span[0]))


def _told_by_age(source: Source, span: Span, age: int | None, minor: bool | None) -> list[Span]:
    start, end = span
    found = persons(source.body[start:end], source.lang)
    told = [one for one in found if (one.age == age if age is not None else one.minor and minor)]
    return [(start + one.start, start + one.end) for one in told]
