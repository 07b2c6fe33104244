#!/usr/bin/env python3
"""Say what pairs are worth when the truth is known.

    python benchmarks/judge.py DIR/truth.parquet DIR/pairs.parquet [--found SAMPLE.parquet] [--json]

With `--found`, only the true pairs of these found people count, since only they were asked about. With `--json`, also the recall at
every precision from 0.80 to 1, to be drawn.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import polars as pl

from tidings.matching.evaluation import judge

IDS = ["sought_id", "found_id"]
PRECISIONS = [round(0.8 + 0.005 * step, 3) for step in range(41)]


def main() -> None:
    """Print one figure a line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("truth", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--found", type=Path)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    truth = pl.read_parquet(told.truth)
    if told.found:
        truth = truth.join(pl.read_parquet(told.found).select(found_id="id"), on="found_id", how="semi")
    figures = judged(pl.read_parquet(told.pairs), truth)
    if told.json:
        print(json.dumps(figures))
        return
    del figures["curve"]
    for name, figure in figures.items():
        print(f"{name:20} {'–' if figure is None else f'{figure:.4f}'}")


def judged(pairs: pl.DataFrame, truth: pl.DataFrame) -> dict:
    """Return the figures; the calibration error is None where the pairs have no probability."""
    calibrated = "probability" in pairs.columns
    if not calibrated:
        pairs = pairs.with_columns(probability=0.0)
    figures = asdict(judge(pairs, truth))
    if not calibrated:
        figures["calibration_error"] = None
    recalls = recall_at(pairs, truth)
    return {
        **figures,
        "recall_at_95": recalls[PRECISIONS.index(0.95)],
        "curve": list(zip(PRECISIONS, recalls, strict=True)),
    }


def recall_at(pairs: pl.DataFrame, truth: pl.DataFrame) -> list[float]:
    """Return the highest recall that each of the precisions leaves."""
    right = pairs.join(truth.select(*IDS, right=True), on=IDS, how="left")["right"].fill_null(False)
    weights = pairs.select("match_weight", right=right).sort("match_weight", descending=True)
    curve = weights.with_columns(many=pl.int_range(1, pl.len() + 1), hit=pl.col("right").cum_sum())
    curve = curve.filter(pl.col("match_weight") != pl.col("match_weight").shift(-1).fill_null(float("-inf")))
    curve = curve.select(precision=pl.col("hit") / pl.col("many"), recall=pl.col("hit") / max(len(truth), 1))
    return [float(curve.filter(pl.col("precision") >= least)["recall"].max() or 0.0) for least in PRECISIONS]


if __name__ == "__main__":
    main()
