"""The command line: one module a family of commands, each added to COMMANDS.

A command module offers `add(commands)`, which adds its parsers and sets `run`, a function that takes the parsed
arguments and does the work. Errors of input end with one sentence on standard error and exit code 2.
"""

import argparse
import sys
from collections.abc import Sequence

from tidings import __version__
from tidings.cli import backups, claims, custodians, journal, law, matching, office, reading
from tidings.errors import InputError, TidingsError

COMMANDS = [reading, claims, matching, law, office, journal, custodians, backups]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when it did the work, 2 when its input or options are wrong, 1 otherwise."""
    args = parser().parse_args(argv)
    try:
        return int(args.run(args) or 0)
    except InputError as error:
        print(f"tidings {args.command}: {error}", file=sys.stderr)
        return 2
    except TidingsError as error:
        print(f"tidings {args.command}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"tidings {args.command}: stopped; nothing was written.", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    whole = argparse.ArgumentParser(
        prog="tidings", description="Read appeals, assess rights, trace people, from the command line."
    )
    whole.add_argument("--version", action="version", version=f"tidings {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for family in COMMANDS:
        family.add(commands)
    return whole
