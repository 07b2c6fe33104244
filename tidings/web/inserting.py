"""Many new rows at once: one statement for each table, and nothing put together for each row.

Django's own `bulk_create` writes the names and marks of some forty rows into each statement, which takes longer than
the database does.
"""

from collections.abc import Sequence
from typing import TypeVar

from django.db import connections, models, transaction

Record = TypeVar("Record", bound=models.Model)


def insert(records: Sequence[Record], using: str) -> list[Record]:
    """Keep new records of one model, all or none; those without a number do not learn theirs."""
    if not records:
        return []
    connection, fields = connections[using], list(records[0]._meta.concrete_fields)
    if any(record.pk is None for record in records):
        fields = [field for field in fields if not field.primary_key]
    rows = [
        [field.get_db_prep_save(field.pre_save(record, True), connection) for field in fields]
        for record in records
    ]
    name = connection.ops.quote_name
    columns, marks = ", ".join(name(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    table = name(records[0]._meta.db_table)
    with transaction.atomic(using=using, savepoint=False), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
    for record in records:
        record._state.adding, record._state.db = False, using
    return list(records)
