"""The tables of names boiled down to what matching asks of them: sounds, how common each is, and what it may be taken for.

What is written here is made of the tables in tidings/text/data (sources and licences in LICENCES.md there), so that a
command need not work through 200,000 names each time. After a change to those tables or to tidings.matching.spelling:

    python -m tidings.matching.sounds
"""

from functools import lru_cache

import polars as pl

from tidings import files
from tidings.matching.belarusian import FORMS, heard
from tidings.matching.reference import DATA, NEVER_SEEN, OTHERS, SOUNDS, short_form_table
from tidings.matching.reference import TABLES as NAMED
from tidings.matching.spelling import blurred, first_class, skeleton

_RAREST = {"surname": 1, "given": 5, "patronymic": 2}


def sounds() -> pl.DataFrame:
    """Return one row a sound of a known name, by sound: the people counted with it in each role, as a Belarusian would say
    it, what a German spelling leaves of it, and the class of its first sound."""
    formal = {name for names in short_form_table().values() for name, _ in names}
    spoken = {NEVER_SEEN, *short_form_table(), *formal}
    table = pl.DataFrame({"sound": sorted(spoken.union(*(_counts(role)["sound"] for role in NAMED)))})
    for role in NAMED:
        table = table.join(_counts(role), on="sound", how="left", maintain_order="left")
    every = table["sound"].to_list()
    return table.with_columns(
        pl.col(NAMED).fill_null(0.0),
        belarusian=pl.Series([heard(sound) for sound in every]),
        blurred=pl.Series([blurred(sound) for sound in every]),
        first=pl.Series([first_class(sound) for sound in every], dtype=pl.Int16),
    )


@lru_cache(maxsize=len(NAMED))
def _counts(role: str) -> pl.DataFrame:
    table = pl.read_csv(DATA / f"{role}_frequency.csv", columns=[role, "count"])
    table = table.filter(pl.col("count") >= _RAREST[role])
    heard = pl.Series("sound", [skeleton(word) for word in table[role].to_list()], dtype=pl.String)
    counted = table.select(heard, pl.col("count").cast(pl.Float64).alias(role))
    return counted.group_by("sound").agg(pl.col(role).sum()).sort("sound")


def others() -> pl.DataFrame:
    """Return `sound`, `other`: a Ukrainian or Belarusian form, and each Russian one that sounds otherwise."""
    parts = pl.read_csv(DATA / "ukrainian_russian_parts.csv").filter(pl.col("ukrainian") != pl.col("russian"))
    formal = (
        pl.read_csv(DATA / "diminutives.tsv", separator="\t").select("formal_uk", "formal_ru").drop_nulls()
    )
    both = [*parts.select("ukrainian", "russian").iter_rows(), *formal.iter_rows(), *FORMS]
    found = {(skeleton(ukrainian), skeleton(russian)) for ukrainian, russian in both}
    rows = sorted(pair for pair in found if pair[0] != pair[1])
    return pl.DataFrame(rows, schema=["sound", "other"], orient="row")


def write() -> None:
    """Write both tables beside this module."""
    for table, path in ((sounds(), SOUNDS), (others(), OTHERS)):
        with files.whole(path) as draft:
            table.write_parquet(draft, compression="zstd", compression_level=19)


if __name__ == "__main__":
    write()
