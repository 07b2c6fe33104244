"""Whom a report names, as rows that tracing can compare with those who are sought. Children are left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from tidings.errors import InvalidDate
from tidings.extraction.lists import read_list
from tidings.extraction.parties import covered
from tidings.extraction.units import find_units
from tidings.text.dates import ImpreciseDate
from tidings.web.incidents.models import Claim, Source
from tidings.web.tracing.columns import FoundRow
from tidings.web.tracing.models import FoundList

SAYS = {
    "captivity": FoundList.Kind.CAPTURED,
    "killing": FoundList.Kind.DEAD,
    "wounding": FoundList.Kind.HOSPITAL,
}
"""What a list says of those on it, where all its rows come from claims of one kind."""
GROWN = 18


@dataclass(frozen=True)
class Offered:
    """A row for tracing, with the words it came from and the kind of the claim; a list in the report has none."""

    row: FoundRow
    words: str
    kind: str = ""


def offered(source: Source, claims: Iterable[Claim]) -> list[Offered]:
    """Return everybody whom confirmed claims name as victims, and the rows of a list in the report; each name once."""
    listed = [
        Offered(
            FoundRow(one.line, one.name, one.birth_date or "", one.unit or "", one.place or ""),
            source.covered(one.words),
        )
        for one in read_list(source.body, source.day or source.added_on)
    ]
    named = [row for claim in claims for row in _of_claim(source, claim)]
    rows = {one.row.name: one for one in [*named, *listed] if not _is_childs(source, one.row.name)}
    return sorted((one for one in rows.values() if not _is_young(source, one)), key=lambda one: one.row.line)


def says(rows: Iterable[Offered]) -> str:
    """Return what a list of these rows says of those on it: "other" unless all say the same."""
    kinds = {SAYS.get(one.kind, FoundList.Kind.OTHER) for one in rows}
    return str(kinds.pop() if len(kinds) == 1 else FoundList.Kind.OTHER)


def _of_claim(source: Source, claim: Claim) -> list[Offered]:
    people = [one for one in claim.told.get("persons", []) if one["role"] == "victim" and one["name"]]
    words = source.covered(source.body[claim.start : claim.end])
    unit = next((one.value or "" for one in find_units(words, source.added_on)), "")
    place = next(iter(claim.told.get("places", [])), "")
    return [
        Offered(
            FoundRow(_line(source, one["start"]), one["name"], _born(source, one["age"]), unit, place),
            words,
            claim.kind,
        )
        for one in people
        if not one["minor"]
    ]


def _line(source: Source, start: int) -> int:
    return int(source.body.count("\n", 0, start)) + 1


def _born(source: Source, age: int | None) -> str:
    """Return the days on which somebody of this age was born, where the report says its own day."""
    try:
        return str(ImpreciseDate.from_age(age, source.day)) if age is not None and source.day else ""
    except InvalidDate:
        return ""


def _is_childs(source: Source, name: str) -> bool:
    return covered(name, source.children) != name


def _is_young(source: Source, one: Offered) -> bool:
    """Return whether by what is told of the birth somebody is still a child on the report's day."""
    try:
        born = ImpreciseDate.parse(one.row.birth_date) if one.row.birth_date else None
    except InvalidDate:
        return False
    on = source.day or source.added_on
    return born is not None and born.earliest.year + GROWN > on.year
