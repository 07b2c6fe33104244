"""A report with everybody and everything named in it, and what was found in its sentences."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from tidings.extraction import cited, parties, said
from tidings.extraction.attribution import Told, attributed, interview_of
from tidings.extraction.cited import Instrument
from tidings.extraction.days import whens
from tidings.extraction.mentions import Mention
from tidings.extraction.pages import LATEST, Page
from tidings.extraction.parties import Organisation, Person, near
from tidings.extraction.passages import sentences
from tidings.extraction.placing import find_places
from tidings.extraction.said import Saying, Voices
from tidings.extraction.when import When
from tidings.text.phrases import Phrases, Span
from tidings.text.places import find

BEGINS = 40
"""Letters before a name with which a sentence still begins: "Defence lawyer Ann Lee"."""
OTHER_KINDS = ("official_response", "call_for_action", "legal_reference", "request_category")
"""Kinds that are no violation."""


@dataclass(frozen=True)
class Found:
    """What a look has found in a sentence: the words of the claim, and of its kind and stance."""

    kind: str
    number: int  # of the sentence
    start: int
    end: int
    stance: str
    cues: tuple[Span, ...]
    by: Span | None = None
    whole: bool = False  # the claim is the sentence, whatever else is claimed in it
    of_nobody: bool = False  # nobody is named who does not answer; `by` is who tells of it


class Scene:
    """A report with everybody and everything named in it, looked up once."""

    def __init__(self, page: Page, lang: str) -> None:
        self.page, self.text, self.lang = page, page.body, lang
        self.sentences = sentences(self.text)
        self._spans: dict[Phrases, list[Span]] = {}

    def spans(self, phrases: Phrases, span: Span) -> list[Span]:
        """Return where phrases stand in a span; the whole text is looked through once for each list."""
        if phrases not in self._spans:
            self._spans[phrases] = phrases.spans(self.text)
        found = self._spans[phrases]
        first, last = bisect_left(found, (span[0], 0)), bisect_left(found, (span[1], 0))
        return [one for one in found[first:last] if one[1] <= span[1]]

    @cached_property
    def persons(self) -> Sequence[Person]:
        """Everybody told by a name, a call sign or an age."""
        return parties.persons(self.text, self.lang)

    @cached_property
    def groups(self) -> list[Person]:
        """Groups without names."""
        return parties.groups(self.text)

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """Organisations and armed units."""
        return parties.organisations(self.text, self.lang)

    @cached_property
    def units(self) -> list[Organisation]:
        """Armed units."""
        return [one for one in self.organisations if one.kind == "unit"]

    @cached_property
    def instruments(self) -> tuple[Instrument, ...]:
        """Treaties and laws."""
        return cited.instruments(self.text, self.lang)

    @cached_property
    def places(self) -> list[Mention]:
        """Places that are no part of a person's or an organisation's name."""
        taken = [*self.persons, *(one for one in self.organisations if not one.generic)]
        named = [*_dateline(self.text), *find_places(_calm(self.text))]
        free = [one for one in named if not any(parties.overlap(one, other) for other in taken)]
        return sorted({one.start: one for one in reversed(free)}.values(), key=lambda one: one.start)

    @cached_property
    def days(self) -> tuple[When, ...]:
        """Times named, relative ones from the day of publication."""
        return whens(self.text, self.published or LATEST)

    @cached_property
    def published(self) -> date | None:
        """The day of publication, if the page names one."""
        said_ = self.page.published or ""
        try:
            return date.fromisoformat(said_) if len(said_) == 10 else None
        except ValueError:
            return None

    @cached_property
    def sayings(self) -> list[Saying]:
        """Who says each sentence."""
        voices = Voices(self.text, self.persons, self.organisations)
        found: list[Saying] = []
        for sentence in self.sentences:
            found.append(said.saying(voices, sentence, self._last_said(found)))
        return attributed(self.told(found))

    def told(self, sayings: list[Saying]) -> Told:
        """Return the report's sentences with what they tell of who says them."""
        return Told(self.text, self.sentences, sayings, self.persons)

    @cached_property
    def questions(self) -> frozenset[int]:
        """The numbers of the sentences that are questions of an interview."""
        return interview_of(self.text, self.sentences, self.persons).questions

    @property
    def voices(self) -> Voices:
        """Everybody who may speak."""
        return Voices(self.text, self.persons, self.organisations)

    def _last_said(self, found: list[Saying]) -> Saying:
        """Return the last saying with a speaker, of the two sentences before; where one of them names no speaker, the
        only one who is named in it, if it begins with that name."""
        for number in range(len(found) - 1, max(-1, len(found) - 3), -1):
            span = found[number].span or self._subject(number)
            if span:
                return replace(found[number], span=span)
        return Saying()

    def _subject(self, number: int) -> Span | None:
        """Return the only person named in a sentence, where the sentence begins with the name."""
        start, end = self.sentences[number]
        named = [one for one in near(self.persons, (start, end)) if one.name or one.call_sign]
        if len({one.name or one.call_sign for one in named}) != 1 or named[0].start - start > BEGINS:
            return None
        return (named[0].start, named[0].end)

    def paragraph(self, number: int) -> range:
        """Return the numbers of the sentences of a sentence's paragraph, up to it."""
        return range(self._firsts[number], number + 1)

    @cached_property
    def _firsts(self) -> list[int]:
        """For each sentence the number of the first one of its paragraph."""
        firsts: list[int] = []
        for number, (start, _) in enumerate(self.sentences):
            begins = not number or "\n" in self.text[self.sentences[number - 1][1] : start]
            firsts.append(number if begins else firsts[-1])
        return firsts

    @cached_property
    def starts(self) -> list[int]:
        """Where each sentence begins."""
        return [start for start, _ in self.sentences]

    @cached_property
    def permits(self) -> list[Span]:
        """The words by which a rule of law permits something."""
        found: list[Span] = []
        for span in self.sentences:
            if near(self.instruments, span):
                found += self.spans(cited.words("permits"), span)
        return found

    @cached_property
    def announced(self) -> list[int]:
        """The numbers of the sentences that say there are categories."""
        words = said.words("category", "announced")
        return [number for number, span in enumerate(self.sentences) if self.spans(words, span)]

    def states(self, number: int) -> list[Organisation]:
        """Return the authorities that a sentence names."""
        return [one for one in near(self.organisations, self.sentences[number]) if one.kind == "state"]


_DATELINE = re.compile(r"([A-ZА-ЯЁІЇЄҐ][^\W\d_]{2,30})(?:,\s[^\n—–]{2,30})?\s[—–-]\s")


def _dateline(text: str) -> list[Mention]:
    """Return the place with which a report of an agency begins: "KURCHATOV, Russia — …"."""
    found = _DATELINE.match(text)
    known = find(found[1].capitalize()) if found else ()
    return (
        [Mention("place", found[1].capitalize(), *found.span(1), known[0].called("ru"))]
        if found and known
        else []
    )


def _calm(text: str) -> str:
    """Return a text whose shouted words have one capital letter: "BELGOROD, Russia"."""
    return re.sub(r"(?<!\w)[A-ZА-ЯІЇЄҐ]{4,}(?!\w)", lambda found: found[0].capitalize(), text)


def names_any(scene: Scene, span: Span, those: Iterable[Any]) -> bool:
    """Return whether a span holds one of those, or begins inside one."""
    return any(span[0] <= one.start < span[1] or one.start <= span[0] < one.end for one in those)
