"""What matching reads at its start is what the tables of names say today."""

import numpy as np
import polars as pl
import pytest

from tidings.matching import beliefs, gazetteer, reference, sounds


@pytest.mark.parametrize(
    "path, made",
    [
        (reference.SOUNDS, sounds.sounds),
        (reference.OTHERS, sounds.others),
        (gazetteer.PLACES, sounds.places),
    ],
)
def test_the_tables_that_come_with_tidings_are_made_of_the_tables_of_names(path, made):
    """If this fails, run python -m tidings.matching.sounds."""
    assert pl.read_parquet(path).equals(made())


def test_a_sound_that_is_counted_nowhere_is_as_common_as_one_unheard():
    number = int(np.flatnonzero(~reference.counts().any(axis=0))[0])
    assert beliefs._shipped()[:, number].tolist() == pytest.approx(
        beliefs.unheard(reference.sounds()[number])
    )
