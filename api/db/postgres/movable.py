"""A schema as the source or the target of a move."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Final

from sqlalchemy import Engine, inspect, make_url, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from api.db.errors import DatabaseUnusable
from api.db.postgres import schema
from api.db.postgres.address import parts_of
from api.db.postgres.engine import NUMBER, WRITERS, reading_engine, take_long, writing_engine
from api.db.postgres.errors import reason, translated
from api.db.sql.failures import blaming

TRIGGERS: Final = {
    "note": ("note_changing", "note_found", "note_told"),
    "note_tag": ("note_tagged",),
}
"""the triggers that act on copied rows, by their tables; their owner may disable them"""
ATTEMPTS: Final = 100
PENDING: Final = text("SELECT EXISTS (SELECT FROM note_pending)")
NEVER_IDLE: Final = (
    "The changes in {name} can't be numbered: other programs write all the time. Try again later."
)
ONE_ENGINES: Final = tuple(
    text(f"DELETE FROM {table}")  # noqa: S608  # constants
    for table in ("note_search", "note_pending", "tag_change")
)
INDEX: Final = text(
    "INSERT INTO note_search SELECT id, note_words(title, description)"
    " FROM note WHERE id BETWEEN :first AND :last"
)
COUNTERS: Final = text(
    "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END,"
    " (SELECT newest FROM note_revision) FROM note_id_seq"
)
START_ANEW: Final = text("ALTER SEQUENCE note_id_seq RESTART")
SET_IDS: Final = text("SELECT setval('note_id_seq', :highest)")
SET_REVISION: Final = text("UPDATE note_revision SET newest = :revision")


class MovableSchema:
    """One schema of a PostgreSQL database; see `Movable`.

    :param url: for example ``postgresql+psycopg://notes@db/notes?schema=public``
    :param busy_timeout: seconds to wait for another program's lock
    :raises DatabaseUnusable: if the URL is invalid
    """

    def __init__(self, url: str, *, busy_timeout: float) -> None:
        try:
            self._url, self._schema = parts_of(make_url(url))
        except (ArgumentError, ValueError) as error:
            raise DatabaseUnusable(
                "A PostgreSQL database is named as in"
                " postgresql+psycopg://user@host/database?schema=notes"
            ) from error
        self._busy_timeout = busy_timeout

    @property
    def name(self) -> str:
        """The address without the password, and the schema."""
        shown = self._url.update_query_dict({"schema": self._schema})
        return shown.render_as_string(hide_password=True)

    @property
    def place(self) -> object:
        """The address without the user, and the schema."""
        return self._url.host, self._url.port or 5432, self._url.database, self._schema

    @contextmanager
    def source(self) -> Iterator[Connection]:
        """See `Movable.source`; all changes have numbers in it."""
        engine = reading_engine(self._url, self._schema, kept=1)
        try:
            for _ in range(ATTEMPTS):
                with self._begun(engine, writes=False) as connection:
                    with self.translating():
                        self._check(connection)
                        is_numbered = not connection.scalar(PENDING)
                    if is_numbered:
                        yield connection
                        return
                self._number()
        finally:
            engine.dispose()
        raise DatabaseUnusable(NEVER_IDLE.format(name=self.name))

    @contextmanager
    def target(self) -> Iterator[Connection]:
        """See `Movable.target`; of a new schema nothing is left after a failure."""
        engine = self._writing()
        try:
            with self._begun(engine) as connection:
                with self.translating():
                    schema.make(connection, self._schema)
                    connection.execute(WRITERS, {"schema": self._schema})
                    self._triggers(connection, "DISABLE")
                yield connection
                with self.translating():
                    self._triggers(connection, "ENABLE")
        finally:
            engine.dispose()

    @contextmanager
    def _begun(self, engine: Engine, *, writes: bool = True) -> Iterator[Connection]:
        with self.translating():
            connection = engine.connect()
        try:
            with self.translating():
                transaction = connection.begin()
                take_long(connection)  # both sides wait for each other
            yield connection
            if writes:
                with self.translating():
                    transaction.commit()
        finally:
            with suppress(SQLAlchemyError):  # without a connection the server rolls it back
                connection.close()

    def _writing(self) -> Engine:
        return writing_engine(
            self._url, self._schema, busy_timeout=self._busy_timeout, is_prepared=False
        )

    def _number(self) -> None:
        engine = self._writing()
        try:
            with self._begun(engine) as connection, self.translating():
                connection.exec_driver_sql(NUMBER)
        finally:
            engine.dispose()

    def _check(self, connection: Connection) -> None:
        if not inspect(connection).has_table(schema.VERSION.name, self._schema):
            raise ValueError(f"the schema {self._schema} has no notes.")
        schema.check(connection)

    @staticmethod
    def _triggers(connection: Connection, act: str) -> None:
        for table, triggers in TRIGGERS.items():
            for trigger in triggers:
                connection.exec_driver_sql(f"ALTER TABLE {table} {act} TRIGGER {trigger}")

    def translating(self) -> AbstractContextManager[None]:
        """See `Movable.translating`."""
        return blaming(self.name, translated, reason)

    @staticmethod
    def empty(connection: Connection) -> None:
        """See `Movable.empty`."""
        for statement in ONE_ENGINES:
            connection.execute(statement)

    @staticmethod
    def index(connection: Connection, first: int, last: int) -> None:
        """See `Movable.index`."""
        connection.execute(INDEX, {"first": first, "last": last})

    @staticmethod
    def counters(connection: Connection) -> tuple[int, int]:
        """See `Movable.counters`."""
        highest_id, last = connection.execute(COUNTERS).one()
        return highest_id, last

    @staticmethod
    def set_counters(connection: Connection, highest_id: int, revision: int) -> None:
        """See `Movable.set_counters`; unlike `setval` alone, it can be rolled back."""
        connection.execute(START_ANEW)
        if highest_id:
            connection.execute(SET_IDS, {"highest": highest_id})
        connection.execute(SET_REVISION, {"revision": revision})
