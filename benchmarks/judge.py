#!/usr/bin/env python3
"""Say what pairs are worth when the truth is known.

python benchmarks/judge.py DIR/truth.parquet DIR/pairs.parquet
"""

import sys
from dataclasses import asdict
from pathlib import Path

import polars as pl

from tidings.matching.evaluation import judge


def main() -> None:
    """Print one figure a line."""
    truth, pairs = (pl.read_parquet(Path(path)) for path in sys.argv[1:3])
    for name, figure in asdict(judge(pairs, truth)).items():
        print(f"{name:20} {figure:.4f}")


if __name__ == "__main__":
    main()
