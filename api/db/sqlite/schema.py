"""Creates, adopts or upgrades the schema at start-up, after copying the file.

A new file is created from the text of the newest schema. Alembic upgrades older files: to run all
revisions on a new file, and to import Alembic, takes longer than the rest of opening a database. A
test says that both ways have the same outcome.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, column, delete, func, inspect, select, table, update
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.migrations.newest import NEWEST
from api.db.sqlite import engine as sqlite
from api.db.tables import NoteChange

SCHEMA: Final = Path(__file__).parent.parent / "migrations" / "schema.sql"
"""what they make of an empty file, and the rows that it holds"""
VERSION: Final = table("alembic_version", column("version_num"))
LIMIT: Final = table("note_change_limit", column("kept"))


def upgrade(writer: Engine, reader: Engine, file: Path) -> Path | None:
    """Upgrade the schema in one transaction; other processes that start wait for it.

    :return: the copy that was made before the upgrade, if the file was not empty
    :raises ValueError: if this version can't upgrade the file
    """
    with writer.begin() as connection:
        current = revision(connection)
        if current == NEWEST:
            return None
        if sqlite.is_empty(connection):
            sqlite.run_script(connection, SCHEMA.read_text())
            return None
        return _migrate(connection, current, reader, file)


def revision(connection: Connection) -> str | None:
    """The revision that a file is at; None if it never was at any."""
    if not inspect(connection).has_table(VERSION.name):
        return None
    found: str | None = connection.scalar(select(VERSION.c.version_num))
    return found


def _migrate(
    connection: Connection, current: str | None, reader: Engine, file: Path
) -> Path | None:
    from api.db.migrations import running

    if current is not None and not running.knows(connection, current):
        raise ValueError(
            f"its schema ({current}) is from a newer version of this program: install that version"
        )
    copy = _copy(reader, file, current) if inspect(connection).get_table_names() else None
    try:
        running.upgrade(connection)
    except BaseException:
        if copy:
            copy.unlink()  # the file is as it was: a copy at each attempt would fill the disk
        raise
    return copy


def _copy(reader: Engine, file: Path, current: str | None) -> Path:
    made_at = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = file.with_name(f"{file.name}.before-upgrade-{current or 'adoption'}-{made_at}")
    with reader.connect() as connection:
        sqlite.copy_file(connection, target)
    return target


def keep_changes(writer: Engine, kept: int) -> None:
    """Set how many changes the feed stores, and delete the excess."""
    with writer.begin() as connection:
        if connection.scalar(select(LIMIT.c.kept)) == kept:
            return
        connection.execute(update(LIMIT).values(kept=kept))
        newest = select(func.max(NoteChange.seq)).scalar_subquery()
        connection.execute(delete(NoteChange).where(col(NoteChange.seq) <= newest - kept))
