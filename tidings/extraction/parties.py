"""Who is spoken of in a report: persons by name, call sign or age, organisations and armed units.

The lists stand in parties.toml. Nobody is guessed: a name is taken where its form or its surroundings are those
of a name, and an age is added to a name only where it stands beside it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from tidings.extraction.births import find_ages
from tidings.extraction.cited import Instrument, instruments
from tidings.extraction.naming import Group, names
from tidings.extraction.placing import find_places
from tidings.extraction.units import find_units
from tidings.text.letters import is_cyrillic
from tidings.text.phrases import Phrases, Span, fold, lists, of_languages

SOME_DAY = date(2000, 1, 1)
"""No kind of words looked for here depends on the day of reading."""
OF_AGE = 18
LIKELY = 5.0
"""How surely a word is a given name where an age follows it."""
MANY = 40
"""Names from which on a text is a list, in which nobody is called by the surname alone."""
AGAIN = 200
"""How often at most a surname is looked for again."""


@dataclass(frozen=True)
class Person:
    """Somebody in a report: the words, and what they tell. `minor` is None where nothing tells."""

    start: int
    end: int
    words: str
    name: str | None = None
    call_sign: str | None = None
    age: int | None = None
    minor: bool | None = None
    role: str = "victim"  # victim, perpetrator, witness, official, relative
    several: bool = False  # a group: "conscripts"


@dataclass(frozen=True)
class Organisation:
    """An organisation or armed unit; `kind` is state, international, ngo, media or unit."""

    start: int
    end: int
    name: str
    kind: str
    generic: bool = False  # "officials": a body, but which is not said


@cache
def _table() -> dict[str, Any]:
    return lists(Path(__file__).with_name("parties.toml"))


@cache
def words(*path: str) -> Phrases:
    """Return one list of parties.toml, for example words("relatives")."""
    found = _table()
    for name in path:
        found = found[name]
    return of_languages(found)


def overlap(one: Any, other: Any) -> bool:
    """Return whether two finds share a letter."""
    return bool(one.start < other.end and other.start < one.end)


# --- organisations


@lru_cache(maxsize=16)
def organisations(text: str, lang: str) -> tuple[Organisation, ...]:
    """Return every organisation and armed unit named, in order; where two overlap, the longer."""
    found = [one for look in ORGANISATIONS for one in look(text, lang)]
    kept: list[Organisation] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.generic)):
        if not any(overlap(one, other) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


@cache
def _listed() -> tuple[tuple[Phrases, dict[str, Any]], ...]:
    return tuple((of_languages(one), one) for one in _table()["organisation"])


def _known(text: str, lang: str) -> Iterator[Organisation]:
    for phrases, one in _listed():
        for start, end in phrases.spans(text):
            written = text[start:end]
            if written.islower() and fold(written) in ("the un", "the icc"):
                continue
            name = written if one.get("as_written") else one["name"].get(lang, one["name"]["en"])
            yield Organisation(start, end, name, one["kind"], one.get("generic", False))


_TITLE = re.compile(r"\s{1,2}(?:[\w-]+\s{1,2}){0,3}?[«“\"„]([^«»“”\"„\n]{2,60})[»”\"“]")


def _quoted(text: str, lang: str) -> Iterator[Organisation]:
    """Yield what is called by a name in quotation marks: организация «…», отряд «…»."""
    for kind in _table()["quoted_after"]:
        for start, end in words("quoted_after", kind).spans(text):
            called = _TITLE.match(text, end)
            if called:
                yield Organisation(start, called.end(), text[start : called.end()], kind)


def _numbered(text: str, lang: str) -> Iterator[Organisation]:
    for one in find_units(text, SOME_DAY):
        yield Organisation(one.start, one.end, one.value or one.text, "unit")


def _armed(text: str, lang: str) -> Iterator[Organisation]:
    for start, end in words("unit").spans(text):
        yield Organisation(start, end, text[start:end], "unit")


_CAPITAL_BEFORE = re.compile(
    r"(?:(?<=\s)|^)((?!The\b|A\b|This\b|Their\b|His\b)[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})\s$"
)


def _unit_by_name(text: str, lang: str) -> Iterator[Organisation]:
    """Yield "Medved battalion", "Storm-B volunteer detachment"."""
    for start, end in words("unit_named").spans(text):
        called = _CAPITAL_BEFORE.search(text[max(0, start - 60) : start])
        if called:
            before = start - len(called[0].lstrip())
            yield Organisation(before, end, text[before:end], "unit")


_HEAD = re.compile(
    r"\b((?:[A-Z][\w’'-]+ ){0,3}(?:Agency|Press|News|Media|Foundation|Committee|Council|Group|Centre|Center|Union|Watch|Headquarters))\b"
    r"|\b([А-ЯІЇЄҐ][\w-]+(?:ий|ая|ое|а|е|ой)\s(?:комитет|комітет|совет|рада|штаб|фонд|центр|союз|спілка)\w*)"
)


def _headed(text: str, lang: str) -> Iterator[Organisation]:
    """Yield names that end with the word for a body: "Координационный штаб", "Lantern Foundation"."""
    for found in _HEAD.finditer(text):
        if " " in found[0]:
            yield Organisation(found.start(), found.end(), found[0], "ngo")


ORGANISATIONS = [_known, _quoted, _numbered, _armed, _unit_by_name, _headed]
"""Everything by which an organisation is known: one function each. To know more, add a function."""


# --- persons


@lru_cache(maxsize=16)
def persons(text: str, lang: str) -> tuple[Person, ...]:
    """Return everybody who is named, called by a sign or told by an age, in the order of the text, without roles."""
    taken: tuple[Organisation | Instrument, ...] = organisations(text, lang)
    called = list(_call_signs(text))
    named = [one for one in _named(text, lang) if not any(overlap(one, other) for other in [*taken, *called])]
    named += _by_surname(text, named, [*taken, *called])
    people = _joined(text, named, called)
    people = _aged(text, people)
    taken += instruments(text, lang)
    people += [one for one in _minors(text) if not any(overlap(one, other) for other in [*people, *taken])]
    people = [_young_again(one, people) for one in people]
    return tuple(sorted(people, key=lambda one: one.start))


def _named(text: str, lang: str) -> Iterator[Person]:
    places = [place for place in find_places(text)]
    masked = _without_places(_without_titles(text), places)
    for group in names(masked):
        shown = _shown(text, group)
        if not _is_person(text, group) or any(overlap(group, place) for place in places if group.score < 6):
            continue
        words_ = text[group.start : group.end]
        yield Person(group.start, group.end, words_, name=shown, minor=_said_young(text, group.start))


_INTO = re.compile(
    r"(?:\b(?:из|изо|под|около|возле|до|із|зі|під|біля|коло|from|near)|(?<=\s)(?:в|во|з|у))\s$", re.IGNORECASE
)


_OUT_OF = re.compile(r"\bиз\s([А-ЯЁ][\w-]+)(?=\s[А-ЯЁ])")
"""A place right before a name: "мобилизованный из Кургана Алёна"; nobody is named after this word."""


def _without_places(text: str, places: Iterable[Any]) -> str:
    """Return the text with places after "from" or "in" in small letters: "мобилизованный из Кургана Алёна"."""
    letters = list(text)
    for found in _OUT_OF.finditer(text):
        letters[slice(*found.span(1))] = fold(found[1])
    for one in places:
        if _INTO.search(text[max(0, one.start - 8) : one.start]):
            letters[one.start : one.end] = fold(text[one.start : one.end])
    return "".join(letters)


def _without_titles(text: str) -> str:
    """Return the text with titles and ranks in small letters, so that they are not read as a name."""
    letters = list(text)
    for start, end in (*words("titles").spans(text), *words("ranks").spans(text)):
        letters[start:end] = fold(text[start:end])
    return "".join(letters)


def _by_surname(text: str, named: list[Person], taken: Sequence[Any]) -> list[Person]:
    """Return where somebody named before is called by the surname alone: "Orlov told them"."""
    found: list[Person] = []
    full = {one.name: one for one in reversed(named) if one.name and " " in one.name}
    for one in full.values() if len(full) <= MANY else ():
        surname = (one.name or "").split()[-1]
        stem = _stem(surname) if is_cyrillic(surname) else fold(surname)
        words_ = re.finditer(rf"\b{re.escape(surname[0])}[\w'’-]+", text[one.end :])
        for word in islice(words_, AGAIN):
            short = word[0].removesuffix("'s").removesuffix("’s")
            near_ = fold(short).startswith(stem) and len(short) - len(stem) <= (
                4 if is_cyrillic(surname) else 0
            )
            here = Person(one.end + word.start(), one.end + word.start() + len(short), short, name=one.name)
            if near_ and not any(overlap(here, other) for other in [*named, *taken, *found]):
                found.append(replace(here, minor=one.minor))
    return found


def _said_young(text: str, start: int) -> bool | None:
    """Return True where a word for a child stands right before a name: "schoolboy Ivan Petrov"."""
    before = text[max(0, start - 24) : start]
    return True if any(len(before) - end < 3 for _, end in words("minor").spans(before)) else None


_APPOSED = re.compile(r"[»”\"]?,\s\d{1,2}(?!\d)|,\s(?:ему|ей|йому|їй|aged)\b")


def _is_person(text: str, group: Group) -> bool:
    """Return whether words are surely a name: two words or more that fit, or one that its surroundings make a name."""
    if len(text[group.start : group.end].split()) > 1:
        return group.sure or _is_introduced(text, group.start)
    if _APPOSED.match(text, group.end):
        return group.sure or ("G" in group.roles and group.score > LIKELY)
    if "G" in group.roles and _is_apposed(text, group):
        return True
    return "G" in group.roles and (
        _is_introduced(text, group.start) or (group.sure and _is_called(text, group.start))
    )


_AGED = re.compile(r"\d{1,2}(?:-?(?:летн|річн)\w+|-year-old)\s$")


def _is_introduced(text: str, start: int) -> bool:
    """Return whether a word for a relative, a rank or an office stands right before a name."""
    before = text[max(0, start - 30) : start]
    lists_ = ("ranks", "titles", "relatives", "sought", "minor")
    return bool(_AGED.search(before)) or any(
        len(before) - end < 2 for name in lists_ for _, end in words(name).spans(before)
    )


def _is_apposed(text: str, group: Group) -> bool:
    """Return whether a given name stands between commas after a relative: "the mother of one of them, Larisa, said"."""
    before = text[max(0, group.start - 50) : group.start]
    between = before.endswith(", ") and text[group.end : group.end + 1] == ","
    clause = before.rsplit(".", 1)[-1]
    return between and any(words(name).spans(clause) for name in ("relatives", "sought"))


def _is_called(text: str, start: int) -> bool:
    return bool(re.search(r"(?:\bsaid|\bsays|named|called|имени|імені)\s$", text[max(0, start - 12) : start]))


def _shown(text: str, group: Group) -> str:
    """Return a name as the report would have it in the nominative; in Latin letters as it stands."""
    written = text[group.start : group.end]
    if not is_cyrillic(written):
        return re.sub(r"[’']s$", "", written)
    parts = {"S": group.name.surname, "G": group.name.given, "P": group.name.patronymic}
    return " ".join(part for role in group.roles if (part := parts.get(role))) or written


_SIGN = re.compile(
    r"[\s:—–-]{0,3}(?:is|was|of|у него|it's)?\s?(?:[«“\"„‘']([^«»“”\"„\n]{1,40}?)[,.]?[»”\"“’']|([А-ЯІЇЄҐЁA-Z][\w-]{1,30}))"
)
_ANOTHER_SIGN = re.compile(r",?\s(?:and|or|и|та|і|й|,)\s?[«“\"„]([^«»“”\"„\n]{1,40}?)[,.]?[»”\"“]")


def _call_signs(text: str) -> Iterator[Person]:
    """Yield those who are called by a sign: call signs “Chorny” and “Keri,”."""
    for _, end in words("call_sign").spans(text):
        found = _SIGN.match(text, end)
        while found:
            group = 1 if found[1] else 2
            sign = found[group]
            yield Person(found.start(group), found.end(group), sign, call_sign=sign)
            found = _ANOTHER_SIGN.match(text, found.end())


def _joined(text: str, named: list[Person], called: list[Person]) -> list[Person]:
    """Return the persons with the call sign of a name that stands right before or after it."""
    people = list(named)
    for one in called:
        beside = [place for place, other in enumerate(people) if other.name and _beside(text, other, one)]
        if beside:
            other = people[beside[-1]]
            start, end = min(one.start, other.start), max(one.end, other.end)
            people[beside[-1]] = replace(
                other, start=start, end=end, words=text[start:end], call_sign=one.call_sign
            )
        else:
            people.append(one)
    return people


def _beside(text: str, name: Person, sign: Person) -> bool:
    start, end = min(name.end, sign.end), max(name.start, sign.start)
    between = text[start:end]
    return len(between) < 30 and not re.search(r"[.!?\n;]", between) and between.count(",") <= 1


_YOUNG = (
    re.compile(
        r"(?<![\w.,:/-])(?P<age>\d{1,2})[\s-]{1,2}(?:year[s]?[\s-]old|летн\w+|річн\w+|лет\b|років\b|години\b)"
    ),
    re.compile(
        r"(?i:boys?|girls?|children|child|teenagers?)\s(?:as young as|of|aged)\s(?P<age>\d{1,2})(?!\d)"
    ),
    re.compile(r"(?<=,\s)(?P<age>\d{1,2})(?=[,.;]\s|[,.;]?$)", re.MULTILINE),
    re.compile(r"(?:who is|aged|ему|ей|йому|їй)\s(?P<age>\d{1,2})(?!\d)"),
)


@dataclass(frozen=True)
class _Age:
    start: int
    end: int
    years: int


def _ages(text: str) -> list[_Age]:
    found = {one.start: _Age(one.start, one.end, int(one.value or 0)) for one in find_ages(text, SOME_DAY)}
    for pattern in _YOUNG[:2] + _YOUNG[3:]:
        for match in pattern.finditer(text):
            found.setdefault(match.start("age"), _Age(*match.span("age"), int(match["age"])))
    small = fold(text)
    for stem, years in _table()["years_old"].items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(stem)}(?:летн|річн|річн|[\w'-]*?\b)[\w-]*", small):
            if re.search(r"летн|річн|year", match[0]):
                found.setdefault(match.start(), _Age(*match.span(), years))
    return [one for _, one in sorted(found.items()) if 3 <= one.years <= 100]


def _aged(text: str, people: list[Person]) -> list[Person]:
    """Return the persons with their ages, and those who are told by nothing but an age."""
    for age in _ages(text):
        place = _whose(text, age, people)
        if place is None:
            start, end = _told(text, age)
            people = [
                *people,
                Person(start, end, text[start:end], age=age.years, minor=age.years < OF_AGE),
            ]
        else:
            people = [
                replace(one, age=age.years, minor=age.years < OF_AGE) if here == place else one
                for here, one in enumerate(people)
            ]
    return people


def _whose(text: str, age: _Age, people: list[Person]) -> int | None:
    """Return the place of the one of whom an age is told: the nearest with no sentence and nobody else between."""
    near: list[tuple[int, int]] = []
    for place, one in enumerate(people):
        if not (one.name or one.call_sign) or one.age is not None:
            continue
        start, end = min(one.end, age.end), max(one.start, age.start)
        between = text[start:end]
        reach = 12 if one.end <= age.start else 40
        if len(between) <= reach and not re.search(r"[.!?\n;]", between) and between.count(",") <= 1:
            near.append((len(between), place))
    return min(near)[1] if near else None


_WORD_AFTER = re.compile(
    r"[-\s]*(?:лет|год\w*|рок\w+|рік)\b|(?:[-\s]*(?:летн|річн|years?|old)[\w-]*)*(?P<word>[-\s]+\w(?:[\w-]|['’ʼ](?=[а-яіїєґ]))*)?"
)
_VERB = re.compile(r"[a-z]{2,}ed|(?!генерал|капрал)[а-яіїєґё]{2,}(?:л[аио]?(?:с[ья])?|[аиуї]в(?:ся)?)")


def _noun_after(text: str, end: int) -> int:
    """Return where the word after an age ends, "11-year-old boy"; of "the 19-year-old said" where the age does."""
    found = _WORD_AFTER.match(text, end)
    if not found or "\n" in found[0]:
        return end
    return found.start("word") if found["word"] and _is_no_noun(found["word"].strip("- ")) else found.end()


def _is_no_noun(word: str) -> bool:
    """Return whether a word is no name for somebody: it says what he does, or leads on to other words."""
    return bool(_VERB.fullmatch(word) or words("no_noun").spans(word))


_NOUN_BEFORE = re.compile(r"(?i:boys?|girls?|child|teenager)\s(?:as young as|of|aged)\s$")


def _told(text: str, age: _Age) -> Span:
    """Return where the words stand that tell of somebody by an age: "11-year-old boy", "boy of 9"."""
    before = _NOUN_BEFORE.search(text[max(0, age.start - 40) : age.start])
    if before:
        return age.start - len(before[0]), age.end
    return age.start, _noun_after(text, age.end)


_IN_GENERAL = re.compile(r"[\s-](?:soldiers?|recruit\w*|rights|labour|labor)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:\bthe|\bthis|\bthat|\byoung|\bэт\w+|\bц\w{1,3})\s(?:\w+\s)?$", re.IGNORECASE)


def _minors(text: str) -> Iterator[Person]:
    """Yield each child without a name or age."""
    for start, end in words("minor").spans(text):
        if _IN_GENERAL.match(text, end):
            continue
        before = _DEFINITE.search(text[max(0, start - 20) : start])
        begin = start - len(before[0]) if before else start
        yield Person(begin, end, text[begin:end], minor=True)


def _young_again(one: Person, people: Iterable[Person]) -> Person:
    """Return a child without an age with the age of the only child of the report that has one."""
    if one.name or one.call_sign or one.age is not None or not one.minor:
        return one
    ages = {(other.age, other.name) for other in people if other.minor and other.age is not None}
    if len(ages) != 1:
        return one
    [(age, name)] = ages
    return replace(one, age=age, name=name)


def groups(text: str) -> list[Person]:
    """Return the groups of people that are spoken of without names: "conscripts", "мобилизованные"."""
    found = [Person(start, end, text[start:end], several=True) for start, end in words("people").spans(text)]
    found += [Person(start, end, text[start:end], several=True) for start, end in words("sought").spans(text)]
    for start, end in words("children").spans(text):
        grown = words("grown").spans(text[max(0, start - 20) : start]) or text[end : end + 2] in ("'s", "’s")
        found.append(Person(start, end, text[start:end], several=True, minor=None if grown else True))
    return sorted(found, key=lambda one: one.start)


def near(finds: Sequence[Any], span: Span) -> list[Any]:
    """Return those finds that stand in a span; they are in the order of their starts."""
    first = bisect_left(finds, span[0], key=attrgetter("start"))
    last = bisect_left(finds, span[1], lo=first, key=attrgetter("start"))
    return [one for one in finds[first:last] if one.end <= span[1]]


# --- children are never named


_CAPITAL = re.compile(r"[A-ZА-ЯЁІЇЄҐ][\w'’ʼ-]*")


def children_named(text: str, lang: str) -> tuple[str, ...]:
    """Return the names and call signs of children, as they are written and in the nominative."""
    young = [one for one in persons(text, lang) if one.minor]
    told = [word for one in young for word in (one.name, one.call_sign) if word]
    written = [one.words for one in young if one.name]
    return tuple(dict.fromkeys([*told, *written]))


def covered(text: str, names_: Iterable[str]) -> str:
    """Return a text of the same length in which these names, in any case, are left with their first letters.

    >>> covered("Мать Егора Тишина ждёт Егора.", ["Егор Тишин"])
    'Мать Е•••• Т••••• ждёт Е••••.'
    """
    stems = [
        _stem(word) for name in names_ for word in re.findall(r"[^\W\d_][\w'’ʼ-]*", name) if len(word) > 1
    ]

    def cover(found: re.Match[str]) -> str:
        small = fold(found[0])
        hit = any(small.startswith(stem) and len(small) - len(stem) <= 5 for stem in stems)
        return found[0][0] + "•" * (len(found[0]) - 1) if hit else found[0]

    return _CAPITAL.sub(cover, text) if stems else text


def _stem(word: str) -> str:
    """Return the beginning that all cases of a name share."""
    small = fold(word)
    if len(small) > 5:
        return small[:-2]
    return small[:-1] if len(small) > 3 and small[-1] in "аеиоуыьэюяіїєй" else small
