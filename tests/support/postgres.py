"""A schema of its own for each test, on the server that `NOTES_TEST_POSTGRES` names."""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg import sql

SERVER: Final = os.environ.get("NOTES_TEST_POSTGRES", "")
"""for example ``postgresql://postgres@127.0.0.1/test``; empty if there is none"""
MISSING: Final = "NOTES_TEST_POSTGRES is not set: it names a PostgreSQL server for tests"


@contextmanager
def new_schema() -> Iterator[str]:
    """The URL of a new schema, which is dropped at the end."""
    name = f"notes_{secrets.token_hex(6)}"
    yield f"{SERVER.replace('postgresql://', 'postgresql+psycopg://', 1)}?schema={name}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        drop = sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name))
        connection.execute(drop)


@contextmanager
def connected(url: str, *, autocommit: bool = True) -> Iterator[psycopg.Connection]:
    """A connection of another program to the schema of the URL."""
    schema = sql.Identifier(url.partition("?schema=")[2])
    with psycopg.connect(SERVER, autocommit=autocommit) as connection:
        connection.execute(sql.SQL("SET search_path = {}").format(schema))
        if not autocommit:
            connection.commit()
        yield connection


class Foreign:
    """Another program's connection, where each statement commits, with SQLite's placeholders."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def execute(self, statement: str, values: Sequence[Any] = ()) -> psycopg.Cursor[Any]:
        """Run a statement with its values."""
        return self._connection.execute(statement.replace("?", "%s").encode(), values or None)

    def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each row of values."""
        with self._connection.cursor() as cursor:
            cursor.executemany(statement.replace("?", "%s").encode(), rows)
