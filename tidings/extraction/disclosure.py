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
from tidings.text.names import key

ENDING = 3
"""Letters in which a case form may differ from the name itself."""

NAMES = ("surname", "place")
VOWELS = "аеиоуыэюяй"


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
    forms = [_forms(part) for name in known for part in key(name).split()]
    for word in words(text):
        if any(form.fullmatch(part) for part in key(word.text).split() for form in forms):
            yield Mention(kind, word.text, word.start, word.end, None)


def _forms(name: str) -> re.Pattern[str]:
    """Return what all forms of a name look like: its end changes, and its last vowel may flee (Заяц, Зайца; -ов, -ів)."""
    stem = re.sub(rf"(?:[{VOWELS}]{{1,2}}|[ь])$", "", name) if len(name) > 3 else name
    fleeing = len(stem) > 3 and stem[-2] in VOWELS
    begin = rf"{re.escape(stem[:-2])}[{VOWELS}]?{re.escape(stem[-1])}" if fleeing else re.escape(stem)
    return re.compile(rf"{begin}\w{{0,{ENDING if len(stem) > 2 else 1}}}")


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
