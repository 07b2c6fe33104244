#!/usr/bin/env python3
"""PostgreSQL's pg_trgm, as its skilled user would set it up to look people up.

    python benchmarks/peers/pg_trgm.py SOUGHT FOUND -o PAIRS

The sought lie in a table whose surname and given name, in folded Latin letters (`latin_people.py`), have a GIN index of
trigrams; their order does not matter to trigrams, and half of the lists tell no patronymic. Each of the found is looked up by
`%` with a threshold of 0.45 (the usual 0.3 gives far more strangers and takes several times as long), and the 50 that are
likest are kept. The weight is the similarity of surname and given name, that of the patronymic counted a third where both
tell one, and the points for date, unit and place that the other tools that learn nothing have too (`POINTS`). There
is no probability, so none is written.

Loading and indexing count as being made ready; a look-up is timed at the client. The server is the one that the tests of the
office start or find (`tests/run.py`), with more memory for this session. One line of JSON says what was measured.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import latin_people
import polars as pl
import psycopg

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from run import LeftOut, postgresql_server

COLUMNS = {
    "id": "bigint", "name": "text", "patronymic": "text", "birth_date": "text", "swapped": "text", "year": "int",
    "unit": "text", "place": "text",
}  # fmt: skip
ASKED = [column for column in COLUMNS if column not in ("id", "swapped")]
THRESHOLD, MOST = 0.45, 50
ASK = f"""
    SELECT s.id, (3 * similarity(s.name, f.name) + coalesce(similarity(s.patronymic, f.patronymic), 0))
        / CASE WHEN s.patronymic IS NULL OR f.patronymic IS NULL THEN 3 ELSE 4 END + ({latin_people.POINTS})
    FROM sought s, (SELECT {", ".join(f"%s::{COLUMNS[column]} AS {column}" for column in ASKED)}) f
    WHERE s.name %% f.name ORDER BY 2 DESC LIMIT {MOST}"""


def main() -> None:
    """Look each of the found up among the sought."""
    told = latin_people.words(__doc__)
    with server() as connection:
        started = time.perf_counter()
        sought, found = (named(table) for table in latin_people.read(told.sought, told.found))
        load(connection, sought)
        prepared = time.perf_counter() - started
        pairs, took = asked(connection, found)
        memory = memory_of(connection)
    pl.DataFrame(pairs, schema=["sought_id", "found_id", "match_weight"], orient="row").write_parquet(
        told.out
    )
    took.sort()
    late = took[int(len(took) * 0.99)] if took else 0.0
    middle = took[len(took) // 2] if took else 0.0
    figures = {
        "prepared": prepared,
        "seconds": prepared + sum(took),
        "median_ms": middle * 1000,
        "p99_ms": late * 1000,
    }
    print(json.dumps({**figures, **memory}))


def named(table: pl.DataFrame) -> pl.DataFrame:
    """Add surname and given name as one column."""
    return table.with_columns(name=pl.concat_str("surname", "given", separator=" ", ignore_nulls=True))


@contextmanager
def server() -> Iterator[psycopg.Connection]:
    """Yield a connection to a server that has pg_trgm."""
    with postgresql_server() as address, _connected(address) as connection:
        connection.execute("CREATE SCHEMA IF NOT EXISTS bench")
        try:
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            connection.execute("SET search_path = bench, public")
            connection.execute(f"SET pg_trgm.similarity_threshold = {THRESHOLD}")
            connection.execute("SET maintenance_work_mem = '1GB'")
            yield connection
        finally:
            connection.execute("DROP SCHEMA bench CASCADE")


def _connected(address: str) -> psycopg.Connection:
    """Return a connection to the database that every server has."""
    return psycopg.connect(f"{address.rpartition('/')[0]}/postgres", autocommit=True)


def load(connection: psycopg.Connection, sought: pl.DataFrame) -> None:
    """Put the sought into a table with an index."""
    connection.execute(
        f"CREATE UNLOGGED TABLE bench.sought ({', '.join(f'{column} {kind}' for column, kind in COLUMNS.items())})"
    )
    with connection.cursor().copy(f"COPY bench.sought ({', '.join(COLUMNS)}) FROM STDIN") as rows:
        for row in sought.select(*COLUMNS).iter_rows():
            rows.write_row(row)
    connection.execute("CREATE INDEX ON bench.sought USING gin (name gin_trgm_ops)")
    connection.execute("ANALYZE bench.sought")


def asked(
    connection: psycopg.Connection, found: pl.DataFrame
) -> tuple[list[tuple[int, int, float]], list[float]]:
    """Return the pairs, and how many seconds each look-up took."""
    pairs, took = [], []
    for number, *facts in found.select("id", *ASKED).iter_rows():
        started = time.perf_counter()
        rows = connection.execute(ASK, facts).fetchall()
        took.append(time.perf_counter() - started)
        pairs += [(sought, number, weight) for sought, weight in rows]
    return pairs, took


def memory_of(connection: psycopg.Connection) -> dict[str, float]:
    """Return the most that the server's own process took for us, where /proc tells it."""
    row = connection.execute("SELECT pg_backend_pid()").fetchone()
    status = Path(f"/proc/{row[0] if row else 0}/status")
    if not status.exists():
        return {}
    (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return {"server_gib": int(line.split()[1]) / 1024**2}


if __name__ == "__main__":
    try:
        main()
    except LeftOut as reason:
        sys.exit(f"pg_trgm is left out: {reason}")
