"""A file as the source or the target of a move."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Final

from sqlalchemy import make_url, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from api.db.errors import DatabaseUnusable
from api.db.migrations.newest import NEWEST
from api.db.sql.failures import blaming
from api.db.sqlite import engine as sqlite
from api.db.sqlite.errors import reason, translated
from api.db.sqlite.schema import SCHEMA, revision

OLD: Final = (
    "it was not written by this version of the program. Start this version's server on it once,"
    " which upgrades it or says what to do."
)
COUNTED: Final = ("note", "note_change")
"""the tables with a counter"""
COUNTER: Final = text("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = :name), 0)")
SET_COUNTER: Final = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)")
FORGET_COUNTERS: Final = text("DELETE FROM sqlite_sequence WHERE name IN ('note', 'note_change')")
TRIGGERS: Final = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")
EMPTY_INDEX: Final = text("DELETE FROM note_search")
EMPTY_REPLACED: Final = text("DELETE FROM note_replaced")
INDEX: Final = text(
    "INSERT INTO note_search (rowid, title, description)"
    " SELECT id, title, description FROM note WHERE id BETWEEN :first AND :last"
)


class MovableFile:
    """An SQLite file; see `Movable`.

    :param url: for example ``sqlite:///notes.db``
    :param busy_timeout: seconds to wait for another program's lock
    :raises DatabaseUnusable: if the URL is invalid
    """

    def __init__(self, url: str, *, busy_timeout: float) -> None:
        try:
            self._url = make_url(url)
            self._file = sqlite.file_of(self._url)
        except (ArgumentError, ValueError) as error:
            raise DatabaseUnusable(
                "A database is named as in sqlite:///notes.db, or as in"
                " postgresql+psycopg://user@host/database?schema=notes"
            ) from error
        self._busy_timeout = busy_timeout

    @property
    def name(self) -> str:
        """The path as it was given."""
        return str(self._file)

    @property
    def place(self) -> object:
        """The whole path."""
        return self._file.resolve()

    @contextmanager
    def source(self) -> Iterator[Connection]:
        """See `Movable.source`; the server may write meanwhile, its log grows until the end."""
        if not self._file.is_file():
            raise DatabaseUnusable(f"There is no file {self._file}.")
        with self._connected("BEGIN") as connection:
            with self.translating():
                self._check(connection)
            yield connection

    @contextmanager
    def target(self) -> Iterator[Connection]:
        """See `Movable.target`; the file is made if there is none."""
        sqlite.make_file(self._file)
        with self._connected("BEGIN IMMEDIATE", is_target=True) as connection:
            with self.translating():
                if sqlite.is_empty(connection):
                    sqlite.run_script(connection, SCHEMA.read_text())
                self._check(connection)
                triggers = connection.execute(TRIGGERS).all()
                for name, _ in triggers:
                    connection.exec_driver_sql(f"DROP TRIGGER {_quoted(name)}")
            yield connection
            with self.translating():
                for _, made_by in triggers:
                    connection.exec_driver_sql(made_by)

    @contextmanager
    def _connected(self, begin: str, *, is_target: bool = False) -> Iterator[Connection]:
        engine = sqlite.engine(self._url, begin=begin, busy_timeout=self._busy_timeout)
        try:
            with self.translating():
                if is_target:
                    sqlite.use_wal(engine, busy_timeout=self._busy_timeout)
                connection = engine.connect()
            try:
                with self.translating():
                    transaction = connection.begin()
                yield connection
                if is_target:
                    with self.translating():
                        transaction.commit()
            finally:
                with suppress(SQLAlchemyError):  # SQLite may have rolled it back itself
                    connection.close()
        finally:
            engine.dispose()

    def translating(self) -> AbstractContextManager[None]:
        """See `Movable.translating`."""
        return blaming(self.name, translated, reason)

    @staticmethod
    def empty(connection: Connection) -> None:
        """See `Movable.empty`."""
        connection.execute(EMPTY_INDEX)
        connection.execute(EMPTY_REPLACED)

    @staticmethod
    def index(connection: Connection, first: int, last: int) -> None:
        """See `Movable.index`."""
        connection.execute(INDEX, {"first": first, "last": last})

    @staticmethod
    def counters(connection: Connection) -> tuple[int, int]:
        """See `Movable.counters`."""
        highest_id, last = (connection.scalar(COUNTER, {"name": name}) or 0 for name in COUNTED)
        return highest_id, last

    @staticmethod
    def set_counters(connection: Connection, highest_id: int, revision: int) -> None:
        """See `Movable.set_counters`."""
        connection.execute(FORGET_COUNTERS)
        for name, last in zip(COUNTED, (highest_id, revision), strict=True):
            connection.execute(SET_COUNTER, {"name": name, "seq": last})

    @staticmethod
    def _check(connection: Connection) -> None:
        if revision(connection) != NEWEST:
            raise ValueError(OLD)


def _quoted(name: str) -> str:
    return f'"{name.replace(chr(34), chr(34) * 2)}"'
