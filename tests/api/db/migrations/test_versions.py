"""Versions: each content of a note has one of its own, whoever wrote it, and none goes back."""

import sqlite3

import pytest

from tests.api.support.foreign import last, rows
from tests.api.support.rest import feed


def test_a_replaced_note_differs_from_the_first_by_its_time(
    foreign: sqlite3.Connection,
) -> None:
    """SQLite deletes without a trigger when it replaces: the version starts anew."""
    foreign.execute("INSERT INTO note (title, updated_at) VALUES ('a', '2026-01-01 00:00:00.000')")
    before = rows(foreign)[0]
    foreign.execute("REPLACE INTO note (id, title) VALUES (1, 'b')")

    assert rows(foreign)[0][4] == before[4] == 1
    assert rows(foreign)[0][6] != before[6]
    assert last(foreign)[0] == "create"


@pytest.mark.parametrize("meddled", [1, 2, 4, 100])
def test_a_version_never_goes_back(foreign: sqlite3.Connection, meddled: int) -> None:
    foreign.execute("INSERT INTO note (title) VALUES ('a')")
    foreign.execute("UPDATE note SET title = 'b'")
    foreign.execute("UPDATE note SET title = 'c'")
    foreign.execute("UPDATE note SET version = ?, done = 1", (meddled,))

    assert rows(foreign)[0][4] == max(3, meddled) + 1
    assert last(foreign)[1]["version"] == rows(foreign)[0][4]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE note SET version = 1",
        "UPDATE note SET version = 9",
        "UPDATE note SET updated_at = '2026-01-01 00:00:00.000'",
        "UPDATE note SET created_at = '2026-01-01 00:00:00.000'",
    ],
)
def test_nothing_of_a_note_changes_silently(foreign: sqlite3.Connection, statement: str) -> None:
    foreign.execute("INSERT INTO note (title) VALUES ('a')")
    foreign.execute("UPDATE note SET title = 'b'")
    foreign.execute(statement)

    assert feed(foreign) == [("create", 1), ("update", 1), ("update", 1)]
    assert last(foreign)[1]["version"] == rows(foreign)[0][4]
