"""A file of appeals, looked at before anything of it is kept: what is new, known already, or cannot be read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tidings.errors import InvalidRecord, UnreadableInput
from tidings.extraction import channels
from tidings.extraction.messages import Message
from tidings.files import Held
from tidings.text.sentences import LANGUAGES
from tidings.web.accounts.models import Team
from tidings.web.appeals.actions import digest_of
from tidings.web.appeals.models import Appeal, Channel, Import
from tidings.web.appeals.proposals import Proposal, propose

MOST = 1000
"""New messages in one file: reading each takes some hundredths of a second, and somebody waits for it."""

STATES = {
    "new": _("new"),
    "known": _("here already"),
    "unreadable": _("cannot be read"),
}


@dataclass(frozen=True)
class ImportRow:
    """A row of the file: a message that is new, one that is here already, or a sentence on why there is none."""

    number: int
    state: str  # of STATES
    message: Message | None = None
    appeal: str = ""  # the code of the one that is here already
    said: dict[str, str] = field(default_factory=dict)  # the sentence in each language

    @property
    def channel(self) -> str:
        """How the message came, in the reader's words."""
        return str(Channel(self.message.channel).label) if self.message else ""

    def as_dict(self) -> dict[str, Any]:
        """Return what the report keeps: no words of the message."""
        digest = digest_of(self.message) if self.message else ""
        return {
            "row": self.number,
            "state": self.state,
            "appeal": self.appeal,
            "said": self.said,
            "digest": digest,
        }


def rows_of(kind: str, content: bytes, received_on: date | None, team: Team) -> list[ImportRow]:
    """Return every row of the file. Raises InputError where the file cannot be read, or no row of it."""
    read = list(_read(Held("", content, ending=f".{kind}"), received_on))
    digests = [digest_of(message) for _, message in read if isinstance(message, Message)]
    known = dict(_known(digests, team))
    rows = [_row(number, message, known) for number, message in read]
    if all(row.state == "unreadable" for row in rows):
        raise InvalidRecord(**rows[0].said)
    if (new := sum(row.state == "new" for row in rows)) > MOST:
        raise UnreadableInput(
            gettext(
                "There are %(new)s new messages in the file. Divide it: up to %(most)s are read in one go."
            )
            % {"new": new, "most": MOST}
        )
    return rows


def _read(file: Held, received_on: date | None) -> Iterator[tuple[int, Message | InvalidRecord]]:
    for number, message in channels.pieces(file, channels.Asked("", received_on)):
        if isinstance(message, channels.LeftOut):
            continue
        if isinstance(message, Message) and message.channel not in Channel.values:
            yield number, _of_no_channel(number, message)
        else:
            yield number, message


def _of_no_channel(number: int, message: Message) -> InvalidRecord:
    told = {"row": number, "channel": message.channel[:40], "channels": ", ".join(Channel.values)}
    said = {}
    for lang in LANGUAGES:
        with override(lang):
            said[lang] = (
                gettext("Row %(row)s: “%(channel)s” is no channel. Write one of %(channels)s.") % told
            )
    return InvalidRecord(**said)


def _known(digests: list[str], team: Team) -> Iterator[tuple[str, str]]:
    for at in range(0, len(digests), 500):
        some = digests[at : at + 500]
        yield from Appeal.objects.filter(team=team, digest__in=some).values_list("digest", "code")


def _row(number: int, message: Message | InvalidRecord, known: dict[str, str]) -> ImportRow:
    """Judge one row; a message that stands in the file twice is known the second time."""
    if not isinstance(message, Message):
        return ImportRow(number, "unreadable", said=message.as_dict())
    digest = digest_of(message)
    if digest in known:
        return ImportRow(number, "known", message, appeal=known[digest])
    known[digest] = ""
    return ImportRow(number, "new", message)


def rows_offered(batch: Import) -> list[ImportRow]:
    """Return every row of a file that somebody looks at."""
    return rows_of(batch.kind, bytes(batch.content), batch.received_on, batch.team)


def ready(rows: list[ImportRow]) -> list[tuple[Message, Proposal]]:
    """Read and sort what is new; slow, and so not part of the transaction that keeps it."""
    return [(row.message, propose(row.message)) for row in rows if row.state == "new" and row.message]


def counted(states: list[str]) -> list[tuple[str, int]]:
    """Return how many rows are of each state, in words."""
    return [(str(words), states.count(state)) for state, words in STATES.items()]
