"""What the law may be told of what a person confirmed in an appeal.

A fact of the reading goes over only where its words and the law's mean the same. What is left out was not told, which
is never a no: an injury is not a beating, a border village does not say where he was when contact was lost. To carry
over more, add a function to CARRIED.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tidings.errors import InvalidFacts
from tidings.law import FACTS, check

Value = str | bool | int | list[str]


@dataclass(frozen=True)
class Confirmed:
    """A fact that a person confirmed: of the one sought or of the message, with the words it rests on."""

    field: str
    value: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Appeal:
    """What is confirmed of an appeal about one person; the category is empty where no person confirmed it."""

    facts: tuple[Confirmed, ...]
    category: str = ""

    def values(self, field: str) -> list[str]:
        """Return what is confirmed of a field, each value once."""
        return list(dict.fromkeys(one.value for one in self.facts if one.field == field))

    def flagged(self, flag: str) -> bool:
        """Return whether a flag is confirmed."""
        return flag in self.values("flag")


def tell(facts: Sequence[Confirmed], category: str = "") -> dict[str, Value]:
    """Return facts of tidings.law.FACTS, in its order, that follow from what is confirmed."""
    appeal = Appeal(tuple(facts), category)
    told = {name: value for carry in CARRIED for name, value in carry(appeal) if _known(name, value)}
    return {name: told[name] for name in FACTS if name in told}


def _known(name: str, value: Value) -> bool:
    """Return whether the law knows such a value; a day that is none was put there by hand."""
    try:
        return bool(check({name: value}))
    except InvalidFacts:
        return False


def added(known: object, name: str, value: Value) -> Value:
    """Return a fact with what an earlier appeal told of it: of two lists all, of two last days the later."""
    if isinstance(known, list) and isinstance(value, list):
        return [*known, *(one for one in value if one not in known)]
    if name == "last_contact_on" and isinstance(known, str) and isinstance(value, str):
        return max(known, value)
    return value


Carried = Iterator[tuple[str, Value]]


def _service(appeal: Appeal) -> Carried:
    """How he serves, where one answer is confirmed; that he is a minor does not say how."""
    told = [value for value in appeal.values("status") if value in FACTS["service"].values]
    if len(told) == 1:
        yield "service", told[0]


def _last_contact(appeal: Appeal) -> Carried:
    """The last day of which we know exactly."""
    days = [day for day in appeal.values("last_contact") if len(day) == 10]
    if days:
        yield "last_contact_on", max(days)


def _age(appeal: Appeal) -> Carried:
    """A child's age: who is under 18 now was so on the day of whatever happened. Of an adult it does not follow."""
    ages = appeal.values("age")
    if len(ages) == 1 and ages[0].isdecimal() and int(ages[0]) < ADULT and not appeal.values("birth_date"):
        yield "age", int(ages[0])


ADULT = 18


def _coercion(appeal: Appeal) -> Carried:
    """By what he was made to sign, if a person says that this is what the appeal is about."""
    means = [means for flag, means in PRESSURE.items() if appeal.flagged(flag)]
    if means and appeal.category == "coerced_contract":
        yield "coercion", means


PRESSURE: Mapping[str, str] = {
    "threats": "threat",
    "forged_signature": "forged_signature",
    "documents_confiscated": "documents_taken",
}


def _deployment(appeal: Appeal) -> Carried:
    """The day on which he is to be sent, if a person says that sending is what the appeal is about."""
    days = appeal.values("deadline")
    if len(days) == 1 and appeal.category == "deployment_notice":
        yield "deployment_on", days[0]


def _training(appeal: Appeal) -> Carried:
    if appeal.flagged("training_incomplete"):
        yield "specialty_training", False


def _conscience(appeal: Appeal) -> Carried:
    if appeal.flagged("conscientious_ground"):
        yield "conscience", True


def _document(appeal: Appeal) -> Carried:
    """The paper that was taken, where the words say which, and name one only."""
    said = [word for one in appeal.facts if one.value == "documents_confiscated" for word in one.words]
    papers = {paper for words in said for paper in _papers(words)}
    if len(papers) == 1:
        yield "document_taken", papers.pop()


def _papers(words: str) -> Iterator[str]:
    for paper, pattern in PAPERS.items():
        if pattern.search(words):
            words = pattern.sub("", words)
            yield paper


PAPERS: Mapping[str, re.Pattern[str]] = {
    "military_ticket": re.compile(
        r"\bвоенник|\bвоенн\w+ билет|\bвійськов\w+ квит|\bmilitary (?:id|ticket|card)", re.IGNORECASE
    ),
    "foreign_passport": re.compile(
        r"\bзагран\w*(?: паспорт\w*)?|\bзакордонн\w+ паспорт\w*|\b(?:foreign|travel|international) passport",
        re.IGNORECASE,
    ),
    "passport": re.compile(r"\bпаспорт|\bpassport", re.IGNORECASE),
}
"""A passport for travel is told from a passport by being looked for first."""

CARRIED: Sequence[Callable[[Appeal], Carried]] = (
    _service,
    _last_contact,
    _age,
    _coercion,
    _deployment,
    _training,
    _conscience,
    _document,
)
