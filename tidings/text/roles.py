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
from tidings.text.morphology import CASES, Way, nominatives, ways_back
from tidings.text.shortforms import beginnings_of_short_forms, formal_names, is_short, is_short_form
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
_LONGEST_TYPICAL = 5
"""Letters of the longest of these endings."""
_IN_CASE = 0.7
"""What is added where a name stands in the case that the words before it ask for."""
_KNOWN = 0.5
"""The weight of a surname that no table has, from its ending; without one it is not known as a surname."""
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


Weighed = tuple[str, str, Way, float, str]
"""A nominative, its gender, the way back to it, what it weighs, and its language: a Reading of which little is asked."""


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
    return tuple([reading for role in "GPS" for reading in _heaviest_readings(role, folded)])


def _heaviest_readings(role: str, folded: str) -> list[Reading]:
    """Return the ways to read a word in one role; a name that several ways lead to is one reading of all their cases."""
    found: dict[tuple[str, str, bool], tuple[float, frozenset[str], str]] = {}
    for nominative, gender, way, weight, language in _WAYS[role](folded):
        cases, key = way.cases, (nominative, gender, way.plural and role != "G")
        if known := found.get(key):
            weight, cases, language = max(known[0], weight), known[1] | cases, known[2]
        found[key] = weight, cases, language
    ranked = sorted(found.items(), key=lambda one: -one[1][0] - 0.1 * ("nominative" in one[1][1]))
    return [
        Reading(role, name, gender, cases, plural, weight, language, role != "S" or weight >= _KNOWN)
        for (name, gender, plural), (weight, cases, language) in ranked[:6]
    ]


@lru_cache(maxsize=65536)
def best(word: str, role: str) -> float:
    """Return the weight of the best reading of the word in a role, 0 where there is none."""
    folded = fold(word)
    if role == "S":
        return _heaviest_surname(folded)
    return max([weight for _, _, _, weight, _ in _WAYS[role](folded)], default=0.0)


def _heaviest_surname(word: str) -> float:
    """Return what the best reading as a surname weighs: shapes count only where no form of it was counted."""
    if len(word) < 2:
        return 0.0
    counted, ways, most = surnames(), ways_back(word, "surname"), 0
    for name, way in ways:
        for base in _masculine_forms(name) if way.genders == "f" else (name,):
            if (count := counted.get(base, 0)) > most:
                most = count
        if way.genders == "mf":
            most = max([most, *[counted.get(base, 0) for base in _masculine_forms(name)]])
    if most:
        return _magnitude(most)
    return _KNOWN if any(_is_typical(name[-_LONGEST_TYPICAL:]) for name, _ in ways) else 0.0


def heaviest(role: str) -> float:
    """Return what the commonest name of a role weighs."""
    if role == "S":
        return _magnitude(max(surnames().values()))
    if role == "P":
        return 2.0 + _magnitude(max(count for count, _ in patronymics().values()))
    return _magnitude(max(count for count, *_ in given_names().values()))


def _magnitude(count: int) -> float:
    return 1.0 + math.log10(max(count, 1))


def _given(word: str) -> Iterator[Weighed]:
    names, ukrainian, short_begin = given_names(), ukrainian_given_names(), beginnings_of_short_forms()
    for name, way in ways_back(word, "given"):
        known, usual = names.get(name), ukrainian.get(name)
        short = len(name) > 2 and name[:3] in short_begin and is_short_form(name)
        if not (known or usual or short):
            continue
        for gender in way.genders:
            if known and way.language == "ru" and gender in (known[1] or "mf"):
                yield name, gender, way, _magnitude(known[0]), "ru"
            if usual and way.language == "uk":
                count, sex, _ = names.get(usual, (1, "", ""))
                if gender in (sex or "mf"):
                    rare = 0.0 if name in formal_names_table() else 0.8
                    yield name, gender, way, _magnitude(count) - rare, "uk"
            for formal in formal_names(name, gender)[:1] if short else ():
                folded = fold(formal)
                count = names.get(ukrainian.get(folded, folded), (100, "", ""))[0]
                less = 1.0 if name in short_forms() else 1.9
                yield name, gender, way, _magnitude(count) - less, way.language


def _patronymic(word: str) -> Iterator[Weighed]:
    if len(word) < 5:
        return
    counted = patronymics()
    for nominative, way in ways_back(_in_full(word), "patronymic"):
        count, sex = counted.get(nominative, (0, ""))
        weight = 2.0 + _magnitude(count) if count else 2.0
        for gender in way.genders:
            if not sex or sex == gender:
                yield nominative, gender, way, weight, way.language


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


def _surname(word: str) -> Iterator[Weighed]:
    if len(word) < 2:
        return
    weights: dict[tuple[str, bool], float] = {}
    for nominative, way in ways_back(word, "surname"):
        for gender in way.genders:
            key = nominative, gender == "f"
            if key not in weights:
                weights[key] = _weight_of_surname(nominative, gender)
            yield nominative, gender, way, weights[key], way.language


def _weight_of_surname(nominative: str, gender: str) -> float:
    counted = surnames()
    if gender == "f":
        count = max([counted.get(base, 0) for base in _masculine_forms(nominative)])
    else:
        count = counted.get(nominative, 0)
    if count:
        return _magnitude(count)
    return _KNOWN if _is_typical(nominative[-_LONGEST_TYPICAL:]) else 0.1


@lru_cache(maxsize=8192)
def _is_typical(last: str) -> bool:
    """Return whether a name with these last letters looks like a surname."""
    return _TYPICAL.search(last) is not None


_WAYS = {"G": _given, "P": _patronymic, "S": _surname}


def _masculine_forms(feminine: str) -> tuple[str, ...]:
    """Return the masculine forms of a woman's surname, which is how the table counts them."""
    for endings, cut, masculine in _FEMININE:
        if feminine.endswith(endings):
            return tuple([feminine[:-cut] + ending for ending in masculine])
    if feminine.endswith(("ська", "цька", "зька")):
        return (feminine[:-1] + "ий",)
    return (feminine,)


@lru_cache(maxsize=32768)
def arranged(
    words: tuple[str, ...], unknown: bool = False, oblique: bool = False, language: str = ""
) -> Arranged | None:
    """Return the best way to read the words as one name, or None where they make no name.

    With `unknown` a word that no table knows may be a given name too, where its neighbours fix the others. With
    `oblique` the words before ask for another case than the nominative ("про", "ищу"). `language` is that of the text, "uk" or "ru"; without it the letters of the words tell.
    """
    choices = [_choices(word, unknown) for word in words]
    if not _can_fit(tuple([_roles_of(word, unknown) for word in words])):
        return None
    joined = "".join(words)
    ukrainian = is_ukrainian(joined) or (language == "uk" and not re.search("[ыэъё]", joined.lower()))
    best: Arranged | None = None
    for chosen in product(*choices):
        pattern = "".join([reading.role for reading in chosen])
        if pattern in PATTERNS and (best is None or _at_most(chosen, pattern) > best.score):
            score, cases = _fit(chosen, pattern, ukrainian, oblique)
            if best is None or score > best.score:
                best = Arranged(score, chosen, cases)
    return best


@lru_cache(maxsize=4096)
def _can_fit(roles: tuple[frozenset[str], ...]) -> bool:
    """Return whether the words may stand in some order of a name; three unknown ones have no patronymic among them."""
    return any(
        len(pattern) == len(roles) and all(map(frozenset.__contains__, roles, pattern))
        for pattern in PATTERNS
    )


def _roles_of(word: str, unknown: bool) -> frozenset[str]:
    return frozenset([reading.role for reading in _choices(word, unknown)])


@lru_cache(maxsize=16384)
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


def _at_most(chosen: Sequence[Reading], pattern: str) -> float:
    """Return how well the readings fit together at most: told sooner than how well they do."""
    return PATTERNS[pattern] + sum([reading.weight for reading in chosen]) + _IN_CASE


def _fit(
    chosen: Sequence[Reading], pattern: str, ukrainian: bool, oblique: bool
) -> tuple[float, frozenset[str]]:
    """Return how well the readings fit together, and the cases that all of them may be."""
    score = PATTERNS[pattern] + sum([reading.weight for reading in chosen])
    genders = {reading.gender for reading in chosen} - {""}
    if len(genders) > 1:
        score -= 5.0
    cases = chosen[0].cases.intersection(*[reading.cases for reading in chosen[1:]])
    if not cases:
        score -= 1.2 if _is_left_as_it_is(chosen) else 2.5
    if ("nominative" in cases) != oblique:
        score += _IN_CASE
    if len({reading.plural for reading in chosen}) > 1:
        score -= 2.0
    score -= sum(
        [0.8 if reading.role == "G" else 0.4 for reading in chosen if (reading.language == "uk") != ukrainian]
    )
    return score, cases


def _is_left_as_it_is(chosen: Sequence[Reading]) -> bool:
    """Return whether a short surname was left undeclined, as people do: "о Пак Станиславе"."""
    return any(r.role == "S" and len(r.nominative) < 4 and "nominative" in r.cases for r in chosen)


def spelled(reading: Reading, written: str) -> str:
    """Return the nominative as a passport has it: capitals, and ё where the writer or the table of names has it."""
    nominative = reading.nominative
    if reading.role == "G" and reading.language == "ru":
        nominative = given_names().get(nominative, (0, "", nominative))[2].lower()
    small = written.lower()
    if "ё" in small:
        nominative = "".join(
            old if old == "ё" and new == "е" else new
            for new, old in zip(nominative, small.ljust(len(nominative)), strict=False)
        )
    return capital(nominative)


def passport_given(reading: Reading, written: str, gender: str, language: str) -> str | None:
    """Return the given name, a short form resolved into a name of the language; None where it may stand for several."""
    if not is_short(reading.nominative):
        return spelled(reading, written)
    formal = formal_names(reading.nominative, gender or reading.gender, language)
    return formal[0] if len(formal) == 1 else None
