"""Appeals and cases that may be about the same sought person: proposed, with reasons, and decided by nobody."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from tidings.matching import Reason, Record, compare, explain
from tidings.text import names
from tidings.text.sentences import Sentence
from tidings.web.accounts.models import User
from tidings.web.appeals import sought
from tidings.web.appeals.models import Appeal, ReadFact, Tie
from tidings.web.appeals.sought import Named
from tidings.web.people import index
from tidings.web.people.models import Person

if TYPE_CHECKING:
    from tidings.web.appeals.models import AppealQuerySet as Appeals

LIKELY = 0.2
"""Less likely ones are not shown: they would only take time."""
SHOWN = 5
ONE_BY_ONE = 12
"""Appeals that are compared, at most: those that have most in common at a glance of all with the same surname in any spelling,
day of birth or telephone."""

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
    appeal: str = ""  # its code, where this is an appeal


@dataclass(frozen=True)
class Together:
    """An appeal of which somebody said that it seeks the same person; without a tie of its own it is so through others."""

    appeal: Appeal
    tie: Tie | None


def is_ready(team: int) -> bool:
    """Whether `similar_to` answers at once; where it does not, what it needs is being read from now on, behind the pages."""
    ready = [sought.is_ready(team), index.is_ready(team)]
    return all(ready)


def tied_to(appeals: Collection[int], user: User) -> "Appeals":
    """Return the other appeals that are tied to one of these directly, as far as a user may see them."""
    ties = Tie.objects.filter(Q(first__in=appeals) | Q(second__in=appeals)).order_by()
    found = {pk for tie in ties.values_list("first", "second") for pk in tie}
    return Appeal.objects.visible_to(user).filter(pk__in=found.difference(appeals))


def together(appeal: Appeal, user: User) -> list[Together]:
    """Return the appeals that are tied to this one, directly or through others, as far as a user may see them."""
    direct: dict[int, Tie] = {}
    found, new = {appeal.pk}, {appeal.pk}
    while new:
        ties = Tie.objects.filter(Q(first__in=new) | Q(second__in=new)).select_related("by")
        for tie in ties:
            if appeal.pk in (tie.first_id, tie.second_id):
                direct[tie.first_id + tie.second_id - appeal.pk] = tie
        new = {pk for tie in ties for pk in (tie.first_id, tie.second_id)} - found
        found |= new
    seen = Appeal.objects.visible_to(user).filter(pk__in=found - {appeal.pk}).order_by("received_on", "pk")
    return [Together(one, direct.get(one.pk)) for one in seen]


def similar_to(appeal: Appeal, user: User) -> list[Alike]:
    """Return who may be sought here and elsewhere as far as a user may see it, the likeliest first, each once."""
    found: dict[str, Alike] = {}
    facts = list(appeal.facts.all())
    near = _near(appeal, facts, user).exclude(pk__in=[one.appeal.pk for one in together(appeal, user)])
    for _, asked in _sought(facts):
        for one in (*_in_appeals(near, asked, appeal.team_id), *_in_cases(appeal, asked, user)):
            if one.address not in found or found[one.address].probability < one.probability:
                found[one.address] = one
    return sorted(found.values(), key=lambda one: -one.probability)[:SHOWN]


def how_many(appeals: Sequence[Appeal]) -> Counter[int]:
    """Count for each appeal the others that wait and may be about the first whom it seeks.

    This is quick and rough, for a queue: `similar_to` weighs everything that was told. While whom the team's appeals
    seek is still being read (see sought.py), nothing is counted.
    """
    asked = list(sought.named([appeal.pk for appeal in appeals], "sought:0"))
    team = {appeal.pk: appeal.team_id for appeal in appeals}
    near = {
        one: sought.namesakes(one, {who.surname for who in asked if team[who.appeal] == one})
        for one in set(team.values())
    }
    return Counter({who.appeal: _others(who, near[team[who.appeal]][who.surname]) for who in asked})


def _others(asked: Named, near: list[Named]) -> int:
    return len({one.appeal for one in near if one.appeal != asked.appeal and _may_be(asked, one)})


def _may_be(one: Named, other: Named) -> bool:
    """Return whether given name or birth date agree, and neither contradicts."""
    given = _agree(one.given, other.given, _same_given)
    born = _agree(one.born, other.born, _one_within)
    return False not in (given, born) and True in (given, born)


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


def _in_appeals(near: "Appeals", asked: Record, team: int) -> Iterator[Alike]:
    """Yield waiting appeals of the same team."""
    for code, other in _of_appeals(near, asked, team):
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
        appeal=code,
    )


def waiting_for(user: User, name: str, born: str | None, unit: str | None) -> list[Alike]:
    """Return those whom a user's waiting appeals seek by a surname among these words, the likeliest first."""
    asked = Record("asked", name, born, unit)
    words = [*name.split(), names.parse(name).surname or ""]
    keys = {key for word in words if (key := names.key(word)[:100])}
    pks = sought.sharing(user.team_id, keys, wait=True)
    waiting = Appeal.objects.visible_to(user).waiting().filter(pk__in=pks)
    found = [
        _alike(code, other, compare(asked, other)[1], explain(asked, other))
        for code, other in _of_appeals(waiting, asked, user.team_id)
        if keys & {names.key(word)[:100] for word in other.name.split()}
    ]
    return sorted(found, key=lambda one: -one.probability)


def _near(appeal: Appeal, facts: Iterable[ReadFact], user: User) -> "Appeals":
    """Return the other waiting appeals that share a surname, a day of birth or a telephone with this one."""
    facts = list(facts)
    surnames = {names.key(fact.value)[:100] for fact in facts if fact.field == "surname"} - {""}
    born = {fact.value for fact in facts if fact.field == "birth_date" and len(fact.value) == sought.DAY}
    pks = sought.sharing(appeal.team_id, surnames, born)
    if marks := {fact.mark for fact in facts if fact.mark}:
        pks |= set(ReadFact.objects.filter(mark__in=marks).values_list("appeal", flat=True))
    return Appeal.objects.visible_to(user).waiting().filter(pk__in=pks - {appeal.pk})


def _of_appeals(appeals: "Appeals", asked: Record, team: int) -> list[tuple[str, Record]]:
    """Return whom those seek that are worth comparing one by one, which takes some milliseconds each."""
    near = list(appeals.order_by("-received_on").values_list("pk", flat=True))
    seeking = sought.of_appeals(team, near)
    chosen = nlargest(ONE_BY_ONE, near, key=lambda pk: _at_a_glance(asked, seeking[pk]))
    facts = ReadFact.objects.filter(appeal__in=chosen).select_related("appeal")
    return list(_sought(facts.defer("appeal__sealed")))


def _at_a_glance(asked: Record, seeking: tuple[Named, ...]) -> float:
    """Return roughly how much one of them has in common with who is asked for; who came by a telephone is always looked at."""
    if not seeking:
        return 9.0
    words = _words(asked.name)
    return max(
        (one.surname in words)
        + bool(one.given and words.intersection(_spellings(one.given)))
        + {True: 1.5, None: 0.0, False: -1.0}[_agree(asked.birth_date, one.born, _one_within)]
        for one in seeking
    )


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    return frozenset(key for word in name.split() for key in _spellings(word))


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
