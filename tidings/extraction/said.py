"""Who says so: the speaker of a sentence, and whether anybody vouches for what is said.

Words are never put into anyone's mouth: a speaker is taken only where the sentence names one beside a verb of saying
or after "according to", and "she said" is the last speaker only where that one stands in the sentences just before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tidings.extraction import parties
from tidings.extraction.parties import Organisation, Person
from tidings.extraction.passages import clauses, quotes, stripped
from tidings.text.letters import is_cyrillic
from tidings.text.phrases import Phrases, Span, fold, lists, of_languages

LONGEST = 14
"""Words in the name of a speaker."""
FEW = 4
"""Words in the name of a speaker of whom nothing is known but a capital letter."""


@dataclass(frozen=True)
class Saying:
    """What a sentence tells of who says it. `span` is the speaker's words; None: nobody is named.

    `told` says that it is somebody's saying at all, `hedged` that the report itself keeps its distance,
    `vouched` that the speaker says it is so; `again` that the speaker was named in an earlier sentence.
    """

    span: Span | None = None
    told: bool = False
    hedged: bool = False
    vouched: bool = False
    again: bool = False


@dataclass(frozen=True)
class Voices:
    """Everybody in a report who may speak."""

    text: str
    persons: Sequence[Person]
    organisations: Sequence[Organisation]


@cache
def table() -> dict[str, Any]:
    """Return claims.toml as it is."""
    return lists(Path(__file__).with_name("claims.toml"))


@cache
def words(*path: str) -> Phrases:
    """Return one list of claims.toml, for example words("said", "verbs")."""
    found = table()
    for name in path:
        found = found[name]
    return of_languages(found)


def within(phrases: Phrases, text: str, span: Span) -> list[Span]:
    """Return where phrases stand in a span of a text."""
    return [(span[0] + start, span[0] + end) for start, end in phrases.spans(text[span[0] : span[1]])]


def saying(voices: Voices, sentence: Span, before: Saying) -> Saying:
    """Return who says a sentence; `before` is what the sentence before told."""
    text = voices.text
    vouched = bool(within(words("said", "vouched"), text, sentence))
    hedged = bool(within(words("said", "hedged"), text, sentence))
    verbs = within(words("said", "verbs"), text, sentence)
    verbs = [verb for verb in verbs if not is_passive(text, verb)]
    outside = [verb for verb in verbs if not is_quoted(text, verb)]
    verbs = outside or verbs
    again = within(words("said", "again"), text, sentence)
    again = [one for one in again if not outside or not is_quoted(text, one)]
    if again or by_pronoun(text, sentence, verbs):
        return Saying(before.span, True, hedged, vouched, again=True)
    for _, end in within(words("said", "introduced"), text, sentence):
        found = phrase(voices, end, _clause_end(text, sentence, end))
        if found:
            return Saying(found, True, hedged, vouched)
    for verb in verbs:
        found = subject(voices, sentence, verb)
        if found:
            return Saying(found, True, hedged, vouched)
    found = _opening(voices, sentence, verbs) or _before_colon(voices, sentence)
    return Saying(found, bool(found or _spoken(text, sentence, verbs)), hedged, vouched)


_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s$")


def is_passive(text: str, verb: Span) -> bool:
    """Return whether a verb tells what is done to somebody: "the parents are urged", "my son was told"; "is asking" is not so."""
    first = text[slice(*verb)].split()[0]
    return first.endswith(("ed", "told")) and bool(_PASSIVE.search(text[max(0, verb[0] - 8) : verb[0]]))


_COLON = re.compile(r":\s*(?:—\s)?[«“\"]")


def _before_colon(voices: Voices, sentence: Span) -> Span | None:
    """Return who stands before a colon and a quotation: "Тетяна, Олешки: «Сина забрали …»"."""
    colon = _COLON.search(voices.text, *sentence)
    start = sentence[0]
    if not colon or len(voices.text[start : colon.start()].split()) > FEW + 2:
        return None
    first = voices.text[start : colon.start()].split(",")[0]
    return phrase(voices, start, start + len(first))


def by_pronoun(text: str, sentence: Span, verbs: list[Span]) -> bool:
    """Return whether a pronoun stands right beside a verb of saying: "she noted", "утверждает он"."""
    pronouns = within(words("said", "pronouns"), text, sentence) if verbs else []
    opening = [verb for verb in verbs if verb[0] in {start for start, _ in clauses(text, sentence)}]
    after = any(0 <= one[0] - verb[1] <= 2 for one in pronouns for verb in opening)
    return after or any(0 <= verb[0] - one[1] <= 2 for one in pronouns for verb in verbs)


def _opening(voices: Voices, sentence: Span, verbs: list[Span]) -> Span | None:
    """Return the speaker with whom a sentence opens, where the verb stands in a later clause of that one's: "The
    parents have gone to court, saying that …", "They made a video, in which they say …"."""
    text = voices.text
    first = clauses(text, sentence)[0]
    later = [verb for verb in verbs if verb[0] >= first[1]]
    if not any(_LATER.search(text[max(first[1], verb[0] - 14) : verb[1]]) for verb in later):
        return None
    whole = phrase(voices, *first)
    named = _speakers(voices, *whole) if whole else []
    return (whole[0], named[0][1]) if whole and named and whole[0] <= named[0][0] else None


_LATER = re.compile(
    r"\b(?:saying|claiming|alleging|котор\w+ \w+$|як\w+ \w+$|in which \w+ \w+$)", re.IGNORECASE
)


def _spoken(text: str, sentence: Span, verbs: list[Span]) -> list[Span]:
    """Return the verbs of saying that stand beside a quotation or open a clause: a saying, though nobody is named."""
    begins = {start for start, _ in clauses(text, sentence)}
    return [verb for verb in verbs if verb[0] in begins and verb[0] != sentence[0]]


def subject(voices: Voices, sentence: Span, verb: Span) -> Span | None:
    """Return who does what a verb says: before it, or after it where it opens a clause."""
    text = voices.text
    parts = clauses(text, sentence)
    at = max((place for place, one in enumerate(parts) if one[0] <= verb[0]), default=0)
    opens = not any(map(str.isalnum, text[parts[at][0] : verb[0]]))
    if opens:
        after = phrase(voices, verb[1], parts[at][1])
        begins = _SUBORDINATE.match(text, verb[1]) if after else None
        if after and (
            begins or _begins(words("said", "finite"), text, after[1]) or _is_told_to(text, after[0])
        ):
            after = None  # "Ann Lee, 46, said her son had been sent away"; "сказали прийти с вещами"
        apposed = _apposed(voices, parts, at, verb)
        if is_cyrillic(text[slice(*verb)]):
            return after or apposed
        return apposed or after
    if is_relative(text, verb) or by_pronoun(text, sentence, [verb]):
        return None  # "soldiers who complain are punished"; "she called on others"
    before = phrase(voices, parts[at][0], verb[0]) or _apposed(voices, parts, at, verb)
    before = None if before and _is_told(voices, before) else before
    return before or _turned(voices, verb, parts[at][1])


_RELATIVE = re.compile(r"\b(?:who|which|whom|котор\w{2,3}|які?й?|яка|яких|яким)\s*$", re.IGNORECASE)


def is_relative(text: str, verb: Span) -> bool:
    """Return whether a verb stands right after "who" or "which": it tells of somebody."""
    return bool(_RELATIVE.search(text[max(0, verb[0] - 20) : verb[0]]))


_DATIVE = re.compile(r"[^\W\d_]+(?:ым|им|ам|ям|ому|ему)")


def _is_told(voices: Voices, span: Span) -> bool:
    """Return whether one word in the dative stands before the verb, and no name: "родным сообщили"."""
    named = any(one.start < span[1] and span[0] < one.end for one in voices.persons)
    return not named and bool(_DATIVE.fullmatch(voices.text[slice(*span)]))


def _turned(voices: Voices, verb: Span, end: int) -> Span | None:
    """Return a speaker behind the verb in a clause that begins with neither: "Об этом сообщили матери солдат"."""
    if not is_cyrillic(voices.text[slice(*verb)]) or _is_told_to(voices.text, verb[1] + 1):
        return None
    return phrase(voices, verb[1], end)


_SUBORDINATE = re.compile(r"\s(?:that|what|how|why|about)\b")
_INFINITIVE = re.compile(r"(?:[^\W\d_]+\s)?[^\W\d_]{2,}(?:ти|тися|тись|ать|ять|ить|еть|уть|ться)\b")


def _is_told_to(text: str, start: int) -> bool:
    """Return whether somebody is told to do something: a verb in its first form follows, and no relative ("мать")."""
    found = _INFINITIVE.match(text, start)
    kin = parties.words("relatives").spans(found[0]) if found else []
    return bool(found) and not kin


def _begins(phrases: Phrases, text: str, start: int) -> bool:
    """Return whether one of the phrases stands at a place, after a blank."""
    return any(first - start <= 1 for first, _ in within(phrases, text, (start, min(len(text), start + 40))))


def _apposed(voices: Voices, parts: list[Span], at: int, verb: Span) -> Span | None:
    """Return a speaker whom an apposition parts from the verb: "Ann Lee, the mother of one of them, said"."""
    if at < 2:
        return None
    start, end = parts[at - 2][0], parts[at - 1][1]
    named = [one for one in voices.persons if (one.name or one.call_sign) and start <= one.start < end]
    if end - start >= 120:
        return None
    if not named:
        return _described(voices, parts, at, verb)
    first, last = named[0], named[-1]
    if first.end <= parts[at - 2][1] and parts[at - 2][1] - first.end < 3:
        return first.start, end
    alone = last.end >= end - 1 and last.start - parts[at - 1][0] < 14
    introduced = phrase(voices, start, parts[at - 2][1]) if alone else None
    return (introduced[0], end) if introduced else None


def _described(voices: Voices, parts: list[Span], at: int, verb: Span) -> Span | None:
    """Return a speaker without a name who is told by a word and an apposition: "A former detainee, a nurse of 38,
    testified"."""
    opens = at == 2 and not any(map(str.isalnum, voices.text[parts[at][0] : verb[0]]))
    short = len(voices.text[slice(*parts[at - 1])].split()) <= 4
    whole = phrase(voices, *parts[0]) if opens and short else None
    return whole if whole and whole[1] >= parts[0][1] - 2 else None


_APOSTROPHES = ("'", "’", "ʼ")
"""No word ends before one of these: "Об'єднання"."""


def phrase(voices: Voices, start: int, end: int) -> Span | None:
    """Return the words between two places that name who speaks, without what leads to them and follows; None where
    nobody who may speak is among them."""
    text = voices.text
    start, end = _from(text, start, end)
    stops = [
        stop
        for stop, last in within(words("said", "stop"), text, (start, end))
        if text[last : last + 1] not in _APOSTROPHES
    ]
    if stops and stops[0] == start:
        return None
    end = min([end, *stops])
    found = _speakers(voices, start, end) or _capital(text, start, end)
    if not found or len(text[start : found[0][0]].split()) > 6:
        return None
    start, end = stripped(text, (start, end))
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in '»”")'):
        end -= 1
    return (start, end) if end > start and len(text[start:end].split()) <= LONGEST else None


def _from(text: str, start: int, end: int) -> Span:
    """Return a span without the conjunctions and marks that it begins with."""
    leading = words("said", "leading")
    while start < end:
        if not text[start].isalnum() and text[start] not in '«“"':
            start += 1
            continue
        begins = [
            stop for first, stop in within(leading, text, (start, min(end, start + 40))) if first == start
        ]
        quoted = text[start] in '«“"' and not any(
            span[0] == start and span[1] <= end for span in quotes(text)
        )
        if not begins and not quoted:
            break
        start = begins[0] if begins else start + 1
    return start, end


_AT = re.compile(r"\b[уУвВ]\s$")
"""Before the name of an organisation where it is said: "кажуть у «Кримському процесі»"."""


def _capital(text: str, start: int, end: int) -> list[Span]:
    """Return a few words that begin with a capital letter and are no pronoun: "The Initiative", "Moscow"."""
    few = 1 <= len(text[start:end].split()) <= FEW
    named = text[start : start + 1] == "«" and _AT.search(text[max(0, start - 3) : start])
    begins = few and (text[start : start + 1].isupper() or bool(named))
    pronoun = any(first == start for first, _ in within(words("said", "not_speakers"), text, (start, end)))
    return [(start, end)] if begins and not pronoun else []


def _speakers(voices: Voices, start: int, end: int) -> list[Span]:
    text, span = voices.text, (start, end)
    found = [(one.start, one.end) for one in voices.persons if start <= one.start and one.end <= end]
    found += [
        (one.start, one.end) for one in voices.organisations if start <= one.start and one.end <= end + 1
    ]
    found += within(words("said", "speakers"), text, span)
    for name in ("relatives", "sought", "titles", "people"):
        found += within(parties.words(name), text, span)
    return sorted(found)


def _clause_end(text: str, sentence: Span, start: int) -> int:
    """Return where the clause that a place stands in ends."""
    return next((end for first, end in clauses(text, sentence) if first <= start < end), sentence[1])


def is_quoted(text: str, span: Span) -> bool:
    """Return whether words stand in quotation marks."""
    return any(start <= span[0] and span[1] <= end for start, end in quotes(text))


def plain(text: str, span: Span | None) -> str | None:
    """Return the words of a speaker on one line."""
    if span is None:
        return None
    return re.sub(r"[’']s$", "", " ".join(text[span[0] : span[1]].split()))


def first_person(words_: str) -> bool:
    """Return whether the publisher speaks of itself."""
    return fold(words_) in ("we", "мы", "ми")
