"""Invented people, and how they are linked."""

import pytest
from hypothesis import settings

from tidings.matching import Record, Table, link

# What is called first may have to be made into machine code, which takes longer than an example is allowed.
settings.register_profile("compiled", deadline=None)
settings.load_profile("compiled")


@pytest.fixture
def person():
    """Return a record of an invented person; what is not given was not told."""

    def make(name="Кравцов Илья Петрович", id="1", **told):
        return Record(id, name, **told)

    return make


@pytest.fixture
def linked():
    """Return {(sought id, found id): probability} for two lists of rows."""

    def pairs(sought, found, model=None):
        table = link(Table.from_rows(sought), Table.from_rows(found), model).table
        return {
            (row["sought_id"], row["found_id"]): row["probability"] for row in table.iter_rows(named=True)
        }

    return pairs
