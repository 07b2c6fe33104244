"""How pairs are judged when the truth is known."""

import polars as pl
import pytest

from tidings.matching.evaluation import judge

TRUTH = pl.DataFrame({"sought_id": [1, 2, 3, 4], "found_id": [1, 2, 3, 4]})
PAIRS = pl.DataFrame(
    {
        "sought_id": [1, 2, 9, 3],
        "found_id": [1, 2, 9, 3],
        "match_weight": [30.0, 20.0, 10.0, 5.0],
        "probability": [1.0, 1.0, 0.5, 0.5],
    }
)


def test_recall_is_counted_above_the_weight_that_precision_allows():
    verdict = judge(PAIRS, TRUTH)
    assert (verdict.proposed, verdict.recall_at_99) == (0.75, 0.5)
    assert verdict.best_f1 == pytest.approx(0.75)


def test_a_probability_that_means_what_it_says_has_no_calibration_error():
    assert judge(PAIRS, TRUTH).calibration_error == 0.0
    assert judge(PAIRS.with_columns(probability=0.95), TRUTH).calibration_error == pytest.approx(0.2)


def test_no_pairs_are_worth_nothing():
    assert judge(PAIRS.clear(), TRUTH).recall_at_99 == 0.0
