"""Writing and checking the journal. Every action calls `record` in its own transaction."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import QuerySet

from tidings import custody
from tidings.errors import BrokenChain
from tidings.web.journal.models import Entry

if TYPE_CHECKING:
    from tidings.web.accounts.models import User


def record(
    verb: str, subject: models.Model, *, by: "User | None", **details: int | str | bool | None
) -> Entry:
    """Write that someone did this to the record. Details are ids, codes, numbers and digests; never words of a person.

    What nobody of the staff did (a message came in) is written with its day alone: when someone wrote to us is theirs.
    Must be called inside the transaction of the action itself, so that neither stands without the other.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{verb!r} is written to the journal outside the transaction of its action.")
    now = datetime.now(UTC)
    last = of(subject).order_by("-number").first()
    entry = Entry(
        subject=subject._meta.label_lower,
        subject_id=subject.pk,
        number=last.number + 1 if last else 1,
        verb=verb,
        by=by,
        at=now if by else now.replace(hour=0, minute=0, second=0, microsecond=0),
        details=details,
        previous=last.seal if last else "",
    )
    entry.seal = entry.sealed()
    entry.save(force_insert=True)
    return entry


def of(subject: models.Model) -> QuerySet[Entry]:
    """The entries of one record."""
    return Entry.objects.filter(subject=subject._meta.label_lower, subject_id=subject.pk)


def broken() -> Iterator[str]:
    """Yield a sentence for each record whose chain is broken."""
    chains = defaultdict(list)
    for entry in Entry.objects.order_by("subject", "subject_id", "number").iterator(chunk_size=5000):
        chains[entry.subject, entry.subject_id].append((entry.previous, entry.sealed_words(), entry.seal))
    for (subject, number), chain in chains.items():
        try:
            custody.verify(chain)
        except BrokenChain as error:
            yield f"{subject} {number}: {error}"
