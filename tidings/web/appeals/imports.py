"""What the rows of a file are that somebody brings in: new, known, there twice, unreadable, or no message at all.

Everything here only looks. `batches` keeps, stops and takes out again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tidings.errors import InputError, InvalidRecord
from tidings.extraction import channels
from tidings.extraction.channels import columns, sheets
from tidings.extraction.channels.columns import APPEALS
from tidings.extraction.channels.columns import Mapping as Columns
from tidings.extraction.messages import Message
from tidings.files import Held, Where
from tidings.text.sentences import LANGUAGES
from tidings.web.appeals.actions import digest_of
from tidings.web.appeals.models import Appeal, Channel, Import

if TYPE_CHECKING:
    pass

AT_A_TIME = 4000
"""Rows that are looked at, kept or taken out together: the disk is waited for once, others for a second at most."""
ASKED_AT_ONCE = 500
"""Messages of which it is asked together whether they are here."""
KNOWN_CHANNELS = frozenset(Channel.values)
PART = 500
"""Rows on one page of a report."""
SHEETS = ("csv", "xlsx", "ods", "xls")
KINDS = ("jsonl", "txt", "eml", "mbox", "json", *SHEETS)
SHOWN = 20

STATES = {
    "new": _("new"),
    "known": _("here already"),
    "duplicate": _("twice in the file"),
    "unreadable": _("cannot be read"),
    "left": _("left out"),
}
ODD = ("duplicate", "unreadable", "left")
"""States of rows that somebody should look at in the report."""


@dataclass(frozen=True)
class Row:
    """A row of the file: what is new, what is here already, or a sentence on why there is nothing."""

    number: int
    state: str  # of STATES
    item: Any = None  # a Message, or a person on a list
    appeal: str = ""  # the code of the one that is here
    said: Mapping[str, str] = field(default_factory=dict)  # the sentence in each language
    page: int = 0  # of a PDF, from 1; and the line on it
    line: int = 0
    words: str = ""  # what stands there

    def as_dict(self) -> dict[str, Any]:
        """Return what the report keeps: no words of the message."""
        kept = {"row": self.number, "state": self.state, "appeal": self.appeal, "said": dict(self.said)}
        return kept | ({"page": self.page, "line": self.line} if self.page else {})


@dataclass(frozen=True)
class Target:
    """What rows become: appeals, or people on a list."""

    what: str
    fields: tuple[str, ...]  # what a column may be
    guess: Callable[[sheets.Sheet], Columns]
    rows: Callable[["Source"], Iterator[Row]]
    shown: Callable[[Row], dict[str, Any]]  # what a preview shows of a row
    begin: Callable[[Import], None]
    keep: Callable[[Import, Sequence[Row]], list[str]]  # of new rows; returns the code of each, or ""
    end: Callable[[Import, bool], None]  # the last word: whether it was stopped
    take_out: Callable[[Import], int]  # some of what came; returns how many, 0 when nothing is left
    small: int  # so many new rows are brought in while somebody waits


@dataclass(frozen=True)
class Source:
    """A file with all that was said of it."""

    batch: Import
    file: Held
    sheet: sheets.Sheet | None = None
    mapping: Columns | None = None


def source_of(batch: Import, content: bytes, target: Target) -> Source:
    """Return a file, its sheet found and its columns guessed where nobody has said what they are. Raises InputError."""
    file = Held("", content, ending=f".{batch.kind}")
    if batch.kind not in SHEETS:
        return Source(batch, file)
    sheet = sheets.look(file)
    mapping = columns.from_json(batch.mapping, Where("")) if batch.mapping else target.guess(sheet)
    return Source(batch, file, sheet, mapping)


def headings_of(sheet: sheets.Sheet) -> list[list[Any]]:
    """Return each heading with the first values of its column that are told."""
    samples = sheet.samples()
    return [
        [heading, [row[place].strip()[:60] for row in samples if place < len(row) and row[place].strip()][:3]]
        for place, heading in enumerate(sheet.headings)
    ]


def counted(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Return each state with its words and how many rows are in it; what there is none of is left out, but for what is new."""
    return [
        (state, str(words), counts.get(state, 0))
        for state, words in STATES.items()
        if state == "new" or counts.get(state)
    ]


def in_groups(rows: Iterable[Row], size: int = AT_A_TIME) -> Iterator[list[Row]]:
    """Yield the rows some at a time."""
    rows = iter(rows)
    while some := list(islice(rows, size)):
        yield some


def pages(rows: Sequence[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    """Yield what a report says of some rows, as much as is on one of its pages at a time."""
    for start in range(0, len(rows), PART):
        yield rows[start : start + PART]


def left_out(number: int, piece: channels.LeftOut) -> Row:
    """Return the row of something that is no message."""
    said = channels.WHY[piece.why].as_dict()
    if piece.why in ("column", "sheet", "prose"):
        said = {lang: f"{words}: {piece.words}" for lang, words in said.items()}
    return Row(number, "left", said=said)


# Appeals.


def _rows(source: Source) -> Iterator[Row]:
    """Yield every row of a file of appeals; a message that stands in it twice is said to the second time."""
    batch = source.batch
    asked = channels.Asked("", batch.received_on, source.mapping, frozenset(batch.ours), batch.dates)
    if source.sheet:
        pieces = sheets.read_sheet(source.file, asked, source.sheet)
    else:
        pieces = channels.pieces(source.file, asked)
    numbered, seen = iter(pieces), set[str]()
    while some := list(islice(numbered, ASKED_AT_ONCE)):
        yield from _judged(some, batch, seen)


def _judged(some: list[tuple[int, channels.Piece]], batch: Import, seen: set[str]) -> Iterator[Row]:
    digests = {id(piece): digest_of(piece) for _, piece in some if isinstance(piece, Message)}
    known = Appeal.objects.filter(team=batch.team_id, digest__in=set(digests.values()))
    here = {digest: (code, of) for digest, code, of in known.values_list("digest", "code", "batch")}
    for number, piece in some:
        if isinstance(piece, channels.LeftOut):
            yield left_out(number, piece)
        elif isinstance(piece, InputError):
            yield Row(number, "unreadable", said=piece.as_dict())
        elif piece.channel not in KNOWN_CHANNELS:
            yield Row(number, "unreadable", said=_of_no_channel(number, piece).as_dict())
        else:
            digest = digests[id(piece)]
            yield _of_message(number, piece, here.get(digest), batch, twice=digest in seen)
            seen.add(digest)


def _of_message(
    number: int, message: Message, here: tuple[str, int | None] | None, batch: Import, twice: bool
) -> Row:
    if twice:
        return Row(number, "duplicate", message, here[0] if here else "")
    if here is None:
        return Row(number, "new", message)
    mine = here[1] is not None and here[1] == batch.pk  # kept before the worker was interrupted
    return Row(number, "new" if mine else "known", message, here[0])


def _of_no_channel(number: int, message: Message) -> InvalidRecord:
    told = {"row": number, "channel": message.channel[:40], "channels": ", ".join(Channel.values)}
    said = {}
    for lang in LANGUAGES:
        with override(lang):
            said[lang] = (
                gettext("Row %(row)s: “%(channel)s” is no channel. Write one of %(channels)s.") % told
            )
    return InvalidRecord(**said)


def _shown(row: Row) -> dict[str, Any]:
    """Return what the preview shows of a message."""
    message = row.item
    if not isinstance(message, Message):
        return {}
    return {
        "channel": message.channel,
        "came": message.received.isoformat(),
        "author": message.author[:80],
        "words": " · ".join(line for line in message.text[:280].split("\n") if line.strip()),
    }


def _guess(sheet: sheets.Sheet) -> Columns:
    return columns.guess(sheet.headings, sheet.samples())


FIELDS = APPEALS
"""What a column of a sheet of appeals may be."""

rows, shown, guess = _rows, _shown, _guess
