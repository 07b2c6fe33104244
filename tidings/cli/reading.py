"""`tidings read`: from messages to proposed facts, one JSON object a line."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidings.text.sentences import LANGUAGES

if TYPE_CHECKING:
    from tidings.cli.command import Commands
    from tidings.extraction import Message


def add(commands: "Commands") -> None:
    """Add `read`."""
    from tidings.cli import command

    parser = command.add(
        commands,
        "read",
        read,
        "read messages and propose facts: who is sought, who writes, what about, how urgent",
        "tidings read appeals.jsonl letters/ -o read.jsonl",
    )
    parser.add_argument(
        "input", nargs="+", type=Path, help="a .jsonl, .txt or .eml file, or a folder of them"
    )
    parser.add_argument(
        "-o", dest="out", metavar="OUT.jsonl", type=Path, help="where to write (else standard output)"
    )
    parser.add_argument("--received", metavar="DAY", help="the day on which texts came, as 2024-08-07")
    parser.add_argument("--lang", choices=LANGUAGES, default="ru", help="language of the reasons (ru)")


def read(args: argparse.Namespace) -> None:
    """Read every input whole before anything is written, then propose."""
    from tidings.cli import command
    from tidings.extraction import load_all
    from tidings.extraction.messages import day
    from tidings.files import Where

    received = day(args.received, Where("--received")) if args.received else None
    messages = load_all(args.input, received)
    progress = command.Progress(args, "Reading")
    command.write_json_lines(progress.over(_rows(messages, args.lang), len(messages)), args.out)


def _rows(messages: "list[Message]", lang: str) -> Iterator[dict[str, Any]]:
    for message in messages:
        yield proposal(message, lang)


def proposal(message: "Message", lang: str = "ru") -> dict[str, Any]:
    """Return what is proposed for one message: facts, category, urgency, and the reasons in a language."""
    from tidings.extraction import read as read_message
    from tidings.triage import AppealFacts, triage

    reading = read_message(message)
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
    }
