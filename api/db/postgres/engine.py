"""The engines: how connections to PostgreSQL are made, and how their transactions begin and end."""

from typing import Any, Final

from sqlalchemy import URL, Engine, create_engine, event, text
from sqlalchemy.engine import Connection

DRIVER: Final = "postgresql+psycopg"
SCHEMA: Final = "schema"
"""the part of the URL's query that names the schema"""
CONNECT_SECONDS: Final = 5
LONGEST_STATEMENT: Final = 60
"""seconds"""
WRITERS: Final = text("SELECT pg_advisory_xact_lock(hashtext('notes writer'), hashtext(:schema))")
NUMBER: Final = "SET CONSTRAINTS ALL IMMEDIATE; SELECT note_number()"


def parts_of(url: URL) -> tuple[URL, str]:
    """The URL for the driver, and the name of the schema, which is `public` unless it is given.

    :raises ValueError: if the URL names another driver
    """
    if url.drivername not in {DRIVER, "postgresql"}:
        raise ValueError(f"write {DRIVER}://…: no other driver is supported")
    schema = url.query.get(SCHEMA, "public")
    if not isinstance(schema, str) or not schema:
        raise ValueError("name one schema")
    return url.set(drivername=DRIVER).difference_update_query([SCHEMA]), schema


def name_of(schema: str) -> str:
    """The name by which `pg_stat_activity` shows the connections of this program."""
    return f"notes {schema}"


def writing_engine(
    url: URL, schema: str, *, busy_timeout: float, is_prepared: bool = True
) -> Engine:
    """An engine with the one connection that writes.

    Its transactions wait for those of other processes of this program, so that each sees what the
    others have written. Before the commit they number their changes in the feed.

    :param is_prepared: whether the schema exists
    """
    made = _engine(url, schema, kept=1, lock_timeout=busy_timeout)
    if is_prepared:
        event.listen(made, "begin", lambda connection: _take_turn(connection, schema))
        event.listen(made, "commit", _number)
    return made


def reading_engine(url: URL, schema: str, *, kept: int) -> Engine:
    """An engine whose transactions only read, and see one state."""
    made = _engine(url, schema, kept=kept, lock_timeout=1)
    return made.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _engine(url: URL, schema: str, *, kept: int, lock_timeout: float) -> Engine:
    # Prepared statements would meet others of the same name behind a pooler of transactions.
    arguments = {
        "prepare_threshold": None,
        "connect_timeout": CONNECT_SECONDS,
        "application_name": name_of(schema),
    }
    made = create_engine(url, connect_args=arguments, pool_size=kept, max_overflow=0)
    settings = {
        "TimeZone": "UTC",  # in other zones, two times of the autumn's repeated hour are equal
        "search_path": f'"{schema.replace(chr(34), chr(34) * 2)}", pg_temp',
        "lock_timeout": f"{int(lock_timeout * 1000) or 1}ms",
        "statement_timeout": f"{LONGEST_STATEMENT}s",
    }

    def prepare(connection: Any, _record: object) -> None:
        for name, value in settings.items():
            connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        connection.commit()

    event.listen(made, "connect", prepare)
    return made


def _take_turn(connection: Connection, schema: str) -> None:
    connection.execute(WRITERS, {"schema": schema})


def _number(connection: Connection) -> None:
    connection.exec_driver_sql(NUMBER)


def is_open(connection: Connection) -> bool:
    """Whether the transaction can go on after a statement has failed in a savepoint of it."""
    raw: Any = connection.connection.driver_connection
    return not connection.closed and not connection.invalidated and not raw.closed
