"""What triggers keep stays right, whatever other programs do in whatever order."""

import contextlib
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import make_url

from api.db.sqlite import engine as sqlite
from api.db.sqlite import schema
from tests.api.support.recomputed import assert_all_is_kept

IDS = st.integers(1, 4)
SOME = st.sampled_from(["milk", "#a", "#a #b", "#A #c x", "é #b"])
FLAG = st.integers(0, 1)
OR = st.sampled_from(["", "OR REPLACE", "OR IGNORE", "OR FAIL", "OR ABORT"])


def opened(folder: str) -> sqlite3.Connection:
    """Another program's connection to a new database."""
    file = Path(folder) / "notes.db"
    url = make_url(f"sqlite:///{file}")
    sqlite.make_file(file)
    writer, reader = (
        sqlite.engine(url, begin=begin, busy_timeout=1) for begin in ("BEGIN IMMEDIATE", "BEGIN")
    )
    schema.upgrade(writer, reader, file)
    writer.dispose()
    reader.dispose()
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF").close()
    return connection


class OtherPrograms(RuleBasedStateMachine):
    """Few ids, so that notes meet, and every way to write that SQLite has."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._connection = opened(self._folder.name)

    def _do(self, statement: str, *values: object) -> None:
        with contextlib.suppress(sqlite3.IntegrityError):  # then nothing may have come of it
            self._connection.execute(statement, values)

    @initialize(recursive=FLAG)
    def set_up(self, recursive: int) -> None:
        self._connection.execute(f"PRAGMA recursive_triggers = {recursive}").close()

    @rule(conflict=OR, note_id=IDS | st.none(), title=SOME, done=FLAG, trashed=FLAG)
    def insert(
        self, conflict: str, note_id: int | None, title: str, done: int, trashed: int
    ) -> None:
        columns = "(id, title, done, trashed) VALUES (?, ?, ?, ?)"
        self._do(f"INSERT {conflict} INTO note {columns}", note_id, title, done, trashed)

    @rule(note_id=IDS, title=SOME, trashed=FLAG)
    def upsert(self, note_id: int, title: str, trashed: int) -> None:
        self._connection.execute(  # it is never refused
            "INSERT INTO note (id, title, trashed) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET title = excluded.title, trashed = excluded.trashed",
            (note_id, title, trashed),
        )

    @rule(note_id=IDS)
    def upsert_nothing(self, note_id: int) -> None:
        self._do("INSERT INTO note (id, title) VALUES (?, '#z') ON CONFLICT DO NOTHING", note_id)

    @rule(conflict=OR, old=IDS, new=IDS)
    def renumber(self, conflict: str, old: int, new: int) -> None:
        self._do(f"UPDATE {conflict} note SET id = ? WHERE id = ?", new, old)

    @rule(conflict=OR, old=IDS, new=IDS, title=SOME, flags=st.tuples(FLAG, FLAG))
    def change_all_at_once(
        self, conflict: str, old: int, new: int, title: str, flags: tuple[int, int]
    ) -> None:
        columns = "id = ?, title = ?, done = ?, trashed = ?"
        self._do(f"UPDATE {conflict} note SET {columns} WHERE id = ?", new, title, *flags, old)

    @rule(conflict=OR, by=st.integers(-2, 2))
    def move_all(self, conflict: str, by: int) -> None:
        self._do(f"UPDATE {conflict} note SET id = id + ?, done = 1 - done", by)

    @rule(conflict=OR)
    def copy_all(self, conflict: str) -> None:
        columns = "title, description, done, trashed"
        self._do(f"INSERT {conflict} INTO note ({columns}) SELECT {columns} FROM note WHERE id < 4")

    @rule(column=st.sampled_from(["title", "description"]), text=SOME, least=IDS)
    def write_many(self, column: str, text: str, least: int) -> None:
        self._do(f"UPDATE note SET {column} = ? WHERE id >= ?", text, least)

    @rule(column=st.sampled_from(["done", "trashed", "pinned"]), value=FLAG, least=IDS)
    def flag_many(self, column: str, value: int, least: int) -> None:
        self._do(f"UPDATE note SET {column} = ? WHERE id <= ?", value, least)

    @rule(note_id=IDS)
    def delete(self, note_id: int) -> None:
        self._do("DELETE FROM note WHERE id = ?", note_id)

    @rule()
    def delete_all(self) -> None:
        self._do("DELETE FROM note")

    @rule(note_id=IDS, inner=st.booleans())
    def take_back(self, note_id: int, inner: bool) -> None:
        begin, rollback = (
            ("SAVEPOINT s", "ROLLBACK TO s; RELEASE s") if inner else ("BEGIN", "ROLLBACK")
        )
        self._connection.execute(begin)
        self._do("REPLACE INTO note (id, title) VALUES (?, '#gone')", note_id)
        self._do("UPDATE note SET trashed = 1, title = '#gone'")
        for statement in rollback.split("; "):
            self._connection.execute(statement)

    @invariant()
    def all_is_kept(self) -> None:
        assert_all_is_kept(self._connection)

    def teardown(self) -> None:
        self._connection.close()
        self._folder.cleanup()


TestOtherPrograms = OtherPrograms.TestCase
TestOtherPrograms.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO note (title) SELECT title || '!' FROM note",
        "REPLACE INTO note (id, title, trashed) SELECT id, '#new', 1 - trashed FROM note",
        "UPDATE note SET done = 1 - done, trashed = 1 - trashed, title = '#x', id = id + 1000",
        "UPDATE OR REPLACE note SET id = 1",
        "UPDATE OR IGNORE note SET id = 1, title = '#x'",
        "DELETE FROM note WHERE id % 2",
        "DELETE FROM note",
    ],
)
@pytest.mark.parametrize("recursive", ["OFF", "ON"])
def test_large_statements_leave_all_as_it_should_be(
    foreign: sqlite3.Connection, recursive: str, statement: str
) -> None:
    foreign.execute(f"PRAGMA recursive_triggers = {recursive}").close()
    foreign.execute("BEGIN IMMEDIATE")
    rows = [(f"n{i} #a{i % 3}", i % 2, int(i % 5 == 0)) for i in range(200)]
    foreign.executemany("INSERT INTO note (title, done, trashed) VALUES (?, ?, ?)", rows)
    foreign.execute(statement)
    foreign.execute("COMMIT")

    assert_all_is_kept(foreign)
