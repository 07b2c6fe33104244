#!/usr/bin/env python3
"""Say how well two printed names alone tell whether they are one person's.

    python benchmarks/printed_names.py PAIRS.csv

PAIRS has name1, name2, is_match and alias_type; pseudonyms (alias_type other_name) are left out: no engine can know them.
Prints the best F1, the weight it is reached at, the pairs that are judged wrong there, and the seconds of a processor.
"""

import argparse
import csv
import time
from pathlib import Path

from tidings.matching import Record, compare


def main() -> None:
    """Print one figure a line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--wrong", type=int, default=0, help="how many of the pairs judged wrong to show")
    told = parser.parse_args()
    if not told.pairs.exists():
        print(f"{told.pairs} is not there: left out.")
        return
    with told.pairs.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["alias_type"] != "other_name"]
    compare(Record("1", "Иванов"), Record("2", "Иванов"))
    start = time.process_time()
    bits = [compare(Record("1", row["name1"]), Record("2", row["name2"]))[0] for row in rows]
    seconds = time.process_time() - start
    f1, at = best(bits, [row["is_match"] == "1" for row in rows])
    print(f"{len(rows)} pairs, best F1 {f1:.4f} at {at:.1f} bits, {seconds:.1f} s of a processor")
    wrong = [
        (weight, row)
        for weight, row in zip(bits, rows, strict=True)
        if (weight >= at) != (row["is_match"] == "1")
    ]
    for weight, row in wrong[: told.wrong]:
        print(f"{weight:6.1f}  {row['is_match']}  {row['name1']}  |  {row['name2']}")


def best(bits: list[float], truth: list[bool]) -> tuple[float, float]:
    """Return the best F1 and the weight from which on pairs are then said to be one person's."""
    found, right = (0.0, 0.0), 0
    for said, (weight, true) in enumerate(sorted(zip(bits, truth, strict=True), reverse=True), start=1):
        right += true
        found = max(found, (2 * right / (said + sum(truth)), weight))
    return found


if __name__ == "__main__":
    main()
