"""What the law may be told of what a person confirmed in an appeal.

A fact of the reading goes over only where its words and the law's mean the same. What is left out was not told, which
is never a no: an injury is not a beating, a border village does not say where he was when contact was lost. To carry
over more, add a function to CARRIED.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tidings.errors import InvalidFacts
from tidings.law import FACTS, check

Value = str | bool | int | list[str]


@dataclass(frozen=True)
class Confirmed:
    """A fact that a person confirmed: of the one sought or of the message, with the words it rests on."""

    field: str
    value: str
    words: tuple[str, ...] = ()
    signed_at: tuple[int, int] | None = None  # where in the text the words of signing stand that it rests on


@dataclass(frozen=True)
class Letter:
    """The appeal itself, where it seeks one person: its text, and what is marked in it."""

    text: str
    received: date
    marks: tuple[tuple[str, str, int, int], ...]  # kind, value, start, end


@dataclass(frozen=True)
class Appeal:
    """What is confirmed of an appeal about one person; the category is empty where no person confirmed it."""

    facts: tuple[Confirmed, ...]
    category: str = ""
    letter: Letter | None = None

    def values(self, field: str) -> list[str]:
        """Return what is confirmed of a field, each value once."""
        return list(dict.fromkeys(one.value for one in self.facts if one.field == field))

    def flagged(self, flag: str) -> bool:
        """Return whether a flag is confirmed."""
        return flag in self.values("flag")


def tell(facts: Sequence[Confirmed], category: str = "", letter: Letter | None = None) -> dict[str, Value]:
    """Return facts of tidings.law.FACTS, in its order, that follow from what is confirmed.

    `letter` is left out where several are sought: its words do not say of whom they are.
    """
    appeal = Appeal(tuple(facts), category, letter)
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
        yield "service", "conscript" if _pressed_conscript(appeal) else told[0]


def _signing(appeal: Appeal) -> Carried:
    """That a conscript under pressure signed, and when; of a signature that is said to be forged, nothing."""
    at = _signed_at(appeal)
    if at and _pressed_conscript(appeal) and not appeal.flagged("forged_signature"):
        yield "contract_signed", True
        if day := _day_beside(appeal, at):
            yield "contract_signed_on", day


def _pressed_conscript(appeal: Appeal) -> bool:
    """Return whether a conscript is said to have signed, under pressure that a person confirmed.

    For the reading he then serves under a contract; for the law whether he does is the very question.
    """
    pressed = appeal.category == "coerced_contract" or any(appeal.flagged(flag) for flag in PRESSURE)
    marks = appeal.letter.marks if appeal.letter else ()
    conscript = any((kind, value) == ("service", "conscript") for kind, value, _, _ in marks)
    return pressed and conscript and _signed_at(appeal) is not None


def _signed_at(appeal: Appeal) -> tuple[int, int] | None:
    signed = (one.signed_at for one in appeal.facts if one.field == "status")
    return next(filter(None, signed), None)


def _day_beside(appeal: Appeal, at: tuple[int, int]) -> str | None:
    """Return the one exact past day that stands beside these words, with nothing that parts them."""
    assert appeal.letter is not None
    text, received = appeal.letter.text, appeal.letter.received.isoformat()
    days = {
        value
        for kind, value, start, end in appeal.letter.marks
        if kind == "day" and len(value) == 10 and value <= received and _close(text, at, (start, end))
    }
    return days.pop() if len(days) == 1 else None


NEAR = 30
"""More letters than this between a day and the signing, and the day may be of something else."""


def _close(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    between = text[min(one[1], other[1]) : max(one[0], other[0])]
    return len(between) <= NEAR and not re.search(r"[.,;:!?\n]", between)


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
    said = {means for one in appeal.facts if one.field == "flag" for means in _means(one)}
    means = [str(value) for value in FACTS["coercion"].values if value in said]
    if means and appeal.category == "coerced_contract":
        yield "coercion", means


def _means(flag: Confirmed) -> Iterator[str]:
    """Say a sign in the law's words; what is called a threat may be blows or nights without sleep, by its words."""
    if flag.value != "threats":
        if flag.value in PRESSURE:
            yield PRESSURE[flag.value]
        return
    for words in flag.words or ("",):
        yield next((means for means, pattern in FORCE.items() if pattern.search(words)), "threat")


FORCE: Mapping[str, re.Pattern[str]] = {
    "sleep_deprivation": re.compile(r"\b(?:спать|спати|сна|сну|sleep)\b", re.IGNORECASE),
    "beating": re.compile(
        r"\b(?:били?\b|бьют|бьёт|избил|избив|избит|побил|побои|побої|побит|б['’]ють|beat|hit him)",
        re.IGNORECASE,
    ),
}
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
    _signing,
    _last_contact,
    _age,
    _coercion,
    _deployment,
    _training,
    _conscience,
    _document,
)
