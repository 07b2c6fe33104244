"""Django's SQLite backend, with another module underneath and a key said first."""

import datetime
import decimal
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3 import base as _base
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from tidings.sealing import cipher
from tidings.web.vault import opened

base: Any = _base  # the stubs know only half of it

for name, read in {
    "bool": b"1".__eq__,
    "date": base.decoder(parse_date),
    "time": base.decoder(parse_time),
    "datetime": base.decoder(parse_datetime),
    "timestamp": base.decoder(parse_datetime),
}.items():
    sqlcipher.register_converter(name, read)
sqlcipher.register_adapter(decimal.Decimal, str)
sqlcipher.register_adapter(datetime.date, base.adapt_date)
sqlcipher.register_adapter(datetime.datetime, base.adapt_datetime)


class Cursor(sqlcipher.Cursor):  # type: ignore[misc]
    """A cursor that reads Django's %s as SQLite's ?."""

    convert_query = base.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if params is None:
            return super().execute(query)
        named = list(params) if isinstance(params, dict) else None
        return super().execute(self.convert_query(query, param_names=named), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run a statement once for each row of values."""
        return super().executemany(self.convert_query(query), param_list)


class DatabaseWrapper(base.DatabaseWrapper):  # type: ignore[misc]
    """SQLite whose file only the office's key opens."""

    display_name = "SQLCipher"
    Database = sqlcipher

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and say the key before anything else. Raises Shut while the office is sealed."""
        key = opened.key("desk database")
        connection = sqlcipher.connect(**conn_params)
        cipher.unlock(connection, key)
        register(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA legacy_alter_table = OFF")
        for command in filter(None, map(str.strip, self.init_commands)):
            connection.execute(command)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor of our own kind."""
        return self.connection.cursor(factory=Cursor)

    def close(self) -> None:
        """Close the connection; a database in memory lives as long as the process."""
        self.validate_thread_sharing()
        if not self.is_in_memory_db():
            BaseDatabaseWrapper.close(self)
