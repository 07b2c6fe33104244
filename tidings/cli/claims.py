"""`tidings claims`: from press reports to what they claim, one JSON object a line."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tidings.cli.command import Commands
    from tidings.extraction.reports import Document


def add(commands: "Commands") -> None:
    """Add `claims`."""
    from tidings.cli import command

    parser = command.add(
        commands,
        "claims",
        claims,
        "read press reports and posts, and propose what they claim: who says what happened to whom",
        "tidings claims article.html posts.jsonl reports/ -o claims.jsonl",
    )
    parser.add_argument(
        "input", nargs="+", type=Path, help="a .txt, .html or .jsonl file, or a folder of them"
    )
    parser.add_argument(
        "-o", dest="out", metavar="OUT.jsonl", type=Path, help="where to write (else standard output)"
    )


def claims(args: argparse.Namespace) -> None:
    """Read every input whole before anything is written, then propose."""
    from tidings.cli import command
    from tidings.extraction.reports import load_reports

    documents = load_reports(args.input)
    progress = command.Progress(args, "Reading")
    command.write_json_lines(progress.over(_rows(documents), len(documents)), args.out)


def _rows(documents: "list[Document]") -> Iterator[dict[str, Any]]:
    from tidings.extraction.claims import read_report

    for document in documents:
        yield {"id": document.id, **read_report(document.text, document.lang).as_dict()}
