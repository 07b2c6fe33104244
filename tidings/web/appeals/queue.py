"""The queue: which appeals are asked for, how many of each kind there are, and what a row says of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext

from tidings.web.accounts.models import User
from tidings.web.appeals.models import Appeal, AppealQuerySet, Category, Lane, ReadFact, Tie, Urgency
from tidings.web.appeals.similar import how_many

ROWS_A_PAGE = 50
NAMES = ("surname", "given", "patronymic")
SHOWN = (*NAMES, "birth_date", "age", "unit", "place")
COLUMNS = (
    "team",
    "code",
    "category",
    "urgency",
    "deadline",
    "key",
    "sealed",
    "channel",
    "received_on",
    "state",
    "sorted_by",
    "assigned_to",
)
STAFF = ("assigned_to__username", "assigned_to__first_name", "assigned_to__last_name")


@dataclass(frozen=True)
class Part:
    """A piece of what is known of someone; proposed until a person has confirmed it."""

    words: str
    proposed: bool


@dataclass(frozen=True)
class Row:
    """One appeal in the queue."""

    appeal: Appeal
    who: list[Part]
    others: int  # sought persons besides the first
    similar: int  # appeals that wait and may be about the first
    tied: int  # appeals of which a person said that they seek the same one


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see; None means all."""

    state: str | None = Appeal.State.WAITING
    category: str | None = None
    urgency: int | None = None
    lang: str | None = None
    channel: str | None = None
    mine: bool = False
    lane: str = Lane.ORDINARY  # of those that wait; others are no crowd

    def among(self, user: User) -> AppealQuerySet:
        """Return the appeals before category and urgency are looked at."""
        narrow = {"state": self.state, "lang": self.lang, "channel": self.channel}
        wanted = {name: value for name, value in narrow.items() if value is not None}
        found = Appeal.objects.visible_to(user).filter(**wanted)
        if self.state == Appeal.State.WAITING:
            found = found.filter(lane=self.lane)
        return found.filter(assigned_to=user) if self.mine else found

    def found(self, user: User) -> AppealQuerySet:
        """Return the appeals that are asked for."""
        narrow = {"category": self.category, "urgency": self.urgency}
        return self.among(user).filter(**{name: v for name, v in narrow.items() if v is not None})


@dataclass(frozen=True)
class Counts:
    """How many appeals each chip leads to."""

    each: Counter[tuple[str, int]]
    asked: Asked

    @property
    def everything(self) -> int:
        """All, of any category and urgency."""
        return self.each.total()

    @property
    def shown(self) -> int:
        """As asked for."""
        return self._of(self.asked.category, self.asked.urgency)

    @property
    def critical(self) -> int:
        """Critical ones of the chosen category."""
        return self._of(self.asked.category, Urgency.CRITICAL)

    @property
    def categories(self) -> list[tuple[Category, int]]:
        """Each category that there is, of the chosen urgency; the chosen one even if it is empty."""
        counts = [(category, self._of(category, self.asked.urgency)) for category in Category]
        return [(category, n) for category, n in counts if n or category == self.asked.category]

    def _of(self, category: str | None, urgency: int | None) -> int:
        return sum(
            n
            for (a_category, an_urgency), n in self.each.items()
            if category in (None, a_category) and urgency in (None, an_urgency)
        )


def counts(asked: Asked, user: User) -> Counts:
    """Count what there is, in one question to the database."""
    groups = asked.among(user).order_by().values_list("category", "urgency").annotate(Count("pk"))
    return Counts(Counter({(category, urgency): n for category, urgency, n in groups}), asked)


def quarantined(user: User) -> int:
    """Return how many appeals wait apart from the queue."""
    return Appeal.objects.visible_to(user).waiting().filter(lane=Lane.QUARANTINE).count()


def page(asked: Asked, user: User, number: int, total: int) -> Page[Appeal]:
    """Return one page of what is asked for, the most urgent first; raises EmptyPage where there is none."""
    chosen: Paginator[Any] = Paginator(
        asked.found(user).by_urgency().values_list("pk", flat=True), ROWS_A_PAGE
    )
    chosen.count = total  # the chips have counted already
    keys = list(chosen.page(number).object_list)  # keys alone are read from the index, however deep the page
    shown = Appeal.objects.visible_to(user).filter(pk__in=keys).by_urgency().select_related("assigned_to")
    return Page(shown.only(*COLUMNS, *STAFF), number, chosen)


def rows(appeals: Iterable[Appeal]) -> list[Row]:
    """Return what the queue says of each appeal, with as many questions for all of them as for one."""
    appeals = list(appeals)
    told: dict[int, list[ReadFact]] = defaultdict(list)
    facts = ReadFact.objects.filter(appeal__in=appeals, field__in=SHOWN)
    for fact in facts.exclude(state=ReadFact.State.REJECTED).exclude(about="enquirer"):
        told[fact.appeal_id].append(fact)
    similar, tied = how_many(appeals), _tied(appeals)
    return [_row(appeal, told[appeal.pk], similar[appeal.pk], tied[appeal.pk]) for appeal in appeals]


def _tied(appeals: list[Appeal]) -> Counter[int]:
    """Count for each appeal those that are tied to it directly."""
    pks = [appeal.pk for appeal in appeals]
    ties = Tie.objects.filter(Q(first__in=pks) | Q(second__in=pks)).order_by()
    return Counter(pk for tie in ties.values_list("first", "second") for pk in tie)


def _row(appeal: Appeal, facts: list[ReadFact], similar: int, tied: int) -> Row:
    first = {fact.field: fact for fact in reversed(facts) if fact.about == "sought:0"}
    others = {fact.about for fact in facts} - {"sought:0", "message"}
    places = [fact for fact in facts if fact.field == "place"]
    name = [first[part] for part in NAMES if part in first]
    born = next(([first[part]] for part in ("birth_date", "age") if part in first), [])
    unit = [first["unit"]] if "unit" in first else []
    who = [_joined(facts) for facts in (name, born, unit, places[:1]) if facts]
    return Row(appeal, who, len(others), max(0, similar - tied), tied)


def _joined(facts: list[ReadFact]) -> Part:
    return Part(" ".join(_said(fact) for fact in facts), any(fact.is_proposed for fact in facts))


def _said(fact: ReadFact) -> str:
    """Return a value that is understood without its label beside it."""
    if fact.field == "unit" and fact.value.isdecimal():
        return gettext("unit %(number)s") % {"number": fact.value}
    if fact.field == "age" and fact.value.isdecimal():
        return ngettext("%(age)s year old", "%(age)s years old", int(fact.value)) % {"age": fact.value}
    return fact.shown
