"""Appeals and cases that may be about the same sought person: proposed, with reasons, and decided by nobody."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext

from tidings.matching import Index, Reason, Record, Table, compare, explain
from tidings.text import names
from tidings.text.sentences import Sentence
from tidings.web.accounts.models import User
from tidings.web.appeals.models import Appeal, ReadFact
from tidings.web.people import index
from tidings.web.people.models import Person

LIKELY = 0.2
"""Less likely ones are not shown: they would only take time."""
SHOWN = 5
ONE_BY_ONE = 40
MOST = 200
"""Sought persons that are compared, at most: those with the same surname in any spelling, or the same day of birth."""

NAMES = ("surname", "given", "patronymic")


@dataclass(frozen=True)
class Alike:
    """Someone sought elsewhere who may be the same person."""

    title: str
    address: str
    name: str
    probability: float
    reasons: list[Sentence]
    case: str = ""  # its code, where this is a case
    about: str = ""  # whom of this appeal it may be


def similar_to(appeal: Appeal, user: User) -> list[Alike]:
    """Return who may be sought here and elsewhere as far as a user may see it, the likeliest first, each once."""
    found: dict[str, Alike] = {}
    for _, asked in _sought(appeal.facts.all()):
        for one in (*_in_appeals(appeal, asked, user), *_in_cases(appeal, asked, user)):
            if one.address not in found or found[one.address].probability < one.probability:
                found[one.address] = one
    return sorted(found.values(), key=lambda one: -one.probability)[:SHOWN]


@dataclass(frozen=True)
class _Named:
    """Someone sought as the queue compares: the surname in any spelling, and what else was told."""

    appeal: int
    surname: str
    given: str | None
    born: str | None

    def may_be(self, other: "_Named") -> bool:
        """Return whether given name or birth date agree, and neither contradicts."""
        given = _agree(self.given, other.given, _same_given)
        born = _agree(self.born, other.born, _one_within)
        return False not in (given, born) and True in (given, born)


def how_many(appeals: Sequence[Appeal]) -> Counter[int]:
    """Count for each appeal the others that wait and may be about the first whom it seeks, in two questions.

    This is quick and rough, for a queue: `similar_to` weighs everything that was told.
    """
    first = list(_named(ReadFact.objects.filter(appeal__in=appeals, about="sought:0")))
    near: defaultdict[str, list[_Named]] = defaultdict(list)
    teams = {appeal.team_id for appeal in appeals}
    waiting = Exists(Appeal.objects.filter(team__in=teams).waiting().filter(pk=OuterRef("appeal")))
    facts = ReadFact.objects.filter(key__in={asked.surname for asked in first}, about__startswith="sought")
    for one in _named(facts.filter(waiting)):  # not joined: the few facts are to be found first
        near[one.surname].append(one)
    return Counter(
        {
            asked.appeal: len(
                {one.appeal for one in near[asked.surname] if asked.may_be(one)} - {asked.appeal}
            )
            for asked in first
        }
    )


def _named(facts: "QuerySet[ReadFact]") -> Iterator[_Named]:
    surnames = facts.filter(field="surname").exclude(key="").exclude(state=ReadFact.State.REJECTED)
    told = surnames.annotate(a_given=_told("given"), a_birth_date=_told("birth_date"))
    for row in told.order_by("appeal").values_list("appeal", "key", "a_given", "a_birth_date"):
        yield _Named(*row)


def _told(field: str) -> Subquery:
    """The first value of a field that is told of the same person."""
    same = ReadFact.objects.filter(appeal=OuterRef("appeal"), about=OuterRef("about"), field=field)
    return Subquery(same.exclude(state=ReadFact.State.REJECTED).order_by("pk").values("value")[:1])


def _agree(one: str | None, other: str | None, same: Callable[[str, str], bool]) -> bool | None:
    """Return whether two values are the same; None where one is not told."""
    return same(one, other) if one and other else None


def _same_given(one: str, other: str) -> bool:
    """Return whether two given names may be one: in any spelling, a short form or an initial too."""
    return any(
        a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
        for a in _spellings(one)
        for b in _spellings(other)
    )


@lru_cache(maxsize=4096)
def _spellings(given: str) -> tuple[str, ...]:
    return tuple(filter(None, map(names.key, (given, *names.formal(given)))))


def _one_within(one: str, other: str) -> bool:
    """Return whether two dates may be one: 2005 and 2005-03-14 may."""
    return one.startswith(other) or other.startswith(one)


def _in_appeals(appeal: Appeal, asked: Record, user: User) -> Iterator[Alike]:
    """Yield waiting appeals of the same team."""
    for code, other in _candidates(appeal, asked, user):
        _, probability = compare(asked, other)
        if probability >= LIKELY:
            yield _alike(code, other, probability, explain(asked, other))


def _alike(code: str, other: Record, probability: float, reasons: list[Reason]) -> Alike:
    return Alike(
        title=gettext("Appeal %(code)s") % {"code": code},
        address=reverse("appeals-detail", args=[code]),
        name=other.name,
        probability=probability,
        reasons=_telling(reasons),
    )


def waiting_for(user: User, name: str, born: str | None, unit: str | None) -> list[Alike]:
    """Return those whom a user's waiting appeals seek by a surname among these words, the likeliest first."""
    asked = Record("asked", name, born, unit)
    words = [*name.split(), names.parse(name).surname or ""]
    keys = {key for word in words if (key := names.key(word)[:100])}
    sought = ReadFact.objects.filter(field="surname", about__startswith="sought", key__in=keys)
    pks = sought.exclude(state=ReadFact.State.REJECTED).values("appeal")
    waiting = Appeal.objects.visible_to(user).waiting().filter(pk__in=pks)
    found = [
        _alike(code, other, compare(asked, other)[1], explain(asked, other))
        for code, other in _of_appeals(waiting, asked)
        if keys & {names.key(word)[:100] for word in other.name.split()}
    ]
    return sorted(found, key=lambda one: -one.probability)


def _candidates(appeal: Appeal, asked: Record, user: User) -> list[tuple[str, Record]]:
    keys = [key for key in appeal.facts.values_list("key", flat=True) if key]
    waiting = Appeal.objects.visible_to(user).waiting().exclude(pk=appeal.pk)
    return _of_appeals(waiting.filter(facts__key__in=keys).distinct(), asked)


def _of_appeals(appeals: "QuerySet[Appeal]", asked: Record) -> list[tuple[str, Record]]:
    near = appeals.order_by("-received_on")[:MOST]
    facts = ReadFact.objects.filter(appeal__in=[one.pk for one in near.only("pk")]).select_related("appeal")
    return _nearest(asked, list(_sought(facts.defer("appeal__text", "appeal__reasons"))))


def _nearest(asked: Record, found: list[tuple[str, Record]]) -> list[tuple[str, Record]]:
    """Return those worth comparing one by one, which takes some milliseconds each."""
    if len(found) <= ONE_BY_ONE:
        return found
    hits = Index(Table.from_rows([record for _, record in found])).search(asked, limit=ONE_BY_ONE)
    near = {hit.id for hit in hits}
    return [(code, record) for code, record in found if record.id in near]


def _in_cases(appeal: Appeal, asked: Record, user: User) -> Iterator[Alike]:
    """Yield cases of the same team, whoever opened them."""
    hits = {hit.id: hit for hit in index.search(appeal.team_id, _row(asked), limit=SHOWN)}
    people: Any = Person.objects.visible_to(user).filter(pk__in=[int(key) for key in hits])
    for person in (
        people.filter(case__isnull=False).exclude(case__enquiries__appeal=appeal).select_related("case")
    ):
        hit = hits[str(person.pk)]
        if hit.probability >= LIKELY:
            yield Alike(
                title=gettext("Case %(code)s") % {"code": person.case.code},
                address=reverse("cases-detail", args=[person.case.code]),
                name=person.name,
                probability=hit.probability,
                reasons=_telling(hit.reasons),
                case=person.case.code,
                about=str(asked.id).rpartition(" ")[2],
            )


def _sought(facts: Iterable[ReadFact]) -> Iterator[tuple[str, Record]]:
    """Yield each sought person who has a name, with the code of the appeal."""
    told: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for fact in facts:
        if fact.about.startswith("sought") and fact.state != ReadFact.State.REJECTED:
            told[fact.appeal.code, fact.about].setdefault(fact.field, fact.value)
    for (code, about), known in told.items():
        if name := " ".join(filter(None, map(known.get, NAMES))):
            yield code, Record(f"{code} {about}", name, known.get("birth_date"), known.get("unit"))


def _row(asked: Record) -> dict[str, Any]:
    return {"name": asked.name, "birth_date": asked.birth_date, "unit": asked.unit}


def _telling(reasons: list[Reason]) -> list[Sentence]:
    """Return what speaks for or against, the weightiest first; what was not told says nothing."""
    return [
        one.sentence for one in sorted(reasons, key=lambda one: -abs(one.weight)) if abs(one.weight) > 0.05
    ]
