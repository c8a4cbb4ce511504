"""A file that this version cannot take over is refused in words, and left as it is."""

import asyncio
from pathlib import Path

import pytest

from api.db.errors import DatabaseUnusable
from tests.api.support.opened import copies, sql, start


async def test_a_schema_of_a_newer_version_is_refused_in_words(database: Path) -> None:
    await start(database)
    with sql(database) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
        before = list(other.iterdump())

    with pytest.raises(DatabaseUnusable, match=r"9999.*newer version") as refused:
        await start(database)

    assert "\n" not in str(refused.value)
    with sql(database) as other:
        assert list(other.iterdump()) == before
    assert copies(database) == []


@pytest.mark.parametrize(
    "table",
    [
        "note (id INTEGER PRIMARY KEY, body TEXT)",
        "note (id INTEGER PRIMARY KEY, title, description, done, colour)",
        "note (id INTEGER PRIMARY KEY, title, description)",
        "note (title, description, done)",
    ],
)
async def test_a_note_table_with_other_columns_is_refused_untouched(
    database: Path, table: str
) -> None:
    with sql(database) as other:
        other.execute(f"CREATE TABLE {table}")
        before = list(other.iterdump())

    with pytest.raises(DatabaseUnusable, match=r"note.*columns") as refused:
        await start(database)

    assert str(database) in str(refused.value)
    with sql(database) as other:
        assert list(other.iterdump()) == before


def test_a_file_that_is_refused_stays_the_same_to_the_byte(database: Path) -> None:
    """It belongs to another program, whose way of writing is not ours to change either."""
    with sql(database) as other:
        other.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)")
    before = database.read_bytes()

    with pytest.raises(DatabaseUnusable):
        asyncio.run(start(database))

    assert database.read_bytes() == before


async def test_a_file_that_is_refused_is_not_copied_at_each_attempt(database: Path) -> None:
    with sql(database) as other:
        other.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)")
    for _ in range(3):
        with pytest.raises(DatabaseUnusable):
            await start(database)

    assert len(copies(database)) <= 1
