"""The commands that trace people: match, dedupe, compare, search, explain."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tidings.cli import command
from tidings.errors import InputError

if TYPE_CHECKING:
    import polars as pl

    from tidings.cli.command import Commands
    from tidings.matching import Table

ENDINGS = (".csv", ".parquet")


def add(commands: "Commands") -> None:
    """Add them."""
    _add_match(commands)


def _add_match(commands: "Commands") -> None:
    parser = command.add(
        commands,
        "match",
        match,
        "Link a table of people sought with a table of people found; learns from the two, without labels.",
        "tidings match sought.csv captured.csv -o pairs.csv",
    )
    parser.add_argument(
        "sought", type=Path, metavar="SOUGHT", help="people sought: .csv or .parquet with id, name, …"
    )
    parser.add_argument("found", type=Path, metavar="FOUND", help="people found: the same columns")
    parser.add_argument(
        "-o", "--out", type=Path, required=True, metavar="PAIRS", help="where the pairs go: .csv or .parquet"
    )
    parser.add_argument("--model", type=Path, help="a model saved before; nothing is learnt")
    parser.add_argument(
        "--save-model", type=Path, metavar="FILE", help="where to keep what was learnt, as JSON"
    )
    parser.add_argument("--engine", choices=["local", "spark"], default="local", help="only local today")
    parser.add_argument("--master", metavar="URL", help="the cluster, for --engine spark")


def match(args: argparse.Namespace) -> None:
    """Write the pairs of two tables worth a look."""
    from tidings.matching import link, model

    _need_local(args)
    _need_ending(args.out)
    learnt = model.load(args.model) if args.model else None
    progress = command.Progress(args, "match")
    sought, found = _table(args.sought), _table(args.found)
    pairs = link(sought, found, learnt, progress.say)
    progress.end()
    _write(pairs.table, args.out)
    if args.save_model:
        model.save(pairs.model, args.save_model)
    _warn(args, pairs.warnings)


def _need_local(args: argparse.Namespace) -> None:
    if args.engine != "local":
        raise InputError("--engine spark is not there yet. Leave the option out to link on this machine.")
    if args.master:
        raise InputError("--master belongs to --engine spark, which is not there yet. Leave it out.")


def _need_ending(path: Path) -> None:
    if path.suffix.lower() not in ENDINGS:
        raise InputError(f"{path} must end in .csv or .parquet. Name the output so.")


def _table(path: Path) -> "Table":
    from tidings.matching import Table

    return Table.read(path)


def _write(table: "pl.DataFrame", path: Path) -> None:
    from tidings import files

    with files.whole(path) as draft:
        if path.suffix.lower() == ".csv":
            table.write_csv(draft)
        else:
            table.write_parquet(draft)


def _warn(args: argparse.Namespace, warnings: tuple[str, ...]) -> None:
    """Say what was left out; --quiet silences progress, not this."""
    for warning in warnings:
        print(f"tidings {args.command}: {warning}", file=sys.stderr)
