"""Files that are brought in: offered, looked through, kept row by row, stopped, taken out again.

The file lies closed in the folder of files until that is over; its report stays. A small one is dealt with while somebody
waits, a large one by the worker, which goes on where it was interrupted: what is kept already is known again.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tidings import files
from tidings.errors import CannotOpen, InputError
from tidings.extraction.channels.columns import Column, Mapping
from tidings.files import Held
from tidings.text.sentences import Sentence
from tidings.web.accounts.models import Team, User
from tidings.web.appeals import actions, attachments, imports
from tidings.web.appeals.actions import NotNow
from tidings.web.appeals.imports import ODD, SHOWN, Row, Source, Target
from tidings.web.appeals.models import Appeal, ColumnProfile, Import, ImportPart, Lane
from tidings.web.appeals.proposals import propose
from tidings.web.journal import journal
from tidings.web.vault.blind import digest
from tidings.web.vault.parts import sealed

State = Import.State
LEFT_LYING = timedelta(days=1)
"""How long a file waits that somebody looked at and did not bring in."""
GIVEN_UP = timedelta(minutes=10)
"""A worker that has said nothing for so long has failed; then the work begins anew."""
UNDONE_FOR = timedelta(days=30)
"""How long what came with a file can be taken out again by one person; later, erasing needs two."""
LARGE = 1024 * 1024
"""Bytes from which the worker looks through a file."""
TEXTS = ("csv", "jsonl", "txt")
"""Kinds of files that are UTF-8 throughout."""
READ_FOR = 3.0
"""Seconds that the worker reads in one go, so that what comes in meanwhile waits no longer."""


# What somebody asks for.


def offer(
    target: Target,
    team: Team,
    kind: str,
    content: bytes,
    received_on: date | None = None,
    *,
    by: User,
    **told: Any,
) -> Import:
    """Keep a file for as long as somebody looks at it, and look through it; one that was left lying goes.

    Raises InputError for a small file that cannot be read: nothing of it is kept.
    """
    batch = Import(
        team=team, by=by, what=target.what, kind=kind, digest=digest(content), received_on=received_on
    )
    for name, value in told.items():
        setattr(batch, name, value)
    small = len(content) <= LARGE
    if small:
        _look(batch, content, target)
    elif kind in TEXTS:
        files.check(Held("", content))  # what is no text at all is said at once
    file, key = attachments.lay(content)
    with transaction.atomic():
        left = Q(by=by) | Q(at__lt=timezone.now() - LEFT_LYING)
        waiting = (State.READY, State.JUDGING)
        drop(list(Import.objects.filter(left, team=team, what=target.what, state__in=waiting)))
        batch.file, batch.file_key, batch.state = file, key, State.READY if small else State.JUDGING
        batch.save()
    return batch


@transaction.atomic
def choose(batch: Import, fields: Sequence[str], target: Target, *, by: User) -> None:
    """Say what each column is, and look through the file anew; the same headings mean the same next time.

    Raises NotNow where it is being brought in already.
    """
    held = _held(batch, State.READY)
    headings = [heading for heading, *_ in held.headings]
    mapping = Mapping(tuple(map(Column, headings, fields)), held.dates)
    ColumnProfile.objects.filter(team=held.team_id, what=held.what, headings=_digest_of(headings)).let_go()
    ColumnProfile.objects.create(
        team_id=held.team_id,
        what=held.what,
        headings=_digest_of(headings),
        **sealed(mapping=mapping.as_json()),
    )
    held.mapping, held.state, held.said = mapping.as_json(), State.JUDGING, {}
    held.save()
    journal.record("said_columns", held, by=by)


@transaction.atomic
def bring_in(batch: Import, *, by: User) -> None:
    """Have everything new in a file kept. Raises NotNow if somebody did."""
    held = _held(batch, State.READY)
    held.state, held.by, held.reached, held.taken_at = State.RUNNING, by, 0, None
    held.save()


@transaction.atomic
def stop(batch: Import, *, by: User) -> None:
    """Have the worker stop; what came until then stays. Raises NotNow where it does nothing any more."""
    held = _held(batch, State.RUNNING)
    held.stop = True
    held.save(update_fields=["stop"])
    journal.record("stopped_import", held, by=by)


@transaction.atomic
def undo(batch: Import, *, by: User) -> None:
    """Have what came with a file taken out again. Raises NotNow where that is done already, or it is too late."""
    held = _held(batch, State.DONE, State.STOPPED)
    if not can_undo(held):
        raise NotNow(held.code)
    held.state, held.taken_at = State.UNDOING, None
    held.save(update_fields=["state", "taken_at"])
    journal.record("undid_import", held, by=by)


def can_undo(batch: Import) -> bool:
    """Return whether what came with a file can be taken out again."""
    is_in = batch.state in (State.DONE, State.STOPPED) and bool(batch.counts.get("new"))
    return is_in and batch.at > timezone.now() - UNDONE_FOR


def drop(batches: Sequence[Import]) -> None:
    """Let files go that were never brought in."""
    Import.objects.filter(pk__in=[one.pk for one in batches]).let_go()
    names = [one.file for one in batches if one.file]
    transaction.on_commit(lambda: attachments.unlink(names), robust=True)


# What is done about it, at once or by the worker.


def go_on(batch: Import, target: Target) -> None:
    """Do at once what waits to be done about a batch, where it is small."""
    if batch.state == State.JUDGING and _size(batch) > LARGE:
        return
    if batch.state == State.RUNNING and batch.counts.get("new", 0) > target.small:
        return
    if batch.state == State.UNDOING and batch.counts.get("new", 0) > target.small:
        return
    if batch.is_busy:
        _do(batch, target)
        while batch.counts.get("new", 0) <= target.small and read_some(batch):
            pass


def work(target: Target) -> int:
    """Do what the longest waiting batch needs; return how many that were (the worker's job)."""
    free = Q(taken_at=None) | Q(taken_at__lt=timezone.now() - GIVEN_UP)
    busy = (State.JUDGING, State.RUNNING, State.UNDOING)
    batch = Import.objects.filter(free, what=target.what, state__in=busy).order_by("pk").first()
    if batch is None or not Import.objects.filter(free, pk=batch.pk).update(taken_at=timezone.now()):
        return 0
    _do(batch, target)
    return 1


def read_some(batch: Import | None = None) -> int:
    """Read some of the appeals that were kept unread, the newest first, for a few seconds; return how many (the worker's job)."""
    ends, done = time.monotonic() + READ_FOR, 0
    for team in Team.objects.all():
        while time.monotonic() < ends and (read := _read(_unread(team, batch))):
            done += read
    return done


def _unread(team: Team, batch: Import | None) -> list[int]:
    """Return some that wait to be read: found in an index alone, however many there are."""
    waiting = Appeal.objects.filter(team=team, state=Appeal.State.WAITING, lane=Lane.READING)
    if batch:
        waiting = waiting.filter(batch=batch)
    return list(waiting.order_by("-received_on", "pk").values_list("pk", flat=True)[:AT_ONCE])


def _read(numbers: Sequence[int]) -> int:
    """Read some appeals together, so that the disk is waited for once; nobody else waits while they are read."""
    read = [
        (appeal, propose(appeal.message(), appeal.answers))
        for appeal in Appeal.objects.filter(pk__in=numbers).select_related("team")
    ]
    with transaction.atomic():
        for appeal, proposal in read:
            actions.keep_reading(appeal, proposal)
    return len(read)


AT_ONCE = 10
"""Appeals that are read together."""


def _do(batch: Import, target: Target) -> None:
    todo: dict[str, Callable[[Import, Target], None]] = {
        State.JUDGING: _judge,
        State.RUNNING: _run,
        State.UNDOING: _take_out,
    }
    todo[batch.state](batch, target)


def _judge(batch: Import, target: Target) -> None:
    try:
        _look(batch, _content(batch), target, heartbeat=True)
    except InputError as error:
        batch.said, batch.counts, batch.preview = error.as_dict(), {}, []
    batch.state, batch.taken_at, batch.reached = State.READY, None, 0
    batch.save()


def _look(batch: Import, content: bytes, target: Target, heartbeat: bool = False) -> None:
    """Look through a file: what it holds, how much of that is new, its first rows. Raises InputError."""
    source = _told(imports.source_of(batch, content, target), target)
    counts: Counter[str] = Counter()
    first: list[Row] = []
    problem: Row | None = None
    batch.said = {}
    try:
        for some in imports.in_groups(target.rows(source)):
            counts.update(row.state for row in some)
            first += [row for row in some if row.state != "left" or row.page][: SHOWN - len(first)]
            problem = problem or next((row for row in some if row.state == "unreadable"), None)
            if heartbeat:
                Import.objects.filter(pk=batch.pk).update(reached=counts.total(), taken_at=timezone.now())
    except InputError as error:
        if source.sheet is None:
            raise
        batch.said = error.as_dict()  # another choice of columns may help
    if not counts.keys() - {"left", "unreadable"} and not source.sheet:
        raise _nothing(problem)
    batch.counts, batch.total = dict(counts), counts.total()
    batch.preview = [row.as_dict() | target.shown(row) for row in first]


def _told(source: Source, target: Target) -> Source:
    """Keep what the columns are, as somebody said of the same headings before, else as they seem to be."""
    batch, sheet, mapping = source.batch, source.sheet, source.mapping
    if sheet is None or mapping is None:
        return source
    headings = list(sheet.headings)
    if not batch.mapping:
        kept = ColumnProfile.objects.filter(
            team=batch.team_id, what=batch.what, headings=_digest_of(headings)
        )
        if profile := kept.first():
            batch.mapping = profile.mapping
            return _told(imports.source_of(batch, source.file.data, target), target)
    why = {column.heading: (column.why or _SAID).as_dict() for column in mapping.columns}
    batch.headings = [
        [heading, values, why.get(heading, {})] for heading, values in imports.headings_of(sheet)
    ]
    batch.mapping = mapping.as_json()
    return source


def _run(batch: Import, target: Target) -> None:
    """Keep every new row, some at a time, each time with its part of the report."""
    source = imports.source_of(batch, _content(batch), target)
    batch.parts.all().delete()
    target.begin(batch)
    counts: Counter[str] = Counter()
    for some in imports.in_groups(target.rows(source)):
        _keep(batch, some, counts, target)
        if Import.objects.filter(pk=batch.pk, stop=True).exists():
            break
    _end(batch, target, stopped=batch.reached < batch.total)


@transaction.atomic
def _keep(batch: Import, some: list[Row], counts: "Counter[str]", target: Target) -> None:
    new = [row for row in some if row.state == "new" and not row.appeal]
    codes = dict(zip((row.number for row in new), target.keep(batch, new), strict=True))
    rows = [row.as_dict() | ({"appeal": codes[row.number]} if codes.get(row.number) else {}) for row in some]
    for number, page in enumerate(imports.pages(rows), batch.parts.count()):
        odd = sum(row["state"] in ODD for row in page)
        ImportPart.objects.create(batch=batch, number=number, odd=odd, **sealed(rows=list(page)))
    counts.update(row.state for row in some)
    batch.counts, batch.reached, batch.taken_at = dict(counts), counts.total(), timezone.now()
    batch.save(update_fields=["counts", "reached", "taken_at"])


@transaction.atomic
def _end(batch: Import, target: Target, stopped: bool) -> None:
    target.end(batch, stopped)
    file = batch.file
    batch.state, batch.taken_at, batch.stop = State.STOPPED if stopped else State.DONE, None, False
    batch.file, batch.file_key, batch.preview = "", "", []
    batch.save()
    journal.record("imported", batch, by=batch.by, digest=batch.digest, rows=batch.counts.get("new", 0))
    transaction.on_commit(lambda: attachments.unlink([file]), robust=True)


def _take_out(batch: Import, target: Target) -> None:
    """Take out what came with a file and nobody has worked on since; the rest stays, and the report says so."""
    taken = 0
    while some := target.take_out(batch):
        taken += some
        Import.objects.filter(pk=batch.pk).update(
            reached=max(batch.reached - taken, 0), taken_at=timezone.now()
        )
    with transaction.atomic():
        batch.state, batch.taken_at = State.UNDONE if taken else State.DONE, None
        batch.counts = batch.counts | {"taken_out": taken}
        batch.save(update_fields=["state", "taken_at", "counts"])


def _held(batch: Import, *states: str) -> Import:
    held = Import.objects.select_for_update().get(pk=batch.pk)
    if held.state not in states:
        raise NotNow(batch.code)
    return held


def _content(batch: Import) -> bytes:
    try:
        return attachments.opened_file(batch.file, batch.file_key)
    except CannotOpen as error:
        raise InputError(str(error)) from error


def _size(batch: Import) -> int:
    try:
        return attachments.place(batch.file).stat().st_size
    except FileNotFoundError:
        return 0


_SAID = Sentence(en="as was said", ru="как указали", uk="як вказали")
"""Why a column is what a person said of it."""


def _digest_of(headings: Sequence[str]) -> str:
    return digest("\0".join(headings).encode())


def _nothing(problem: Row | None) -> InputError:
    if problem:
        return InputError(**problem.said)
    return InputError(
        en="There is no message in the file, only what is left out. Check that the right file was chosen.",
        ru="В файле нет ни одного сообщения, только то, что не читается. Проверьте, тот ли это файл.",
        uk="У файлі немає жодного повідомлення, лише те, що не читається. Перевірте, чи це той файл.",
    )


# Appeals.


def _keep_appeals(batch: Import, rows: Sequence[Row]) -> list[str]:
    return [appeal.code for appeal in actions.keep_unread([row.item for row in rows], batch, by=batch.by)]


@transaction.atomic
def _take_out_appeals(batch: Import) -> int:
    """Take out some appeals that nobody has taken, sorted, answered or put into a case."""
    untouched = Appeal.objects.filter(
        batch=batch, state=Appeal.State.WAITING, assigned_to=None, sorted_by=None
    )
    untouched = untouched.filter(flood=None, enquiries=None, messages=None).exclude(facts__by__isnull=False)
    untouched = untouched.filter(ties_to_later=None, ties_to_earlier=None)
    some = list(untouched.values_list("pk", flat=True)[: imports.AT_A_TIME])
    Appeal.objects.filter(pk__in=some).let_go()
    return len(some)


def _nothing_to_do(batch: Import, stopped: bool = False) -> None:
    """Do nothing: appeals are kept one by one."""


APPEALS = Target(
    what=Import.What.APPEALS,
    fields=imports.FIELDS,
    guess=imports.guess,
    rows=imports.rows,
    shown=imports.shown,
    begin=_nothing_to_do,
    keep=_keep_appeals,
    end=_nothing_to_do,
    take_out=_take_out_appeals,
    small=20,
)
"""Each row is an appeal."""
