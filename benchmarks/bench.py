#!/usr/bin/env python3
"""Measure Tidings beside its peers, on the same tables and in one run, and write what came out into docs/.

    ./run bench [--sizes 100000,250000] [--seed N] [--hard] [--peers splink,pg_trgm] [--tables DIR] [--docs DIR]
    ./run bench --full

makes invented people (population.py), links them with Tidings and each of its peers (benchmarks/peers/, each a process of
its own that gets the same two tables), judges the pairs (judge.py), looks people up (lookups.py), and writes the table into
docs/benchmarks.md and two pictures into docs/images/. With --full: 100,000, 250,000 and a million on each side, and the
harder rates too. What a peer needs and does not find leaves it out, and that is said.

This process stays small and measures others only: see measured.py.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import page
from measured import Failed, Taken, taken, tidings

HERE = Path(__file__).parent
HOME = HERE.parent
SAMPLE = {"nomenklatura": 500, "pg_trgm": 1000}
"""How many of the found are asked about where asking about all would take hours."""
FULL = [(100_000, False), (250_000, False), (1_000_000, False), (100_000, True), (1_000_000, True)]
"""What --full measures: how many on each side, and whether at the harder rates."""
LARGEST = {"nomenklatura": 100_000}
"""How many on each side a peer is made ready for."""


@dataclass(frozen=True)
class Peer:
    """A tool beside Tidings: its file in peers/, the module it needs, and the Python that has it."""

    name: str
    title: str
    file: str
    needs: str
    environment: str = ".venv-bench"

    @property
    def python(self) -> str:
        """That of its own environment, where there is one; else the one that runs this."""
        own = HOME / self.environment / "bin/python"
        return str(own) if own.exists() else sys.executable

    @property
    def missing(self) -> bool:
        """Whether what it needs is not installed."""
        return bool(
            subprocess.run([self.python, "-c", f"import {self.needs}"], capture_output=True).returncode
        )


PEERS = [
    Peer("splink", "Splink on DuckDB", "splink_duckdb.py", "splink"),
    Peer("jaro_winkler", "DuckDB jaro_winkler", "duckdb_jaro_winkler.py", "duckdb"),
    Peer("pg_trgm", "PostgreSQL pg_trgm", "pg_trgm.py", "psycopg"),
    Peer(
        "nomenklatura",
        "nomenklatura logic-v2",
        "nomenklatura_logic.py",
        "nomenklatura",
        ".venv-bench-nomenklatura",
    ),
]


@dataclass(frozen=True)
class Population:
    """Two tables and the truth about them."""

    folder: Path
    size: int
    hard: bool

    @property
    def sought(self) -> Path:
        return self.folder / "sought.parquet"

    @property
    def found(self) -> Path:
        return self.folder / "found.parquet"

    @property
    def truth(self) -> Path:
        return self.folder / "truth.parquet"


@dataclass(frozen=True)
class Result:
    """What one tool took and found on one population; `sample` is how many it was asked about where that is not all."""

    name: str
    title: str
    size: int
    hard: bool
    seconds: float
    processor: float | None
    gib: float
    figures: dict
    sample: int | None = None
    said: dict = field(default_factory=dict)


def main() -> None:
    """Make, run, judge, write."""
    told = options()
    chosen = [peer for peer in PEERS if peer.name in told.peers]
    left_out = [peer for peer in chosen if peer.missing]
    for peer in left_out:
        say(f"Left out: {peer.title}, because {peer.python} has no {peer.needs}.")
    results: list[Result] = []
    lookups: dict[int, dict] = {}
    with tempfile.TemporaryDirectory(prefix="tidings-bench-") as folder:
        for population in populations(told, Path(folder)):
            results += measured(population, [peer for peer in chosen if peer not in left_out], Path(folder))
            if not population.hard and (looked := looked_up(population)):
                lookups[population.size] = looked
            page.write(told.docs, results, lookups, told.command, [peer.title for peer in left_out])
    say(f"Written: {told.docs / 'benchmarks.md'} and two pictures in {told.docs / 'images'}.")


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--sizes", type=sizes, default=[100_000], help="people on each side, as 100000,250000"
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed, other people")
    parser.add_argument("--hard", action="store_true", help="write the found twice as badly")
    parser.add_argument(
        "--full", action="store_true", help="100,000, 250,000, a million; and the harder rates"
    )
    parser.add_argument("--peers", type=lambda text: text.split(","), default=[peer.name for peer in PEERS])
    parser.add_argument(
        "--tables", type=Path, help="a folder with sought, found and truth.parquet made elsewhere"
    )
    parser.add_argument("--docs", type=Path, default=HOME / "docs", help="where to write (docs/)")
    told = parser.parse_args()
    if unknown := set(told.peers) - {peer.name for peer in PEERS} - {""}:
        parser.error(
            f"no peer {', '.join(sorted(unknown))}; there are {', '.join(peer.name for peer in PEERS)}"
        )
    told.command = " ".join(["./run bench", *sys.argv[1:]])
    return told


def sizes(text: str) -> list[int]:
    """Read "100000,250000"."""
    return [int(size) for size in text.split(",")]


def populations(told: argparse.Namespace, folder: Path) -> Iterator[Population]:
    """Yield the populations, each made when its turn comes."""
    if told.tables:
        yield Population(told.tables, rows(told.tables / "found.parquet"), told.hard)
        return
    wanted = FULL if told.full else [(size, told.hard) for size in told.sizes]
    for size, hard in wanted:
        tables = folder / f"{size}{'-hard' if hard else ''}"
        say(f"Making {size:,} people sought and {size:,} found{', the harder rates' if hard else ''} …")
        counts = ["--sought", size, "--found", size, "--seed", told.seed]
        taken(sys.executable, HERE / "population.py", tables, *counts, *(["--hard"] if hard else []))
        yield Population(tables, size, hard)


def rows(file: Path) -> int:
    """Return how many rows a table has."""
    count = f"import polars; print(polars.scan_parquet({str(file)!r}).select(polars.len()).collect().item())"
    return int(taken(sys.executable, "-c", count).out)


def measured(population: Population, peers: Sequence[Peer], folder: Path) -> Iterator[Result]:
    """Yield what each tool took and found; Tidings first newly installed, then as it is from then on."""
    with tempfile.TemporaryDirectory(dir=folder) as compiled:
        run = partial(match, population, compiled)
        yield from one(population, "cold", "Tidings, first run", folder, run)
        yield from one(population, "tidings", "Tidings", folder, run)
    for peer in peers:
        if population.size <= LARGEST.get(peer.name, population.size):
            yield from one(population, peer.name, peer.title, folder, partial(beside, peer, population))


def match(population: Population, compiled: str, found: Path, out: Path) -> Taken:
    """Link with Tidings, its compiled code in this folder."""
    return taken(tidings(), "match", population.sought, found, "-o", out, NUMBA_CACHE_DIR=compiled)


def beside(peer: Peer, population: Population, found: Path, out: Path) -> Taken:
    """Link with a peer."""
    return taken(peer.python, HERE / "peers" / peer.file, population.sought, found, "-o", out)


def one(
    population: Population, name: str, title: str, folder: Path, run: Callable[[Path, Path], Taken]
) -> Iterator[Result]:
    """Yield what one tool took and found, if it came to an end."""
    out, found, sample = folder / "pairs.parquet", population.found, None
    if (most := SAMPLE.get(name, population.size)) < population.size:
        found, sample = sampled(found, most, folder / "sample.parquet"), most
    say(f"{title}, {population.size:,} × {sample or population.size:,} …")
    try:
        took = run(found, out)
    except Failed as failure:
        say(f"{title} failed and is left out:\n{failure}")
        return
    figures = judged(population, out, found if sample else None)
    out.unlink()
    yield _result(name, title, population, took, figures, sample)


def _result(
    name: str, title: str, population: Population, took: Taken, figures: dict, sample: int | None
) -> Result:
    """Put together what is known; the time of a sample is what it took to be ready, and the rest multiplied."""
    said = json.loads(took.out) if took.out.startswith("{") else {}
    seconds = said.get("seconds", took.seconds)
    if sample:
        seconds = said["prepared"] + (seconds - said["prepared"]) * population.size / sample
    processor = None if sample else took.processor
    memory = max(took.gib, said.get("server_gib", 0.0))
    size, hard = population.size, population.hard
    return Result(name, title, size, hard, seconds, processor, memory, figures, sample, said)


def sampled(found: Path, count: int, out: Path) -> Path:
    """Write so many of the found, drawn at random."""
    draw = f"import polars; polars.read_parquet({str(found)!r}).sample({count}, seed=1).write_parquet({str(out)!r})"
    taken(sys.executable, "-c", draw)
    return out


def judged(population: Population, pairs: Path, sample: Path | None) -> dict:
    """Return what judge.py says."""
    only = ["--found", sample] if sample else []
    return json.loads(taken(sys.executable, HERE / "judge.py", population.truth, pairs, "--json", *only).out)


def looked_up(population: Population) -> dict | None:
    """Return what lookups.py says."""
    say(f"Look-ups among {population.size:,} …")
    try:
        return json.loads(taken(sys.executable, HERE / "lookups.py", population.folder).out)
    except Failed as failure:
        say(f"Look-ups failed and are left out:\n{failure}")
        return None


def say(text: str) -> None:
    """Tell whoever waits."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
