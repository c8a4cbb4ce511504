"""A file of the third schema is taken along by the fourth, with the history of its notes."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from api.db.migrations import running as migrations
from tests.api.db.migrations import golden
from tests.api.support.opened import copies, running, sql, start


@pytest.fixture
def third(database: Path) -> Path:
    """A file of the third schema, with a note that has more versions than were ever promised."""
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        command.upgrade(migrations.config(connection), "0003")
    engine.dispose()
    with sql(database) as other:
        other.execute("INSERT INTO note (title) VALUES ('0')")
        for number in range(1, 60):
            other.execute("UPDATE note SET title = ?", (str(number),))
        assert kept(other) == 50, "and the one of now"
    return database


def kept(connection: sqlite3.Connection) -> int:
    """How many versions there are before the one of now."""
    (count,) = connection.execute("SELECT count(*) FROM note_version").fetchone()
    return int(count)


async def test_history_goes_on_as_it_was(third: Path) -> None:
    async with running(third) as backend:
        assert [each.version for each in await backend.notes.history(1)] == [*range(60, 10, -1)]
        with sql(third) as other:
            other.execute("UPDATE note SET title = '60'")
            assert kept(other) == 49
        assert [each.version for each in await backend.notes.history(1)] == [*range(61, 11, -1)]


async def test_the_upgraded_schema_equals_a_new_one_and_a_copy_is_made(
    third: Path, tmp_path: Path
) -> None:
    await start(third)
    (copy,) = copies(third)
    assert "before-upgrade-0003" in copy.name

    await start(tmp_path / "new.db")
    assert sorted(golden.statements(third)) == sorted(golden.statements(tmp_path / "new.db"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE note SET title = 'x'",
        "UPDATE note SET id = 2",
        "DELETE FROM note",
        "INSERT INTO note (title, trashed) VALUES ('y', 1)",
    ],
)
async def test_two_copies_get_different_epochs_from_changes_in_the_trash(
    third: Path, tmp_path: Path, statement: str
) -> None:
    """Each has changed in its own way, and who knows the one does not know the other."""
    await start(third)
    with sql(third) as one, sql(tmp_path / "copy.db") as other:
        one.execute("UPDATE note SET trashed = 1")
        one.backup(other)
        before = epoch(one)
        one.execute(statement)
        other.execute(statement)
        assert len({before, epoch(one), epoch(other)}) == 3


def epoch(connection: sqlite3.Connection) -> tuple[str, int]:
    (found,) = connection.execute("SELECT database, unannounced FROM note_epoch")
    database, unannounced = found
    return database, unannounced
