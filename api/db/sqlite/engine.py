"""The parts specific to SQLite at run time: connecting, noticing commits, copying the file."""

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import StaticPool

BUSY_CODES: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
DATA_VERSION: Final = "PRAGMA data_version"
WAL: Final = "PRAGMA journal_mode = WAL"
WORDS: Final = {
    "unable to open database file": "its folder does not exist, or is not writable.",
    "attempt to write a readonly database": "the file is not writable.",
    "file is not a database": "the file is not an SQLite database.",
}
"""readable texts for SQLite's shortest messages"""


def engine(
    url: URL, *, begin: str, busy_timeout: float, kept: int = 1, writes: bool = True
) -> Engine:
    """An engine whose transactions start with ``begin``. It never creates the file.

    A writer needs ``BEGIN IMMEDIATE``: one that starts as a reader and wants to write later is
    refused at once, whatever the timeout (https://sqlite.org/lang_transaction.html).

    :param busy_timeout: seconds to wait for another connection's lock
    :param kept: how many connections are kept open for reuse; there may be more for a while
    :param writes: whether it may write; if the last connection to close may write, SQLite writes
        the log back into the file, otherwise it leaves the log unchanged
    """
    arguments = {"timeout": busy_timeout, "isolation_level": None}
    made = create_engine(
        _existing(url, writes=writes), connect_args=arguments, pool_size=kept, max_overflow=-1
    )
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", lambda connection: _begin(connection, begin))
    return made


def _existing(url: URL, *, writes: bool) -> URL:
    mode = {"mode": "rw" if writes else "ro", "uri": "true"}
    return url.set(database=file_of(url).absolute().as_uri(), query={**url.query, **mode})


def scratch_engine() -> Engine:
    """An engine on a temporary database, which is deleted with its one connection.

    It uses a small cache, and an unnamed file for the rest
    (https://sqlite.org/inmemorydb.html#temp_db).
    """
    return create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect("", check_same_thread=False),
        poolclass=StaticPool,
    )


def _begin(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # FULL makes each commit durable before it is answered: in WAL mode, NORMAL does not.
    connection.execute("PRAGMA synchronous = FULL").close()
    # One row of broken UTF-8, written by another program, must not break every page.
    connection.text_factory = _text


def _text(stored: bytes) -> str:
    return stored.decode(errors="replace")


def use_wal(engine: Engine, *, busy_timeout: float) -> None:
    """Switch to WAL mode, in which readers and the writer do not block each other.

    See sqlite.org/wal.html. SQLite does not wait if others switch meanwhile, so this retries.

    :raises DBAPIError: as all statements do
    :raises ValueError: if the file system does not support it
    """
    deadline = time.monotonic() + busy_timeout
    with engine.connect() as connection:
        while True:
            try:
                mode = _execute(connection.connection.driver_connection, WAL)[0]
            except OperationalError as error:
                if not is_busy(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
            else:
                break
    if mode != "wal":
        raise ValueError("its file system does not let several programs use the file at once.")


def _execute(connection: Any, statement: str) -> tuple[Any, ...]:
    """Run a pragma outside any transaction, with SQLAlchemy's errors."""
    try:
        row: tuple[Any, ...] = connection.execute(statement).fetchone()
    except sqlite3.Error as error:
        raise _wrapped(error, statement) from error
    return row


def _wrapped(error: sqlite3.Error, statement: str) -> DBAPIError:
    kind = OperationalError if isinstance(error, sqlite3.OperationalError) else DBAPIError
    return kind(statement, (), error)


def is_busy(error: OperationalError) -> bool:
    """Whether the statement failed only because another connection held the lock for too long."""
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return code & 0xFF in BUSY_CODES  # the low byte is the primary code, the rest an extension


def in_transaction(connection: Connection) -> bool:
    """Whether the transaction is still open.

    On a full disk, or if a trigger asks for it, SQLite rolls back the whole transaction, including
    all savepoints
    (https://sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction).
    A COMMIT would then silently commit nothing.
    """
    raw: Any = connection.connection.driver_connection
    return bool(raw.in_transaction)


class CommitWatch:
    """Tells whether any other connection, of any process, has committed.

    ``PRAGMA data_version`` costs a few microseconds: cheap enough to ask before every read
    (https://sqlite.org/pragma.html#pragma_data_version).
    """

    def __init__(self, connection: Connection) -> None:
        raw: Any = connection.connection.driver_connection
        self._cursor: sqlite3.Cursor = raw.cursor()

    def stamp(self) -> int:
        """A number that differs from the last one if there was a commit in between.

        :raises DBAPIError: as all statements do
        """
        try:
            row: tuple[int] = self._cursor.execute(DATA_VERSION).fetchone()
        except sqlite3.Error as error:
            raise _wrapped(error, DATA_VERSION) from error
        return row[0]


def file_of(url: URL) -> Path:
    """The database's file.

    :raises ValueError: if the URL names none
    """
    if url.get_backend_name() != "sqlite":
        raise ValueError("only SQLite and PostgreSQL are supported, as in sqlite:///notes.db")
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise ValueError("the notes need a file: give its path, as in sqlite:///notes.db")
    return Path(url.database)


def make_file(file: Path) -> None:
    """Create an empty file, which is a database without tables, unless the file exists."""
    with suppress(OSError):  # SQLite will report the missing file itself
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o644))


def copy_file(source: Connection, target: Path) -> None:
    """Copy the committed state to a new file, consistently, without blocking readers.

    :raises DBAPIError: if it can't be written
    """
    raw: Any = source.connection.driver_connection
    try:
        target.touch(mode=0o600, exist_ok=False)  # readable by no more users than the file itself
        with closing(sqlite3.connect(target)) as copy:
            raw.backup(copy)
    except sqlite3.Error as error:
        target.unlink()
        raise _wrapped(error, f"backup to {target}") from error


def is_empty(connection: Connection) -> bool:
    """Whether nothing was ever made in the file."""
    return not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()


def run_script(connection: Connection, script: str) -> None:
    """Run the statements of a text, in the transaction that the connection is in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.exec_driver_sql(statement)
            statement = ""
