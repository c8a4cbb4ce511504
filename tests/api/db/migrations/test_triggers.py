"""The database announces: what another program writes is a whole note, and nothing is silent."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from tests.api.support.foreign import last, rows
from tests.api.support.rest import feed


def test_a_bare_insert_makes_a_whole_note(foreign: sqlite3.Connection) -> None:
    foreign.execute("insert into note (title) values ('milk')")

    ((note_id, *texts, created, updated),) = rows(foreign)
    assert [note_id, *texts] == [1, "milk", "", 0, 1]
    assert created == updated
    assert abs(datetime.now(UTC) - datetime.fromisoformat(f"{created}+00:00")) < timedelta(
        minutes=1
    )


def test_each_change_is_kept_with_the_note_as_it_is_then(foreign: sqlite3.Connection) -> None:
    foreign.execute("INSERT INTO note (title) VALUES ('milk')")
    action, created = last(foreign)
    assert (action, created["title"], created["version"]) == ("create", "milk", 1)

    foreign.execute("UPDATE note SET title = 'oats', done = 1")
    action, updated = last(foreign)
    assert action == "update"
    assert (updated["title"], updated["version"]) == ("oats", 2)
    assert updated["done"] is True, "as JSON has it, and not 1"
    assert updated["created_at"] == created["created_at"]
    assert updated["updated_at"] >= created["updated_at"]
    assert rows(foreign)[0][4] == 2, "the row is as the feed tells it"

    foreign.execute("DELETE FROM note")
    assert last(foreign) == ("delete", updated)


def test_the_same_value_again_is_no_change(foreign: sqlite3.Connection) -> None:
    foreign.execute("INSERT INTO note (title, description) VALUES ('milk', 'x')")
    before = rows(foreign)

    foreign.execute("UPDATE note SET title = 'milk', description = 'x', done = 0, id = id")

    assert rows(foreign) == before
    assert feed(foreign) == [("create", 1)]


def test_a_change_moves_the_time_of_the_last_change_and_no_other(
    foreign: sqlite3.Connection,
) -> None:
    past = "2000-01-01 00:00:00.000"
    foreign.execute(
        "INSERT INTO note (title, created_at, updated_at) VALUES ('milk', ?, ?)", (past, past)
    )
    foreign.execute("UPDATE note SET title = 'oats'")

    ((*_, created, updated),) = rows(foreign)
    assert created == past
    assert updated > "2020"
    assert last(foreign)[1]["updated_at"] == f"{updated.replace(' ', 'T')}Z"


def test_one_statement_announces_each_note_it_changes(foreign: sqlite3.Connection) -> None:
    foreign.execute("INSERT INTO note (title) VALUES ('a'), ('b'), ('c')")
    foreign.execute("UPDATE note SET done = 1 WHERE title <> 'b'")
    foreign.execute("DELETE FROM note")

    actions = [action for action, _ in feed(foreign)]
    assert actions == ["create"] * 3 + ["update"] * 2 + ["delete"] * 3


def test_a_rollback_leaves_neither_a_change_nor_a_gap(foreign: sqlite3.Connection) -> None:
    foreign.executescript("BEGIN; INSERT INTO note (title) VALUES ('milk'); ROLLBACK;")
    foreign.executescript(
        """
        BEGIN; INSERT INTO note (title) VALUES ('a');
        SAVEPOINT s; INSERT INTO note (title) VALUES ('b'); ROLLBACK TO s; RELEASE s;
        INSERT INTO note (title) VALUES ('c'); COMMIT;
        """
    )

    assert foreign.execute("SELECT seq FROM note_change").fetchall() == [(1,), (2,)]
    assert [row[1] for row in rows(foreign)] == ["a", "c"]


def test_a_number_that_was_used_is_not_used_again(foreign: sqlite3.Connection) -> None:
    foreign.execute("INSERT INTO note (title) VALUES ('a')")
    foreign.execute("UPDATE note SET id = 40")
    foreign.execute("DELETE FROM note")
    foreign.execute("INSERT INTO note (title) VALUES ('b')")

    assert rows(foreign)[0][0] == 41


def test_a_note_with_a_new_id_is_a_delete_and_a_create(
    foreign: sqlite3.Connection,
) -> None:
    foreign.execute("INSERT INTO note (title) VALUES ('a')")
    foreign.execute("UPDATE note SET id = 7, title = 'b' WHERE id = 1")

    assert feed(foreign) == [("create", 1), ("delete", 1), ("create", 7)]
    assert last(foreign)[1]["title"] == "b"


@pytest.mark.parametrize("recursive", ["OFF", "ON"])
def test_an_update_is_one_change_even_with_recursive_triggers(
    foreign: sqlite3.Connection, recursive: str
) -> None:
    foreign.execute(f"PRAGMA recursive_triggers = {recursive}").close()
    foreign.execute("INSERT INTO note (title) VALUES ('a')")
    foreign.execute("UPDATE note SET done = 1")

    assert feed(foreign) == [("create", 1), ("update", 1)]
    assert rows(foreign)[0][4] == 2


@pytest.mark.parametrize("recursive", ["OFF", "ON"])
def test_a_replaced_note_is_announced_as_it_is_then(
    foreign: sqlite3.Connection, recursive: str
) -> None:
    foreign.execute(f"PRAGMA recursive_triggers = {recursive}").close()
    foreign.execute("INSERT INTO note (title) VALUES ('a')")
    foreign.execute("REPLACE INTO note (id, title) VALUES (1, 'b')")

    action, note = last(foreign)
    assert (action, note["title"]) == ("create", "b")
    assert note["version"] == rows(foreign)[0][4]


def test_an_upsert_is_an_update(foreign: sqlite3.Connection) -> None:
    upsert = "INSERT INTO note (id, title) VALUES (1, ?) ON CONFLICT DO UPDATE SET title = ?"
    foreign.execute(upsert, ("a", "a"))
    foreign.execute(upsert, ("b", "b"))
    foreign.execute(upsert, ("c", "c"))

    assert feed(foreign) == [("create", 1), ("update", 1), ("update", 1)]
    assert last(foreign)[1]["title"] == "c"
