"""What every command shares: its help with an example, --quiet, progress, and where its result goes."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tidings import files

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

T = TypeVar("T")
Run = Callable[[argparse.Namespace], int | None]


def add(commands: "Commands", name: str, run: Run, what: str, example: str) -> argparse.ArgumentParser:
    """Add a command with its one-line description, an example, and the options that all commands have."""
    parser = commands.add_parser(
        name,
        help=what,
        description=what,
        epilog=f"Example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")
    parser.set_defaults(run=run)
    return parser


class Progress:
    """A line on standard error that says how far the work is; silent with --quiet or where nobody watches."""

    def __init__(self, args: argparse.Namespace, what: str) -> None:
        self.what = what
        self.shown = not args.quiet and sys.stderr.isatty()
        self.last = 0.0

    def over(self, items: Iterable[T], total: int | None = None) -> Iterator[T]:
        """Yield the items, saying how many are done."""
        for done, item in enumerate(items, 1):
            yield item
            self.say(f"{done:,}" + (f" of {total:,}" if total else ""))
        self.end()

    def say(self, how_far: str) -> None:
        """Show how far it is, ten times a second at most."""
        if self.shown and (now := time.monotonic()) - self.last > 0.1:
            self.last = now
            print(f"\r{self.what}: {how_far}\x1b[K", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line clean for what comes after."""
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def write_json_lines(rows: Iterable[dict[str, Any]], out: Path | None) -> None:
    """Write one object a line to `out`, whole or not at all, or to standard output."""
    if out is None:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
        return
    with files.whole(out) as draft, draft.open("w", encoding="utf-8") as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
