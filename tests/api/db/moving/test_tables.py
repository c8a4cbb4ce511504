"""What is copied is all that there is, but for what follows from it."""

from pathlib import Path

from sqlalchemy import inspect

from api.db.moving.tables import COPIED
from tests.api.db.moving.contents import moved, other_program, running
from tests.api.support.recomputed import assert_all_is_kept

FOLLOWS = {"tag", "note_count"}
"""what is counted anew"""
OF_ONE_ENGINE = {"alembic_version", "note_search", "note_replaced"}
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid"
OF_POSTGRESQL = {"note_pending", "note_revision", "tag_change"}


async def test_all_columns_of_all_tables_are_copied(source: str) -> None:
    async with running(source) as (backend, _):
        tables = await backend.database.read(
            lambda connection: {
                table: {column["name"] for column in inspect(connection).get_columns(table)}
                for table in inspect(connection).get_table_names()
                if not table.startswith("note_search_")
            }
        )
    copied = {table.name: set(table.c.keys()) for table in COPIED}
    for name, columns in tables.items():
        assert copied.get(name) == columns or name in FOLLOWS | OF_ONE_ENGINE | OF_POSTGRESQL, name
    assert set(copied) <= set(tables)


async def test_triggers_of_a_file_are_as_before_a_move(tmp_path: Path) -> None:
    """Those of other programs too; they fire in the same order."""
    source, target = (f"sqlite:///{tmp_path / name}.db" for name in ("source", "target"))
    for url in (source, target):
        async with running(url):
            pass
    with other_program(source) as other:
        other.execute("INSERT INTO note (title) VALUES ('milk #tag')")
    with other_program(target) as other:
        other.execute(
            'CREATE TRIGGER "of ""others" AFTER INSERT ON note BEGIN'
            " UPDATE note SET title = 'other' WHERE id = new.id; END"
        )
        before = other.execute(TRIGGERS).fetchall()
        moved(source, target)
        assert other.execute(TRIGGERS).fetchall() == before
        assert other.execute("SELECT title FROM note").fetchall() == [("milk #tag",)]
        assert_all_is_kept(other)
