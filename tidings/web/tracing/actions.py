"""Tracing changes records only through these."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TypedDict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tidings.web.accounts.models import Team, User
from tidings.web.appeals.models import Import
from tidings.web.cases.models import Case
from tidings.web.journal import journal
from tidings.web.tracing import columns, search
from tidings.web.tracing.columns import FoundRow
from tidings.web.tracing.models import (
    Candidate,
    Decision,
    FoundList,
    FoundRecord,
    TracingRequest,
    TracingRequestQuerySet,
)
from tidings.web.vault.parts import sealed

AT_A_TIME = 2000
AT_ONCE = 20
"""Requests that a worker takes together."""
GIVEN_UP = timedelta(minutes=10)
"""A worker that has not done in this time what it took has failed; then another may."""


class About(TypedDict, total=False):
    """What is said of a list: its name, kind, source and the day it was published."""

    name: str
    kind: str
    source: str
    published_on: date | None


@transaction.atomic
def begin_list(batch: Import) -> FoundList:
    """Begin the list of a file that is brought in; what an interrupted worker left of it goes."""
    FoundList.objects.filter(batch=batch).let_go()
    day = batch.about.get("published_on")
    about = {name: batch.about.get(name, "") for name in ("name", "kind", "source")}
    return FoundList.objects.create(
        team_id=batch.team_id,
        by=batch.by,
        batch=batch,
        ready=False,
        digest=batch.about["rows"],
        published_on=date.fromisoformat(day) if day else None,
        **about,
    )


@transaction.atomic
def add_rows(found: FoundList, rows: Iterable[FoundRow]) -> None:
    """Add rows to a list that is being brought in."""
    FoundRecord.objects.bulk_create(
        FoundRecord(
            found_list=found,
            row=row.line,
            **sealed(
                name=row.name,
                birth_date=row.birth_date,
                unit=row.unit,
                place=row.place,
                page=row.page,
                on_page=row.on_page,
                words=row.words,
            ),
        )
        for row in rows
    )


@transaction.atomic
def end_list(found: FoundList, unread: Sequence[int], *, by: User, whole: bool = True) -> None:
    """Say that a list is in: from now on it is looked through. `unread` are rows whose day of birth cannot be read.

    One that is not whole may be brought in again: it is known by the rows that it has.
    """
    if not whole:
        told = (
            FoundRow(one.row, one.name, one.birth_date, one.unit, one.place) for one in found.records.all()
        )
        found.digest = columns.digest_of(told)
    found.report = [{"row": row, "column": "birth_date"} | _on_page(found, row) for row in unread]
    found.ready = True
    found.save(update_fields=["report", "ready", "digest"])
    journal.record("imported", found, by=by, digest=found.digest, rows=found.records.count())


def _on_page(found: FoundList, row: int) -> dict[str, int]:
    """Return where a row of a printed list stands; nothing for a sheet."""
    if found.batch is None or found.batch.kind != "pdf":
        return {}
    record = found.records.get(row=row)
    return {"page": record.page, "line": record.on_page}


@transaction.atomic
def add_list(rows: Sequence[FoundRow], about: About, team: Team, *, by: User) -> FoundList:
    """Bring in a list whose rows are at hand; the one that is there, if the same rows came before."""
    digest = columns.digest_of(rows)
    if known := FoundList.objects.filter(team=team, digest=digest, ready=True).first():
        return known
    found = FoundList.objects.create(team=team, by=by, digest=digest, ready=False, **about)
    for start in range(0, len(rows), AT_A_TIME):
        add_rows(found, rows[start : start + AT_A_TIME])
    end_list(found, [row.line for row in rows if not row.is_dated], by=by)
    return found


@transaction.atomic
def take_out_list(found: FoundList) -> int:
    """Take a list out again, with what a machine proposed of it; return how many rows that were, 0 where somebody decided.

    A decision is never taken away with the list that it rests on.
    """
    if Decision.objects.filter(candidate__record__found_list=found).exists():
        return 0
    rows = found.records.count()
    FoundList.objects.filter(pk=found.pk).let_go()
    return rows


@transaction.atomic
def request(case: Case, *, by: User, on: date) -> TracingRequest:
    """Write down that a family wants someone found; the request that is there, if they said so before."""
    tracing, new = TracingRequest.objects.get_or_create(case=case, defaults={"opened_on": on})
    if new:
        journal.record("requested", tracing, by=by, case=case.code)
    return tracing


def trace(tracing: TracingRequest, *, by: User) -> int:
    """Look through the team's lists for one person; return how many candidates there are."""
    return trace_all([tracing], by=by)


def trace_all(
    requests: Sequence[TracingRequest], *, by: User, progress: Callable[[str], None] | None = None
) -> int:
    """Look through the lists of the team for everyone sought; return how many candidates there are."""
    if not requests:
        return 0
    proposed = search.candidates(requests, progress)
    for tracing in requests:
        _propose(tracing, proposed.get(tracing.pk, []), by=by)
    return sum(len(found) for found in proposed.values())


def ask(requests: TracingRequestQuerySet, *, by: User) -> int:
    """Ask the worker to look through the lists for these; the journal gets its entry when it has. Return how many."""
    return requests.update(asked_at=timezone.now(), asked_by=by, taken_at=None)


def trace_asked() -> int:
    """Look through the lists for some of those whom somebody asked for; return for how many.

    What fails stays asked for, and is tried again by itself after GIVEN_UP.
    """
    taken = _take()
    if taken and taken[0].asked_by:
        trace_all(taken, by=taken[0].asked_by)
    return len(taken)


def _take() -> list[TracingRequest]:
    """Take some that no other worker is at: of one team, asked for by one person, the longest waiting first."""
    now, asked = (
        timezone.now(),
        TracingRequest.objects.asked().select_related("case").order_by("asked_at", "pk"),
    )
    first = asked.filter(Q(taken_at=None) | Q(taken_at__lt=now - GIVEN_UP)).first()
    if first is None:
        return []
    alike = asked.filter(taken_at=None, asked_by=first.asked_by_id, case__team=first.case.team_id)
    wanted = [first] if first.taken_at else alike[:AT_ONCE]  # what failed once may have held up the others
    mine = [one.pk for one in wanted if _same(one).update(taken_at=now)]
    return list(TracingRequest.objects.filter(pk__in=mine).select_related("case__person", "asked_by"))


def _same(one: TracingRequest) -> TracingRequestQuerySet:
    """Return the request if nobody has taken it or asked again since it was read."""
    return TracingRequest.objects.filter(pk=one.pk, asked_at=one.asked_at, taken_at=one.taken_at)


@transaction.atomic
def _propose(tracing: TracingRequest, proposed: Sequence[search.Proposed], *, by: User) -> None:
    """Put new proposals in place of the old ones. What a person has answered stays, with its answer."""
    _renew(tracing, proposed)
    tracing.traced_at = timezone.now()
    tracing.save(update_fields=["traced_at"])
    _same(tracing).update(asked_at=None, asked_by=None, taken_at=None)
    journal.record("traced", tracing, by=by, candidates=len(proposed))


def _renew(tracing: TracingRequest, proposed: Sequence[search.Proposed]) -> None:
    """Change the candidates of a request that are proposed again, add the new ones, drop the rest that nobody answered."""
    stale = tracing.candidates.exclude(record__in=[one.record for one in proposed])
    stale.filter(decisions=None).delete()
    standing = {one.record_id: one for one in tracing.candidates.select_for_update()}
    named = [
        (
            standing.get(one.record)
            or Candidate(request=tracing, team_id=tracing.case.team_id, record_id=one.record),
            one,
        )
        for one in proposed
    ]
    for candidate, one in named:
        candidate.match_weight, candidate.probability = one.match_weight, one.probability
        candidate.reasons, candidate.made_at = one.reasons, timezone.now()
    Candidate.objects.bulk_create([candidate for candidate, _ in named if candidate.pk is None])
    renewed = [candidate for candidate, one in named if one.record in standing]
    Candidate.objects.bulk_update(renewed, ["match_weight", "probability", "sealed", "made_at"])


def look_at(candidate: Candidate, *, by: User) -> None:
    """Write down that somebody read both records of a candidate."""
    journal.note_read(candidate, by=by)


@transaction.atomic
def decide(candidate: Candidate, answer: Decision.Answer, *, by: User) -> Decision:
    """Answer a candidate; an earlier answer is withdrawn by this, not removed."""
    _withdraw_standing(candidate)
    decision = Decision.objects.create(candidate=candidate, answer=answer, by=by)
    Candidate.objects.filter(pk=candidate.pk).update(answer=answer)
    journal.record("decided", candidate, by=by, answer=str(answer), decision=decision.pk)
    return decision


@transaction.atomic
def withdraw(candidate: Candidate, *, by: User) -> None:
    """Take back what was answered; nothing happens where no answer stands."""
    if _withdraw_standing(candidate):
        journal.record("withdrew", candidate, by=by)


def _withdraw_standing(candidate: Candidate) -> int:
    Candidate.objects.select_for_update().get(pk=candidate.pk)
    Candidate.objects.filter(pk=candidate.pk).update(answer="")
    return candidate.decisions.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
