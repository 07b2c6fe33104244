"""How good the pairs are when the truth is known: precision, recall, calibration."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Verdict:
    """What pairs are worth. All shares are between 0 and 1."""

    proposed: float
    """Share of the true pairs that were proposed at all."""
    recall_at_99: float
    """Share of the true pairs above the lowest weight at which 99 of 100 pairs are true."""
    recall_at_90: float
    best_f1: float
    calibration_error: float
    """How far `probability` is from the share of true pairs, over ten bins, weighed by their size."""


def judge(pairs: pl.DataFrame, truth: pl.DataFrame) -> Verdict:
    """Return what pairs (sought_id, found_id, match_weight, probability) are worth; `truth` has the two ids."""
    ids = ["sought_id", "found_id"]
    judged = pairs.join(truth.select(*ids, right=True), on=ids, how="left").with_columns(
        pl.col("right").fill_null(False)
    )
    curve = _curve(judged, len(truth))
    return Verdict(
        proposed=int(judged["right"].sum()) / max(len(truth), 1),
        recall_at_99=_recall_at(curve, 0.99),
        recall_at_90=_recall_at(curve, 0.90),
        best_f1=_highest(curve["f1"]),
        calibration_error=_calibration_error(judged),
    )


def _curve(judged: pl.DataFrame, true: int) -> pl.DataFrame:
    """Return precision, recall and F1 at each weight."""
    right, many = pl.col("right").cum_sum(), pl.col("many").cum_sum()
    return (
        judged.group_by("match_weight")
        .agg(many=pl.len(), right=pl.col("right").sum())
        .sort("match_weight", descending=True)
        .select(precision=right / many, recall=right / max(true, 1), f1=2 * right / (many + true))
    )


def _recall_at(curve: pl.DataFrame, precision: float) -> float:
    return _highest(curve.filter(pl.col("precision") >= precision)["recall"])


def _highest(column: pl.Series) -> float:
    return float(column.max() or 0.0)  # type: ignore[arg-type]


def _calibration_error(judged: pl.DataFrame) -> float:
    bins = judged.group_by((pl.col("probability") * 10).clip(0, 9).cast(pl.Int32)).agg(
        many=pl.len(), gap=(pl.col("probability").mean() - pl.col("right").mean()).abs()
    )
    return float((bins["many"] * bins["gap"]).sum()) / max(len(judged), 1)
