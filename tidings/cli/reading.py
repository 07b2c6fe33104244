"""`tidings read`: from messages to proposed facts, one JSON object a line."""

import argparse
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidings.text.sentences import LANGUAGES

ORDERS = ("day-first", "month-first")

if TYPE_CHECKING:
    from tidings.cli.command import Commands
    from tidings.extraction import Message
    from tidings.extraction.channels import Asked


def add(commands: "Commands") -> None:
    """Add `read`."""
    from tidings.cli import command

    parser = command.add(
        commands,
        "read",
        read,
        "read messages and propose facts: who is sought, who writes, what about, how urgent",
        "tidings read appeals.jsonl letters/ answers.xlsx -o read.jsonl",
    )
    parser.add_argument(
        "input",
        nargs="+",
        type=Path,
        help="a .jsonl, .txt, .eml, .mbox, .csv, .xlsx or .ods file, an export of Telegram (result.json) "
        "or WhatsApp (.txt), or a folder of them",
    )
    parser.add_argument(
        "-o", dest="out", metavar="OUT.jsonl", type=Path, help="where to write (else standard output)"
    )
    parser.add_argument("--received", metavar="DAY", help="the day on which texts came, as 2024-08-07")
    parser.add_argument(
        "--map",
        metavar="COLUMNS",
        help="what the columns of a sheet are: FIELD=HEADING, … or a file with a profile (else guessed)",
    )
    parser.add_argument(
        "--dates", choices=ORDERS, default="", help="of a date such as 03/04/2025: what comes first"
    )
    parser.add_argument(
        "--ours",
        metavar="NAME",
        action="append",
        default=[],
        help="what the office itself is called in a chat, or its address: its own messages are left out",
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="ru", help="language of the reasons (ru)")


def read(args: argparse.Namespace) -> None:
    """Read every input whole before anything is written, then propose."""
    from tidings.cli import command

    with _without_collector():
        from tidings.extraction.channels import gather

        gathered = gather(args.input, _asked(args))
        for note in gathered.notes():
            print(note.en, file=sys.stderr)
        progress = command.Progress(args, "Reading")
        rows = _rows(gathered.messages, args.lang)
        command.write_json_lines(progress.over(rows, len(gathered.messages)), args.out)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Reading leaves nothing that refers to itself in a circle: Python need not look for such things, over and over,
    among all words and tables."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _asked(args: argparse.Namespace) -> "Asked":
    from tidings import files
    from tidings.extraction.channels import Asked, columns
    from tidings.extraction.messages import day
    from tidings.files import Where

    mapping = None
    if args.map and Path(args.map).is_file():
        mapping = columns.from_json(files.text(Path(args.map)), Where(args.map))
    elif args.map:
        mapping = columns.from_words(args.map)
    received = day(args.received, Where("--received")) if args.received else None
    return Asked("", received, mapping, frozenset(args.ours), args.dates)


def _rows(messages: "list[Message]", lang: str) -> Iterator[dict[str, Any]]:
    for message in messages:
        yield proposal(message, lang)


def proposal(message: "Message", lang: str = "ru") -> dict[str, Any]:
    """Return what is proposed for one message: facts, category, urgency, and the reasons in a language."""
    from tidings.extraction.forms import read_form
    from tidings.triage import AppealFacts, triage

    reading = read_form(message, message.fields)
    plain = reading.as_dict()
    sorted_ = triage(AppealFacts.from_reading(reading.text, plain), message.received)
    told = {name: plain[name] for name in ("sought", "enquirer", "places", "flags", "deadline")}
    return {
        "id": message.id,
        "lang": reading.lang,
        "category": sorted_.category,
        "secondary": list(sorted_.secondary),
        **told,
        "urgency": sorted_.urgency,
        "confidence": round(sorted_.confidence, 3),
        "reasons": [sentence.say(lang) for sentence in sorted_.reasons],
        "mentions": plain["mentions"],
        "facts": plain["facts"],
        **_received(message),
    }


def _received(message: "Message") -> dict[str, Any]:
    """Return the message itself: what was put together of a chat or a row stands nowhere else."""
    told = {
        "author": message.author,
        "forwarded_by": message.forwarded_by,
        "attachments": list(message.attachments),
        "history": message.history,
        "thread": message.thread,
    }
    whole = {"channel": message.channel, "received": message.received.isoformat(), "text": message.text}
    return whole | {name: value for name, value in told.items() if value}
