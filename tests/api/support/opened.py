"""A database opened as the application opens it, and files to open."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.backend import Backend
from api.db.sqlite.database import Database
from api.settings import Settings
from tests.support.foreign import another_program, url_of

TUTORIAL = """
CREATE TABLE note (
    id INTEGER NOT NULL, title VARCHAR, description VARCHAR, done BOOLEAN, PRIMARY KEY (id)
)"""
"""the table as the tutorial's SQLModel class makes it"""


@contextlib.asynccontextmanager
async def running(
    database: Path | str, *, kept_changes: int = 10_000, busy_timeout: float = 5.0
) -> AsyncIterator[Backend]:
    """The backend on a file, or on the database of a URL, until the block ends."""
    url = url_of(database)
    backend = Backend(
        Settings(database_url=url, kept_changes=kept_changes, busy_timeout=busy_timeout)
    )
    async with backend.running():
        yield backend


def sqlite_of(backend: Backend) -> Database:
    """The backend's database, which is a file."""
    assert isinstance(backend.database, Database)
    return backend.database


async def start(database: Path | str) -> None:
    """Open the database once, and close it."""
    async with running(database):
        pass


@contextlib.contextmanager
def sql(database: Path | str) -> Iterator[sqlite3.Connection]:
    """Another program's connection, where each statement commits."""
    with another_program(url_of(database)) as connection:
        yield connection


def copies(file: Path) -> list[Path]:
    """What was laid beside the file, of what SQLite does not lay there itself."""
    own = {file.name, f"{file.name}-wal", f"{file.name}-shm"}
    return [path for path in sorted(file.parent.iterdir()) if path.name not in own]


def watch_the_clock(connection: sqlite3.Connection, *, days_ago: float = 0) -> None:
    """Have the clock be one that was right for a day, when it was looked at last."""
    connection.execute("DELETE FROM note_clock")
    connection.execute("INSERT INTO note_clock VALUES (1, ?, 86400)", (ago(days_ago),))


def ago(days: float) -> str:
    """A time before now, as it is stored."""
    then = (datetime.now(UTC) - timedelta(days=days)).replace(tzinfo=None)
    return then.isoformat(" ", "milliseconds")
