"""What happened to someone, what we did, and what lies ahead, in the order of the days."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tidings.law import FACTS
from tidings.web.cases.models import Case
from tidings.web.pages import said


@dataclass(frozen=True)
class Event:
    """Something on a day. `kind` is told (by a family), ours, or due."""

    on: date
    words: str
    kind: str
    url: str = ""
    ahead: bool = False
    late: bool = False


def timeline(case: Case, today: date) -> list[Event]:
    """Return the events of a case, the earliest first."""
    events = [event for look in LOOKS for event in look(case, today)]
    return sorted(events, key=lambda event: event.on)


def _told(case: Case, today: date) -> Iterator[Event]:
    """Days that families told us."""
    for name, value in case.facts().items():
        if FACTS[name].kind == "day" and isinstance(value, str):
            on = date.fromisoformat(value)
            yield Event(on, said(FACTS[name].label), "told", ahead=on > today)


def _appeals(case: Case, today: date) -> Iterator[Event]:
    for enquiry in case.enquiries.all():
        url = reverse("appeals-detail", args=[enquiry.appeal.code])
        words = _("appeal %s received") % enquiry.appeal.code
        yield Event(enquiry.appeal.received_on, words, "ours", url)
        if enquiry.appeal.deadline:
            on = enquiry.appeal.deadline
            yield Event(
                on, _("named in appeal %s as the last day") % enquiry.appeal.code, "due", url, on > today
            )


def _opened(case: Case, today: date) -> Iterator[Event]:
    yield Event(case.opened_on, _("case opened"), "ours")


def _letters(case: Case, today: date) -> Iterator[Event]:
    letters: list[Any] = list(case.letters.all())
    for letter in letters:
        url = reverse("letters-detail", args=[letter.code])
        if letter.sent_on:
            yield Event(letter.sent_on, _("letter %s sent") % letter.code, "ours", url)
        if letter.answered_on:
            yield Event(letter.answered_on, _("letter %s answered") % letter.code, "ours", url)
        elif letter.answer_due_on:
            due = letter.answer_due_on
            words = _("answer to letter %s due") % letter.code
            yield Event(due, words, "due", url, ahead=due >= today, late=due < today)


def _limits(case: Case, today: date) -> Iterator[Event]:
    """Time limits that the rules named, as far as they lie ahead."""
    assessment = case.assessment
    for finding in assessment.findings if assessment else []:
        for limit in finding["time_limits"]:
            if limit["on"] and (on := date.fromisoformat(limit["on"])) >= today:
                url = reverse("cases-rights", args=[case.code]) + f"#{finding['rule']}"
                kind = "told" if limit.get("mark") else "due"
                yield Event(on, said(limit["what"]), kind, url, ahead=True)


LOOKS: list[Callable[[Case, date], Iterator[Event]]] = [_told, _appeals, _opened, _letters, _limits]
