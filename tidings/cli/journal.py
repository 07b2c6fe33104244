"""The journal: `verify`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tidings import custody
from tidings.cli import command, custodians
from tidings.custody import exports
from tidings.errors import UnreadableInput

if TYPE_CHECKING:
    from tidings.cli.command import Commands

Heard = TypeVar("Heard")


def add(commands: "Commands") -> None:
    """Add the command."""
    verify = command.add(
        commands,
        "verify",
        run_verify,
        "Check the journal's chains, proofs and anchors; name each record where they are broken.",
        "tidings verify --against anchor.txt",
    )
    verify.add_argument(
        "journal", nargs="?", type=Path, metavar="JOURNAL", help="an exported journal (that of the office)"
    )
    verify.add_argument("--data", type=Path, metavar="DIR", help="the data folder (data)")
    verify.add_argument("--against", type=Path, metavar="FILE", help="an anchor that was kept elsewhere")
    verify.add_argument("--key", type=Path, metavar="FILE", help="the auditor's start key")


def run_verify(args: argparse.Namespace) -> int:
    """Say what is broken; 0 when all is whole, 1 when something is not."""
    against = _read(args.against, exports.heard) if args.against else None
    keys = _read(args.key, exports.heard_keys) if args.key else None
    if args.journal:
        export = _loaded(args.journal)
        report = custody.examine(export.entries, export.anchors, start_keys=keys, against=against)
    else:
        report = _of_the_office(args.data, keys, against)
    for problem in (*report.problems, *report.notices):
        print(f"{problem.where}: {problem.why.en}")
    print(_counted(report))
    return 0 if report.is_whole else 1


def _of_the_office(
    data: Path | None, keys: dict[str, bytes] | None, against: dict[int, str] | None
) -> custody.Report:
    custodians.opened(data)
    from tidings.web.journal import journal

    return journal.examine(start_keys=keys, against=against)


def _counted(report: custody.Report) -> str:
    broken = len({problem.where for problem in report.problems})
    return (
        f"{report.entries:,} entries of {report.records:,} records, {report.proven:,} of them proven, "
        f"{report.anchors:,} anchors; {broken:,} broken."
    )


def _loaded(path: Path) -> exports.Export:
    try:
        return exports.load(path)
    except OSError as error:
        raise UnreadableInput(f"Cannot read {path}: {error.strerror}.") from None


def _read(path: Path, hear: Callable[[str, str], Heard]) -> Heard:
    try:
        return hear(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError):
        raise UnreadableInput(f"Cannot read {path}. Name a text file that is there.") from None
