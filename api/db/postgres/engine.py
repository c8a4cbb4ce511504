"""The engines: how connections to PostgreSQL are made, and how their transactions begin and end."""

from typing import Any, Final

import psycopg
from sqlalchemy import URL, Engine, create_engine, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from api.db.errors import DatabaseLocked, DatabaseLost
from api.db.postgres.address import CONNECT_SECONDS, Patience, arguments_of, settings_of
from api.db.postgres.connections import Bounded
from api.db.postgres.errors import LOCKED, NOTHING_WRITTEN, is_busy

LONGEST_PAUSE: Final = 30
"""seconds between two statements of one transaction that writes: then the server ends it, so that a
process that is frozen or out of reach does not stop the others"""
ENDED: Final = {"idle_in_transaction_session_timeout": f"{LONGEST_PAUSE}s"}
NO_LIMITS: Final = ("statement_timeout", "idle_in_transaction_session_timeout")
HURRY: Final = "SET LOCAL lock_timeout = '50ms'"
USUAL: Final = Patience()
WRITERS: Final = text("SELECT pg_advisory_xact_lock(hashtext('notes writer'), hashtext(:schema))")
NUMBER: Final = "SET CONSTRAINTS ALL IMMEDIATE; SELECT note_number()"


def writing_engine(
    url: URL, schema: str, *, busy_timeout: float, is_prepared: bool = True
) -> Engine:
    """An engine with the one connection that writes.

    Its transactions wait for those of other processes of this program, so that each sees what the
    others have written. Before the commit they number their changes in the feed.

    :param is_prepared: whether the schema exists
    """
    made = _engine(url, schema, kept=1, patience=Patience(lock=busy_timeout), more=ENDED)
    if is_prepared:
        event.listen(made, "begin", lambda connection: _take_turn(connection, schema))
        event.listen(made, "commit", _number)
    return made


def reading_engine(url: URL, schema: str, *, kept: int, patience: Patience = USUAL) -> Engine:
    """An engine whose transactions only read, and see one state.

    Each connection is told so once. As options of the engine, SQLAlchemy would set them for each
    transaction and reset them behind it, which took as long as another statement.
    """
    made = _engine(url, schema, kept=kept, patience=patience)
    event.listen(made, "connect", _only_read)
    return made


def _engine(
    url: URL, schema: str, *, kept: int, patience: Patience, more: dict[str, str] | None = None
) -> Engine:
    arguments = arguments_of(url, schema, patience)
    made = create_engine(
        url.set(query={}),
        connect_args=arguments,
        pool_size=kept,
        max_overflow=0,
        pool_timeout=CONNECT_SECONDS,
    )
    settings = settings_of(schema, patience) | (more or {})

    def connect(_dialect: object, _record: object, given: Any, named: Any) -> Bounded:
        made = Bounded.connect(*given, **named)
        made.longest = patience.answer
        return made

    def prepare(connection: Any, _record: object) -> None:
        for name, value in settings.items():
            connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        connection.commit()

    event.listen(made, "do_connect", connect)
    event.listen(made, "connect", prepare)
    return made


def _only_read(connection: psycopg.Connection, _record: object) -> None:
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True


def _take_turn(connection: Connection, schema: str) -> None:
    try:
        connection.execute(WRITERS, {"schema": schema})
    except DBAPIError as error:
        if is_busy(error):
            raise DatabaseLocked(LOCKED) from error
        if error.connection_invalidated:
            raise DatabaseLost(NOTHING_WRITTEN) from error
        raise


def _number(connection: Connection) -> None:
    connection.exec_driver_sql(NUMBER)


def hurry(connection: Connection) -> None:
    """Hardly wait for locks any more in this transaction, because others wait for its end."""
    connection.exec_driver_sql(HURRY)


def take_long(connection: Connection) -> None:
    """Let this transaction, and all statements of this connection, take as long as they need."""
    for name in NO_LIMITS:
        connection.exec_driver_sql(f"SET LOCAL {name} = 0")
    raw: Any = connection.connection.driver_connection
    raw.longest = None


def is_open(connection: Connection) -> bool:
    """Whether the transaction can go on after a statement has failed in a savepoint of it."""
    raw: Any = connection.connection.driver_connection
    return not connection.closed and not connection.invalidated and not raw.closed
