"""What one person sends in a row is one appeal: people write a sentence, send it, and go on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tidings.errors import InvalidRecord, UnreadableInput
from tidings.extraction.channels.pieces import LeftOut, Piece
from tidings.extraction.messages import Message, checked, received_on
from tidings.files import LONGEST_LINE, Where

APART = timedelta(hours=6)
"""Between two messages of one person that are still one appeal, at most."""


@dataclass(frozen=True)
class Post:
    """One message of a chat, as it was sent."""

    id: str
    sender: str
    at: datetime
    text: str
    files: tuple[str, ...] = ()
    forwarded_from: str = ""  # who wrote it, where somebody else sends it on
    answers: str = ""  # the id of the message that it answers
    ours: bool = False
    reach: str = ""  # the telephone by which the chat calls its sender

    @property
    def author(self) -> str:
        """Who wrote it."""
        return self.forwarded_from or self.sender

    def goes_on(self, before: "Post") -> bool:
        """Return whether it belongs to the same appeal as the message before it."""
        same = (self.sender, self.author, self.ours) == (before.sender, before.author, before.ours)
        return same and timedelta(0) <= self.at - before.at <= APART


def joined(
    pieces: Iterable[tuple[int, Post | InvalidRecord | LeftOut]], channel: str, where: Callable[[int], Where]
) -> Iterator[tuple[int, Piece]]:
    """Yield the appeals of a chat, each with the number of its first message; what is no message passes through.

    The words of a series stand in one text, a line break between two messages; under them the sender's telephone, where
    that is what the chat calls them by.
    """
    run: list[tuple[int, Post]] = []
    for number, piece in pieces:
        if not isinstance(piece, Post):
            yield number, piece
            continue
        if run and not piece.goes_on(run[-1][1]):
            yield from _appeal(run, channel, where)
            run = []
        run.append((number, piece))
    if run:
        yield from _appeal(run, channel, where)


def _appeal(
    run: list[tuple[int, Post]], channel: str, where: Callable[[int], Where]
) -> Iterator[tuple[int, Piece]]:
    first_number, first = run[0]
    words = "\n".join(post.text for _, post in run if post.text.strip())
    if first.ours or not words:
        why = "ours" if first.ours else "media"
        yield from ((number, LeftOut(why, ", ".join(post.files))) for number, post in run)
        return
    try:
        yield first_number, _message(run, words, channel, where(first_number))
    except (InvalidRecord, UnreadableInput) as error:
        yield first_number, InvalidRecord(**error.as_dict())


def _message(run: list[tuple[int, Post]], words: str, channel: str, where: Where) -> Message:
    first = run[0][1]
    if first.reach and first.reach not in words:
        words = f"{words}\n\n{first.reach}"
    if len(words) > LONGEST_LINE:
        raise InvalidRecord(
            en=f"{where.en}: the message is longer than any that a person writes. Look at it in the file, and take it out.",
            ru=f"{where.ru}: сообщение длиннее, чем пишут люди. Посмотрите на него в файле и уберите его.",
            uk=f"{where.uk}: повідомлення довше, ніж пишуть люди. Подивіться на нього у файлі й приберіть його.",
        )
    return Message(
        id=first.id,
        channel=channel,
        received=received_on(first.at.date(), first.at.date().isoformat(), where),
        text=checked(words, where),
        author=first.author,
        forwarded_by=first.sender if first.author != first.sender else "",
        attachments=tuple(name for _, post in run for name in post.files),
        thread=first.answers,
    )
