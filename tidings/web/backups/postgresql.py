"""A PostgreSQL database as text, of one moment, while others write; and back into an empty one.

The programs of the server's own version do it: pg_dump and psql. The password reaches them by their environment, which
only this user and root can read.
"""

import contextlib
import os
import shutil
import subprocess
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tidings.errors import InputError, TidingsError
from tidings.web import environment

DUMP = "desk/desk.sql"
SHORTEST, LONGEST = 32 * 1024, 512 * 1024
"""Bytes of a piece. Pieces end behind lines that look a certain way, so that a new row changes a few pieces only."""
ENDS = 16

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"


class Dump:
    """One state of a database."""

    def __init__(self, address: str, reader: "psycopg.Connection[tuple[Any, ...]]", number: str) -> None:
        self._address, self._reader, self._number = address, reader, number

    def pieces(self) -> Iterator[bytes]:
        """Yield it as statements of SQL. Raises TidingsError where pg_dump does not end well."""
        words = ["--format=plain", "--no-owner", "--no-privileges", f"--snapshot={self._number}"]
        with _running("pg_dump", *words, address=self._address) as dump:
            assert dump.stdout
            yield from cut(dump.stdout)

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Return the rows of a question."""
        return self._reader.execute(question).fetchall()

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        return _counts(self._reader)


@contextlib.contextmanager
def snapshot(address: str) -> Iterator[Dump]:
    """Give the database at one moment."""
    with _connected(address) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = reader.execute("SELECT pg_export_snapshot()").fetchone()
        assert row
        yield Dump(address, reader, row[0])


def counts(address: str) -> dict[str, int]:
    """Return how many rows each table has; of an empty database nothing."""
    with _connected(address) as reader:
        return _counts(reader)


def cut(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines joined to pieces, so that a line more or less changes a few pieces and not all behind it."""
    kept = bytearray()
    for line in lines:
        kept += line
        if len(kept) >= LONGEST or (len(kept) >= SHORTEST and zlib.crc32(line) % ENDS == 0):
            yield bytes(kept)
            kept.clear()
    yield bytes(kept)


def asked(address: str, question: str) -> list[tuple[Any, ...]]:
    """Return the rows of a question."""
    with _connected(address) as reader:
        return reader.execute(question).fetchall()


def load(address: str, pieces: Iterator[bytes]) -> None:
    """Run what `Dump.pieces` gave in an empty database, all of it or nothing."""
    words = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    with _running("psql", *words, address=address) as run:
        assert run.stdin
        with contextlib.suppress(BrokenPipeError):
            for piece in pieces:
                run.stdin.write(piece)
            run.stdin.close()


@contextlib.contextmanager
def _running(program: str, *words: str, address: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program of PostgreSQL. Its own words may hold a person's, so only its exit code is told."""
    if shutil.which(program) is None:
        raise InputError(
            f"{program} is missing. Install the client programs of PostgreSQL, of the server's version."
        )
    settings = environment.database(address, Path())
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    told = {ours: str(settings[theirs]) for ours, theirs in names.items() if settings[theirs]}
    run = subprocess.Popen(
        [program, *words],
        env={**os.environ, **told},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield run
        if run.wait():
            raise TidingsError(
                f"{program} ended with code {run.returncode}. Is it of the server's version or newer?"
            )
    finally:
        run.kill()
        run.wait()
        for pipe in (run.stdin, run.stdout):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


def _connected(address: str) -> "psycopg.Connection[tuple[Any, ...]]":
    try:
        return psycopg.connect(address)
    except psycopg.Error as error:
        raise TidingsError(
            "PostgreSQL does not answer at TIDINGS_DATABASE. Start it, or correct the setting."
        ) from error


def _counts(reader: "psycopg.Connection[tuple[Any, ...]]") -> dict[str, int]:
    names = [name for (name,) in reader.execute(_TABLES).fetchall()]
    counted = {}
    for name in names:
        row = reader.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        counted[name] = row[0] if row else 0
    return counted
