"""What an answer would give away to whoever reads it: words that say who is sought, or how somebody is reached.

It looks for what is known, in any case of the language and either alphabet, and rather finds too much than too little.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from tidings.errors import InvalidDate
from tidings.extraction.contacts import find_emails, find_handles, find_phones
from tidings.extraction.days import find_days
from tidings.extraction.mentions import Mention
from tidings.extraction.units import find_units
from tidings.text.dates import ImpreciseDate
from tidings.text.letters import words
from tidings.text.names import CASES, Name, decline, key

ENDING = 3
"""Letters in which a case form may differ from the name itself."""

NAMES = ("surname", "place")


def disclosed(text: str, known: Mapping[str, Iterable[str]], today: date) -> list[Mention]:
    """Return the words of `text` that give away what is known: surname, birth_date, unit, place, and any way to reach
    somebody, in the order of the text.

    >>> [one.kind for one in disclosed("Ваш сын Тихомиров: +7 900 000-31-04", {"surname": ["Тихомиров"]}, date.today())]
    ['surname', 'phone']
    """
    found = [*find_phones(text, today), *find_emails(text, today), *find_handles(text, today)]
    for kind in NAMES:
        found += _names(text, kind, known.get(kind, ()))
    found += _births(text, known.get("birth_date", ()), today)
    found += _units(text, known.get("unit", ()), today)
    return sorted(set(found), key=lambda one: (one.start, one.kind))


def _names(text: str, kind: str, known: Iterable[str]) -> Iterator[Mention]:
    stems = {_stem(part) for name in known for form in _forms(name) for part in key(form).split()}
    for word in words(text):
        if any(_is_form_of(part, stem) for part in key(word.text).split() for stem in stems):
            yield Mention(kind, word.text, word.start, word.end, None)


def _forms(name: str) -> set[str]:
    """Return a surname with the forms in which a vowel flees (Заяц, Зайца); a place stays as it is, its stem will do."""
    return {name} | {decline(Name(name, "Иван"), case).surname or name for case in CASES}


def _stem(name: str) -> str:
    """Return what all its case forms begin with: the name without the vowels and the й or ь at its end, at most two signs."""
    return re.sub(r"(?:[аеиоуыэюяйь]{1,2}|ый|ий|ой)$", "", name) if len(name) > 3 else name


def _is_form_of(word: str, stem: str) -> bool:
    return word.startswith(stem) and len(word) - len(stem) <= (ENDING if len(stem) > 2 else 1)


def _births(text: str, known: Iterable[str], today: date) -> Iterator[Mention]:
    """Find the whole day in any writing, or the year alone."""
    days = [told for told in known if told]
    years = {told[:4] for told in days}
    for year in re.finditer(r"(?<!\d)(?:19|20)\d\d(?!\d)", text):
        if year[0] in years:
            yield Mention("birth_date", year[0], year.start(), year.end(), year[0])
    for one in find_days(text, today):
        if one.value and any(_same_day(one.value, told) for told in days):
            yield Mention("birth_date", one.text, one.start, one.end, one.value)


def _same_day(said: str, told: str) -> bool:
    try:
        first, second = ImpreciseDate.parse(said), ImpreciseDate.parse(told)
    except InvalidDate:
        return False
    return (
        first.earliest.timetuple()[1:3] == second.earliest.timetuple()[1:3] and first.earliest == first.latest
    )


def _units(text: str, known: Iterable[str], today: date) -> Iterator[Mention]:
    """Find any number of a unit, and the known one however it is written."""
    yield from find_units(text, today)
    digits = {number for told in known for number in re.findall(r"\d{3,}", told)}
    for number in re.finditer(r"\d+", text):
        if number[0] in digits:
            yield Mention("unit", number[0], number.start(), number.end(), number[0])
