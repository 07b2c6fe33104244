"""Press reports and posts → what they claim: who says what happened to whom, where and when.

A claim is a proposal that points to its words. What counts as a claim, and the words by which it is known, stand in
claims.toml; who is spoken of in parties.toml; treaties and laws in cited.toml; a page's clutter in pages.toml.
To look for another sort of claim, add a function to LOOKS; for another violation, add its words to claims.toml.

>>> report = read_report("A boy of 12 joined the Storm detachment near Sudzha, residents say.")
>>> [(one.kind, one.stance, one.attributed_to, one.persons[0].age, one.places) for one in report.claims]
[('child_recruitment', 'alleged', 'residents', 12, ('Sudzha',))]
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tidings.extraction import cited, parties, said
from tidings.extraction.answers import NEAR, answers, statement
from tidings.extraction.cast import ROLES, cast_of
from tidings.extraction.languages import language
from tidings.extraction.pages import LATEST, Page, read_page
from tidings.extraction.parties import Person, near
from tidings.extraction.passages import clause, clauses, quotes
from tidings.extraction.story import OTHER_KINDS, Found, Scene, names_any
from tidings.extraction.violations import kinds, label, stance_label, violations
from tidings.text.letters import is_cyrillic
from tidings.text.phrases import Span

__all__ = [
    "LOOKS",
    "OTHER_KINDS",
    "ROLES",
    "STANCES",
    "Claim",
    "Report",
    "kinds",
    "label",
    "read_claims",
    "read_report",
    "stance_label",
]

STANCES = ("alleged", "asserted", "denied", "no_response", "contradicted")


@dataclass(frozen=True)
class Claim:
    """One thing that a report claims: `text` stands at [start, end) of the report's body.

    `attributed_to` is who says so, in the report's words; None where nobody is named. `because` are the words by
    which the kind and the stance were known. Of law cited, `age` is the age that the words name, and `ratified` the
    years in which Russia ("ru") and Ukraine ("ua") joined as our list has them, to be compared with the report.
    """

    kind: str
    text: str
    start: int
    end: int
    stance: str
    attributed_to: str | None = None
    places: tuple[str, ...] = ()
    persons: tuple[Person, ...] = ()
    organisations: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    age: int | None = None
    ratified: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as a plain mapping, to be kept as JSON."""
        return {
            "kind": self.kind,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "attributed_to": self.attributed_to,
            "stance": self.stance,
            "places": list(self.places),
            "persons": [_person(one) for one in self.persons],
            "organisations": list(self.organisations),
            "dates": list(self.dates),
            "instruments": list(self.instruments),
            "because": list(self.because),
            "age": self.age,
            "ratified": {name: dict(years) for name, years in self.ratified},
        }


def _person(one: Person) -> dict[str, Any]:
    kept = ("name", "call_sign", "age", "minor", "role", "words", "start", "end")
    return {name: getattr(one, name) for name in kept}


@dataclass(frozen=True)
class Report:
    """A press report or post: what it says of itself, its body without the page's clutter, and what it claims."""

    title: str
    lang: str  # ru, uk, en or mixed
    published: str | None
    publisher: str | None
    body: str
    claims: tuple[Claim, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as a plain mapping, to be kept as JSON."""
        told = {name: getattr(self, name) for name in ("lang", "title", "published", "publisher", "body")}
        return {**told, "claims": [one.as_dict() for one in self.claims]}


def read_report(text: str, lang: str | None = None) -> Report:
    """Return what a report claims, and what the page says of itself. Any text can be read, with the same result on
    any day; `lang` is its language where that is known (ru, uk, en)."""
    page = read_page(text)
    spoken = lang or language(page.body or page.title)
    return Report(page.title, spoken, page.published, page.publisher, page.body, read_claims(page, spoken))


def read_claims(page: Page, lang: str) -> tuple[Claim, ...]:
    """Return the claims of a page in the order of its body."""
    scene = Scene(page, lang)
    found: list[Found] = []
    for number in range(len(scene.sentences)):
        if number in scene.questions:
            continue
        here = _in_sentence(scene, number)
        found += here or statement(scene, number, found)
    return tuple(_claim(scene, one) for one in sorted(found, key=lambda one: (one.start, one.end)))


Look = Callable[[Scene, int], Iterable[Found]]


# --- calls, law, categories


def calls(scene: Scene, number: int) -> Iterator[Found]:
    """Yield that somebody calls on somebody to do something, or advises it."""
    sentence = scene.sentences[number]
    needed = scene.spans(said.words("call", "needed"), sentence)
    if not needed and not scene.sayings[number].told:
        needed = _bidden(scene, sentence)
    verbs = scene.spans(said.words("call", "verbs"), sentence)
    verbs = [one for one in verbs if not _is_calling(scene, sentence, one)]
    passive = any(said.is_passive(scene.text, one) for one in verbs)
    called = bool(verbs) and not passive and _caller(scene, sentence, verbs[0]) is not None
    cues = verbs if called or not needed else []
    if not needed + cues or scene.spans(said.words("call", "unless"), sentence):
        return
    saying = scene.sayings[number]
    theirs = _caller(scene, sentence, cues[0]) if cues and not saying.again else saying.span
    if theirs and any(
        one.start < theirs[1] and theirs[0] < one.end for one in near(scene.instruments, sentence)
    ):
        return
    earlier = saying.span if saying.span and cues and saying.span[1] <= cues[0][0] else None
    by = theirs or (earlier if _goes_on(scene, cues) else None)
    cues += needed
    yield Found("call_for_action", number, *sentence, "asserted", tuple(cues), by)


_TO_DO = re.compile(
    r"\b(?:to|that|not|against|how|what|\w{2,}ing|чтобы|что|не|как|щоб|що|як|\w+т[иь](?:с[яь])?)\b|[«“\"]"
)


def _is_calling(scene: Scene, sentence: Span, verb: Span) -> bool:
    """Return whether to advise is what somebody does for a living: those advised are named, and not what to do, "a
    lawyer who advises families"."""
    if not scene.spans(said.words("call", "advising"), verb):
        return False
    end = next(end for start, end in clauses(scene.text, sentence) if start <= verb[0] < end)
    after = scene.spans(said.words("said", "verbs"), (verb[1], end))
    told = scene.text[verb[1] : after[0][0] if after else end]
    whom = any(parties.words(name).spans(told) for name in ("people", "relatives", "sought", "harmful"))
    said_before = any(sentence[0] <= start and until <= verb[0] for start, until in quotes(scene.text))
    relative = said.is_relative(scene.text, verb)
    quoted = scene.text[end : end + 1] == ":" or (said_before and not relative)
    return whom and not quoted and not _TO_DO.search(told)


_BID = re.compile(r"[^\W\d_]{2,}(?:йте|йтесь|йтеся)\b", re.IGNORECASE)


def _bidden(scene: Scene, sentence: Span) -> list[Span]:
    """Return the verbs with which the report bids its readers do something: "Обзванивайте госпитали!"; one that opens a
    clause, is in no quotation marks and no greeting."""
    greetings = scene.spans(said.words("call", "no_bidding"), sentence)
    begins = [start for start, _ in clauses(scene.text, sentence)]
    found = [one.span() for one in _BID.finditer(scene.text, *sentence)]
    return [
        one
        for one in found
        if not said.is_quoted(scene.text, one)
        and not any(start <= one[0] < end for start, end in greetings)
        and any(len(scene.text[start : one[0]].split()) <= 1 for start in begins if start <= one[0])
    ]


_OURS = re.compile(r"[^\W\d_]+(?:ем|им|мо|мось|мся|[^\W\d_]шу|[аяю]ю|аюсь|юся)\b", re.IGNORECASE)


def _caller(scene: Scene, sentence: Span, cue: Span) -> Span | None:
    """Return who calls for something; where the verb says "we" or "I", only who stands before it."""
    by = said.subject(scene.voices, sentence, cue)
    return None if by and by[0] > cue[0] and _OURS.match(scene.text, cue[0]) else by


def _goes_on(scene: Scene, cues: list[Span]) -> bool:
    """Return whether a verb goes on with the speaker of the sentence: "X recalls that …, and advises"."""
    before = scene.text[max(0, cues[0][0] - 6) : cues[0][0]] if cues else ""
    return bool(re.search(r"(?:\band|\bи|\bта|\bі|\bй)\s$", before)) and not scene.text[
        slice(*cues[0])
    ].endswith("м")


def rules_cited(scene: Scene, number: int) -> Iterator[Found]:
    """Yield what the report says that a treaty or law requires or forbids."""
    sentence = scene.sentences[number]
    saying = scene.sayings[number]
    theirs = saying.span and names_any(scene, saying.span, scene.states(number))  # the law is not theirs
    by = None if theirs else saying.span
    for rule in _rules(scene, sentence):
        yield Found("legal_reference", number, *sentence, "asserted", rule, by)


def _rules(scene: Scene, sentence: Span) -> list[tuple[Span, ...]]:
    """Return the words of each rule that a sentence cites: the laws named and what they do. Laws that stand in clauses
    of their own, each with what it does, make a rule each."""
    spans = [(one.start, one.end) for one in near(scene.instruments, sentence)]
    cues = scene.spans(cited.words("ruling"), sentence)
    if not spans or not cues:
        return []
    parts = clauses(scene.text, sentence)
    inside = [[one for one in (*spans, *cues) if start <= one[0] < end] for start, end in parts]
    apart = [tuple(own) for own in inside if set(own) & set(spans) and set(own) & set(cues)]
    return apart if len(apart) > 1 else [(*spans, *cues)]


def categories(scene: Scene, number: int) -> Iterator[Found]:
    """Yield a category of requests, with what defines it."""
    sentence = scene.sentences[number]
    cues = scene.spans(said.words("category", "named"), sentence)
    announced = _announced(scene, number)
    if not cues and announced is not None:
        ordinals = scene.spans(said.words("category", "ordinal"), sentence)
        cues = [cue for cue in ordinals if cue[0] - sentence[0] < 2]
    unless = scene.spans(said.words("category", "unless"), sentence)
    if cues and not unless and cues[0][0] - sentence[0] < 20:
        by = scene.sayings[number].span or (_speaker_of(scene, announced) if announced is not None else None)
        yield Found("request_category", number, *sentence, "asserted", tuple(cues), by, whole=True)


def _announced(scene: Scene, number: int) -> int | None:
    """Return the number of the sentence that says there are categories, if one did before."""
    before = bisect_left(scene.announced, number)
    return scene.announced[before - 1] if before else None


def _speaker_of(scene: Scene, number: int) -> Span | None:
    """Return the speaker of a sentence, or of the one before it in the same paragraph."""
    said_ = [scene.sayings[at].span for at in scene.paragraph(number)]
    return next((span for span in reversed(said_[-2:]) if span), None)


LOOKS: list[Look] = [answers, calls, rules_cited, categories, violations]
"""Everything that is looked for in a sentence. To look for more, add a function."""

FEWEST = 5
"""Words of a claim that is a part of a sentence; fewer are shown with the clause before them."""


def _in_sentence(scene: Scene, number: int) -> list[Found]:
    """Return what a sentence claims: an answer, a call or a rule of law is no violation by the words that it names."""
    found = [one for look in LOOKS for one in look(scene, number)]
    others = {one.kind for one in found if one.kind in OTHER_KINDS}
    if others & {"call_for_action", "legal_reference"} or _answers_only(found):
        found = [one for one in found if one.kind in OTHER_KINDS]
    if "official_response" in others and "call_for_action" in others:
        found = [one for one in found if one.kind != "call_for_action" or not _shares(one, found)]
    if len(found) < 2:
        return found
    narrowed = [one if one.whole else _narrowed(scene, one) for one in found]
    return narrowed if len({(one.start, one.end) for one in narrowed}) > 1 else found


def _answers_only(found: list[Found]) -> bool:
    """Return whether an authority's answer is what the sentence is about."""
    return any(one.kind == "official_response" and one.by is not None and not one.of_nobody for one in found)


def _shares(call: Found, found: list[Found]) -> bool:
    """Return whether a call is told by words that are an answer's: "promised to check"."""
    return any(one.kind == "official_response" and set(one.cues) & set(call.cues) for one in found)


def _narrowed(scene: Scene, one: Found) -> Found:
    """Return a claim of a sentence that makes several, with its own clauses for its words."""
    own = [cue for cue in one.cues if one.start <= cue[0] < one.end]
    start, end = clause(scene.text, (one.start, one.end), own[0], own[-1])
    if len(scene.text[start:end].split()) < FEWEST and start > one.start:
        start, end = clause(scene.text, (one.start, one.end), (max(one.start, start - 3), start), own[-1])
    return replace(one, start=start, end=end)


# --- from what was found to a claim


def _claim(scene: Scene, one: Found) -> Claim:
    sentence = scene.sentences[one.number]
    laws = near(scene.instruments, sentence)
    return Claim(
        kind=one.kind,
        text=scene.text[one.start : one.end],
        start=one.start,
        end=one.end,
        stance=one.stance,
        attributed_to=said.plain(scene.text, one.by),
        places=_places(scene, one, sentence),
        persons=cast_of(scene, one, sentence),
        organisations=_organisations(scene, one, sentence),
        dates=_dates(scene, sentence),
        instruments=_unique(law.name for law in laws),
        because=_unique(scene.text[start:end] for start, end in one.cues),
        age=cited.age_named(scene.text, sentence) if one.kind == "legal_reference" else None,
        ratified=tuple({law.name: (law.name, law.ratified) for law in laws if law.ratified}.values()),
    )


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _places(scene: Scene, one: Found, sentence: Span) -> tuple[str, ...]:
    """Return the places of the sentence; of a violation without one, those of the
    sentences just before in its paragraph."""
    found = near(scene.places, sentence)
    if not found and one.kind not in OTHER_KINDS:
        before = (
            near(scene.places, scene.sentences[at]) for at in scene.paragraph(one.number)[-1 - NEAR :][::-1]
        )
        found = next((places for places in before if places), [])
    return _unique(place.value if is_cyrillic(place.text) and place.value else place.text for place in found)


def _organisations(scene: Scene, one: Found, sentence: Span) -> tuple[str, ...]:
    """Return the organisations and units of the sentence; "these forces" are the unit named last."""
    found = [named for named in near(scene.organisations, sentence) if not named.generic]
    again = scene.spans(parties.words("unit_again"), sentence)
    if again and not any(named.kind == "unit" for named in found):
        units = [named for named in scene.units if named.end <= again[0][0]]
        found += units[-1:]
    return _unique(named.name for named in found)


def _dates(scene: Scene, sentence: Span) -> tuple[str, ...]:
    """Return the days named, as YYYY-MM-DD or less; as they are written where the year is not told. How long something
    takes is no day: "within 30 days"."""
    found = []
    for when in near(scene.days, sentence):
        if when.since and when.day_meant and when.day is None:
            continue
        known = scene.published or when.year
        if not known and (when.weekday is not None or when.day_meant):
            continue
        written = when.written(scene.published or LATEST) if known else None
        found.append(written or scene.text[when.start : when.end])
    return _unique(found)
