"""Sources, claims and incidents change only through these."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from tidings.extraction.claims import read_report
from tidings.extraction.parties import children_named
from tidings.extraction.printed_reports import Read, in_body
from tidings.text.phrases import Span
from tidings.web.accounts.models import Team, User
from tidings.web.incidents.models import Claim, Incident, Source
from tidings.web.incidents.naming import Offered
from tidings.web.journal import journal
from tidings.web.tracing import actions as tracing
from tidings.web.tracing.models import FoundList
from tidings.web.vault import blind
from tidings.web.vault.parts import sealed

LONGEST_TITLE = 300
READ = (
    "attributed_to",
    "persons",
    "places",
    "organisations",
    "dates",
    "instruments",
    "because",
    "age",
    "ratified",
)
"""What is kept of a claim besides its kind, stance and place."""


def look_at(source: Source, *, by: User) -> None:
    """Write down that somebody read it."""
    journal.note_read(source, by=by)


@transaction.atomic
def add_source(words: str | Read, team: Team, *, by: User | None, on: date | None = None) -> Source:
    """Keep a press report with what it claims; the one that is here, if the same text came before. Of one on printed
    pages it is kept where each of them begins."""
    text = words.text if isinstance(words, Read) else words
    digest = blind.digest(text.encode())
    if known := Source.objects.filter(team=team, digest=digest).first():
        return known
    report = read_report(text)
    named = children_named(f"{report.title}.\n\n{report.body}", report.lang)
    source = Source.objects.create(
        team=team,
        digest=digest,
        lang=report.lang,
        added_on=on or date.today(),
        **sealed(
            title=report.title[:LONGEST_TITLE],
            publisher=report.publisher or "",
            published=report.published or "",
            text=text,
            body=report.body,
            children=list(named),
            pages=list(in_body(words, report.body)) if isinstance(words, Read) else [],
        ),
    )
    Claim.objects.bulk_create([_claim(source, one.as_dict()) for one in report.claims])
    journal.record("received", source, by=by, digest=digest, claims=len(report.claims))
    return source


def _claim(source: Source, read: dict[str, Any]) -> Claim:
    place = {name: read[name] for name in ("kind", "stance", "start", "end")}
    return Claim(source=source, **place, **sealed(told={name: read[name] for name in READ}))


@transaction.atomic
def confirm(claim: Claim, *, by: User) -> None:
    """Say that the source claims this."""
    _judge(claim, Claim.State.CONFIRMED, by=by)
    journal.record("confirmed_claim", claim.source, by=by, claim=claim.pk)


@transaction.atomic
def reject(claim: Claim, *, by: User) -> None:
    """Say that the source does not claim this; the claim stays, struck out, and belongs to no incident."""
    claim.incident = None
    _judge(claim, Claim.State.REJECTED, by=by)
    journal.record("rejected_claim", claim.source, by=by, claim=claim.pk)


@transaction.atomic
def correct(claim: Claim, kind: str, stance: str, told: dict[str, Any], *, by: User) -> None:
    """Say what the source claims in these words instead; what the machine read is kept beside it."""
    if not claim.proposed:
        claim.proposed = {"kind": claim.kind, "stance": claim.stance, **claim.told}
    claim.kind, claim.stance, claim.told = kind, stance, {**claim.told, **told}
    _judge(claim, Claim.State.CONFIRMED, by=by)
    journal.record("corrected_claim", claim.source, by=by, claim=claim.pk)


@transaction.atomic
def add_claim(source: Source, kind: str, stance: str, span: Span, told: dict[str, Any], *, by: User) -> Claim:
    """Say that the source claims this in these words, though no machine read it there; the claim that is here, if the
    same was added before. A child in it is named on no page from now on."""
    start, end = span
    same = source.claims.filter(by_hand=True, kind=kind, stance=stance, start=start, end=end)
    if known := next((one for one in same.standing() if one.told == told), None):
        return known
    found = Claim(source=source, kind=kind, stance=stance, start=start, end=end, by_hand=True)
    found.told, found.state, found.by = told, Claim.State.CONFIRMED, by
    found.save()
    _cover_children(source, told["persons"])
    journal.record("added_claim", source, by=by, claim=found.pk)
    return found


def _cover_children(source: Source, persons: Iterable[dict[str, Any]]) -> None:
    young = [one for one in persons if one["minor"]]
    named = [one[name] for one in young for name in ("name", "call_sign") if one[name]]
    named += [one["words"] for one in young if one["name"] and one["words"]]
    new = [one for one in dict.fromkeys(named) if one not in source.children]
    if new:
        source.children = [*source.children, *new]
        source.save(update_fields=["children"])


def _judge(claim: Claim, state: Claim.State, *, by: User) -> None:
    claim.state, claim.by = state, by
    claim.save()


@transaction.atomic
def make_incident(claims: Sequence[Claim], *, by: User, on: date, into: Incident | None = None) -> Incident:
    """Put confirmed claims under one incident, a new one unless it is named."""
    incident = into or Incident.objects.create(team_id=claims[0].source.team_id, opened_on=on, by=by)
    Claim.objects.filter(pk__in=[one.pk for one in claims]).update(incident=incident)
    journal.record("made_incident" if into is None else "added_claims", incident, by=by, claims=len(claims))
    return incident


@transaction.atomic
def offer_names(source: Source, rows: Iterable[Offered], kind: str, *, by: User) -> FoundList:
    """Make a list for tracing of people whom a report names; the list that is there, if the same names came before."""
    about = tracing.About(
        name=source.heading[:200], kind=kind, source=source.publisher[:200], published_on=source.day
    )
    found = tracing.add_list([one.row for one in rows], about, source.team, by=by)
    journal.record("offered_names", source, by=by, list=found.code)
    return found
