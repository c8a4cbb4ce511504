"""Creates the schema at start-up; of several processes that start, one does and the others wait."""

from pathlib import Path
from typing import Final

from sqlalchemy import Engine, column, delete, func, inspect, select, table, text, update
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.migrations.newest import NEWEST
from api.db.tables import NoteChange

SCRIPTS: Final = Path(__file__).parent / "sql"
IN_ORDER: Final = ("tables", "texts", "triggers", "feed")
VERSION: Final = table("alembic_version", column("version_num"))
LIMIT: Final = table("note_change_limit", column("kept"))
LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtext('notes schema'), hashtext(:schema))")
USABLE: Final = text("SELECT has_schema_privilege(:schema, 'USAGE')")


def prepare(engine: Engine, schema: str, *, kept_changes: int) -> None:
    """Create the schema and its tables, unless they exist, in one transaction.

    :param kept_changes: how many changes the feed stores
    :raises ValueError: if this version can't use the tables that are there
    :raises SQLAlchemyError: if the database refuses it; then it is as it was
    """
    with engine.begin() as connection:
        make(connection, schema)
        _keep_changes(connection, kept_changes)


def make(connection: Connection, schema: str) -> None:
    """Create the schema and its tables in the connection's transaction, unless they exist.

    To create them, the role needs the right to do so, and no other.

    :raises ValueError: if this version can't use the tables that are there
    :raises SQLAlchemyError: if the database refuses it
    """
    connection.execute(LOCK, {"schema": schema})
    found = inspect(connection)
    if not found.has_schema(schema):
        quoted = connection.dialect.identifier_preparer.quote_identifier(schema)
        connection.exec_driver_sql(f"CREATE SCHEMA {quoted}")
    elif not connection.scalar(USABLE, {"schema": schema}):
        raise ValueError(f"the role may not use the schema {schema}")
    if not found.has_table(VERSION.name, schema):
        _create(connection)
    check(connection)


def _create(connection: Connection) -> None:
    for name in IN_ORDER:
        script = (SCRIPTS / f"{name}.sql").read_text()
        connection.exec_driver_sql(script, execution_options={"no_parameters": True})
    connection.execute(VERSION.insert().values(version_num=NEWEST))


def check(connection: Connection) -> None:
    """Check that the tables are those of this version.

    :raises ValueError: if they are not
    """
    found = connection.scalar(select(VERSION.c.version_num))
    if found != NEWEST:
        raise ValueError(
            f"its schema ({found}) is from a newer version of this program: install that version"
        )


def _keep_changes(connection: Connection, kept: int) -> None:
    if connection.scalar(select(LIMIT.c.kept)) == kept:
        return
    connection.execute(update(LIMIT).values(kept=kept))
    newest = select(func.max(NoteChange.seq)).scalar_subquery()
    connection.execute(delete(NoteChange).where(col(NoteChange.seq) <= newest - kept))
