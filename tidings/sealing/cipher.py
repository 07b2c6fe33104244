"""SQLite databases that are ciphertext on the disk (SQLCipher): every page, the write-ahead log, the indexes.

The key is raw: 32 bytes that were derived already, so that opening costs nothing.
"""

from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from tidings.errors import CannotOpen

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what was answered survives a power cut
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA mmap_size = 0",
)
"""Not among them: cipher_memory_security, which locks and wipes each piece of memory by itself. Sorting rows with sealed
parts then took ten times as long, and the process holds the keys and the words anyhow, until it is ended as a whole."""


def unlock(connection: sqlcipher.Connection, key: bytes) -> None:
    """Give a new connection its key of 32 bytes, before anything else is asked of it."""
    connection.execute("PRAGMA cipher_log_level = NONE")  # what goes wrong is said by whoever asked
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


def connect(path: Path, key: bytes) -> sqlcipher.Connection:
    """Open a database, made where it is absent; statements commit by themselves.

    Raises CannotOpen where the file is there and this is not its key.
    """
    connection = sqlcipher.connect(str(path), timeout=20, isolation_level=None, check_same_thread=False)
    try:
        unlock(connection, key)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlcipher.DatabaseError as error:
        connection.close()
        raise CannotOpen(
            f"{path.name} does not open with this key. Use the key it was made with; "
            "if that is it, the file was changed: restore a backup."
        ) from error
    return connection
