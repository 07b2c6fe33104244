"""Endings: which nominative a form may come from, and the form a nominative takes.

The paradigms are a table (data/endings.tsv), one row a way of declining: the letters the stem ends in (a pattern;
^ for a whole word), the ending in the nominative, and the endings of the other cases; | separates variants.

>>> sorted({(back.nominative, back.gender) for back in nominatives("ткача", "surname") if "genitive" in back.cases})
[('ткач', 'm'), ('ткачо', 'm')]
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from tidings.text.tables import rows

CASES = ("nominative", "genitive", "dative", "accusative", "instrumental", "locative")


@dataclass(frozen=True)
class Paradigm:
    """One way of declining; `endings` are the variants in the order of CASES."""

    role: str
    gender: str
    language: str
    stem: re.Pattern[str]
    endings: tuple[tuple[str, ...], ...]
    plural: tuple[str, ...]

    def holds(self, stem: str) -> bool:
        """Return whether a word with this stem may be declined this way."""
        if self.last_letters is not None:
            return stem[-1:] in self.last_letters
        if self.last_parts is not None:
            return stem.endswith(self.last_parts)
        return self.stem.search(stem) is not None

    @cached_property
    def last_letters(self) -> frozenset[str] | None:
        """Return the letters of which the stem must end in one, where that is all that is asked: most are asked so."""
        one_of = re.fullmatch(r"\(\?:(?:(\w)|\[(\w+)\])\)\$", self.stem.pattern)
        return frozenset(one_of[1] or one_of[2]) if one_of else None

    @cached_property
    def last_parts(self) -> tuple[str, ...] | None:
        """Return in which of several parts the stem must end, where that is all that is asked."""
        parts = re.fullmatch(r"\(\?:\(?((?:\w|\[\w+\]|\|)*)\)?\)\$", self.stem.pattern)
        return tuple(letters for part in parts[1].split("|") for letters in _letters(part)) if parts else None


def _letters(part: str) -> list[str]:
    """Return what a part of a pattern stands for: "[ое]в" for ов and ев."""
    return ["".join(one) for one in product(*(found[1] or found[2] for found in _LETTER.finditer(part)))]


_LETTER = re.compile(r"(\w)|\[(\w+)\]")


class Back(NamedTuple):
    """A way back from a form: its nominative, and the cases (in CASES' words) the form may be."""

    nominative: str
    gender: str
    language: str
    cases: frozenset[str]
    plural: bool


@lru_cache(maxsize=1)
def paradigms() -> tuple[Paradigm, ...]:
    """Return all ways of declining, in the order of the table: the first that holds is the usual one."""
    return tuple(_paradigm(row) for row in rows("endings.tsv"))


def _paradigm(row: list[str]) -> Paradigm:
    role, gender, language, stem, *endings = row
    singular, plural = endings[:6], endings[6] if len(endings) > 6 else ""
    pattern = "^$" if stem == "^" else f"(?:{stem})$"
    return Paradigm(
        role,
        gender,
        language,
        re.compile(pattern),
        tuple(tuple(ending.replace("ё", "е").split("|")) for ending in singular),
        tuple(plural.split("|")) if plural else (),
    )


@lru_cache(maxsize=65536)
def nominatives(form: str, role: str) -> tuple[Back, ...]:
    """Return every nominative the folded form may come from as a surname, given or patronymic."""
    return tuple(
        Back(nominative, gender, way.language, way.cases, way.plural)
        for nominative, way in ways_back(form, role)
        for gender in way.genders
    )


Asks = tuple[str, ...] | re.Pattern[str] | None


class Way(NamedTuple):
    """A way back from an ending: what the stem must be besides its last letter, and what is put in its place."""

    asks: Asks
    nominative: str
    genders: str
    language: str
    cases: frozenset[str]
    plural: bool


def ways_back(form: str, role: str) -> list[tuple[str, Way]]:
    """Return the nominatives of a folded form with the ways that lead to them; `nominatives` has one for each gender."""
    length, reach = len(form), _reach(role)
    longest = reach.get(form[-2:]) or reach.get(form[-1:], 0)
    return [
        (nominative, way)
        for cut, asks, ending, way in _ways_by_tail(role, form[-longest - 1 :])
        if (asks is None or _holds(asks, form[: length - cut]))
        and len(nominative := form[: length - cut] + ending) > 1
    ]


def _holds(asks: tuple[str, ...] | re.Pattern[str], stem: str) -> bool:
    return stem.endswith(asks) if isinstance(asks, tuple) else asks.search(stem) is not None


@lru_cache(maxsize=4)
def _reach(role: str) -> dict[str, int]:
    """Return how long an ending can be of a form by its last two letters, or by the last where no longer one has those."""
    reach: dict[str, int] = {}
    for ending in sorted(_by_ending(role), key=len):
        reach[ending[-2:]] = len(ending)
    return reach


@lru_cache(maxsize=8192)
def _ways_by_tail(role: str, tail: str) -> tuple[tuple[int, Asks, str, Way], ...]:
    """Return the ways back from a form that ends in a tail as long as the longest ending and a letter of the stem, each
    with how many letters fall away, what it asks and what it puts there: few tails are new, most words are."""
    endings, length = _by_ending(role), len(tail)
    return tuple(
        (cut, way.asks, way.nominative, way)
        for cut in range(length + 1)
        for last_letters, way in endings.get(tail[length - cut :], ())
        if last_letters is None or tail[: length - cut][-1:] in last_letters
    )


@lru_cache(maxsize=4)
def _by_ending(role: str) -> dict[str, list[tuple[frozenset[str] | None, Way]]]:
    """Return the ways back from each ending, each with the letters of which the stem must end in one."""
    table: dict[str, list[tuple[frozenset[str] | None, Way]]] = {}
    for paradigm in paradigms():
        if paradigm.role != role:
            continue
        for ending in {ending for variants in paradigm.endings for ending in variants}:
            cases = frozenset(c for c, e in zip(CASES, paradigm.endings, strict=True) if ending in e)
            table.setdefault(ending, []).append(_way(paradigm, cases, False))
        for number, ending in enumerate(paradigm.plural):
            cases = frozenset(["nominative"]) if number == 0 else frozenset(CASES[1:])
            table.setdefault(ending, []).append(_way(paradigm, cases, True))
    return table


def _way(one: Paradigm, cases: frozenset[str], plural: bool) -> tuple[frozenset[str] | None, Way]:
    asks = None if one.last_letters is not None else one.last_parts or one.stem
    return one.last_letters, Way(asks, one.endings[0][0], one.gender, one.language, cases, plural)


def declined(nominative: str, role: str, gender: str, case: str, language: str = "ru") -> str:
    """Return the form of a name in a case (one of CASES); what no paradigm holds for stays as it is."""
    folded = nominative.lower().replace("ё", "е")
    at = CASES.index(case)
    for paradigm in paradigms():
        if paradigm.role != role or gender not in paradigm.gender or paradigm.language != language:
            continue
        ending = paradigm.endings[0][0]
        stem_length = len(folded) - len(ending)
        if folded.endswith(ending) and stem_length >= 0 and paradigm.holds(folded[:stem_length]):
            form = nominative[:stem_length] + paradigm.endings[at][0]
            return form[:1].upper() + form[1:] if nominative[0].isupper() else form
    return nominative
