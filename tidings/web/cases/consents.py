"""What was agreed, and whether it lets something leave the office. Pure: no database, and the day is told.

>>> from datetime import date
>>> given = Agreed("search", "authorities", frozenset({"identity"}), "consent", date(2026, 11, 20))
>>> allows([given], "search", "prosecutor", {"identity"}, date(2026, 11, 22)).allowed
True
>>> allows([given], "search", "prosecutor", {"contact"}, date(2026, 11, 22)).because.en
'Nothing that was agreed covers this: ways to be reached.'
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from tidings.text.sentences import Sentence

COVERS = {"authorities": {"authorities", "armed_forces", "prosecutor"}}
"""A recipient that stands for several."""

KINDS = {
    "identity": Sentence(
        en="name, birth and unit", ru="имя, рождение и часть", uk="ім’я, народження і частина"
    ),
    "circumstances": Sentence(en="what happened", ru="что произошло", uk="що сталося"),
    "contact": Sentence(en="ways to be reached", ru="как связаться", uk="як зв’язатися"),
    "health": Sentence(en="health", ru="здоровье", uk="здоров’я"),
    "documents": Sentence(en="documents and pictures", ru="документы и снимки", uk="документи і знімки"),
}
"""Kinds of data, in words that stand after a colon."""

BASES = {
    "consent": Sentence(en="consent", ru="согласие", uk="згода"),
    "contract": Sentence(en="contract", ru="договор", uk="договір"),
    "legal_obligation": Sentence(
        en="legal obligation", ru="обязанность по закону", uk="обов’язок за законом"
    ),
    "vital_interests": Sentence(
        en="vital interests", ru="жизненно важные интересы", uk="життєво важливі інтереси"
    ),
    "public_task": Sentence(
        en="public task", ru="задача в общих интересах", uk="завдання у спільних інтересах"
    ),
    "legitimate_interests": Sentence(
        en="legitimate interests", ru="законные интересы", uk="законні інтереси"
    ),
}
"""The six of article 6 of the General Data Protection Regulation."""

NOTHING = Sentence(
    en="Nothing is written down that lets this leave the office: agree on it, or write down another basis.",
    ru="Не записано ничего, что позволяло бы передать это: согласуйте это или запишите другое основание.",
    uk="Не записано нічого, що дозволяло б передати це: погодьте це або запишіть іншу підставу.",
)
WITHDRAWN = Sentence(
    en="What was agreed was taken back on {day}.",
    ru="Согласие отозвано {day}.",
    uk="Згоду відкликано {day}.",
)
ENDED = Sentence(
    en="What was agreed ended on {day}.",
    ru="Согласованный срок закончился {day}.",
    uk="Погоджений строк закінчився {day}.",
)
MISSING = Sentence(
    en="Nothing that was agreed covers this: {kinds}.",
    ru="Ничто из согласованного этого не касается: {kinds}.",
    uk="Ніщо з погодженого цього не стосується: {kinds}.",
)
AGREED = Sentence(
    en="Agreed on {day}: {basis}.", ru="Согласовано {day}: {basis}.", uk="Погоджено {day}: {basis}."
)


@dataclass(frozen=True)
class Agreed:
    """For what, to whom and which kinds of data, on which basis, since when; until when, and taken back when."""

    purpose: str
    recipient: str
    kinds: frozenset[str]
    basis: str
    since: date
    until: date | None = None
    withdrawn_on: date | None = None

    def is_for(self, purpose: str, recipient: str) -> bool:
        """Whether it is about this purpose and this recipient."""
        return self.purpose == purpose and recipient in COVERS.get(self.recipient, {self.recipient})

    def stands(self, on: date) -> bool:
        """Whether it counts on this day. What was taken back does not from that day on; its last day still counts."""
        taken_back = self.withdrawn_on is not None and self.withdrawn_on <= on
        return self.since <= on and not taken_back and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Answer:
    """Whether something may leave, and why."""

    allowed: bool
    because: Sentence


def allows(
    agreed: Iterable[Agreed], purpose: str, recipient: str, kinds: Collection[str], on: date
) -> Answer:
    """Return whether what was agreed with one person covers these kinds of her data, for this purpose and recipient."""
    about = [one for one in agreed if one.is_for(purpose, recipient)]
    standing = [one for one in about if one.stands(on)]
    if not standing:
        return Answer(False, _why_not(about, on))
    missing = set(kinds).difference(*(one.kinds for one in standing))
    if missing:
        return Answer(False, MISSING.fill(kinds=listed(missing)))
    newest = max(standing, key=lambda one: one.since)
    return Answer(True, AGREED.fill(day=newest.since, basis=BASES[newest.basis]))


def listed(kinds: Collection[str]) -> Sentence:
    """Return kinds of data in words, with commas between."""
    words = [KINDS[name] for name in KINDS if name in kinds]
    return Sentence(*(", ".join(one.say(lang) for one in words) for lang in ("en", "ru", "uk")))


def _why_not(about: Collection[Agreed], on: date) -> Sentence:
    if taken_back := [one.withdrawn_on for one in about if one.withdrawn_on and one.withdrawn_on <= on]:
        return WITHDRAWN.fill(day=max(taken_back))
    if ended := [one.until for one in about if one.until and one.until < on]:
        return ENDED.fill(day=max(ended))
    return NOTHING
