"""The commands that trace people: match, dedupe, compare, search, explain."""

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidings.cli import command
from tidings.errors import InputError

if TYPE_CHECKING:
    import polars as pl

    from tidings.cli.command import Commands
    from tidings.matching import Hit, Model, Pairs, Record, Table

ENDINGS = (".csv", ".parquet")


def add(commands: "Commands") -> None:
    """Add them."""
    for add_one in (_add_match, _add_dedupe, _add_compare, _add_search, _add_explain):
        add_one(commands)


# --- match -----------------------------------------------------------------------------------------------------------


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
    parser.add_argument("--model", type=Path, metavar="FILE", help="a model saved before; nothing is learnt")
    parser.add_argument(
        "--save-model", type=Path, metavar="FILE", help="where to keep what was learnt, as JSON"
    )
    parser.add_argument(
        "--decided",
        type=Path,
        metavar="FILE",
        help="pairs that people decided, to learn from: sought_id, found_id, same (yes or no)",
    )
    parser.add_argument(
        "--engine", choices=["local", "spark"], default="local", help="this machine, or Apache Spark (local)"
    )
    parser.add_argument(
        "--master", metavar="URL", help="the cluster, for --engine spark: spark://HOST:7077 …"
    )


def match(args: argparse.Namespace) -> None:
    """Write the pairs of two tables worth a look."""
    from tidings.matching import save

    _need_ending(args.out)
    given = _model(args.model)
    progress = command.Progress(args, "match")
    with _linked_by(args) as link:
        pairs = link(*_tables(args.sought, args.found), given, progress.say, decided=_decisions(args.decided))
    progress.end()
    _write(pairs.table, args.out)
    if args.save_model:
        save(pairs.model, args.save_model)
    _warn(args, pairs.warnings)


def _decisions(path: Path | None) -> dict[tuple[str, str], bool]:
    """Return what people decided about pairs, as a file says it; nothing without one."""
    from tidings.matching.table import read_columns

    if path is None:
        return {}
    decided = {}
    columns = ("sought_id", "found_id", "same")
    for number, row in enumerate(read_columns(path, columns).select(columns).iter_rows(), 1):
        one, other, same = ("" if cell is None else str(cell).strip() for cell in row)
        if same.lower() not in _YES + _NO:
            raise InputError(
                f"{path}, row {number}, column 'same' is {same!r}. Write yes or no, and leave out what is not decided."
            )
        decided[one, other] = same.lower() in _YES
    return decided


_YES, _NO = ("yes", "true", "1", "да", "так"), ("no", "false", "0", "нет", "ні")


@contextlib.contextmanager
def _linked_by(args: argparse.Namespace) -> Iterator[Callable[..., "Pairs"]]:
    """Give what links two tables: this machine, or a cluster."""
    from tidings.matching import link, spark

    if args.engine == "local":
        if args.master:
            raise InputError("--master belongs to --engine spark. Add that, or leave --master out.")
        yield link
    else:
        with spark.cluster(args.master) as session:
            yield partial(link, engine=partial(spark.score, session))


# --- dedupe ----------------------------------------------------------------------------------------------------------


def _add_dedupe(commands: "Commands") -> None:
    parser = command.add(
        commands,
        "dedupe",
        dedupe,
        "Put the records of one table together that are one person; each link can be undone.",
        "tidings dedupe appeals.csv -o people.csv --pairs links.csv",
    )
    parser.add_argument(
        "people", type=Path, metavar="PEOPLE", help="one table: .csv or .parquet with id, name, …"
    )
    parser.add_argument(
        "-o", "--out", type=Path, required=True, metavar="OUT", help="id, person_id: .csv or .parquet"
    )
    parser.add_argument("--pairs", type=Path, metavar="PAIRS", help="where the links go on which it rests")
    parser.add_argument("--model", type=Path, metavar="FILE", help="a model saved before; nothing is learnt")


def dedupe(args: argparse.Namespace) -> None:
    """Write who of one table is one person."""
    from tidings.matching import group

    for path in filter(None, (args.out, args.pairs)):
        _need_ending(path)
    progress = command.Progress(args, "dedupe")
    people = group(_table(args.people), _model(args.model), progress.say)
    progress.end()
    if args.pairs:
        _write(people.links, args.pairs)
    _write(people.table, args.out)
    _warn(args, people.warnings)


# --- compare ---------------------------------------------------------------------------------------------------------

_SIDES = ("birth_date", "unit", "place", "age", "age_on")


def _add_compare(commands: "Commands") -> None:
    parser = command.add(
        commands,
        "compare",
        compare,
        "Weigh pairs of names, one pair a row, by the model that comes with Tidings; nothing is learnt.",
        "tidings compare pairs.csv -o weighed.csv",
    )
    parser.add_argument(
        "pairs",
        type=Path,
        metavar="PAIRS.csv",
        help="name1, name2; birth_date1, birth_date2, unit1 … where known",
    )
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        required=True,
        metavar="OUT.csv",
        help="the same rows with match_weight, probability",
    )
    parser.add_argument(
        "--model", type=Path, metavar="FILE", help="another model than the one that comes with Tidings"
    )


def compare(args: argparse.Namespace) -> None:
    """Write the rows of a table of pairs with their weight and probability."""
    import polars as pl

    from tidings.matching import compare as weigh
    from tidings.matching.table import read_columns

    _need_ending(args.out)
    table, given = read_columns(args.pairs, ("name1", "name2")), _model(args.model)
    rows = command.Progress(args, "compare").over(table.iter_rows(named=True), len(table))
    weighed = [weigh(_side(row, 1), _side(row, 2), given) for row in rows]
    columns = list(zip(*weighed, strict=True)) or [(), ()]
    found = {"match_weight": columns[0], "probability": columns[1]}
    _write(
        table.with_columns(pl.Series(name, values, pl.Float64) for name, values in found.items()), args.out
    )


def _side(row: dict[str, Any], side: int) -> "Record":
    from tidings.matching import Record

    told = {name: row.get(f"{name}{side}") for name in _SIDES}
    return Record.from_row({"id": str(side), "name": row[f"name{side}"], **told})


# --- search ----------------------------------------------------------------------------------------------------------


def _add_search(commands: "Commands") -> None:
    parser = command.add(
        commands,
        "search",
        search,
        "Look one person up in a table of people found, under any spelling.",
        'tidings search captured.csv "Кравцов Илья" --born 2005-03',
    )
    parser.add_argument(
        "found", type=Path, metavar="FOUND", help="people found: .csv or .parquet with id, name, …"
    )
    parser.add_argument("name", nargs="?", metavar="NAME", help="the name, written in any way")
    parser.add_argument(
        "--born", metavar="DATE", help="a year, a month or a day: 2005, 2005-03 or 2005-03-14"
    )
    parser.add_argument("--unit", metavar="N", help="number of the unit")
    parser.add_argument("--place", metavar="NAME", help="a place")
    parser.add_argument("--limit", type=int, default=10, help="how many to give (10)")
    parser.add_argument("--json", action="store_true", help="one JSON list instead of lines")
    parser.add_argument(
        "--lang", choices=["ru", "uk", "en"], default="en", help="language of the reasons (en)"
    )
    parser.add_argument(
        "--batch",
        type=Path,
        metavar="QUERIES.csv",
        help="many questions: columns name, birth_date, unit, place, and id if they have one",
    )
    parser.add_argument(
        "-o", "--out", type=Path, metavar="OUT.parquet", help="where the answers to --batch go"
    )
    parser.add_argument(
        "--model", type=Path, metavar="FILE", help="another model than the one that comes with Tidings"
    )


def search(args: argparse.Namespace) -> None:
    """Print who may be meant, or answer many questions."""
    from tidings.matching import Index

    if bool(args.name) == bool(args.batch):
        raise InputError("Give either a NAME or --batch QUERIES.csv.")
    if args.limit < 1:
        raise InputError(f"--limit is {args.limit}; give 1 or more.")
    if args.batch:
        return _search_many(args)
    asked = _asked(args)
    given, table = _model(args.model), _table(args.found)
    _warn(args, table.notes)
    hits = Index(table, given).search(asked, args.limit)
    said = [_said(hit, args.lang) for hit in hits]
    if args.json:
        print(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        _print_hits(said)
    return None


def _asked(args: argparse.Namespace) -> "Record":
    from tidings.matching import Record
    from tidings.text.dates import ImpreciseDate

    if args.born:
        ImpreciseDate.parse(args.born)
    return Record("asked", args.name, args.born, args.unit, args.place)


def _said(hit: "Hit", lang: str) -> dict[str, Any]:
    return {
        "id": hit.id,
        "name": hit.name,
        "match_weight": round(hit.match_weight, 2),
        "probability": round(hit.probability, 4),
        "reasons": [
            {"fact": reason.fact, "weight": round(reason.weight, 2), "sentence": reason.sentence.say(lang)}
            for reason in hit.reasons
            if reason.weight
        ],
    }


def _print_hits(hits: list[dict[str, Any]]) -> None:
    if not hits:
        print("Nobody in this table may be meant. That says nothing of what happened to anyone.")
    for hit in hits:
        print(f"{hit['probability']:7.1%}  {hit['match_weight']:6.1f} bits  {hit['id']}  {hit['name']}")
        for reason in hit["reasons"]:
            print(f"          {reason['weight']:+6.1f}       {reason['sentence']}")


def _search_many(args: argparse.Namespace) -> None:
    import polars as pl

    from tidings.matching import Index
    from tidings.matching.table import read_columns

    if not args.out:
        raise InputError("--batch needs -o OUT.parquet (or .csv) for the answers.")
    _need_ending(args.out)
    queries, given, table = read_columns(args.batch, ("name",)), _model(args.model), _table(args.found)
    index, took = Index(table, given), []
    progress = command.Progress(args, "search")
    rows: list[tuple[str, str, int, float, float]] = []
    for asked in progress.over(_queries(queries), len(queries)):
        began = time.perf_counter()
        hits = index.search(asked, args.limit)
        took.append((time.perf_counter() - began) * 1000)
        rows += [
            (asked.id, hit.id, rank, hit.match_weight, hit.probability) for rank, hit in enumerate(hits, 1)
        ]
    schema = {
        "query": pl.String,
        "id": pl.String,
        "rank": pl.Int32,
        "match_weight": pl.Float64,
        "probability": pl.Float64,
    }
    answers = pl.DataFrame(rows, schema=schema, orient="row")
    _write(answers.with_columns(pl.col("id").cast(table.rows["id"].dtype), _like_asked(queries)), args.out)
    _warn(args, table.notes)
    _print_times(took)


def _queries(table: "pl.DataFrame") -> Iterator["Record"]:
    """Yield the questions; one without an id is known by its number, from 0."""
    from tidings.matching import Record

    for number, row in enumerate(table.iter_rows(named=True)):
        yield Record.from_row(
            {"id": number, **{name: cell for name, cell in row.items() if cell is not None}}
        )


def _like_asked(queries: "pl.DataFrame") -> "pl.Expr":
    import polars as pl

    kind = queries["id"].dtype if "id" in queries.columns else pl.Int64()
    return pl.col("query").cast(kind)


def _print_times(took: list[float]) -> None:
    import numpy as np

    if took:
        median, late = np.percentile(took, [50, 99])
        print(f"{len(took)} look-ups: median {median:.2f} ms, 99th percentile {late:.2f} ms")


# --- explain ---------------------------------------------------------------------------------------------------------


def _add_explain(commands: "Commands") -> None:
    parser = command.add(
        commands,
        "explain",
        explain,
        "Say why two records are thought to be one person, one line a fact.",
        "tidings explain sought.csv captured.csv 17 4021 --lang ru",
    )
    parser.add_argument("sought", type=Path, metavar="SOUGHT", help="people sought: .csv or .parquet")
    parser.add_argument("found", type=Path, metavar="FOUND", help="people found: .csv or .parquet")
    parser.add_argument("sought_id", metavar="SOUGHT_ID", help="an id of the first table")
    parser.add_argument("found_id", metavar="FOUND_ID", help="an id of the second table")
    parser.add_argument(
        "--lang", choices=["ru", "uk", "en"], default="en", help="language of the reasons (en)"
    )
    parser.add_argument("--model", type=Path, metavar="FILE", help="a model saved before; nothing is learnt")


def explain(args: argparse.Namespace) -> None:
    """Print the reasons, heaviest first, and what they say together."""
    from tidings.matching import explain_linked, together
    from tidings.matching.reasons import OTHERS_FIT

    given = _model(args.model)
    progress = command.Progress(args, "explain")
    sought, found = _tables(args.sought, args.found)
    why = explain_linked(sought, found, (args.sought_id, args.found_id), given, progress.say)
    progress.end()
    for reason in sorted(why.reasons, key=lambda reason: -abs(reason.weight)):
        told = " — ".join(str(side) for side in (reason.left, reason.right) if side)
        print(f"{reason.weight:+7.1f}  {reason.sentence.say(args.lang)}" + (f"  ({told})" if told else ""))
    if why.others <= -0.05:
        print(f"{why.others:+7.1f}  {OTHERS_FIT.say(args.lang)}")
    print(f"{why.match_weight:+7.1f}  {together(why.probability).say(args.lang)}")


# --- shared ----------------------------------------------------------------------------------------------------------


def _need_ending(path: Path) -> None:
    if path.suffix.lower() not in ENDINGS:
        raise InputError(f"{path} must end in .csv or .parquet. Name the output so.")


def _table(path: Path) -> "Table":
    from tidings.matching import Table

    return Table.read(path)


def _tables(*paths: Path) -> "list[Table]":
    from tidings.matching.compiled import together

    return together(_table, [(path,) for path in paths])


def _model(path: Path | None) -> "Model | None":
    from tidings.matching import load

    return load(path) if path else None


def _write(table: "pl.DataFrame", path: Path) -> None:
    from tidings import files

    with files.whole(path) as draft:
        if path.suffix.lower() == ".csv":
            table.write_csv(draft)
        else:
            table.write_parquet(draft)


def _warn(args: argparse.Namespace, warnings: Iterable[str]) -> None:
    """Say what was left out; --quiet silences progress, not this."""
    for warning in warnings:
        print(f"tidings {args.command}: {warning}", file=sys.stderr)
