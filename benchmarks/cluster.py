#!/usr/bin/env python3
"""Measure what linking on a cluster costs by row: the driver's work, what is broadcast, and the workers' work.

    python benchmarks/population.py people --sought 1000000 --found 200000
    python benchmarks/cluster.py people

Processor seconds, so that other work on the machine counts little; the code that Spark's workers run is run here.
docs/decisions/0017-spark.md reckons with these figures.
"""

import argparse
import resource
import time
from pathlib import Path

import numpy as np

from tidings.matching import Model, Table, linking, spark, training

PORTIONS = 5


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tables", type=Path, help="folder with sought.parquet and found.parquet")
    folder = parser.parse_args().tables
    begun = time.process_time()

    def took(what: str, rows: int) -> None:
        nonlocal begun
        now = time.process_time()
        print(
            f"{what:34} {now - begun:8.1f} s  {(now - begun) / rows * 1e6:8.1f} s a million rows", flush=True
        )
        begun = time.process_time()

    tables = [Table.read(folder / f"{name}.parquet") for name in ("sought", "found")]
    sought, found = map(len, tables)
    print(f"{sought:,} sought, {found:,} found")
    took("reading both tables", sought + found)
    prepared = training.prepare(*tables, Model())
    took("reading names", sought + found)
    prepared = training.learn(prepared)
    took("learning, and the sought by key", sought)
    print(
        f"{'most memory of the driver':34} {peak() / (sought + found):8.0f} bytes a row ({peak() / 2**30:.2f} GiB)"
    )
    sent = spark.Sent.of(spark.shared(prepared))
    size = len(sent.head) + sum(map(len, sent.arrays))
    evidence = size - prepared.sought.packed.nbytes - sum(part.nbytes for part in prepared.blocks[1:])
    print(
        f"{'broadcast':34} {(size - evidence) / sought:8.0f} bytes a sought person, {evidence / 2**20:.0f} MiB besides"
    )
    print(f"{'sent of each found':34} {prepared.found.packed[0].nbytes:8.0f} bytes")
    work(sent.opened, prepared, took)


def work(known: spark.Shared, prepared: training.Prepared, took) -> None:
    """Compare portions as a worker does; the first makes the machine code ready and is not counted."""
    starts = np.linspace(0, len(prepared.found) - linking.AT_A_TIME, PORTIONS + 1).astype(int)
    pairs = size = 0
    for number, start in enumerate(starts):
        if number == 1:
            took("getting ready", 1)
        rows = np.arange(start, start + linking.AT_A_TIME, dtype=np.int32)
        batch = spark._portion(known, start, prepared.found.take(rows).packed.tobytes())
        if number:
            pairs, size = pairs + len(batch), size + batch.nbytes
    rows = PORTIONS * linking.AT_A_TIME
    took("comparing", rows)
    print(f"{'coming back of each found':34} {pairs / rows:8.2f} pairs, {size / rows:.0f} bytes")


def peak() -> int:
    """Return the most bytes that this process held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
