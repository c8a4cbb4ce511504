"""A file of the first schema is taken along, with its notes and its feed, by the second."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from api.backend import Backend
from api.db.migrations import running as migrations
from api.notes.models import Action
from api.notes.reading.query import NoteQuery
from tests.api.db.migrations import golden
from tests.api.support.opened import TUTORIAL, copies, running, sql
from tests.api.support.recomputed import assert_all_is_kept


def make_first(file: Path) -> None:
    """The file as version 1.0 made it."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        command.upgrade(migrations.config(connection), "0001")
    engine.dispose()


def fill(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL").close()
    connection.execute("INSERT INTO note (title, description) VALUES ('Milk #shop', 'crème #b')")
    connection.execute("INSERT INTO note (title, done) VALUES ('oats #Shop', 1), ('gone', 0)")
    connection.execute("UPDATE note SET description = 'rolled' WHERE id = 2")
    connection.execute("DELETE FROM note WHERE id = 3")
    connection.execute("INSERT INTO note (title) VALUES (CAST(x'23ff' AS TEXT))")


@pytest.fixture
def first(database: Path) -> Path:
    """A file that version 1.0 left behind."""
    make_first(database)
    with sql(database) as other:
        fill(other)
    return database


async def titles(backend: Backend, query: NoteQuery) -> list[str]:
    return [note.title for note in (await backend.notes.list(query)).notes]


async def test_the_notes_are_there_searched_counted_and_tagged(first: Path) -> None:
    with sql(first) as other:
        before = other.execute("SELECT id, title, description, done, version FROM note LIMIT 2")
        kept = before.fetchall()

    async with running(first) as backend:
        notes = (await backend.notes.list()).notes
        assert [
            (note.id, note.title, note.description, note.done, note.version) for note in notes[:2]
        ] == kept
        assert {(note.pinned, note.trashed) for note in notes} == {(False, False)}
        assert await titles(backend, NoteQuery(q="creme")) == ["Milk #shop"]
        assert await titles(backend, NoteQuery(tag="shop")) == ["Milk #shop", "oats #Shop"]
        assert list(await backend.notes.tags(2)) == [("shop", 2), ("b", 1)]
        window_counts = (await backend.notes.list(NoteQuery(done=True))).total
        assert window_counts == 1


async def test_the_feed_of_before_is_still_read(first: Path) -> None:
    async with running(first) as backend:
        changes = backend.feed.since(0)

        told = [(change.action, change.note.id) for change in changes]
        made = [(Action.CREATE, number) for number in (1, 2, 3)]
        assert told == [*made, (Action.UPDATE, 2), (Action.DELETE, 3), (Action.CREATE, 4)]
        assert not any(change.note.pinned or change.note.trashed for change in changes)
        assert [change.revision for change in changes] == [1, 2, 3, 4, 5, 6], "and nothing new"
        assert '"trashed":false' in changes[0].json


async def test_writes_after_the_migration_are_kept_as_in_a_new_file(first: Path) -> None:
    async with running(first) as backend:
        with sql(first) as other:
            other.execute("DELETE FROM note WHERE id = 4")
            assert_all_is_kept(other)
            other.execute("UPDATE note SET done = 1 - done, title = title || ' #x'")
            other.execute("REPLACE INTO note (id, title) VALUES (1, '#y')")
            await backend.notes.delete(2)
            assert_all_is_kept(other)
            other.execute("INSERT INTO note (title) VALUES ('next')")
            assert other.execute("SELECT max(id) FROM note").fetchone() == (5,)


async def test_a_copy_of_the_first_file_lies_beside_it(first: Path) -> None:
    async with running(first):
        pass
    async with running(first):
        pass

    (copy,) = copies(first)
    assert "before-upgrade-0001" in copy.name
    with sql(copy) as kept:
        assert kept.execute("SELECT count(*) FROM note").fetchone() == (3,)
        columns = [row[1] for row in kept.execute("PRAGMA table_info(note)")]
        assert "trashed" not in columns


async def test_the_schema_is_that_of_a_new_file(first: Path, tmp_path: Path) -> None:
    async with running(first), running(tmp_path / "new.db"):
        pass

    assert sorted(golden.statements(first)) == sorted(golden.statements(tmp_path / "new.db"))


async def test_a_tutorial_file_is_migrated_to_the_newest_schema(database: Path) -> None:
    with sql(database) as other:
        other.execute(TUTORIAL)
        other.execute("INSERT INTO note VALUES (3, 'milk #shop', NULL, 1), (5, NULL, '#b', 0)")

    async with running(database) as backend:
        assert await titles(backend, NoteQuery(q="milk")) == ["milk #shop"]
        assert list(await backend.notes.tags()) == [("b", 1), ("shop", 1)]
        with sql(database) as other:
            assert_all_is_kept(other)


def test_the_first_schema_with_many_notes_is_taken_along_whole(database: Path) -> None:
    make_first(database)
    with sql(database) as other:
        other.execute("BEGIN")
        rows = [(f"n{number} #t{number % 7}", number % 2) for number in range(5000)]
        other.executemany("INSERT INTO note (title, done) VALUES (?, ?)", rows)
        other.execute("COMMIT")
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        command.upgrade(migrations.config(connection), "head")
    engine.dispose()

    with sql(database) as other:
        assert_all_is_kept(other)
