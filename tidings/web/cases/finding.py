"""Finding whoever is meant: by name in any spelling, by a code, by the first group of a receipt, by a telephone.

What was typed travels in the body of the request: a name is never in an address.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from tidings.matching import Hit
from tidings.sealing import receipts
from tidings.web.accounts.models import User
from tidings.web.appeals.models import Appeal, ReadFact
from tidings.web.appeals.similar import Alike, waiting_for
from tidings.web.cases.models import Case, Enquiry
from tidings.web.people import index
from tidings.web.people.models import Contact, Person
from tidings.web.vault.blind import blind

CODE = 8
"""Symbols in the code of an appeal or a case."""


@dataclass(frozen=True)
class Known:
    """Someone who may be meant, why, and the cases in which we know of them."""

    person: Person
    hit: Hit
    cases: list[Case]


@dataclass(frozen=True)
class Found:
    """All that answers a question: what has exactly this code or telephone, people, and appeals that wait."""

    cases: list[Case]
    appeals: list[Appeal]
    people: list[Known]
    waiting: list[Alike]

    def __bool__(self) -> bool:
        return any((self.cases, self.appeals, self.people, self.waiting))


def find(user: User, words: str, born: str | None = None, unit: str | None = None) -> Found:
    """Return what a user's team knows of these words."""
    hits = index.search(user.team_id, {"name": words, "birth_date": born, "unit": unit})
    return Found(
        _cases_exactly(user, words),
        _appeals_exactly(user, words),
        _people(hits, user),
        waiting_for(user, words, born, unit),
    )


def _cases_exactly(user: User, words: str) -> list[Case]:
    """Return cases of this code, or in which somebody asks who has this telephone."""
    cases = Case.objects.visible_to(user).select_related("person")
    if code := _symbols(words, CODE):
        return list(cases.filter(code=code))
    if numbers := _telephones(words):
        of_phone = Contact.objects.filter(
            kind=Contact.Kind.PHONE, mark__in={blind("contact", number) for number in numbers}
        ).values("person")
        return list(cases.filter(enquiries__enquirer__in=of_phone).distinct().newest_first())
    return []


def _appeals_exactly(user: User, words: str) -> list[Appeal]:
    """Return appeals of this code or receipt, or in which this telephone was read."""
    appeals = Appeal.objects.visible_to(user).order_by("-received_on", "-pk")
    if code := _symbols(words, CODE):
        return list(appeals.filter(code=code))
    if group := _symbols(words, receipts.LOCATOR):
        return list(appeals.filter(locator=group))
    if numbers := _telephones(words):
        marks = {blind("phones", number) for number in numbers}
        read = ReadFact.objects.filter(mark__in=marks).exclude(state=ReadFact.State.REJECTED)
        return list(appeals.filter(pk__in=read.values("appeal")))
    return []


def _symbols(words: str, length: int) -> str:
    """Return a code of this length as it is kept, whatever keyboard typed it; nothing where this is none."""
    typed = receipts.symbols(words)
    return typed if len(typed) == length and set(typed) <= set(receipts.GLYPHS) else ""


def _telephones(words: str) -> set[str]:
    """Return how a number may be kept: as it is dialled at home (8 900 …, 050 …) or from abroad (+7 900 …, +380 50 …)."""
    digits = "".join(sign for sign in words if sign.isdecimal())
    if set(words) - set("+-() .\u00a0\u2013\u2011") - set(digits) or not 5 <= len(digits) <= 15:
        return set()
    return {way for number in (digits, *_abroad(digits)) for way in (number, "+" + number)}


def _abroad(digits: str) -> Iterator[str]:
    if len(digits) == 11 and digits[0] in "78":
        yield from ("7" + digits[1:], "8" + digits[1:])
    if len(digits) == 10 and digits[0] == "9":
        yield from ("7" + digits, "8" + digits)
    if len(digits) == 10 and digits[0] == "0":
        yield "38" + digits
    if len(digits) == 12 and digits.startswith("380"):
        yield digits[2:]


def _people(hits: Iterable[Hit], user: User) -> list[Known]:
    hits = list(hits)
    known = Person.objects.visible_to(user).in_bulk([int(hit.id) for hit in hits])
    asking = list(Enquiry.objects.filter(enquirer__in=known).values_list("case", flat=True))
    cases = Case.objects.visible_to(user).filter(Q(person__in=known) | Q(pk__in=asking))
    of: defaultdict[int, list[Case]] = defaultdict(list)
    for case in cases.select_related("person").prefetch_related("enquiries").order_by("pk"):
        for person in {case.person_id, *(enquiry.enquirer_id for enquiry in case.enquiries.all())}:
            of[person].append(case)
    return [Known(one, hit, of[one.pk]) for hit in hits if (one := known.get(int(hit.id)))]
