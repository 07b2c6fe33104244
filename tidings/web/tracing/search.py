"""From people sought and lists of found people to candidates, each with its reasons."""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from tidings.matching import Hit, Index, Reason, Record, Table
from tidings.matching.model import shipped
from tidings.matching.training import prior_odds
from tidings.web.tracing.models import Decision, FoundList, FoundRecord, TracingRequest, facts
from tidings.web.vault.parts import open_many

WORTH_A_LOOK = 0.02
"""A candidate less likely than this is shown to nobody."""
MOST = 20
"""Rows of one list that are weighed against each other for one person."""
ON_ONE_LIST = 0.02
"""How likely it is, before any fact, that someone sought stands on one certain list: most stand on none."""
LISTS_AT_HAND = 64
"""Lists kept ready in memory."""
SOON = 5000
"""Rows that are made ready in about a second."""
SUREST = 300.0
"""Bits beyond which nothing becomes surer; more could not be computed with."""


@dataclass(frozen=True)
class Proposed:
    """That a row of a list may be someone sought."""

    record: int
    match_weight: float
    probability: float
    reasons: list[dict[str, Any]]


@dataclass(frozen=True)
class _Ready:
    """A list that can be asked for someone; one question at a time."""

    index: Index
    lock: Lock

    def ask(self, sought: Record) -> list[tuple[Hit, list[Reason]]]:
        """Return the rows that may be the person, each with its reasons."""
        with self.lock:
            return [(hit, hit.reasons) for hit in self.index.search(sought, limit=MOST)]


def candidates(
    requests: Sequence[TracingRequest], progress: Callable[[str], None] | None = None
) -> dict[int, list[Proposed]]:
    """Return for each request (by its id) the rows of its team's lists that may be the person, likeliest first.

    Each list is looked through by itself: a man may well stand on several. Within a list the rows are weighed
    against each other, those left out that a person has said are somebody else.
    """
    found: dict[int, list[Proposed]] = {one.pk: [] for one in requests}
    sought = {one.pk: Record.from_row(one.case.person.facts()) for one in requests if one.case.person.surname}
    if not sought:
        return found
    rejected = _rejected(requests)
    for one in FoundList.objects.filter(team=requests[0].case.team_id).ready():
        if progress:
            progress(one.name)
        ready = _ready(one)
        for request, record in sought.items():
            found[request] += _proposed(ready.ask(record), ready.index, rejected[request])
    return {pk: sorted(proposed, key=lambda one: -one.match_weight) for pk, proposed in found.items()}


_AT_HAND: dict[tuple[int, str], _Ready] = {}
_BUILDING = Lock()


def warm(team: int) -> None:
    """Make the lists of a team ready, so that nobody waits for it later."""
    for one in FoundList.objects.filter(team=team).ready().order_by("pk")[:LISTS_AT_HAND]:
        _ready(one)


def is_quick(team: int) -> bool:
    """Return whether someone can be looked for at once: what is not ready yet is ready in about a second."""
    lists = FoundList.objects.filter(team=team).ready()
    cold = [one.pk for one in lists.only("pk", "digest") if (one.pk, one.digest) not in _AT_HAND]
    return not cold or FoundRecord.objects.filter(found_list__in=cold)[: SOON + 1].count() <= SOON


def _ready(one: FoundList) -> _Ready:
    """Return a list as an index; what was brought in never changes, so it is built once, whoever comes first."""
    key = (one.pk, one.digest)
    if known := _AT_HAND.get(key):
        return known
    with _BUILDING:
        if key not in _AT_HAND:
            _AT_HAND[key] = _built(one)
        if len(_AT_HAND) > LISTS_AT_HAND:
            del _AT_HAND[next(iter(_AT_HAND))]
        return _AT_HAND[key]


def _built(one: FoundList) -> _Ready:
    rows = open_many(one.records.order_by("row"))
    model = replace(shipped(), overlap=ON_ONE_LIST)
    return _Ready(Index(Table.from_rows([facts(pk, told) for pk, told in rows]), model), Lock())


def _rejected(requests: Sequence[TracingRequest]) -> dict[int, set[str]]:
    """Return for each request the rows that a person has said are somebody else."""
    answers = Decision.objects.filter(
        candidate__request__in=requests, answer=Decision.Answer.NOT_SAME, withdrawn_at=None
    )
    found: dict[int, set[str]] = {one.pk: set() for one in requests}
    for request, record in answers.values_list("candidate__request", "candidate__record"):
        found[request].add(str(record))
    return found


def _proposed(
    hits: Sequence[tuple[Hit, list[Reason]]], index: Index, rejected: Collection[str]
) -> list[Proposed]:
    """Return the rows worth a look: the odds of each against all others and against none of them."""
    prior = prior_odds(index.model, len(index))
    odds = {
        hit.id: prior * 2.0 ** min(sum(reason.weight for reason in reasons), SUREST)
        for hit, reasons in hits
        if hit.id not in rejected
    }
    all_odds = 1 + sum(odds.values())
    return [
        Proposed(
            int(hit.id),
            math.log2(odds[hit.id] / (1 + sum(other for id, other in odds.items() if id != hit.id))),
            odds[hit.id] / all_odds,
            [_kept(reason) for reason in reasons],
        )
        for hit, reasons in hits
        if hit.id in odds and odds[hit.id] / all_odds >= WORTH_A_LOOK
    ]


def _kept(reason: Reason) -> dict[str, Any]:
    return {
        "fact": reason.fact,
        "sentence": reason.sentence.as_dict(),
        "weight": round(float(reason.weight), 2),
        "left": reason.left,
        "right": reason.right,
    }
