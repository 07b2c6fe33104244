#!/usr/bin/env python3
"""DuckDB's jaro_winkler_similarity, as an analyst who knows SQL would use it.

    python benchmarks/peers/duckdb_jaro_winkler.py SOUGHT FOUND -o PAIRS

Names are written in folded Latin letters and split (`latin_people.py`); that counts in its time. Compared are the pairs that share
one of the keys that Splink is given here too, so the same pairs are in reach of both. The weight is the mean likeness of the
parts of the name that both sides tell, the surname counted twice, and points for date, unit and place that were set by hand
once (`POINTS`), as such queries have them. Pairs less alike than 0.8 are left out. There is no probability, so none is written.
"""

from pathlib import Path

import duckdb
import latin_people

KEYS = [
    ("surname", "given"),
    ("surname", "patronymic"),
    ("surname", "unit"),
    ("surname", "place"),
    ("start", "birth_date"),
    ("start", "given", "year"),
    ("given", "patronymic", "birth_date"),
    ("given", "patronymic", "place"),
]
PARTS = {"surname": 2, "given": 1, "patronymic": 1}
LOWEST = 0.8


def likeness() -> str:
    """Return SQL for how alike two names are: the mean over the parts that both sides tell."""
    told = {
        part: f"(s.{part} IS NOT NULL AND f.{part} IS NOT NULL)::INT * {times}"
        for part, times in PARTS.items()
    }
    alike = [
        f"coalesce(jaro_winkler_similarity(s.{part}, f.{part}), 0) * {times}" for part, times in PARTS.items()
    ]
    return f"({' + '.join(alike)}) / nullif({' + '.join(told.values())}, 0)"


def main() -> None:
    """Link the two tables."""
    told = latin_people.words(__doc__)
    connection = duckdb.connect()
    for side, table in zip(("sought", "found"), latin_people.read(told.sought, told.found), strict=True):
        connection.register(f"{side}_arrow", table.to_arrow())
        connection.execute(f"CREATE TABLE {side} AS SELECT *, left(surname, 4) AS start FROM {side}_arrow")
    link(connection, told.out)


def link(connection: duckdb.DuckDBPyConnection, out: Path) -> None:
    """Compare the pairs that share a key, and write those that are alike."""
    pairs = " UNION ".join(
        f"SELECT s.id AS sought_id, f.id AS found_id FROM sought s JOIN found f USING ({', '.join(key)})"
        for key in KEYS
    )
    connection.execute(f"""
        COPY (
            WITH weighed AS (
                SELECT sought_id, found_id, {likeness()} AS alike, {latin_people.POINTS} AS points
                FROM ({pairs}) JOIN sought s ON s.id = sought_id JOIN found f ON f.id = found_id)
            SELECT sought_id, found_id, alike + points AS match_weight FROM weighed WHERE alike >= {LOWEST}
        ) TO '{out}' (FORMAT parquet)""")


if __name__ == "__main__":
    main()
