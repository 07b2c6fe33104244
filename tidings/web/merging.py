"""An edit that was overtaken: what it was, what somebody else made of it, and what was typed, field by field.

A page that is edited says in hidden fields what it showed (`was-unit`). Where the record has changed meanwhile, nothing is
kept; the differences are shown, and the next form is made on what stands now.
"""

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

WAS, YOURS, MERGING = "was-", "yours-", "merging"


@dataclass(frozen=True)
class Difference:
    """One field in which the record as it is kept now and what was typed are not the same."""

    name: str
    label: Any
    was: str | None  # None: the page did not say
    theirs: str
    yours: str
    words: Mapping[str, Any]  # what a code stands for
    missed: bool = False  # nothing was chosen where one had to

    @property
    def chosen(self) -> str:
        """What nobody need choose: the value of the one who changed it; "" where both did."""
        if self.was == self.theirs and not self.missed:
            return "yours"
        return "theirs" if self.was == self.yours else ""

    @property
    def in_words(self) -> dict[str, Any]:
        """The three values in words, for a page."""
        values = {"was": self.was, "theirs": self.theirs, "yours": self.yours}
        return {name: self.words.get(value or "", value) for name, value in values.items()}


def was(post: QueryDict) -> dict[str, str]:
    """Return what the page had shown, by field."""
    return {name.removeprefix(WAS): str(post[name]) for name in post if name.startswith(WAS)}


def typed(post: QueryDict) -> tuple[QueryDict, frozenset[str]]:
    """Return what was typed, and the fields of a merge page in which nothing was chosen: there it is what was typed before."""
    whole, missed = post.copy(), set()
    for name in str(post.get(MERGING, "")).split():
        if name not in post:
            missed.add(name)
            whole[name] = post.get(YOURS + name, "")
    return whole, frozenset(missed)


def differences(
    form: forms.Form, theirs: Mapping[str, Any], before: Mapping[str, str], missed: Collection[str] = ()
) -> list[Difference]:
    """Return in which fields what was typed is not what stands now. The form must have been checked."""
    return list(_differences(form, theirs, before, missed))


def page(
    request: HttpRequest,
    form: forms.Form,
    fresh: forms.Form,
    *,
    back: str,
    missed: Collection[str] = (),
) -> HttpResponse:
    """Show the differences between a form that was typed, and `fresh`, the form of what stands now, to choose from.

    Where HTMX had asked for a part, the page takes the place of the whole one, and sends its form to the same address.
    """
    theirs = {field.name: field.initial for field in fresh.visible_fields()}
    found = differences(form, theirs, was(request.POST), missed)
    differing = {one.name for one in found}
    same = [
        (name, value if value is not None else "") for name, value in theirs.items() if name not in differing
    ]
    context = {"form": fresh, "differences": found, "same": same, "back": back}
    response = render(request, "merge.html", context | {"action": request.path}, status=409)
    response["HX-Retarget"], response["HX-Reswap"] = "body", "innerHTML"
    return response


def changes(before: str, now: str) -> list[tuple[str, str]]:
    """Return which lines somebody took out ("-") of a long text and which are new ("+"), in their order."""
    lines = difflib.ndiff(plain(before).splitlines(), plain(now).splitlines())
    return [(line[0], line[2:]) for line in lines if line[0] in "+-" and line[2:].strip()]


def _differences(
    form: forms.Form, theirs: Mapping[str, Any], before: Mapping[str, str], missed: Collection[str]
) -> Iterator[Difference]:
    for field in form.visible_fields():
        if field.name not in theirs:
            continue
        now, yours = plain(theirs[field.name]), plain(form.cleaned_data.get(field.name))
        if now != yours:
            old = plain(before[field.name]) if field.name in before else None
            words = dict(getattr(field.field, "choices", None) or {})
            yield Difference(field.name, field.label, old, now, yours, words, field.name in missed)


def plain(value: Any) -> str:
    """Return a value as a form sends it, but for line ends and space around."""
    return str(value or "").replace("\r\n", "\n").strip()
