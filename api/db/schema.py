"""Creates, adopts or upgrades the schema at start-up with Alembic, after copying the file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, column, delete, func, inspect, select, table, update
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.sqlite import engine as sqlite
from api.db.tables import NoteChange

LIMIT: Final = table("note_change_limit", column("kept"))
MIGRATIONS: Final = Path(__file__).parent / "migrations"


def upgrade(writer: Engine, reader: Engine, file: Path) -> Path | None:
    """Upgrade the schema in one transaction; other processes that start wait for it.

    :return: the copy that was made before the upgrade, if the file was not empty
    :raises ValueError: if this version can't upgrade the file
    """
    with writer.begin() as connection:
        config = _config(connection)
        newest = ScriptDirectory.from_config(config).get_current_head()
        current = MigrationContext.configure(connection).get_current_revision()
        if current == newest:
            return None
        _refuse_the_unknown(config, current)
        copy = _copy(reader, file, current) if inspect(connection).get_table_names() else None
        try:
            command.upgrade(config, "head")
        except BaseException:
            if copy:
                copy.unlink()  # the file is unchanged; a copy per attempt would fill the disk
            raise
    return copy


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _refuse_the_unknown(config: Config, current: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise ValueError(
            f"its schema ({current}) is from a newer version of this program: install that version"
        )


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
