#!/usr/bin/env python3
"""nomenklatura's logic-v2, as whoever screens people against a list would set it up.

    python benchmarks/peers/nomenklatura_logic.py SOUGHT FOUND -o PAIRS

Each row becomes a FollowTheMoney Person with its name and, where told, date of birth and place of birth as address; units have no
property that logic-v2 weighs, so they are left out. nomenklatura's own blocker (its DuckDB index, with the settings it
comes with) proposes up to 75 of the sought for each of the found, and logic-v2 with the weights it comes with scores
them. Its score is the weight. It is no probability, so none is written; pairs it scores zero are left out.

It scores one pair at a time, so `./run bench` hands it a sample of the found. One line of JSON says how long it took to be ready.
"""

import json
import logging
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import latin_people
import polars as pl
from followthemoney import Dataset, StatementEntity
from nomenklatura.blocker import Index
from nomenklatura.matching import LogicV2
from nomenklatura.resolver import Linker
from nomenklatura.store.memory import MemoryStore

DATASET = Dataset({"name": "bench", "title": "Invented people"})
PROPERTIES = {"name": "name", "birth_date": "birthDate", "place": "address"}


def main() -> None:
    """Compare each of the found with those of the sought that the blocker proposes."""
    told = latin_people.words(__doc__)
    logging.disable(logging.INFO)
    started = time.perf_counter()
    sought = {entity.id: entity for entity in entities(told.sought, "s")}
    found = {entity.id: entity for entity in entities(told.found, "f")}
    with tempfile.TemporaryDirectory() as folder:
        index = built(sought, Path(folder))
        prepared = time.perf_counter() - started
        pairs = list(scored(index, sought, found))
    columns = ["sought_id", "found_id", "match_weight"]
    pl.DataFrame(pairs, schema=columns, orient="row").write_parquet(told.out)
    print(json.dumps({"prepared": prepared}))


def entities(path: Path, side: str) -> Iterator[StatementEntity]:
    """Yield the rows of a table as people."""
    for row in pl.read_parquet(path).iter_rows(named=True):
        values = {of: [row[column]] for column, of in PROPERTIES.items() if row[column]}
        yield StatementEntity.from_data(
            DATASET, {"id": f"{side}-{row['id']}", "schema": "Person", "properties": values}
        )


def built(sought: dict[str, StatementEntity], folder: Path) -> Index:
    """Return the blocker's index of the sought."""
    store = MemoryStore(DATASET, Linker[StatementEntity]({}))
    with store.writer() as writer:
        for entity in sought.values():
            writer.add_entity(entity)
    index = Index(store.default_view(), folder)
    index.build()
    return index


def scored(
    index: Index, sought: dict[str, StatementEntity], found: dict[str, StatementEntity]
) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs with their score."""
    config = LogicV2.default_config()
    for one, candidates in index.match_entities(found.values()):
        for other, _ in candidates:
            score = LogicV2.compare(sought[str(other)], found[str(one)], config).score
            if score > 0:
                yield int(str(other)[2:]), int(str(one)[2:]), score


if __name__ == "__main__":
    main()
