"""A schema of its own for each test, on the server that `NOTES_TEST_POSTGRES` names."""

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus

SERVER: Final = os.environ.get("NOTES_TEST_POSTGRES", "")
"""for example ``postgresql://postgres@127.0.0.1/test``; empty if there is none"""
MISSING: Final = "NOTES_TEST_POSTGRES is not set: it names a PostgreSQL server for tests"
QUICK: Final = "options=-csynchronous_commit%3Doff"
"""no commit waits for the disk: no test cuts the power"""
SCHEMA: Final = "schema="
LOCK: Final = "LOCK TABLE note, note_draft, answered IN EXCLUSIVE MODE"
"""nobody else writes, or has locked a row to write it, and everybody reads

A weaker lock could meet such a row later, and one of the two would be ended as a deadlock.
"""


@contextmanager
def new_schema(*, durable: bool = False) -> Iterator[str]:
    """The URL of a new schema, which is dropped at the end.

    :param durable: whether commits wait for the disk
    """
    name = f"notes_{secrets.token_hex(6)}"
    options = "" if durable else f"{QUICK}&"
    yield f"{SERVER.replace('postgresql://', 'postgresql+psycopg://', 1)}?{options}{SCHEMA}{name}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        drop = sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name))
        connection.execute(drop)


@contextmanager
def connected(url: str, *, autocommit: bool = True) -> Iterator[psycopg.Connection]:
    """A connection of another program to the schema of the URL."""
    schema = sql.Identifier(url.partition(SCHEMA)[2])
    with psycopg.connect(SERVER, autocommit=autocommit) as connection:
        connection.execute(sql.SQL("SET search_path = {}").format(schema))
        if not autocommit:
            connection.commit()
        yield connection


class Foreign:
    """Another program's connection, where each statement commits, used like one of `sqlite3`.

    It takes SQLite's placeholders and its `BEGIN IMMEDIATE`, and reads times as SQLite stores them.

    :param heard: called after each commit, whose changes have numbers by then: the application has
        heard of it, as it does by itself within a tenth of a second (`tests/api/db/postgres`)
    """

    def __init__(self, connection: psycopg.Connection, *, heard: Callable[[], object]) -> None:
        self._connection, self._heard = connection, heard
        connection.execute("SET TimeZone = 'UTC'")
        connection.adapters.register_loader("timestamptz", _StoredTime)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.info.transaction_status is not TransactionStatus.IDLE

    def execute(self, statement: str, values: Sequence[Any] = ()) -> psycopg.Cursor[Any]:
        """Run a statement with its values."""
        if statement.upper() == "BEGIN IMMEDIATE":
            self._connection.execute("BEGIN")
            return self._connection.execute(LOCK)
        written = _translated(statement) if values else statement.encode()
        found = self._connection.execute(written, values or None)
        if not (found.statusmessage or "").startswith("SELECT"):
            self._tell()
        return found

    def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each row of values."""
        with self._connection.cursor() as cursor:
            cursor.executemany(_translated(statement), rows)
        self._tell()

    def executescript(self, script: str) -> None:
        """Run several statements."""
        self._connection.execute(script.encode())
        self._tell()

    def _tell(self) -> None:
        if not self.in_transaction:
            self._connection.execute("SELECT note_number()")
            self._heard()


class _StoredTime(Loader):
    """A time as SQLite stores it, such as ``2026-11-22 19:39:54.123``."""

    def load(self, data: Buffer) -> str:
        second, _, part = bytes(data).decode().removesuffix("+00").partition(".")
        return f"{second}.{part:0<3}"


def _translated(statement: str) -> bytes:
    return statement.replace("%", "%%").replace("?", "%s").encode()
