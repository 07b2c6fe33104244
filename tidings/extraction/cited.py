"""Treaties and laws that a report cites. The list stands in cited.toml."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from tidings.text.phrases import Phrases, Span, fold, lists, of_languages


@dataclass(frozen=True)
class Instrument:
    """A treaty or law where a report names it. `ratified` is the year by country ("ru", "ua") as our list has it,
    0 where that country never joined; `general` marks words such as "the law" that name none in particular."""

    start: int
    end: int
    name: str
    ratified: tuple[tuple[str, int], ...] = ()
    general: bool = False


@dataclass(frozen=True)
class _Listed:
    words: Phrases
    name: dict[str, str]
    ratified: tuple[tuple[str, int], ...]
    as_written: bool
    general: bool


@cache
def _table() -> dict[str, Any]:
    return lists(Path(__file__).with_name("cited.toml"))


@cache
def words(name: str) -> Phrases:
    """Return one list of cited.toml, for example "ruling"."""
    return of_languages(_table()[name])


@cache
def _listed() -> tuple[_Listed, ...]:
    return tuple(
        _Listed(
            of_languages(one),
            one["name"],
            tuple(sorted(one.get("ratified", {}).items())),
            one.get("as_written", False),
            one.get("general", False),
        )
        for group in ("treaty", "law")
        for one in _table()[group]
    )


@lru_cache(maxsize=16)
def instruments(text: str, lang: str) -> tuple[Instrument, ...]:
    """Return every treaty and law named, in the order of the text; where two overlap, the longer."""
    found = [*_named(text, lang), *_numbered(text)]
    kept: list[Instrument] = []
    for one in sorted(found, key=lambda one: (one.general, one.start - one.end)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    kept += _again(text, kept)
    return tuple(sorted(kept, key=lambda one: one.start))


def _named(text: str, lang: str) -> list[Instrument]:
    found = []
    for one in _listed():
        for start, end in one.words.spans(text):
            end = _with_title(text, end)
            name = text[start:end] if one.as_written else one.name.get(lang, one.name["en"])
            found.append(Instrument(start, end, name, one.ratified, one.general))
    return found


def _with_title(text: str, end: int) -> int:
    """Return where the title of a law in quotation marks ends: Федеральный закон «О …»."""
    if end and text[end - 1 : end].isalnum() and text.count("«", 0, end) > text.count("»", 0, end):
        closing = text.find("»", end)
        return closing + 1 if 0 <= closing - end < 120 else end
    titled = re.match(r"\s*«[^«»]{3,120}»", text[end:])
    return end + titled.end() if titled else end


_NUMBER = re.compile(r"\s*(?:№|no\.?|n)?\s*\d+(?:[.-]\d+)*(?:-[А-ЯA-ZІЇЄ]{2,3}\b)?", re.IGNORECASE)


def _numbered(text: str) -> list[Instrument]:
    """Return decrees, laws and articles that are named by their number."""
    found = []
    for start, end in words("numbered").spans(text):
        number = _NUMBER.match(text, end)
        if number:
            found.append(Instrument(start, number.end(), text[start : number.end()]))
    return found


def _again(text: str, known: list[Instrument]) -> list[Instrument]:
    """Return where a treaty named before is called only "the Convention"."""
    found = []
    for start, end in words("again").spans(text):
        taken = any(one.start < end and start < one.end for one in known)
        noun = fold(text[start:end]).split()[-1][:6]
        before = [one for one in known if one.end <= start and noun in fold(one.name) and not one.general]
        if before and not taken:
            latest = max(before, key=lambda one: one.end)
            found.append(Instrument(start, end, latest.name, latest.ratified))
    return found


def age_named(text: str, span: Span) -> int | None:
    """Return the age that a sentence on a treaty names: "under the age of 18"."""
    for _, end in words("age").spans(text[span[0] : span[1]]):
        number = re.match(r"\s*(\d{2})(?!\d)", text[span[0] + end : span[1]])
        if number and 10 <= int(number[1]) <= 21:
            return int(number[1])
    return None
