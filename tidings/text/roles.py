"""What a word may be in a name: surname, given name or patronymic; and how several words make one name.

Each way to read a word has a weight: the order of magnitude of the people who bear it, or what its shape is worth.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from tidings.text.letters import capital, fold, is_ukrainian
from tidings.text.morphology import CASES, nominatives
from tidings.text.shortforms import formal_names, is_short
from tidings.text.tables import formal_names as formal_names_table
from tidings.text.tables import given_names, patronymics, short_forms, surnames, ukrainian_given_names

PATTERNS = {
    "SGP": 6.0,
    "GPS": 5.0,
    "GSP": 1.0,
    "SG": 3.0,
    "GS": 3.0,
    "GP": 4.0,
    "S": 0.0,
    "G": 0.0,
    "P": -1.0,
}
"""The orders in which people write a name (surname, given, patronymic), and how usual each is."""

_TYPICAL = re.compile(
    r"(?:[оеє]в|[оеєії]в[а]|[^аеиоуыэюя][иыі]н|[^аеиоуыэюя][иыі]на|[сц]ь?кий|[сц]ька|[сц]кая|енко|чук|юк|ук|дзе|швили"
    r"|иди|ян|янц|ец|ец|ых|их|ейко|енок|онок|ич|ак|як|[ое]вич|ко|ло|ский|ская|ко|ель|ер|ман|штейн|берг|иани|аев|оев|ий|ая"
    r"|оол|ба|ая|ейн|айло|ало|ун|ур|ан)$"
)
_FEMININE = (
    (("ова", "ева", "ина", "ына", "іва", "їна", "єва", "іна"), 1, ("",)),
    (("ая",), 2, ("ий", "ый", "ой")),
)


class Reading(NamedTuple):
    """One way to read a word. `role` is "S", "G" or "P"; `nominative` is folded; `cases` are words of CASES."""

    role: str
    nominative: str
    gender: str
    cases: frozenset[str]
    plural: bool
    weight: float
    language: str = "ru"
    known: bool = True


@dataclass(frozen=True)
class Arranged:
    """Words read as one name, how well they fit, and the readings in the order of the words."""

    score: float
    readings: tuple[Reading, ...]
    cases: frozenset[str]

    @property
    def gender(self) -> str:
        """Return "m", "f", or "" where the words do not tell."""
        for role in "PGS":
            for reading in self.readings:
                if reading.role == role and reading.gender in ("m", "f"):
                    return reading.gender
        return ""

    def word(self, role: str) -> Reading | None:
        """Return the reading of the word with this role, or None."""
        return next((reading for reading in self.readings if reading.role == role), None)


@lru_cache(maxsize=65536)
def readings(word: str) -> tuple[Reading, ...]:
    """Return the ways to read a Cyrillic word in a name, the weightiest first, at most six a role."""
    folded = fold(word)
    found: dict[tuple[str, str, str, bool], Reading] = {}
    for ways in _WAYS.values():
        for reading in ways(folded):
            key = (reading.role, reading.nominative, reading.gender, reading.plural)
            known = found.get(key)
            if known:
                weight = max(known.weight, reading.weight)
                reading = known._replace(cases=known.cases | reading.cases, weight=weight)
            found[key] = reading
    ranked = sorted(found.values(), key=lambda r: -r.weight - 0.1 * ("nominative" in r.cases))
    return tuple(r for role in "GPS" for r in [x for x in ranked if x.role == role][:6])


@lru_cache(maxsize=65536)
def best(word: str, role: str) -> float:
    """Return the weight of the best reading of the word in a role, 0 where there is none."""
    return max((r.weight for r in _WAYS[role](fold(word)) if r.known), default=0.0)


def _magnitude(count: int) -> float:
    return 1.0 + math.log10(max(count, 1))


def _given(word: str) -> Iterator[Reading]:
    names, ukrainian = given_names(), ukrainian_given_names()
    for back in nominatives(word, "given"):
        name = back.nominative
        if name in names and back.language == "ru":
            count, gender, _ = names[name]
            if back.gender in (gender or "mf"):
                yield Reading("G", name, back.gender, back.cases, False, _magnitude(count))
        if name in ukrainian:
            count, gender, _ = names.get(ukrainian[name], (1, "", ""))
            if back.gender in (gender or "mf") and back.language == "uk":
                rare = 0.0 if name in formal_names_table() else 0.8
                yield Reading("G", name, back.gender, back.cases, False, _magnitude(count) - rare, "uk")
        for formal in formal_names(name, back.gender)[:1] if len(name) > 2 else ():
            folded = fold(formal)
            count = names.get(ukrainian.get(folded, folded), (100, "", ""))[0]
            less = 1.0 if name in short_forms() else 1.9
            yield Reading("G", name, back.gender, back.cases, False, _magnitude(count) - less, back.language)


def _patronymic(word: str) -> Iterator[Reading]:
    if len(word) < 5:
        return
    for back in nominatives(_in_full(word), "patronymic"):
        count, gender = patronymics().get(back.nominative, (0, ""))
        weight = 2.0 + _magnitude(count) if count else 2.0
        if not gender or gender == back.gender:
            yield Reading("P", back.nominative, back.gender, back.cases, back.plural, weight, back.language)


_SPOKEN_PATRONYMIC = re.compile(r"(\w{2,}?)(ыч|(?<=[ае])ич)(а|у|ем|е|ом)?$")
_SPOKEN_STEMS = {"пал": "павл", "михал": "михайл", "сан": "александр", "иван": "иван"}


def is_spoken_patronymic(word: str) -> bool:
    """Return whether a word is a patronymic as it is said: Палыч."""
    return _in_full(fold(word)) != fold(word)


def _in_full(word: str) -> str:
    """Return a patronymic as it is said in the form that is written: палыч, сергеича as павлович, сергеевича."""
    found = _SPOKEN_PATRONYMIC.match(word)
    if found is None or word in patronymics():
        return word
    stem, ending = _SPOKEN_STEMS.get(found[1], found[1]), found[3] or ""
    full = stem + ("евич" if found[2] == "ич" and stem[-1] in "ае" else "ович")
    full = stem[:-1] + "еевич" if stem.endswith("е") and found[2] == "ич" else full
    return full + ending if full in patronymics() else word


def _surname(word: str) -> Iterator[Reading]:
    if len(word) < 2:
        return
    counted = surnames()
    for back in nominatives(word, "surname"):
        count = max(counted.get(base, 0) for base in _masculine(back.nominative, back.gender))
        weight = _magnitude(count) if count else 0.5 if _TYPICAL.search(back.nominative) else 0.1
        yield Reading(
            "S", back.nominative, back.gender, back.cases, back.plural, weight, back.language, weight >= 0.5
        )


_WAYS = {"G": _given, "P": _patronymic, "S": _surname}


def _masculine(nominative: str, gender: str) -> tuple[str, ...]:
    """Return the masculine forms of a surname, which is how the table counts them."""
    if gender == "f":
        for endings, cut, masculine in _FEMININE:
            if nominative.endswith(endings):
                return tuple(nominative[:-cut] + ending for ending in masculine)
        if nominative.endswith(("ська", "цька", "зька")):
            return (nominative[:-1] + "ий",)
    return (nominative,)


@lru_cache(maxsize=32768)
def arranged(
    words: tuple[str, ...], unknown: bool = False, oblique: bool = False, language: str = ""
) -> Arranged | None:
    """Return the best way to read the words as one name, or None where they make no name.

    With `unknown` a word that no table knows may be a given name too, where its neighbours fix the others. With
    `oblique` the words before ask for another case than the nominative ("про", "ищу"). `language` is that of the text, "uk" or "ru"; without it the letters of the words tell.
    """
    choices = [_choices(word, unknown) for word in words]
    joined = "".join(words)
    ukrainian = is_ukrainian(joined) or (language == "uk" and not re.search("[ыэъё]", joined.lower()))
    found = (_fitted(chosen, ukrainian, oblique) for chosen in product(*choices))
    return max(filter(None, found), key=lambda name: name.score, default=None)


def _choices(word: str, unknown: bool) -> tuple[Reading, ...]:
    known = readings(word)
    if unknown and not any(r.role == "G" for r in known):
        cases = frozenset(CASES)
        known += (Reading("G", fold(word), "", frozenset(["nominative"]), False, 0.2, known=False),)
        known += tuple(
            Reading("G", back.nominative, "m", back.cases & cases, False, 0.1, known=False)
            for back in nominatives(fold(word), "given")
            if back.gender == "m" and back.nominative != fold(word) and back.language == "ru"
        )[:3]
    return known


def _fitted(chosen: Sequence[Reading], ukrainian: bool, oblique: bool) -> Arranged | None:
    pattern = "".join(reading.role for reading in chosen)
    if pattern not in PATTERNS:
        return None
    score = PATTERNS[pattern] + sum(reading.weight for reading in chosen)
    genders = {reading.gender for reading in chosen} - {""}
    score -= 5.0 * (len(genders) > 1)
    cases = frozenset.intersection(*(reading.cases for reading in chosen))
    score -= (1.2 if _is_left_as_it_is(chosen) else 2.5) * (not cases)
    score += 0.7 * (("nominative" in cases) != oblique)
    score -= 2.0 * (len({reading.plural for reading in chosen}) > 1)
    score -= sum(
        0.8 if reading.role == "G" else 0.4 for reading in chosen if (reading.language == "uk") != ukrainian
    )
    return Arranged(score, tuple(chosen), cases)


def _is_left_as_it_is(chosen: Sequence[Reading]) -> bool:
    """Return whether a short surname was left undeclined, as people do: "о Пак Станиславе"."""
    return any(r.role == "S" and len(r.nominative) < 4 and "nominative" in r.cases for r in chosen)


def spelled(reading: Reading, written: str) -> str:
    """Return the nominative as a passport has it: capitals, and ё where the writer or the table of names has it."""
    nominative = reading.nominative
    if reading.role == "G" and reading.language == "ru":
        nominative = given_names().get(nominative, (0, "", nominative))[2].lower()
    marked = "".join(
        old if old == "ё" and new == "е" else new
        for new, old in zip(nominative, written.lower().ljust(len(nominative)), strict=False)
    )
    return capital(marked)


def passport_given(reading: Reading, written: str, gender: str, language: str) -> str | None:
    """Return the given name, a short form resolved into a name of the language; None where it may stand for several."""
    if not is_short(reading.nominative):
        return spelled(reading, written)
    formal = formal_names(reading.nominative, gender or reading.gender, language)
    return formal[0] if len(formal) == 1 else None
