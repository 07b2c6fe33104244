"""Make the machine code of the engine before anybody waits for it: python -m tidings.matching.ready, once after installing.

Whoever does not run it waits for it the first time that tables are linked.
"""

from dataclasses import replace

import polars as pl

from tidings.matching import reference
from tidings.matching.grouping import group
from tidings.matching.index import Index
from tidings.matching.linking import link
from tidings.matching.reference import ROLES
from tidings.matching.table import Record, Table

PEOPLE = 700
"""So many on each side that not every pair is compared, and words are read a column at a time."""


def make_ready() -> None:
    """Link, group and look up invented people, so that each loop is called with all it is ever given."""
    names = [
        reference.sounds().filter(pl.Series(reference.counts()[role] > 0)).head(PEOPLE).to_list()
        for role in ROLES
    ]
    sought = Table.from_rows([_invented(number, names) for number in range(PEOPLE)])
    found = Table.from_rows([_misread(_invented(number, names)) for number in range(PEOPLE)])
    link(sought, found)
    group(sought)
    index = Index(sought)
    index.add(_invented(PEOPLE, names))
    index.search(_invented(1, names))


def _invented(number: int, names: list[list[str]]) -> Record:
    said = [known[number * 7**role % len(known)] for role, known in enumerate(names)]
    day = f"{1970 + number % 35}-{1 + number % 12:02}-{1 + number % 28:02}"
    return Record(str(number), " ".join(said), day, str(10_000 + number % 40), f"Town {number % 9}")


def _misread(record: Record) -> Record:
    surname, given, _ = record.name.split()
    return replace(record, name=f"{surname[:-1]} {given[0]}.", birth_date=(record.birth_date or "")[:7])


if __name__ == "__main__":
    make_ready()
