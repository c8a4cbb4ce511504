"""What another program has of the notes of a running application, on either engine."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, cast

from api.backend import Backend
from api.db.postgres.database import Database as Postgres
from tests.support import postgres

REFUSE: Final = {
    "sqlite": "CREATE TRIGGER refused BEFORE {act} WHEN {when}"
    " BEGIN SELECT raise(ABORT, 'refused'); END",
    "postgres": "CREATE OR REPLACE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN RAISE EXCEPTION 'refused'; END $$;"
    " CREATE TRIGGER refused BEFORE {act} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION refused()",
}


def url_of(database: Path | str) -> str:
    """The URL of a file; a URL stays as it is."""
    return f"sqlite:///{database}" if isinstance(database, Path) else database


@contextlib.contextmanager
def another_program(
    url: str, *, heard: Callable[[], object] = lambda: None
) -> Iterator[sqlite3.Connection]:
    """Its connection, where each statement commits.

    :param heard: see `Foreign`
    """
    if url.startswith("sqlite"):
        file = url.removeprefix("sqlite:///")
        with contextlib.closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as made:
            yield made
    else:
        with postgres.connected(url) as connected:
            yield cast(sqlite3.Connection, postgres.Foreign(connected, heard=heard))


@contextlib.contextmanager
def beside(backend: Backend) -> Iterator[sqlite3.Connection]:
    """The same beside an application, which has heard of each commit when it returns."""
    heard = backend.database.move if isinstance(backend.database, Postgres) else lambda: None
    with another_program(backend.settings.database_url, heard=heard) as connection:
        yield connection


def engine_of(foreign: object) -> str:
    """The name of the engine that a program's connection is to."""
    return "sqlite" if isinstance(foreign, sqlite3.Connection) else "postgres"


def replace(foreign: sqlite3.Connection, note_id: int, **values: object) -> None:
    """Put another note in a note's place in one statement, or in one transaction."""
    columns, marks = ", ".join(["id", *values]), ", ".join("?" * (1 + len(values)))
    insert = f"INTO note ({columns}) VALUES ({marks})"
    if engine_of(foreign) == "sqlite":
        foreign.execute(f"REPLACE {insert}", (note_id, *values.values()))
        return
    has_begun = foreign.in_transaction
    if not has_begun:
        foreign.execute("BEGIN")
    foreign.execute("DELETE FROM note WHERE id = ?", (note_id,))
    foreign.execute(f"INSERT {insert}", (note_id, *values.values()))
    if not has_begun:
        foreign.execute("COMMIT")


def refuse(foreign: sqlite3.Connection, act: str, when: str) -> None:
    """Have the database refuse what this program does with such rows.

    :param act: such as ``INSERT ON note``
    :param when: such as ``new.title = 'milk'``
    """
    foreign.execute(REFUSE[engine_of(foreign)].format(act=act, when=when))


def allow(foreign: sqlite3.Connection, table: str) -> None:
    """Undo `refuse`."""
    of_table = "" if engine_of(foreign) == "sqlite" else f" ON {table}"
    foreign.execute(f"DROP TRIGGER refused{of_table}")
