"""Phrases as a caseworker writes them in a list, found in a text whatever its case, ё or ending.

A phrase is words in their order. `заставля*` is any ending; `сын|дочь` is either; `..` is up to three other words;
a phrase never crosses the end of a sentence. What is denied is not found: "not wounded" does not hold "wounded",
unless the phrase itself begins with the denial.

>>> Phrases(["заставля* .. подпис*", "нет связи"]).spans("Его ЗАСТАВЛЯЮТ там всё подписать, связи пока нет")
[(4, 32)]
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

Span = tuple[int, int]

_SAME = (("ё", "е"), ("’", "'"), ("ʼ", "'"), ("`", "'"), ("‘", "'"), ("\u00a0", " "), ("–", "-"), ("—", "-"))
_GAP = re.compile(r"[^\w.!?;]{1,4}")
_OTHER = re.compile(r"[\w'/-]+")
_REST = re.compile(r"[\w']*")
_LETTER = re.compile(r"\w")
_AUXILIARY = "был|была|было|были|быть|будет|будут|бути|був|been|be|being|was|were|the|a|any|yet|еще|ще|его|ее|him|his|их"
_DENIED = re.compile(
    rf"(?:\b(?:не|ни|нет|без|нема|немає|жодн\w+|not|no|never|nobody|without)|n't)(?:[^\w.!?;]{{1,3}}(?:{_AUXILIARY}))?[^\w.!?;,]{{1,3}}$"
)


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """Return the text in small letters, ё as е, one kind of dash and apostrophe; of the same length, place by place.

    >>> fold("Её сын — Илья")
    'ее сын - илья'
    """
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    for one, other in _SAME:
        small = small.replace(one, other)
    return small


_LETTERS_BEYOND_LATIN = re.compile(r"[^\W\x00-\x7f]+")


def folded(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a pattern to be looked for in folded texts: it finds what it would find with re.IGNORECASE in the text
    itself, in half the time or less. Its Latin letters are small ones.

    >>> folded("Ещё [А-Я]").search(fold("ещЁ Я")) is not None
    True
    """
    return re.compile(_LETTERS_BEYOND_LATIN.sub(lambda found: fold(found[0]), pattern), flags)


class Step(NamedTuple):
    """One word of a phrase: the words of which either may stand there, in small letters, each with whether any ending
    may follow; whether it is whole, so that no letter may follow; whether up to three other words may stand before."""

    words: tuple[tuple[str, bool], ...]
    whole: bool
    skips: bool


class Phrase(NamedTuple):
    """The words of a phrase, for each after the first how words begin of which the text must have one, and its rank."""

    steps: tuple[Step, ...]
    needs: tuple[frozenset[str], ...]
    rank: tuple[int, int]  # the longest first, then as listed


Said = dict[int, list[Phrase]]
"""Where phrases may begin, each with those of which all other words are there too."""


class Phrases:
    """A list of phrases, all looked for at once."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = tuple(phrases)
        self._by_beginning = _by_beginning(self.phrases)
        self._newest: tuple[str, list[Span]] = ("", [])  # a text is asked about more than once in a row
        self._shelf = Shelf([self])

    def spans(self, text: str) -> list[Span]:
        """Return [start, end) of each phrase that is said and not denied, in the order of the text."""
        begun = self._shelf.begun(text).get(self)
        if not begun:
            return []
        newest, spans = self._newest
        if newest is not text:
            spans = _spans(fold(text), begun)
            self._newest = text, spans
        return spans.copy()

    def _beginnings(self) -> Iterable[str]:
        return self._by_beginning

    def _begin_so(self, beginning: str) -> list[Phrase]:
        return [_parsed(phrase, place) for phrase, place in self._by_beginning[beginning]]

    def __bool__(self) -> bool:
        return bool(self.phrases)


Listed = tuple[Phrases, Phrase]
Begins = tuple[list[Listed], dict[str, list[Listed]], frozenset[str]]
"""Phrases that need no other word than the first, the rest by how the next one begins, and all those ways to begin."""


class Shelf:
    """Lists that are looked for in the same texts: the words of a text are looked up once for all of them."""

    def __init__(self, lists: Iterable[Phrases]) -> None:
        self._lists: dict[str, list[Phrases]] = {}
        self._newest: tuple[str, dict[Phrases, Said]] = ("", {})
        self._so: dict[str, Begins] = {}
        for phrases in lists:
            phrases._shelf = self
            for beginning in phrases._beginnings():
                self._lists.setdefault(beginning, []).append(phrases)

    def begun(self, text: str) -> dict[Phrases, Said]:
        """Return the lists of which a phrase may be said in a text, each with where those begin."""
        newest, begun = self._newest
        if newest is not text:
            begun = {}
            words = beginnings(fold(text))
            for beginning in self._lists.keys() & words.known:
                if likely := self._likely(beginning, words.known):
                    for start in words.starts(beginning):
                        for phrases, phrase in likely:
                            begun.setdefault(phrases, {}).setdefault(start, []).append(phrase)
            self._newest = text, begun
        return begun

    def _likely(self, beginning: str, known: frozenset[str]) -> list[Listed]:
        """Return the phrases that begin so whose other words begin as some words of the text do."""
        alone, longer, any_second = self._so.get(beginning) or self._beginning_so(beginning)
        seconds = known & any_second
        if not seconds:
            return alone
        some = {id(one): one for second in seconds for one in longer[second]}
        return alone + [one for one in some.values() if _may_be_said(one[1], known)]

    def _beginning_so(self, beginning: str) -> "Begins":
        """Return the phrases that begin so."""
        alone: list[Listed] = []
        longer: dict[str, list[Listed]] = {}
        for one in [
            (some, phrase) for some in self._lists[beginning] for phrase in some._begin_so(beginning)
        ]:
            if not one[1].needs:
                alone.append(one)
            for second in one[1].needs[0] if one[1].needs else ():
                longer.setdefault(second, []).append(one)
        self._so[beginning] = alone, longer, frozenset(longer)
        return self._so[beginning]


def _spans(small: str, begun: Said) -> list[Span]:
    found: list[Span] = []
    for start in sorted(begun):
        if not found or start >= found[-1][1]:
            end = _end(small, start, begun[start])
            if end is not None and not denied(small, start):
                found.append((start, end))
    return found


def _may_be_said(phrase: Phrase, known: frozenset[str]) -> bool:
    """Return whether each word of the phrase after the second begins as some word of the text does."""
    for needed in phrase.needs[1:]:  # noqa: SIM110 - all() takes twice as long, some hundred times a message
        if needed.isdisjoint(known):
            return False
    return True


def _end(small: str, start: int, phrases: list[Phrase]) -> int | None:
    """Return the end of the longest of the phrases that are said at `start`, if one is."""
    if len(phrases) > 1:
        phrases = sorted(phrases, key=lambda one: one.rank)
    for phrase in phrases:
        if (end := _said(small, start, phrase.steps, 0)) is not None:
            return end
    return None


def _by_beginning(phrases: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    """Return the phrases, folded, by how each of their first words begins, with their places in the list."""
    grouped: dict[str, list[tuple[str, int]]] = {}
    for place, phrase in enumerate(fold("\0".join(phrases)).split("\0") if phrases else ()):
        for word in phrase.split(None, 1)[0].split("|"):
            grouped.setdefault(_beginning(word), []).append((phrase, place))
    return grouped


def _beginning(word: str) -> str:
    """Return the beginning by which a word of a phrase is looked up: its first letters, or all of it and an end."""
    found = _WORD.match(word)
    if found is None or word[1:2] == "*":
        raise ValueError(f"The phrase word {word!r} must begin with two letters, or be one letter.")
    whole = not word.endswith("*") or found.end() < len(word) - 1
    return found[0] + _END if whole else found[0][:_LETTERS]


_LETTERS = 4
"""Letters of a word with any ending by which it is looked up."""
_END = "$"


class Words:
    """The words of a folded text: where each stands, and how they begin: by two, three and four letters, and whole
    words with "$" after them."""

    def __init__(self, small: str) -> None:
        self._at: dict[str, list[int]] = {}
        for found in _WORD.finditer(small):
            self._at.setdefault(found[0], []).append(found.start())
        self.known = frozenset().union(*map(_beginnings_of, self._at))

    def starts(self, beginning: str) -> list[int]:
        """Return where the words stand that begin so."""
        if beginning.endswith(_END):
            return self._at[beginning.removesuffix(_END)]
        alike = [at for word, at in self._by_two[beginning[:2]] if word.startswith(beginning)]
        return alike[0] if len(alike) == 1 else [start for at in alike for start in at]

    @cached_property
    def _by_two(self) -> dict[str, list[tuple[str, list[int]]]]:
        """Return the words by their first two letters."""
        grouped: dict[str, list[tuple[str, list[int]]]] = {}
        for one in self._at.items():
            grouped.setdefault(one[0][:2], []).append(one)
        return grouped


@lru_cache(maxsize=16)
def beginnings(small: str) -> Words:
    """Return the words of a folded text."""
    return Words(small)


@lru_cache(maxsize=16384)
def _beginnings_of(word: str) -> tuple[str, ...]:
    shortest, longest = min(2, len(word)), min(_LETTERS, len(word))
    return (word + _END, *(word[:letters] for letters in range(shortest, longest + 1)))


_WORD = re.compile(r"\w+")


@lru_cache(maxsize=16)
def numbers(small: str) -> tuple[int, ...]:
    """Return where figures begin in a folded text."""
    return tuple([found.start() for found in _FIGURES.finditer(small)])


_FIGURES = re.compile(r"\d+")


def matches_at(pattern: re.Pattern[str], small: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what pattern.finditer(small) would, of a pattern that can only begin at these places, given in order: it need
    not be tried at each letter."""
    end = 0
    for place in places:
        if place >= end and (found := pattern.match(small, place)):
            end = found.end()
            yield found


def begins(small: str, some: frozenset[str]) -> bool:
    """Return whether a word of a folded text begins in one of these ways; they come from `openings`."""
    return not some.isdisjoint(beginnings(small).known)


def openings(words: str) -> frozenset[str]:
    """Return how words begin, to be looked for with `begins`; `*` is any ending, as in a phrase.

    >>> sorted(openings("сегодня завтра* чт"))
    ['завт', 'сегодня$', 'чт$']
    """
    return frozenset(map(_beginning, words.split()))


def denied(small: str, start: int) -> bool:
    """Return whether a denial stands right before `start` in a folded text."""
    return bool(_DENIED.search(small, max(0, start - 24), start))


def _parsed(phrase: str, place: int) -> Phrase:
    steps: list[Step] = []
    needs: list[frozenset[str]] = []
    skips = False
    for word in phrase.split():
        if word == "..":
            skips = True
            continue
        step, needed = _step(word)
        if steps and needed:
            needs.append(needed)
        steps.append(step._replace(skips=True) if skips else step)
        skips = False
    return Phrase(tuple(steps), tuple(needs), (-len(phrase), place))


@lru_cache(maxsize=4096)
def _step(word: str) -> tuple[Step, frozenset[str] | None]:
    """Return a word of a phrase, and how words begin of which the text must have one; None where that is not known."""
    either = word.split("|")
    told = all(_WORD.match(one) and one[1:2] != "*" for one in either)
    ways = tuple((one.removesuffix("*"), one.endswith("*")) for one in either)
    step = Step(ways, word[-1].isalnum() or word[-1] == "*", False)
    return step, frozenset(map(_beginning, either)) if told else None


def _said(small: str, start: int, steps: tuple[Step, ...], at: int) -> int | None:
    """Return where the phrase ends whose step `at` is said at `start`, or None."""
    step, last = steps[at], at + 1 == len(steps)
    for stem, any_ending in step.words:
        if not small.startswith(stem, start):
            continue
        end = start + len(stem)
        if any_ending and (found := _REST.match(small, end)):
            end = found.end()
        if step.whole and end < len(small) and _LETTER.match(small, end):
            continue
        if last:
            return end
        if (far := _after(small, end, steps, at + 1)) is not None:
            return far
    return None


def _after(small: str, end: int, steps: tuple[Step, ...], at: int) -> int | None:
    """Return where the phrase ends whose step `at` comes next, up to three words later where it skips some."""
    for _ in range(1 + 3 * steps[at].skips):
        gap = _GAP.match(small, end)
        if gap is None:
            return None
        for start in range(gap.end(), end, -1):
            if (far := _said(small, start, steps, at)) is not None:
                return far
        other = _OTHER.match(small, gap.end())
        if other is None:
            return None
        end = other.end()
    return None


def lists(path: Path) -> dict[str, Any]:
    """Return the word lists that a package keeps beside its code."""
    with path.open("rb") as stream:
        return tomllib.load(stream)


def of_languages(table: dict[str, Any]) -> Phrases:
    """Return the phrases that a table lists under ru, uk, en."""
    return Phrases(phrase for lang in ("ru", "uk", "en") for phrase in table.get(lang, ()))
