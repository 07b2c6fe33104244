"""For how long we keep what: each purpose has its days, and what is over is asked to be erased. Nothing goes by itself."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db.models import QuerySet

from tidings.text.sentences import Sentence
from tidings.web.accounts.models import User
from tidings.web.appeals.models import Appeal
from tidings.web.cases.models import Case

REVIEWED_EVERY = timedelta(days=365)


@dataclass(frozen=True)
class Keep:
    """One purpose: what is kept, for how many days, and why."""

    what: str
    days: int
    label: Sentence
    why: Sentence


@dataclass(frozen=True)
class Over:
    """A record whose time is over: since which day it counts, and when it ended."""

    keep: Keep
    record: Case | Appeal
    since: date

    @property
    def ended_on(self) -> date:
        """The last day on which it was to be kept."""
        return self.since + timedelta(days=self.keep.days)


_TOLD = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
REVIEWED: date = _TOLD["reviewed"]
KEEP = {
    one["what"]: Keep(
        one["what"], one["days"], Sentence.from_dict(one["label"]), Sentence.from_dict(one["why"])
    )
    for one in _TOLD["keep"]
}


def review_is_due(today: date) -> bool:
    """Return whether a year went by since somebody last thought about these days."""
    return today > REVIEWED + REVIEWED_EVERY


def over(user: User, today: date) -> list[Over]:
    """Return what this user may see and should no longer be kept, the longest over first."""
    found = [
        Over(keep, record, getattr(record, _SINCE[type(record)]))
        for keep in KEEP.values()
        for record in _LOOK[keep.what](user, today - timedelta(days=keep.days))
    ]
    return sorted(found, key=lambda one: one.ended_on)


def _closed(user: User, before: date) -> "QuerySet[Case]":
    cases = Case.objects.visible_to(user).filter(held_by=None)
    return cases.filter(state=Case.State.CLOSED, closed_on__lt=before).select_related("person")


def _aside(user: User, before: date) -> "QuerySet[Appeal]":
    aside = Appeal.objects.visible_to(user).filter(state=Appeal.State.SET_ASIDE, received_on__lt=before)
    return aside.exclude(aside=Appeal.Aside.SPAM)


def _spam(user: User, before: date) -> "QuerySet[Appeal]":
    aside = Appeal.objects.visible_to(user).filter(state=Appeal.State.SET_ASIDE, received_on__lt=before)
    return aside.filter(aside=Appeal.Aside.SPAM)


_LOOK: dict[str, Callable[[User, date], "QuerySet[Case] | QuerySet[Appeal]"]] = {
    "closed_case": _closed,
    "spam": _spam,
    "set_aside": _aside,
}
_SINCE: dict[type, str] = {Case: "closed_on", Appeal: "received_on"}
