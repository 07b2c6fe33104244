"""From people sought and lists of found people to candidates, each with its reasons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tidings.matching import Record, Table, explain, link
from tidings.matching.model import shipped
from tidings.web.tracing.models import FoundList, TracingRequest

WORTH_A_LOOK = 0.02
"""A candidate less likely than this is not shown to anyone."""
MOST = 20
"""Candidates shown for one person, from one list."""


@dataclass(frozen=True)
class Proposed:
    """That a row of a list may be someone sought."""

    record: int
    match_weight: float
    probability: float
    reasons: list[dict[str, Any]]


def candidates(
    requests: Sequence[TracingRequest], progress: Callable[[str], None] | None = None
) -> dict[int, list[Proposed]]:
    """Return for each request (by its id) the rows of its team's lists that may be the person, likeliest first.

    Each list is looked through by itself: a man may well stand on several.
    """
    sought = {
        str(one.pk): Record.from_row({**one.case.person.facts(), "id": one.pk})
        for one in requests
        if one.case.person.surname
    }
    found: dict[int, list[Proposed]] = {one.pk: [] for one in requests}
    if not sought:
        return found
    table = Table.from_rows(list(sought.values()))
    for one in FoundList.objects.filter(team=requests[0].case.team_id).ready():
        if progress:
            progress(one.name)
        for request, proposed in _in_list(table, sought, one):
            found[request].append(proposed)
    return found


def _in_list(table: Table, sought: dict[str, Record], one: FoundList) -> list[tuple[int, Proposed]]:
    rows = {str(record.pk): record for record in one.records.all()}
    records = {pk: Record.from_row(record.facts()) for pk, record in rows.items()}
    if not records:
        return []
    pairs = link(table, Table.from_rows(list(records.values())), shipped()).table
    seen: dict[str, int] = {}
    proposed = []
    for left, right, weight, likely in pairs.iter_rows():
        seen[left] = seen.get(left, 0) + 1
        if likely >= WORTH_A_LOOK and seen[left] <= MOST:
            reasons = _reasons(sought[left], records[right])
            proposed.append((int(left), Proposed(int(right), float(weight), float(likely), reasons)))
    return proposed


def _reasons(left: Record, right: Record) -> list[dict[str, Any]]:
    return [
        {
            "fact": reason.fact,
            "sentence": reason.sentence.as_dict(),
            "weight": round(float(reason.weight), 2),
            "left": reason.left,
            "right": reason.right,
        }
        for reason in explain(left, right)
    ]
