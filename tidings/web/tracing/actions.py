"""Tracing changes records only through these."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypedDict

from django.db import transaction
from django.utils import timezone

from tidings.web.accounts.models import Team, User
from tidings.web.cases.models import Case
from tidings.web.journal import journal
from tidings.web.tracing import search
from tidings.web.tracing.columns import FoundRow, Unread
from tidings.web.tracing.models import Candidate, Decision, FoundList, FoundRecord, TracingRequest

AT_A_TIME = 2000


class About(TypedDict, total=False):
    """What is said of a list: its name, kind, source and the day it was published."""

    name: str
    kind: str
    source: str
    published_on: date | None


@transaction.atomic
def offer(content: bytes, about: About, team: Team, *, by: User) -> FoundList:
    """Keep a file while somebody looks at its preview; an older one that was left lying is dropped."""
    FoundList.objects.filter(team=team, by=by, ready=False).delete()
    digest = hashlib.sha256(content).hexdigest()
    return FoundList.objects.create(team=team, by=by, ready=False, content=content, digest=digest, **about)


@transaction.atomic
def bring_in(found: FoundList, rows: Iterable[FoundRow], unread: Sequence[Unread] = (), *, by: User) -> None:
    """Bring in every row of a list that was offered, or none."""
    records = [
        FoundRecord(
            found_list=found,
            row=row.line,
            name=row.name,
            birth_date=row.birth_date,
            unit=row.unit,
            place=row.place,
        )
        for row in rows
    ]
    FoundRecord.objects.bulk_create(records, batch_size=AT_A_TIME)
    found.report = [{"row": one.line, "column": one.column} for one in unread]
    found.ready, found.content = True, b""
    found.save(update_fields=["report", "ready", "content"])
    journal.record("imported", found, by=by, digest=found.digest, rows=len(records))


@transaction.atomic
def add_list(rows: Sequence[FoundRow], about: About, team: Team, *, by: User) -> FoundList:
    """Bring in a list whose rows are at hand; the one that is there, if the same rows came before."""
    content = json.dumps([row.__dict__ for row in rows], ensure_ascii=False, sort_keys=True).encode()
    digest = hashlib.sha256(content).hexdigest()
    if known := FoundList.objects.filter(team=team, digest=digest, ready=True).first():
        return known
    found = FoundList.objects.create(team=team, by=by, digest=digest, ready=False, **about)
    bring_in(found, rows, by=by)
    return found


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


@transaction.atomic
def _propose(tracing: TracingRequest, proposed: Sequence[search.Proposed], *, by: User) -> None:
    """Put new proposals in place of the old ones. What a person has answered stays, with its answer."""
    stale = tracing.candidates.exclude(record__in=[one.record for one in proposed])
    stale.filter(decisions=None).delete()
    Candidate.objects.bulk_create(
        [
            Candidate(
                request=tracing,
                record_id=one.record,
                match_weight=one.match_weight,
                probability=one.probability,
                reasons=one.reasons,
                made_at=timezone.now(),
            )
            for one in proposed
        ],
        update_conflicts=True,
        unique_fields=["request", "record"],
        update_fields=["match_weight", "probability", "reasons", "made_at"],
    )
    tracing.traced_at = timezone.now()
    tracing.save(update_fields=["traced_at"])
    journal.record("traced", tracing, by=by, candidates=len(proposed))


@transaction.atomic
def decide(candidate: Candidate, answer: Decision.Answer, *, by: User) -> Decision:
    """Answer a candidate; an earlier answer is withdrawn by this, not removed."""
    _withdraw_standing(candidate)
    decision = Decision.objects.create(candidate=candidate, answer=answer, by=by)
    journal.record("decided", candidate, by=by, answer=str(answer), decision=decision.pk)
    return decision


@transaction.atomic
def withdraw(candidate: Candidate, *, by: User) -> None:
    """Take back what was answered; nothing happens where no answer stands."""
    if _withdraw_standing(candidate):
        journal.record("withdrew", candidate, by=by)


def _withdraw_standing(candidate: Candidate) -> int:
    Candidate.objects.select_for_update().get(pk=candidate.pk)
    return candidate.decisions.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
