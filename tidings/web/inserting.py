"""Many new rows at once: one statement for each table, and nothing put together for each row.

Django's own `bulk_create` writes the names and marks of some forty rows into each statement, which takes longer than
the database does.
"""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connections, models, transaction

Record = TypeVar("Record", bound=models.Model)


def insert(records: Sequence[Record], using: str) -> list[Record]:
    """Keep new records of one model, all or none; those without a number do not learn theirs."""
    if not records:
        return []
    model, fields = type(records[0]), list(records[0]._meta.concrete_fields)
    if any(record.pk is None for record in records):
        fields = [field for field in fields if not field.primary_key]
    insert_columns(model, {field.name: _values(field, records) for field in fields}, using)
    for record in records:
        record._state.adding, record._state.db = False, using
    return list(records)


def insert_columns(model: type[models.Model], columns: Mapping[str, Sequence[Any]], using: str) -> None:
    """Keep new rows of a model, all or none, from the values of each of its fields, all fields equally many."""
    connection = connections[using]
    fields = [model._meta.get_field(name) for name in columns]
    assert all(isinstance(field, models.Field) for field in fields)
    kept = [_kept(field, values, connection) for field, values in zip(fields, columns.values(), strict=True)]
    name = connection.ops.quote_name
    into = ", ".join(name(str(field.column)) for field in fields)  # type: ignore[union-attr]
    marks = ", ".join(["%s"] * len(fields))
    table, rows = name(model._meta.db_table), list(zip(*kept, strict=True))
    with transaction.atomic(using=using, savepoint=False), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({into}) VALUES ({marks})", rows)


def _values(field: "models.Field[Any, Any]", records: Sequence[models.Model]) -> list[Any]:
    if type(field).pre_save is models.Field.pre_save:
        return list(map(attrgetter(field.attname), records))
    return [field.pre_save(record, True) for record in records]


def _kept(field: Any, values: Sequence[Any], connection: Any) -> list[Any]:
    """Return values as the database keeps them; what is the same in every row is made ready once."""
    if values and all(value is values[0] for value in values):
        return [field.get_db_prep_save(values[0], connection)] * len(values)
    return [field.get_db_prep_save(value, connection) for value in values]
