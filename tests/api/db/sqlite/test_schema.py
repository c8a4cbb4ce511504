"""The schema at start-up: made, or left alone; and in agreement with the models."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect
from sqlmodel import SQLModel

from api.db.tables import (
    Answered,
    Note,
    NoteChange,
    NoteClock,
    NoteCount,
    NoteDraft,
    NoteTag,
    NoteVersion,
    Tag,
)
from tests.api.support.opened import copies, running, sql, start
from tests.support.waiting import PATIENCE

OWN = {"note_change_limit", "note_replaced", "note_epoch"}


async def test_a_file_that_is_not_there_is_made_without_a_copy(database: Path) -> None:
    async with running(database) as backend:
        assert (await backend.notes.list()).total == 0

    with sql(database) as other:
        assert other.execute("SELECT count(*) FROM note").fetchone() == (0,)
    assert copies(database) == []


def test_an_empty_file_is_as_good_as_none(database: Path) -> None:
    database.touch()
    asyncio.run(start(database))

    assert copies(database) == []


async def test_a_file_with_the_newest_schema_is_opened_unchanged(database: Path) -> None:
    await start(database)
    with sql(database) as other:
        other.execute("INSERT INTO note (title) VALUES ('milk')")
        before = dumped(other)

    await start(database)

    with sql(database) as other:
        assert dumped(other) == before
    assert copies(database) == []


def dumped(connection: sqlite3.Connection) -> list[str]:
    """All that is in it, but for when it was open last."""
    return [line for line in connection.iterdump() if 'INTO "note_clock"' not in line]


async def test_tables_of_others_are_left_alone_and_copied_first(database: Path) -> None:
    with sql(database) as other:
        other.execute("CREATE TABLE shopping (item)")
        other.execute("INSERT INTO shopping VALUES ('milk')")
    await start(database)

    with sql(database) as other:
        assert other.execute("SELECT item FROM shopping").fetchall() == [("milk",)]
    (copy,) = copies(database)
    with sql(copy) as kept:
        assert kept.execute("SELECT name FROM sqlite_master").fetchall() == [("shopping",)]


def test_several_may_start_at_once_on_a_new_file(database: Path) -> None:
    """Each in a thread and an event loop of its own, as in processes of their own."""
    count = 4
    ready = threading.Barrier(count, timeout=PATIENCE)

    async def add_a_note() -> int:
        ready.wait()
        async with running(database) as backend:
            return await backend.database.write(
                lambda c: c.exec_driver_sql("INSERT INTO note (title) VALUES ('milk')").rowcount
            )

    async def start_all() -> list[int]:
        return await asyncio.gather(
            *(asyncio.to_thread(asyncio.run, add_a_note()) for _ in range(count))
        )

    assert asyncio.run(start_all()) == [1] * count
    with sql(database) as other:
        assert other.execute("SELECT count(*) FROM note").fetchone() == (count,)
        assert other.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    assert copies(database) == []


async def test_the_models_name_the_columns_that_the_migrations_make(database: Path) -> None:
    await start(database)
    engine = create_engine(f"sqlite:///{database}")
    made = inspect(engine)
    for model in (
        Note,
        NoteChange,
        NoteTag,
        Tag,
        NoteCount,
        NoteDraft,
        NoteClock,
        NoteVersion,
        Answered,
    ):
        table = SQLModel.metadata.tables[str(model.__tablename__)]
        columns = {column["name"]: column for column in made.get_columns(table.name)}
        assert list(columns) == [column.name for column in table.columns]
        for column in table.columns:
            assert columns[column.name]["nullable"] == column.nullable
    engine.dispose()


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
async def test_the_models_equal_the_migrated_schema(database: Path) -> None:
    """A model that was changed without a migration shows up here."""
    await start(database)
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    engine.dispose()

    assert [step for step in found if not _is_the_databases_own(step)] == []


def _is_the_databases_own(step: object) -> bool:
    """Indexes, tables that only triggers use, and those that a full-text index consists of."""
    if not isinstance(step, tuple):
        return False
    own = step[0] == "remove_table" and step[1].name in OWN
    return own or step[0] == "remove_index" or step[1].name.startswith("note_search")
