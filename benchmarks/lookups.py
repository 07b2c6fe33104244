#!/usr/bin/env python3
"""How fast one person is looked up among everyone, and how often the right one comes first.

    python benchmarks/lookups.py DIR [--count 2000]

DIR has the tables of population.py. Asks `tidings search --batch` for so many of the sought who are in the list, by name and date
of birth alone; then builds the index in memory as the office does, and adds people to it. Prints JSON.
"""

import argparse
import json
import re
import subprocess
import tempfile
import time
from pathlib import Path

import polars as pl
from measured import tidings

from tidings.matching import Index, Record, Table

ADDED = 500


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tables", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    told = parser.parse_args()
    print(json.dumps({**asked(told.tables, told.count), **indexed(told.tables)}))


def asked(tables: Path, count: int) -> dict[str, float]:
    """Return the times that the command prints, and the share of right answers."""
    truth = pl.read_parquet(tables / "truth.parquet").sort("sought_id").head(count)
    people = pl.read_parquet(tables / "sought.parquet", columns=["id", "name", "birth_date"])
    questions = people.join(truth, left_on="id", right_on="sought_id", how="semi")
    with tempfile.TemporaryDirectory() as folder:
        file, answers = Path(folder, "questions.parquet"), Path(folder, "answers.parquet")
        questions.write_parquet(file)
        command = [
            tidings(),
            "search",
            str(tables / "found.parquet"),
            "--batch",
            str(file),
            "-o",
            str(answers),
        ]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        right = pl.read_parquet(answers).join(
            truth, left_on=["query", "id"], right_on=["sought_id", "found_id"]
        )
    times = re.search(r"median ([\d.]+) ms, 99th percentile ([\d.]+) ms", said)
    assert times, said
    return {
        "median_ms": float(times[1]),
        "p99_ms": float(times[2]),
        "first": len(right.filter(pl.col("rank") == 1)) / len(truth),
        "among_ten": len(right) / len(truth),
    }


def indexed(tables: Path) -> dict[str, float]:
    """Return how long it takes to build the index, and to add one person."""
    started = time.perf_counter()
    index = Index(Table.read(tables / "found.parquet"))
    built = time.perf_counter() - started
    rows = pl.read_parquet(tables / "sought.parquet").head(ADDED).iter_rows(named=True)
    took = []
    for row in rows:
        told = {column: cell for column, cell in row.items() if cell is not None}
        record = Record.from_row({**told, "id": f"added-{row['id']}"})
        started = time.perf_counter()
        index.add(record)
        took.append(time.perf_counter() - started)
    return {"build_seconds": built, "add_ms": sorted(took)[len(took) // 2] * 1000}


if __name__ == "__main__":
    main()
