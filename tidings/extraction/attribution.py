"""Who goes on speaking in a sentence that names nobody: in a quotation of several sentences, in what "this was
reported by …" follows, in a list after "residents write:", and in an interview.

To know another way in which a report goes on with a speaker, add a function to WAYS.

>>> told = Told("Ann Lee said: “They beat us.” “They took our papers.”", ((0, 29), (30, 53)), [Saying((0, 7), True), Saying()], ())
>>> [one.span for one in attributed(told)]
[(0, 7), (0, 7)]
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tidings.extraction.parties import Person, near
from tidings.extraction.passages import quotes
from tidings.extraction.said import Saying, within, words
from tidings.text.phrases import Span


@dataclass(frozen=True)
class Told:
    """A text, its sentences, what each tells of who says it, and everybody told by a name."""

    text: str
    sentences: Sequence[Span]
    sayings: list[Saying]
    persons: Sequence[Person]

    @cached_property
    def paragraphs(self) -> list[int]:
        """For each sentence the number of the first one of its line."""
        firsts: list[int] = []
        before = 0
        for number, (start, _) in enumerate(self.sentences):
            new = number == 0 or "\n" in self.text[before:start]
            firsts.append(number if new else firsts[-1])
            before = start
        return firsts

    def same_paragraph(self, one: int, other: int) -> bool:
        """Return whether no line ends between two sentences."""
        return self.paragraphs[one] == self.paragraphs[other]

    def words(self, number: int) -> str:
        """Return the words of a sentence."""
        return self.text[slice(*self.sentences[number])]

    @cached_property
    def interview(self) -> "Interview":
        """The report's questions and answers, if it is an interview."""
        return interview_of(self.text, self.sentences, self.persons)


def attributed(told: Told) -> list[Saying]:
    """Return who says each sentence, with those who go on speaking."""
    told = replace(told, sayings=list(told.sayings))
    for number, one in enumerate(told.sayings):
        if one.span is None and not one.again:
            ways = (way(told, number) for way in WAYS)
            told.sayings[number] = next((going_on for going_on in ways if going_on), one)
    return told.sayings


def _goes_on(speaker: Saying, here: Saying) -> Saying:
    return replace(here, span=speaker.span, told=True, again=True)


def in_quotation(told: Told, number: int) -> Saying | None:
    """Return the speaker of a sentence that stands wholly in quotation marks: who is named where the quotation ends,
    or else in the sentence before, of the same paragraph."""
    start, end = told.sentences[number]
    around = [one for one in quotes(told.text) if one[0] <= start + 2 and end <= one[1] + 1]
    if not around:
        return None
    opens, closes = around[0]
    later = bisect_right(told.sentences, (closes - 1, len(told.text))) - 1
    lead = bisect_right(told.sentences, (opens - 1, len(told.text))) - 1
    for other in (later, lead, number - 1):
        speaker = told.sayings[other] if other >= 0 and other != number else None
        within_ = speaker and speaker.span and opens <= speaker.span[0] < closes and other != number - 1
        introduces = other == lead and told.words(other).endswith(":") if other >= 0 else False
        if speaker and speaker.span and not within_ and (introduces or told.same_paragraph(number, other)):
            return _goes_on(speaker, told.sayings[number])
    return None


def reported_after(told: Told, number: int) -> Saying | None:
    """Return the speaker whom the next sentence names: "Об этом сообщили жители города"."""
    after = number + 1
    if after >= len(told.sentences) or not told.sayings[after].span:
        return None
    return _goes_on(told.sayings[after], told.sayings[number]) if speaks_of_before(told, after) else None


def speaks_of_before(told: Told, number: int) -> bool:
    """Return whether a sentence begins with words for what the sentence before says."""
    start, _ = told.sentences[number]
    begins = within(words("said", "of_before"), told.text, told.sentences[number])
    return any(first - start < 2 for first, _ in begins)


_ITEM = re.compile(r"\s*(?:[•●▪◦■▶►✔✅❌*]\W{0,2}|[—–-]\s|\d{1,3}[.)]\s)")


def is_item(line: str) -> bool:
    """Return whether a line begins as one of a list: with a dash, a bullet or a number."""
    return bool(_ITEM.match(line))


def in_list(told: Told, number: int) -> Saying | None:
    """Return the speaker of a line of a list: who is named where the list begins after a colon."""
    first = told.paragraphs[number]
    if not is_item(told.words(first)):
        return None
    for before in range(first - 1, max(-1, first - 30), -1):
        if told.words(before).endswith(":"):
            speaker = told.sayings[before]
            return _goes_on(speaker, told.sayings[number]) if speaker.span else None
    return None


def in_interview(told: Told, number: int) -> Saying | None:
    """Return who is interviewed, for a sentence of an answer."""
    by = told.interview.by if number in told.interview.answers else None
    return replace(told.sayings[number], span=by, told=True, again=True) if by else None


WAYS: list[Callable[[Told, int], Saying | None]] = [in_quotation, reported_after, in_list, in_interview]
"""How a report goes on with a speaker. To know more, add a function."""


# --- interviews


@dataclass(frozen=True)
class Interview:
    """The sentences of the questions and of the answers, by number; `by` is who answers: the first who is named by a
    full name before the first question."""

    by: Span | None = None
    questions: frozenset[int] = frozenset()
    answers: frozenset[int] = frozenset()


FEWEST = 3
"""Questions with an answer from which on a report is an interview."""
_QUESTION = re.compile(r"\?[»”\"’)]*\s*$")
_DASH = re.compile(r"\s*[—–-]\s")


def interview_of(text: str, sentences: Sequence[Span], persons: Sequence[Person]) -> Interview:
    """Return the questions and answers of an interview; none where a report is none."""
    lines = _lines(text, sentences)
    asked = [at for at, (_, words_) in enumerate(lines) if _QUESTION.search(words_) and len(words_) < 250]
    pairs = [at for at in asked if at + 1 < len(lines) and at + 1 not in asked]
    if len(pairs) < FEWEST:
        return Interview()
    first = sentences[lines[asked[0]][0][0]][0]
    named = [one for one in near(persons, (0, first)) if one.name and " " in one.name]
    answers = [number for at in _answers(lines, asked) for number in lines[at][0]]
    questions = [number for at in asked for number in lines[at][0]]
    by = (named[0].start, named[0].end) if named else None
    return Interview(by, frozenset(questions), frozenset(answers))


Line = tuple[list[int], str]


def _lines(text: str, sentences: Sequence[Span]) -> list[Line]:
    """Return each line: the numbers of its sentences, and its words."""
    found: list[Line] = []
    for number, (start, end) in enumerate(sentences):
        begins = not number or "\n" in text[sentences[number - 1][1] : start]
        before, words_ = ([], "") if begins else found.pop()
        found.append(([*before, number], f"{words_} {text[start:end]}".strip()))
    return found


def _answers(lines: list[Line], asked: list[int]) -> list[int]:
    """Return the places of the lines that answer: up to the next question, and after the last one the first line;
    where questions begin with a dash, so do answers."""
    dashes = all(_DASH.match(lines[at][1]) for at in asked)
    ends = [*asked[1:], asked[-1] + 2]
    between = [at for start, end in zip(asked, ends, strict=True) for at in range(start + 1, end)]
    return [at for at in between if at < len(lines) and (not dashes or _DASH.match(lines[at][1]))]
