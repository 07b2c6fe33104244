"""Press reports and posts → what they claim: who says what happened to whom, where and when.

A claim is a proposal that points to its words. What counts as a claim, and the words by which it is known, stand in
claims.toml; who is spoken of in parties.toml; treaties and laws in cited.toml; a page's clutter in pages.toml.
To look for another sort of claim, add a function to LOOKS; for another violation, add its words to claims.toml.

>>> report = read_report("A boy of 12 joined the Storm detachment near Sudzha, residents say.")
>>> [(one.kind, one.stance, one.attributed_to, one.persons[0].age, one.places) for one in report.claims]
[('child_recruitment', 'alleged', 'residents', 12, ('Sudzha',))]
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import Any

from tidings.extraction import cited, parties, said
from tidings.extraction.cited import Instrument
from tidings.extraction.days import When, whens
from tidings.extraction.languages import language
from tidings.extraction.mentions import Mention
from tidings.extraction.pages import LATEST, Page, read_page
from tidings.extraction.parties import Organisation, Person, near
from tidings.extraction.passages import clause, sentences
from tidings.extraction.placing import find_places
from tidings.extraction.said import Saying, Voices
from tidings.text.letters import is_cyrillic
from tidings.text.phrases import Phrases, Span, of_languages
from tidings.text.places import find

STANCES = ("alleged", "asserted", "denied", "no_response", "contradicted")
ROLES = ("victim", "perpetrator", "witness", "official", "relative")
OTHER_KINDS = ("official_response", "call_for_action", "legal_reference", "request_category")
"""Kinds that are no violation."""


@dataclass(frozen=True)
class Claim:
    """One thing that a report claims: `text` stands at [start, end) of the report's body.

    `attributed_to` is who says so, in the report's words; None where nobody is named. `because` are the words by
    which the kind and the stance were known; `told` are facts of a law: an age, a year of ratification.
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
        here = _in_sentence(scene, number)
        found += here or _statement(scene, number, found)
    return tuple(_claim(scene, one) for one in sorted(found, key=lambda one: (one.start, one.end)))


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
        return found

    @property
    def voices(self) -> Voices:
        """Everybody who may speak."""
        return Voices(self.text, self.persons, self.organisations)

    def _last_said(self, found: list[Saying]) -> Saying:
        """Return the last saying with a speaker, of the two sentences before."""
        return next((one for one in reversed(found[-2:]) if one.span), Saying())

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


Look = Callable[[Scene, int], Iterable[Found]]


# --- answers of an authority


def answers(scene: Scene, number: int) -> Iterator[Found]:
    """Yield what an authority answers, denies, promises, or leaves unanswered."""
    sentence = scene.sentences[number]
    unless = scene.spans(said.words("answer", "unless"), sentence)
    for stance, names in (
        ("no_response", ("no_response",)),
        ("denied", ("denied",)),
        ("asserted", ("acted",)),
    ):
        cues = [cue for name in names for cue in scene.spans(said.words("answer", name), sentence)]
        cues = [cue for cue in cues if not any(one[0] < cue[1] and cue[0] < one[1] for one in unless)]
        speaker = _authority(scene, number, cues[0]) if cues else None
        if speaker:
            cues += _silent(scene, number) if stance == "no_response" else []
            yield Found("official_response", number, *sentence, stance, tuple(sorted(cues)), speaker)
            return
    yield from _promise(scene, number)
    yield from _silence(scene, number)


def _promise(scene: Scene, number: int) -> Iterator[Found]:
    """Yield a promise of an authority that the law, or the report itself, contradicts."""
    sentence = scene.sentences[number]
    cues = scene.spans(said.words("answer", "promise"), sentence)
    states = scene.states(number) if cues else []
    by = said.subject(scene.voices, sentence, cues[0]) if cues else None
    speaker = by if by and _names(scene, by, states) else _authority(scene, number, cues[0]) if cues else None
    if not speaker:
        return
    against = _against(scene, number)
    stance = "contradicted" if against else "asserted"
    yield Found("official_response", number, *sentence, stance, (*cues, *against), speaker)


def _against(scene: Scene, number: int) -> list[Span]:
    """Return the words of the report that contradict a promise: beside it, or a rule of law that permits what it denies."""
    beside = [scene.sentences[at] for at in (number, number + 1) if at < len(scene.sentences)]
    found = [cue for span in beside for cue in scene.spans(said.words("answer", "contradicted"), span)]
    return found + scene.permits


def _silence(scene: Scene, number: int) -> Iterator[Found]:
    cues = _silent(scene, number)
    if cues:
        sentence = scene.sentences[number]
        by = scene.sayings[number].span or _authority(scene, number, cues[0])
        yield Found("official_response", number, *sentence, "no_response", tuple(cues), by)


def _silent(scene: Scene, number: int) -> list[Span]:
    """Return the words that say that there is nobody to answer, or no way in."""
    return scene.spans(said.words("answer", "silence"), scene.sentences[number])


def _authority(scene: Scene, number: int, cue: Span) -> Span | None:
    """Return who answers: the authority that the sentence names; None where it names none."""
    sentence, saying = scene.sentences[number], scene.sayings[number]
    states = scene.states(number)
    titled = [one for one in near(scene.persons, sentence) if _bears_title(scene, one)]
    if not states and not titled:
        return _other_authority(scene, number, cue)
    if saying.span and not saying.again and not _names(scene, saying.span, states):
        if titled and _names(scene, saying.span, titled):
            return saying.span
        return saying.span if saying.span[0] > cue[0] or saying.span[1] < states[0].start else None
    by = said.subject(scene.voices, sentence, cue)
    if by and _names(scene, by, [*states, *titled]):
        return by
    if saying.span and _names(scene, saying.span, [*states, *titled]):
        return saying.span
    nearest = min([*states, *titled], key=lambda one: (one.start > cue[0], abs(one.start - cue[0])))
    return nearest.start, nearest.end


def _other_authority(scene: Scene, number: int, cue: Span) -> Span | None:
    """Return who answers where no authority is known by its name: a few words with a capital letter that are neither
    a person nor a relative."""
    by = said.subject(scene.voices, scene.sentences[number], cue)
    if by is None or near(scene.persons, by) or scene.sayings[number].again:
        return None
    kin = [scene.spans(parties.words(name), by) for name in ("relatives", "sought", "people", "children")]
    return None if any(kin) or not scene.text[by[0]].isupper() else by


def _names(scene: Scene, span: Span, those: Iterable[Any]) -> bool:
    return any(span[0] <= one.start < span[1] or one.start <= span[0] < one.end for one in those)


NEAR = 3
"""Sentences after a violation in which what an authority says is an answer to it."""


def _statement(scene: Scene, number: int, found: list[Found]) -> list[Found]:
    """Return what an authority says after a violation was told, where the sentence claims nothing else."""
    told = [one for one in found[-20:] if one.kind not in OTHER_KINDS and number - one.number <= NEAR]
    saying = scene.sayings[number]
    titled = [one for one in near(scene.persons, scene.sentences[number]) if _bears_title(scene, one)]
    if not told or not saying.span or saying.again:
        return []
    if not _names(scene, saying.span, [*scene.states(number), *titled]):
        return []
    return [
        Found("official_response", number, *scene.sentences[number], "asserted", (saying.span,), saying.span)
    ]


# --- calls, law, categories


def calls(scene: Scene, number: int) -> Iterator[Found]:
    """Yield that somebody calls on somebody to do something, or advises it."""
    sentence = scene.sentences[number]
    needed = scene.spans(said.words("call", "needed"), sentence)
    cues = [] if needed else scene.spans(said.words("call", "verbs"), sentence)
    if not needed + cues or scene.spans(said.words("call", "unless"), sentence):
        return
    saying = scene.sayings[number]
    theirs = saying.span if saying.again or needed else said.subject(scene.voices, sentence, cues[0])
    if theirs and any(
        one.start < theirs[1] and theirs[0] < one.end for one in near(scene.instruments, sentence)
    ):
        return
    earlier = saying.span if saying.span and cues and saying.span[1] <= cues[0][0] else None
    by = theirs or (earlier if _goes_on(scene, cues) else None)
    cues += needed
    yield Found("call_for_action", number, *sentence, "asserted", tuple(cues), by)


def _goes_on(scene: Scene, cues: list[Span]) -> bool:
    """Return whether a verb goes on with the speaker of the sentence: "X recalls that …, and advises"."""
    before = scene.text[max(0, cues[0][0] - 6) : cues[0][0]] if cues else ""
    return bool(re.search(r"(?:\band|\bи|\bта|\bі|\bй)\s$", before)) and not scene.text[
        slice(*cues[0])
    ].endswith("м")


def rules_cited(scene: Scene, number: int) -> Iterator[Found]:
    """Yield what the report says that a treaty or law requires or forbids."""
    sentence = scene.sentences[number]
    named = near(scene.instruments, sentence)
    cues = scene.spans(cited.words("ruling"), sentence)
    if named and cues:
        spans = tuple((one.start, one.end) for one in named)
        saying = scene.sayings[number]
        theirs = saying.span and _names(scene, saying.span, scene.states(number))  # the law is not theirs
        by = None if theirs else saying.span
        yield Found("legal_reference", number, *sentence, "asserted", (*spans, *cues), by)


def categories(scene: Scene, number: int) -> Iterator[Found]:
    """Yield a category of requests, with what defines it."""
    sentence = scene.sentences[number]
    cues = scene.spans(said.words("category", "named"), sentence)
    announced = _announced(scene, number)
    if not cues and announced is not None:
        ordinals = scene.spans(said.words("category", "ordinal"), sentence)
        cues = [cue for cue in ordinals if cue[0] - sentence[0] < 2]
    if cues and cues[0][0] - sentence[0] < 20:
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


# --- violations


REACH = 80
"""Letters between two words that make a kind together."""


@dataclass(frozen=True)
class _Kind:
    code: str
    alone: Phrases
    one: Phrases
    other: Phrases
    who: tuple[str, ...]
    what: Phrases
    unless: Phrases
    in_particular: bool
    reach: int


@cache
def kinds() -> tuple[str, ...]:
    """Return the codes of the vocabulary of violations, in its order."""
    return tuple(said.table()["kind"])


@cache
def label(kind: str) -> dict[str, str]:
    """Return how a kind of claim is called, by language. Raises KeyError for what is none."""
    table = said.table()
    found: dict[str, str] = (table["kind"] | table["other_kind"])[kind]["label"]
    return found


@cache
def stance_label(stance: str) -> dict[str, str]:
    """Return how a stance is called, by language. Raises KeyError for what is none."""
    found: dict[str, str] = said.table()["stance"][stance]["label"]
    return found


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            code,
            of_languages(one.get("alone", {})),
            of_languages(one.get("one", {})),
            of_languages(one.get("other", {})),
            tuple(one.get("who", ())),
            of_languages(one.get("what", {})),
            of_languages(one.get("unless", {})),
            one.get("in_particular", False),
            one.get("reach", REACH),
        )
        for code, one in said.table()["kind"].items()
    )


def violations(scene: Scene, number: int) -> Iterator[Found]:
    """Yield each violation that a sentence speaks of, where it says of whom, where, when or by whom it is told."""
    sentence = scene.sentences[number]
    anchored = _is_anchored(scene, number)
    for kind in _kinds():
        if (kind.in_particular and not anchored) or scene.spans(kind.unless, sentence):
            continue
        cues = _cues(scene, kind, sentence)
        if cues:
            yield Found(
                kind.code, number, *sentence, _stance(scene, number), tuple(cues), scene.sayings[number].span
            )


def _cues(scene: Scene, kind: _Kind, sentence: Span) -> list[Span]:
    """Return the words by which a kind is known in a sentence, none where it is not."""
    found = {*scene.spans(kind.alone, sentence), *_together(scene, kind, sentence)}
    others = scene.spans(kind.other, sentence)
    for one in scene.spans(kind.one, sentence) if others else ():
        other = min(others, key=lambda other: max(other[0] - one[1], one[0] - other[1]))
        if -1 < max(other[0] - one[1], one[0] - other[1]) <= kind.reach:
            found |= {one, other}
    return sorted(found)


def _together(scene: Scene, kind: _Kind, sentence: Span) -> list[Span]:
    """Return what is done, where it is done to those of whom the kind speaks."""
    what = scene.spans(kind.what, sentence)
    if not what:
        return []
    who = [cue for name in kind.who for cue in scene.spans(_list(name), sentence)]
    young = [one for one in near(scene.persons, sentence) if one.minor] if "minor" in kind.who else []
    child_before = "minor" in kind.who and _child_just_before(scene, sentence)
    return what if who or young or child_before else []


def _child_just_before(scene: Scene, sentence: Span) -> bool:
    """Return whether the sentence before, in the same paragraph, was of a child, and this one names nobody else."""
    before = [one for one in near(scene.persons, (sentence[0] - 250, sentence[0])) if one.minor]
    between = [one for one in before if "\n" not in scene.text[one.end : sentence[0]]]
    others = [one for one in near(scene.persons, sentence) if one.name]
    return bool(between) and not others


@cache
def _list(name: str) -> Phrases:
    """Return a list of people, of claims.toml or parties.toml."""
    return said.words("people", name) if name in said.table()["people"] else parties.words(name)


def _is_anchored(scene: Scene, number: int) -> bool:
    """Return whether a sentence speaks of somebody or something in particular, and not of such things in general."""
    sentence, saying = scene.sentences[number], scene.sayings[number]
    units = [one for one in near(scene.organisations, sentence) if one.kind == "unit"]
    alone = [one for one in near(scene.groups, sentence) if not one.minor]
    return bool(
        near(scene.persons, sentence)
        or units
        or alone
        or near(scene.places, sentence)
        or near(scene.days, sentence)
        or saying.span
        or scene.spans(parties.words("sought"), sentence)
        or len(scene.paragraph(number)) > 1
    )


def _stance(scene: Scene, number: int) -> str:
    saying = scene.sayings[number]
    if saying.vouched and (scene.states(number) or not saying.told):
        return "asserted"
    ours = saying.span and said.first_person(scene.text[slice(*saying.span)])
    return "alleged" if (saying.told or saying.hedged) and not ours else "asserted"


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
    return any(one.kind == "official_response" and one.by is not None for one in found)


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
    return Claim(
        kind=one.kind,
        text=scene.text[one.start : one.end],
        start=one.start,
        end=one.end,
        stance=one.stance,
        attributed_to=said.plain(scene.text, one.by),
        places=_places(scene, one, sentence),
        persons=_persons(scene, one, sentence),
        organisations=_organisations(scene, one, sentence),
        dates=_dates(scene, sentence),
        instruments=_unique(named.name for named in near(scene.instruments, sentence)),
        because=_unique(scene.text[start:end] for start, end in one.cues),
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
    """Return the days named, as YYYY-MM-DD or less; as they are written where the year is not told."""
    found = []
    for when in near(scene.days, sentence):
        known = scene.published or when.year
        if not known and (when.weekday is not None or when.day_meant):
            continue
        written = when.written(scene.published or LATEST) if known else None
        found.append(written or scene.text[when.start : when.end])
    return _unique(found)


def _persons(scene: Scene, one: Found, sentence: Span) -> tuple[Person, ...]:
    """Return who has a part in a claim, each once, with the part."""
    if one.kind == "legal_reference":
        return ()
    here = near(scene.persons, sentence)
    cast = [replace(person, role=_role(scene, person, one)) for person in here]
    own = [person for person in cast if person.role == "victim" and one.start <= person.start < one.end]
    cast = [person for person in cast if person.role != "victim" or not own or person in own]
    if not any(person.role == "victim" for person in cast) and one.kind not in OTHER_KINDS[:3]:
        cast += _groups(scene, one, sentence)
    if not any(person.role == "perpetrator" for person in cast) and one.kind not in OTHER_KINDS:
        cast += _unnamed(scene, one, cast)
    return tuple(_once(cast))


def _unnamed(scene: Scene, one: Found, cast: list[Person]) -> list[Person]:
    """Return the first commander or guard in a claim who has no name and is not the one who speaks."""
    found = scene.spans(parties.words("harmful"), (one.start, one.end))
    spoken = one.by or (0, 0)
    free = [span for span in found if not spoken[0] <= span[0] < spoken[1]]
    free = [
        span for span in free if not any(person.start < span[1] and span[0] < person.end for person in cast)
    ]
    return [
        Person(start, end, scene.text[start:end], role="perpetrator", several=True) for start, end in free[:1]
    ]


def _once(cast: list[Person]) -> list[Person]:
    kept: dict[tuple[Any, ...], Person] = {}
    for person in cast:
        told = (person.name, person.call_sign, person.age, person.role)
        kept.setdefault(told if any(told[:3]) else (person.words.lower(),), person)
    return list(kept.values())


def _groups(scene: Scene, one: Found, sentence: Span) -> list[Person]:
    """Return the groups to whom it was done, where nobody is named: "conscripts"."""
    found = near(scene.groups, (one.start, one.end)) or near(scene.groups, sentence)
    spoken = one.by or (0, 0)
    found = [group for group in found if not spoken[0] <= group.start < spoken[1]]
    return [
        one
        for one in found
        if not any(parties.overlap(one, other) and len(one.words) < len(other.words) for other in found)
    ][:2]


def _role(scene: Scene, person: Person, one: Found) -> str:
    """Return a person's part: told by the words just before and after, and by whether the person speaks."""
    speaks = one.by is not None and one.by[0] <= person.start < one.by[1]
    if person.minor and (one.kind == "child_recruitment" or not speaks):
        return "victim"
    if one.kind == "official_response" and (speaks or _bears_title(scene, person)):
        return "official"
    found = next((role for look in PARTS if (role := look(scene, person, speaks))), None)
    if found:
        return found
    return "witness" if speaks or one.kind in ("official_response", "call_for_action") else "victim"


def _before(scene: Scene, person: Person, far: int = 32) -> Span:
    """Return the words just before a person, of the same sentence."""
    begin = scene.starts[bisect_right(scene.starts, person.start) - 1]
    return max(begin, person.start - far), person.start


def _bears_title(scene: Scene, person: Person) -> bool:
    titles = scene.spans(parties.words("titles"), _before(scene, person))
    return any(person.start - end < 14 and "," not in scene.text[end : person.start] for _, end in titles)


def is_official(scene: Scene, person: Person, speaks: bool) -> str | None:
    """Return "official" for one with a title."""
    return "official" if _bears_title(scene, person) else None


def is_perpetrator(scene: Scene, person: Person, speaks: bool) -> str | None:
    """Return "perpetrator" for a commander or guard who is not the one who speaks."""
    harmful = scene.spans(parties.words("harmful"), _before(scene, person))
    return "perpetrator" if harmful and not speaks else None


def is_relative(scene: Scene, person: Person, speaks: bool) -> str | None:
    """Return "relative" for a mother, father or wife of whom it is said before or after the name."""
    text = scene.text
    if person.minor and not person.name:
        return None
    far = 60 if person.call_sign and not person.name else 32
    before = _before(scene, person, far)
    kin = scene.spans(parties.words("relatives"), before)
    sought = scene.spans(parties.words("sought"), before)
    if kin and (not sought or sought[-1][0] < kin[-1][0]):
        return "relative"
    after = (person.end, min(len(text), person.end + 40))
    apposed = text[person.end : person.end + 1] == "," and scene.spans(parties.words("relatives"), after)
    looks_for = scene.spans(said.words("mine"), after) or (speaks and _speaks_of_kin(scene, person))
    return "relative" if apposed or looks_for else None


def _is_possessor(scene: Scene, person: Person) -> bool:
    """Return whether a relative before a name is that one's: "мать Егора Тишина", "the mother of Pavel Sorokin"."""
    before = scene.text[max(0, person.start - 32) : person.start]
    kin = parties.words("relatives").spans(before)
    if not kin or "," in before[kin[-1][1] :]:
        return False
    oblique = person.name is not None and is_cyrillic(person.words) and person.words != person.name
    return oblique or bool(re.search(r"\bof (?:an? |the )?(?:[\w-]+ )?$", before[kin[-1][1] :]))


def _speaks_of_kin(scene: Scene, person: Person) -> bool:
    """Return whether the words in quotation marks that somebody says are of a son, husband or brother."""
    sentence = scene.sentences[bisect_right(scene.starts, person.start) - 1]
    kin = scene.spans(parties.words("sought"), sentence)
    return any(said.is_quoted(scene.text, one) for one in kin)


def is_sought(scene: Scene, person: Person, speaks: bool) -> str | None:
    """Return "victim" for one whose relatives are spoken of: "родные Егора Тишина"."""
    return "victim" if _is_possessor(scene, person) else None


PARTS = [is_sought, is_official, is_perpetrator, is_relative]
"""By what a person's part is known. To know more, add a function."""
