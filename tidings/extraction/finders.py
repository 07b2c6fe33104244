"""Everything that is looked for in a message: one function a kind. To look for more, add a function to FINDERS."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from tidings.extraction.births import find_ages, find_births
from tidings.extraction.contacts import find_emails, find_handles, find_phones
from tidings.extraction.days import find_days
from tidings.extraction.events import find_call_ups, find_deadlines, find_last_contacts
from tidings.extraction.mentions import Mention
from tidings.extraction.placing import find_places
from tidings.extraction.threats import conditional
from tidings.extraction.units import find_units
from tidings.extraction.wordlists import names, words
from tidings.text.phrases import Phrases, fold

Finder = Callable[[str, date], list[Mention]]

SIGNS = ("signed", "unsigned", "contract_named", "never_signed", "contract_claimed", "under_way", "held")
"""Words that decide nothing alone: the reading puts them together."""


_DENIED_AFTER = re.compile(
    r"\s(?:пока\s|поки\s|ему\s|йому\s|никаких\s|жодних\s)?(?:нет|немає|нема|не было|не було)(?!\w)"
)
"""Said after a noun: "угроз нет"."""


_WAS_NOT = re.compile(r"\s(?:он\s|він\s)?не\s(?:был|была|был[ои]|був)(?!\w)")
"""Said after a state: "контужен не был"."""
_MET = re.compile(
    r"(?<!\w)(?:встрети\w+|встречала?|дождал\w+|зустрі\w+|met|нашелся|знайшовся|позвонил\w? сам|сам позвонил)(?!\w)[^.!?\n]{0,24}$"
)
"""Before "на вокзале": he is back, and on no way there."""
_NOT_TAKEN = re.compile(
    r"(?<!\w)(?:не (?:отбирал|отобрал|забирал|забрал|изымал|изъял|відбирал|відібрал)|not (?:taken|take|took))\w*"
)
"""Said within: "паспорт при нём, не отбирали"."""
_DENIED_WITHIN = re.compile(r"(?<!\w)(?:не|not)(?!\w)")
"""Said within what is told of a journey: "на передовую сейчас не отправляют"."""


def _found(kind: str, value: str | None, phrases: Phrases, text: str) -> Iterator[Mention]:
    for start, end in phrases.spans(text):
        if kind == "threats" and _DENIED_AFTER.match(fold(text), end):
            continue
        if kind == "injury" and _WAS_NOT.match(fold(text), end):
            continue
        if value == "under_way" and _DENIED_WITHIN.search(fold(text), start, end):
            continue
        if value == "under_way" and _MET.search(fold(text), max(0, start - 40), start):
            continue
        if kind == "documents_confiscated" and _NOT_TAKEN.search(fold(text), start, end):
            continue
        if kind == "service" and _not_his_service(fold(text), start, end):
            continue
        yield Mention(kind, text[start:end], start, end, value)


_PAST = re.compile(r"(?<!\w)(?:после|до|с начала|до начала|після|before|after)\s$")
_MOBILE = re.compile(
    r"моб\.?(?:\s?(?:тел|№|номер)|[\s.:]{0,3}(?:\+\d|[78]?[\s(-]{0,2}\d{3}[\s)-]{0,2}\d{3}))"
)
"""A telephone, and nobody who was mobilised: "моб. 8 900 …"."""
_WOULD_BE = re.compile(r"(?<!\w)(?:выйд|стан|буд|сдела)\w*(?:шь|ешь|ете|ем)\s$")
"""Before "контрактником": what he is promised or threatened to become."""
_NOT_HIM = re.compile(r"\s(?:не его|не он|не нас|не його)(?!\w)")


def _not_his_service(small: str, start: int, end: int) -> bool:
    """Return whether a word of service tells of a time or of another: "контракт после срочки", "мобилизовали не его"."""
    if _MOBILE.match(small, start):
        return True
    if _WOULD_BE.search(small, max(0, start - 14), start):
        return True
    time = _PAST.search(small, max(0, start - 12), start)
    return bool(time and small[start:end].startswith(("срочк", "мобил", "мобіл"))) or bool(
        _NOT_HIM.match(small, end)
    )


def find_kinship(text: str, received: date) -> list[Mention]:
    """Return each word for a relative or a friend."""
    return list(_found("kinship", None, words("kinship"), text))


def find_service(text: str, received: date) -> list[Mention]:
    """Return each word that says how someone serves: conscript, contract or mobilised."""
    return [one for name in names("service") for one in _found("service", name, words("service", name), text)]


def find_flags(text: str, received: date) -> list[Mention]:
    """Return the words behind each flag; the kind is the flag."""
    said = [one for name in names("flag") for one in _found(name, None, words("flag", name), text)]
    return said + [Mention("threats", text[start:end], start, end) for start, end in conditional(text)]


def find_signs(text: str, received: date) -> list[Mention]:
    """Return the words of SIGNS; the kind is "sign", the value its name."""
    return [one for name in SIGNS for one in _found("sign", name, words(name), text)]


def find_settlements(text: str, received: date) -> list[Mention]:
    """Return each place; its value is its name in the nominative."""
    return find_places(text)


FINDERS: list[Finder] = [
    find_births,
    find_ages,
    find_days,
    find_call_ups,
    find_last_contacts,
    find_deadlines,
    find_units,
    find_phones,
    find_emails,
    find_handles,
    find_kinship,
    find_service,
    find_flags,
    find_signs,
    find_settlements,
]
