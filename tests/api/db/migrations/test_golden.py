"""The schemas as text: those of all revisions, and the one by which a new file is made."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from api.db.migrations.newest import NEWEST
from tests.api.db.migrations import golden
from tests.api.support.opened import start


@pytest.mark.parametrize("revision", golden.revisions())
def test_a_revision_makes_the_schema_that_its_text_says(revision: str, database: Path) -> None:
    """What was released is frozen; a new revision is added by running `golden`."""
    golden.migrated(database, revision)
    text = golden.file_of(revision).read_text()
    assert golden.dumped(database) == text.partition("INSERT INTO alembic_version")[0]


def test_the_program_knows_the_newest_revision() -> None:
    assert golden.revisions()[-1] == NEWEST


async def test_a_new_file_is_what_all_revisions_make(database: Path, tmp_path: Path) -> None:
    await start(database)
    migrated = tmp_path / "migrated.db"
    golden.migrated(migrated, "head")
    made, expected = rows(database), rows(migrated)
    assert golden.dumped(database) == golden.dumped(migrated)
    assert made.keys() == expected.keys()
    (made_epoch,), (expected_epoch,) = made.pop("note_epoch"), expected.pop("note_epoch")
    assert made_epoch[1] == expected_epoch[1]
    assert len(str(made_epoch[0])) == len(str(expected_epoch[0]))
    del made["note_clock"], expected["note_clock"]  # when it was open last
    assert made == expected


def rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """What each table holds, by its name."""
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=str)
            for (name,) in names
        }
