"""All that is particular to SQLite at run time: connecting, noticing commits, searching, a copy."""

import re
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    URL,
    ColumnElement,
    Engine,
    LargeBinary,
    Select,
    Text,
    cast,
    column,
    create_engine,
    event,
    func,
    literal,
    literal_column,
    select,
    table,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import NullPool, StaticPool
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

QUOTE: Final = '"'
SEARCH: Final = table("note_search", column("rowid"))
ROWID: Final[ColumnElement[int]] = SEARCH.c.rowid
"""the id of the note that was found"""
MATCH: Final = literal_column("note_search").op("MATCH", is_comparison=True)
INDEXED: Final = re.compile("[a-zA-Z0-9]")
"""what the index has words of for sure, whatever Unicode it knows; of an emoji alone it has none"""
TOKENIZER: Final = "unicode61 remove_diacritics 2"
"""that of the index of the notes"""
MOST_IN_MEMORY: Final = 500
"""texts, of 100 kB at most"""
TAKE_IN: Final = "INSERT INTO note_search (rowid, title, description) VALUES (?, ?, ?)"
IN_MEMORY: Final = (
    "SELECT rowid FROM note_search WHERE note_search MATCH ? AND rowid BETWEEN ? AND ?"
)
Texts = tuple[str, str]
"""a title and a description"""
BUSY_CODES: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
DATA_VERSION: Final = "PRAGMA data_version"
WAL: Final = "PRAGMA journal_mode = WAL"
WORDS: Final = {
    "unable to open database file": "its folder is not there, or may not be written to.",
    "attempt to write a readonly database": "the file may not be written to.",
    "file is not a database": "the file holds something else than an SQLite database.",
}
"""what SQLite's shortest messages mean"""


def engine(url: URL, *, begin: str, busy_timeout: float, pooled: bool = True) -> Engine:
    """An engine whose transactions start with ``begin``.

    A writer needs ``BEGIN IMMEDIATE``: one that starts as a reader and wants to write later is
    refused at once, whatever the timeout (https://sqlite.org/lang_transaction.html).

    :param busy_timeout: seconds to wait for another connection's lock
    :param pooled: whether a connection is kept for the next one who asks
    """
    pool: dict[str, Any] = {"pool_size": 1} if pooled else {"poolclass": NullPool}
    arguments = {"timeout": busy_timeout, "isolation_level": None}
    made = create_engine(url, connect_args=arguments, **pool)
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", lambda connection: _begin(connection, begin))
    return made


def scratch_engine() -> Engine:
    """An engine on a database of its own, that is gone with its one connection.

    What does not fit into a small cache is in a file without a name
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
    # One row of broken UTF-8, from whatever program, must not blank everybody's page.
    connection.text_factory = _text


def _text(stored: bytes) -> str:
    return stored.decode(errors="replace")


def use_wal(engine: Engine, *, busy_timeout: float) -> None:
    """Have readers and the writer not wait for each other, from now on (sqlite.org/wal.html).

    The switch does not wait for others who switch at the same time, so that is done here.

    :raises DBAPIError: as all statements do
    :raises ValueError: if the file system has no way to do it
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
        raise ValueError("its file system does not allow several programs to use it at once.")


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
    """Whether the transaction that was begun is still there.

    Where the disk is full, or a trigger says so, SQLite rolls back all of it, whatever savepoints
    there are (https://sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction).
    A COMMIT would then commit nothing, and say nothing.
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


def matches(text: str, tag: str | None = None) -> list[ColumnElement[bool]]:
    """The conditions for notes that hold all words of the text, from the best to the widest.

    Words as they stand go before beginnings of words, the title before the description. Each word
    is quoted, so that nothing in it is an operator (https://sqlite.org/fts5.html#fts5_strings).

    :param tag: leave out notes that do not even hold its word, with a # or without: the index
        does so quickly, and who asks looks at what is left
    """
    return [MATCH(way) for way in ways(text, tag)]


def ways(text: str, tag: str | None = None) -> list[str]:
    """What `matches` asks the index for."""
    quoted = [_quoted(word) for word in text.split()]
    whole, begun = " ".join(quoted), " ".join(f"{word} *" for word in quoted)
    tagged = f" AND {_quoted(tag)}" if tag and INDEXED.search(tag) else ""
    searches = f"title : ({whole})", f"title : ({begun})", f"({whole})", f"({begun})"
    return [search + tagged for search in searches]


def _quoted(word: str) -> str:
    return f'"{word.replace(QUOTE, QUOTE * 2)}"'


class TextIndex:
    """Tells which texts a search finds, without their being in the database.

    SQLite itself is asked, in memory and with the tokenizer of the notes' index, so that a search
    means the same here and there. Texts that were asked about lately are still there. On one
    thread only.
    """

    def __init__(self) -> None:
        self._rows: dict[Texts, int] = {}
        self._connection: sqlite3.Connection | None = None

    def find(self, way: str, texts: Sequence[Texts]) -> set[Texts]:
        """Those texts, each a title and a description, that one of the `ways` finds."""
        if not texts:
            return set()
        self._connection = connection = self._connection or _memory()
        self._take_in(connection, texts)
        rows = {self._rows[text]: text for text in texts}
        found = connection.execute(IN_MEMORY, (way, min(rows), max(rows)))
        return {rows[row] for (row,) in found if row in rows}

    def close(self) -> None:
        """Let go of all texts."""
        self._rows.clear()
        if self._connection:
            self._connection.close()
            self._connection = None

    def _take_in(self, connection: sqlite3.Connection, texts: Sequence[Texts]) -> None:
        connection.execute("BEGIN")
        if len(self._rows) + len(texts) > MOST_IN_MEMORY:
            connection.execute("INSERT INTO note_search (note_search) VALUES ('delete-all')")
            self._rows.clear()
        for text in texts:
            if text not in self._rows:
                self._rows[text] = len(self._rows) + 1
                connection.execute(TAKE_IN, (self._rows[text], *text))
        connection.execute("COMMIT")


def _memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(
        "CREATE VIRTUAL TABLE note_search USING fts5"
        f" (title, description, content = '', tokenize = '{TOKENIZER}')"
    )
    return connection


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column, not to be looked up in an index: where a search has found the rows already.

    The planner thinks little of full-text indexes
    (https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
    """
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def digits(text: ColumnElement[Any]) -> ColumnElement[str]:
    """The bytes of a text in hexadecimal digits: exactly that text, even where it is broken."""
    return func.hex(text)


def of_digits(written: str) -> ColumnElement[Any]:
    """The text that `digits` has written, such that an index can be used.

    (https://sqlite.org/datatype3.html#type_conversions_prior_to_comparison: no affinity.)
    """
    return unindexed(cast(literal(bytes.fromhex(written), LargeBinary), Text))


def found(match: ColumnElement[bool]) -> Select[int]:
    """The ids of all notes that a condition of `matches` holds for."""
    return select(ROWID).where(match).correlate(None)


def file_of(url: URL) -> Path:
    """The database's file.

    :raises ValueError: if the URL names none
    """
    if url.get_backend_name() != "sqlite":
        raise ValueError("only SQLite is supported, as in sqlite:///notes.db")
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise ValueError("notes are kept in a file: give its path, as in sqlite:///notes.db")
    return Path(url.database)


def copy_file(source: Connection, target: Path) -> None:
    """Write all that is committed to a new file, consistently, while others go on reading.

    :raises DBAPIError: if it can't be written
    """
    raw: Any = source.connection.driver_connection
    try:
        target.touch(mode=0o600, exist_ok=False)  # for no more people than the file itself
        with closing(sqlite3.connect(target)) as copy:
            raw.backup(copy)
    except sqlite3.Error as error:
        target.unlink()
        raise _wrapped(error, f"backup to {target}") from error
