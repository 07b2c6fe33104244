"""Writing, anchoring and checking the journal. Every action calls `record` in its own transaction.

Each entry is proven under the key of its epoch. An anchor closes the epoch: then the next key takes the place of this
one. The database says which epoch runs; the key that is kept may lag behind it, as after a crash, and is moved on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, models, transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from tidings import custody
from tidings.web.inserting import insert_columns
from tidings.web.journal import keeping, timestamps
from tidings.web.journal.models import (
    COLUMNS,
    Anchor,
    Entry,
    Office,
    Series,
    entry_of,
    raw_entry_of,
    said,
)

if TYPE_CHECKING:
    from tidings.web.accounts.models import User

EVERY = timedelta(minutes=15)
"""How long an epoch lasts where little is written …"""
MANY = 1000
"""… and how many entries it has where much is."""
LOCK = 0x7469_6A6F
"""Of PostgreSQL, where writers of different records do not wait for each other, and an anchor waits for all of them."""


class Running(NamedTuple):
    """The epoch that runs, and its key."""

    series: Series
    epoch: int
    key: bytes


def record(
    verb: str, subject: models.Model | Office, *, by: "User | None", **details: int | str | bool | None
) -> Entry:
    """Write that someone did this to the record. Details are ids, codes, numbers and digests; never words of a person.

    What nobody of the staff did (a message came in) is written with its day alone: when someone wrote to us is theirs.
    Who opened and sealed the office is written to the second.
    Must be called inside the transaction of the action itself, so that neither stands without the other.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{verb!r} is written to the journal outside the transaction of its action.")
    running = _running()
    now = datetime.now(UTC)
    to_the_second = by or isinstance(subject, Office)
    at = now if to_the_second else now.replace(hour=0, minute=0, second=0, microsecond=0)
    last = of(subject).order_by("-number").values_list("number", "seal").first()
    number, previous = (last[0] + 1, last[1]) if last else (1, "")
    label, pk, by_id = subject._meta.label_lower, subject.pk, by.pk if by else None
    made = custody.enter(
        f"{label}/{pk}",
        number,
        running.epoch,
        said(verb, by_id, at, details),
        previous=previous,
        key=running.key,
    )
    entry = Entry(subject=label, subject_id=pk, number=number, epoch=running.epoch, verb=verb, by=by, at=at)
    entry.details, entry.previous, entry.seal, entry.proof = details, previous, made.seal, made.proof
    entry.save(force_insert=True)
    return entry


def record_first(
    verb: str,
    subjects: Iterable[tuple[models.Model, Mapping[str, int | str | bool | None]]],
    *,
    by: "User | None",
) -> None:
    """Write the first entry of many records that were just made, each with its details; as `record` does, in one go."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{verb!r} is written to the journal outside the transaction of its action.")
    running, at, by_id, using = _running(), datetime.now(UTC), by.pk if by else None, Entry.objects.db
    if by is None:
        at = at.replace(hour=0, minute=0, second=0, microsecond=0)
    told = [(subject._meta.label_lower, subject.pk, dict(details)) for subject, details in subjects]
    made = [
        custody.enter(
            f"{label}/{pk}",
            1,
            running.epoch,
            said(verb, by_id, at, details),
            previous="",
            key=running.key,
        )
        for label, pk, details in told
    ]
    same = {"number": 1, "epoch": running.epoch, "verb": verb, "by": by_id, "at": at, "previous": ""}
    columns = {
        "subject": [label for label, _, _ in told],
        "subject_id": [pk for _, pk, _ in told],
        "details": [details for _, _, details in told],
        "seal": [entry.seal for entry in made],
        "proof": [entry.proof for entry in made],
    }
    insert_columns(Entry, columns | {name: [value] * len(made) for name, value in same.items()}, using)


@transaction.atomic
def note_read(subject: models.Model, *, by: "User", **details: int | str | bool | None) -> None:
    """Write that someone read the record; one insert, so that no page waits for it."""
    record("read", subject, by=by, **details)


def of(subject: models.Model | Office) -> QuerySet[Entry]:
    """The entries of one record."""
    return Entry.objects.filter(subject=subject._meta.label_lower, subject_id=subject.pk)


@transaction.atomic
def anchor() -> Anchor:
    """Close the epoch that runs and return its anchor; where nothing was written since the last one, return that."""
    _wait_for_writers()
    running = _running()
    if not Entry.objects.filter(epoch=running.epoch).exists() and (newest := Anchor.objects.newest()):
        return newest
    return _close(running, running.key)


def anchor_when_due() -> int:
    """Close the epoch that runs where it is old or long enough; return how many anchors were made (the worker's job)."""
    epoch = _next_epoch()
    running = Entry.objects.filter(epoch=epoch)
    first = running.order_by("pk").values_list("at", flat=True).first()
    if first is None:
        return 0
    newest = Anchor.objects.order_by("-number").values_list("at", flat=True).first()
    since = max(first, newest) if newest else first
    if datetime.now(UTC) - since < EVERY and not running[MANY : MANY + 1].exists():
        return 0
    return int(anchor().number == epoch)


def stamp_when_due() -> int:
    """Ask for the time-stamp of the newest anchor where it has none; return how many came (the worker's job)."""
    newest = timestamps.due()
    if newest is None:
        return 0
    try:
        stamp = timestamps.ask(newest)
    except timestamps.NotStamped as why:
        Anchor.objects.filter(pk=newest.pk).update(not_stamped=str(why))
        return 0
    kept = {"stamp": stamp.answer, "stamped_at": stamp.at, "not_stamped": ""}
    return Anchor.objects.filter(pk=newest.pk).update(**kept)


@transaction.atomic
def begin_series(*, by: "User") -> tuple[Series, bytes]:
    """Close the series of keys and begin another; return it with its start key, which is kept nowhere here."""
    _wait_for_writers()
    running = _running()
    _close(running, running.key, last=True)
    begun, start = _begin(by)
    record("began_keys", begun, by=by)
    return begun, start


def entries() -> Iterator[custody.Entry]:
    """All entries as the chain of custody knows them, each record's in order.

    Read past Django's conversions, which cost more than the examination itself.
    """
    columns: list[Any] = list(COLUMNS)
    if connection.vendor == "sqlite":
        columns[COLUMNS.index("at")] = Cast("at", TextField())
    rows = Entry.objects.order_by("subject", "subject_id", "number").values_list(*columns)
    with connection.chunked_cursor() as cursor:  # of PostgreSQL too, a few at a time
        cursor.execute(*rows.query.sql_with_params())
        while some := cursor.fetchmany(5000):
            yield from map(raw_entry_of, some)


def anchors() -> Iterator[custody.Anchor]:
    """All anchors as the chain of custody knows them."""
    return (anchor.known() for anchor in Anchor.objects.select_related("series").iterator(chunk_size=500))


def examine(
    *, start_keys: Mapping[str, bytes] | None = None, against: Mapping[int, str] | None = None
) -> custody.Report:
    """Return what is broken. `start_keys` are the auditor's, by series; `against` are seals of anchors kept elsewhere.

    Nobody waits for it. Where an anchor was made meanwhile it may be wrong, and is done again while others wait.
    """
    look = partial(_examined, start_keys=start_keys, against=against)
    epoch = _next_epoch()
    report = look()
    if report.is_whole or epoch == _next_epoch():
        return report
    with transaction.atomic():
        _wait_for_writers()
        return look()


def _examined(**held: Mapping[Any, Any] | None) -> custody.Report:
    series, epoch = Series.objects.last(), _next_epoch()
    current = None
    if series and (kept := keeping.kept(series.code)) and kept.epoch <= epoch:
        current = (series.known(), epoch, custody.nth_key(kept.key, epoch - kept.epoch))
    report = custody.examine(entries(), anchors(), current=current, **held)
    return replace(report, problems=(*report.problems, *timestamps.spoiled()))


def _running() -> Running:
    """Return the epoch that runs and its key; a series is begun where there is none, or its key was lost."""
    _share_with_writers()
    series = Series.objects.order_by("-pk").first()
    if series is None:
        return _started(_begin(None))
    epoch = _next_epoch()
    kept = keeping.kept(series.code)
    if kept is None or kept.epoch > epoch:
        _close(Running(series, epoch, b""), None)
        return _started(_begin(None))
    return Running(series, epoch, custody.nth_key(kept.key, epoch - kept.epoch))


def _started(begun: tuple[Series, bytes]) -> Running:
    series, start = begun
    return Running(series, series.first, custody.next_key(start))


def _next_epoch() -> int:
    newest = Anchor.objects.order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1


def _close(running: Running, key: bytes | None, *, last: bool = False) -> Anchor:
    before = Anchor.objects.newest()
    rows = Entry.objects.filter(epoch=running.epoch).values_list(*COLUMNS).iterator(chunk_size=5000)
    made = custody.close(
        before.known() if before else None,
        running.series.known(),
        map(entry_of, rows),
        at=datetime.now(UTC).isoformat(),
        key=key,
        last=last,
    )
    words = {name: value for name, value in vars(made).items() if name not in ("series", "at")}
    closed = Anchor.objects.create(series=running.series, at=datetime.fromisoformat(made.at), **words)
    if key:
        _after_commit(partial(keeping.keep, running.series.code, running.epoch + 1, custody.next_key(key)))
    return closed


def _begin(by: "User | None") -> tuple[Series, bytes]:
    """Begin a series; its first key is on the disk before anything is written under it."""
    start = custody.new_key()
    series = Series.objects.create(first=_next_epoch(), begun_on=datetime.now(UTC).date(), by=by)
    keeping.keep(series.code, series.first, custody.next_key(start))
    _after_commit(partial(keeping.sweep, series.code))
    return series, start


def _after_commit(then: Callable[[], None]) -> None:
    transaction.on_commit(then, robust=True)


def _share_with_writers() -> None:
    if connection.vendor == "postgresql":
        _lock("pg_advisory_xact_lock_shared")


def _wait_for_writers() -> None:
    if connection.vendor == "postgresql":
        _lock("pg_advisory_xact_lock")


def _lock(how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {how}(%s)", [LOCK])
