"""A list of people who were found, brought in from a sheet, as files of appeals are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tidings.errors import InputError, UnreadableInput
from tidings.extraction.channels import LeftOut, people
from tidings.extraction.channels.columns import PEOPLE as FIELDS
from tidings.extraction.channels.people import Listed
from tidings.extraction.printed import read_pages
from tidings.preview import printed
from tidings.web.accounts.allow import needs
from tidings.web.accounts.models import StaffRequest
from tidings.web.appeals import importing
from tidings.web.appeals.importing import Way
from tidings.web.appeals.imports import Row, Source, Target, left_out
from tidings.web.appeals.models import Import
from tidings.web.tracing import actions
from tidings.web.tracing.columns import FoundRow, digest_of
from tidings.web.tracing.forms import ListForm
from tidings.web.tracing.models import FoundList

AT_ONCE = 500
"""New rows up to which a list is brought in while somebody waits."""


def _rows(source: Source) -> Iterator[Row]:
    """Yield every row of the list; where the whole list is here already, each is known."""
    judged = list(_judged(_printed(source) if source.batch.kind == "pdf" else _of_sheet(source)))
    new = [_found(row) for row in judged if row.state == "new"]
    digest = digest_of(new)
    twin = FoundList.objects.filter(team=source.batch.team_id, digest=digest, ready=True).first()
    source.batch.about = source.batch.about | {"rows": digest, "twin": twin.code if twin else ""}
    for row in judged:
        yield replace(row, state="known") if twin and row.state == "new" else row


def _of_sheet(source: Source) -> Iterator[tuple[Row, Any]]:
    assert source.sheet and source.mapping
    for number, piece in people.read(source.file, source.sheet, source.mapping):
        yield Row(number, "new"), piece


def _printed(source: Source) -> Iterator[tuple[Row, Any]]:
    """Yield each line of a PDF with what is read in it. Raises InputError where it cannot be read, or holds no list."""
    seen, published = printed(source.file.data), source.batch.about.get("published_on")
    if seen.why:
        raise UnreadableInput(**seen.why.as_dict())
    on = date.fromisoformat(published) if published else (source.batch.at or timezone.now()).date()
    for number, one in enumerate(read_pages(seen.pages, on), 1):
        yield Row(number, "new", page=one.page, line=one.line, words=one.words), one.piece


def _judged(pieces: Iterator[tuple[Row, Any]]) -> Iterator[Row]:
    """Judge each row. A person with a day of birth or a unit who stands there twice, word for word, is one."""
    seen: set[Listed] = set()
    for row, piece in pieces:
        if isinstance(piece, LeftOut):
            yield replace(row, state="left", said=left_out(row.number, piece).said)
        elif isinstance(piece, InputError):
            yield replace(row, state="unreadable", said=piece.as_dict())
        elif piece in seen and (piece.birth_date or piece.unit):
            yield replace(row, state="duplicate", item=piece)
        else:
            seen.add(piece)
            yield replace(row, item=piece)


def _found(row: Row) -> FoundRow:
    return FoundRow.of(row.number, row.item, row.page, row.line, row.words)


def _shown(row: Row) -> dict[str, Any]:
    listed = row.item
    if not isinstance(listed, Listed):
        return {}
    return dict(vars(listed)) | {"undated": not listed.is_dated, "words": row.words}


def _begin(batch: Import) -> None:
    actions.begin_list(batch)


def _keep(batch: Import, rows: Sequence[Row]) -> list[str]:
    actions.add_rows(FoundList.objects.get(batch=batch), [_found(row) for row in rows])
    batch.about = batch.about | {
        "undated": [*batch.about.get("undated", []), *(row.number for row in rows if not row.item.is_dated)]
    }
    return [""] * len(rows)


def _end(batch: Import, stopped: bool) -> None:
    found = FoundList.objects.get(batch=batch)
    if not batch.counts.get("new"):
        actions.take_out_list(found)
        return
    actions.end_list(found, batch.about.get("undated", []), whole=not stopped, by=batch.by)


def _take_out(batch: Import) -> int:
    found = FoundList.objects.filter(batch=batch).first()
    return actions.take_out_list(found) if found else 0


def _says_bring_in(number: int) -> str:
    return ngettext("Bring in %(number)s row", "Bring in %(number)s rows", number) % {"number": number}


def _says_take_out(number: int) -> str:
    return ngettext("Take out %(number)s row", "Take out all %(number)s rows", number) % {"number": number}


PEOPLE = Way(
    target=Target(
        what=Import.What.PEOPLE,
        fields=FIELDS,
        guess=people.guess,
        rows=_rows,
        shown=_shown,
        begin=_begin,
        keep=_keep,
        end=_end,
        take_out=_take_out,
        small=AT_ONCE,
    ),
    word="import_lists",
    urls={
        "offer": "tracing-offer",
        "show": "tracing-preview",
        "columns": "tracing-import-columns",
        "stop": "tracing-import-stop",
        "undo": "tracing-import-undo",
        "progress": "tracing-import-progress",
        "back": "tracing-list",
    },
    form=ListForm,
    title=_("Bring in a list"),
    back=_("Tracing"),
    bring_in=_says_bring_in,
    take_out=_says_take_out,
)
"""Each row is a person on the list."""


@require_http_methods(["GET", "POST"])
@needs("import_lists")
def offer(request: StaffRequest) -> HttpResponse:
    """Choose a file with people who were found."""
    return importing.upload(request, PEOPLE)


@require_http_methods(["GET", "POST"])
@needs("read_tracing", post="import_lists")
def show(request: StaffRequest, code: str) -> HttpResponse:
    """The file of a list, until its report."""
    return importing.show_batch(request, PEOPLE, code)


@require_POST
@needs("import_lists")
def columns(request: StaffRequest, code: str) -> HttpResponse:
    """Say what the columns of a list are."""
    return importing.choose_columns(request, PEOPLE, code)


@require_POST
@needs("import_lists")
def stop(request: StaffRequest, code: str) -> HttpResponse:
    """Have no more rows of a list brought in."""
    return importing.stop_batch(request, PEOPLE, code)


@require_POST
@needs("import_lists")
def undo(request: StaffRequest, code: str) -> HttpResponse:
    """Have a list taken out again."""
    return importing.undo_batch(request, PEOPLE, code)


@require_GET
@needs("read_tracing")
def progress(request: StaffRequest, code: str) -> HttpResponse:
    """How far a list is."""
    return importing.show_progress(request, PEOPLE, code)
