"""Sources change only through these."""

from django.db import transaction

from tidings.extraction.named import read_named
from tidings.web.accounts.models import Team, User
from tidings.web.incidents.models import Source
from tidings.web.journal import journal
from tidings.web.vault import blind
from tidings.web.vault.parts import sealed

LONGEST_TITLE = 300


def look_at(source: Source, *, by: User) -> None:
    """Write down that somebody read it."""
    journal.note_read(source, by=by)


@transaction.atomic
def add_source(text: str, team: Team, *, by: User | None) -> Source:
    """Keep a press report with what was read in it; the one that is here, if the same text came before."""
    digest = blind.digest(text.encode())
    if known := Source.objects.filter(team=team, digest=digest).first():
        return known
    report = read_named(text)
    mentions = [
        {"kind": one.kind, "start": one.start, "end": one.end, "value": one.value} for one in report.mentions
    ]
    source = Source.objects.create(
        team=team,
        digest=digest,
        lang=report.lang,
        **sealed(title=report.title[:LONGEST_TITLE], text=report.text, mentions=mentions),
    )
    journal.record("received", source, by=by, digest=digest, mentions=len(mentions))
    return source
