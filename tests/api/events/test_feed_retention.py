"""How many changes are kept, and what becomes of a reader who comes too late for them."""

import sqlite3

import pytest

from api.backend import Backend
from api.events.feed import ChangesForgotten
from api.notes.models import NoteCreate
from tests.api.support.opened import running, sql

SEQS = "SELECT seq FROM note_change ORDER BY seq"


def kept(connection: sqlite3.Connection) -> list[int]:
    return [seq for (seq,) in connection.execute(SEQS)]


@pytest.mark.parametrize("limit", [1, 10])
async def test_exactly_as_many_changes_are_kept_as_was_set(database_url: str, limit: int) -> None:
    async with running(database_url, kept_changes=limit) as backend:
        with sql(database_url) as other:
            for number in range(1, 16):
                await backend.notes.create(NoteCreate(title=f"n{number}"))
                assert kept(other) == list(range(max(1, number - limit + 1), number + 1))

        assert [change.revision for change in backend.feed.since(15 - limit)] == kept_since(limit)
        with pytest.raises(ChangesForgotten):
            backend.feed.since(15 - limit - 1)


def kept_since(limit: int) -> list[int]:
    return list(range(15 - limit + 1, 16))


async def test_10000_changes_are_kept_unless_another_number_is_set(
    backend: Backend, foreign: sqlite3.Connection
) -> None:
    foreign.execute("BEGIN")
    foreign.executemany("INSERT INTO note (title) VALUES (?)", [("n",)] * 10_003)
    foreign.execute("COMMIT")

    assert kept(foreign) == list(range(4, 10_004))


async def test_fewer_are_kept_from_the_start_on_that_says_so(database_url: str) -> None:
    async with running(database_url) as backend:
        for number in range(10):
            await backend.notes.create(NoteCreate(title=f"n{number}"))

    async with running(database_url, kept_changes=3) as backend:
        with sql(database_url) as other:
            assert kept(other) == [8, 9, 10]
        assert backend.feed.revision == 10

    async with running(database_url, kept_changes=5) as backend:
        await backend.notes.create(NoteCreate(title="more"))
        with sql(database_url) as other:
            assert kept(other) == [8, 9, 10, 11]


@pytest.mark.parametrize("limit", [1, 100])
async def test_revisions_go_on_after_a_restart(database_url: str, limit: int) -> None:
    async with running(database_url, kept_changes=limit) as backend:
        for number in range(5):
            await backend.notes.create(NoteCreate(title=f"n{number}"))

    async with running(database_url, kept_changes=limit) as backend:
        assert backend.feed.revision == 5
        await backend.notes.create(NoteCreate(title="after"))
        assert [change.revision for change in backend.feed.since(5)] == [6]


async def test_changes_made_while_no_server_ran_are_in_the_feed(database_url: str) -> None:
    async with running(database_url):
        pass
    with sql(database_url) as other:
        other.execute("INSERT INTO note (title) VALUES ('milk')")

    async with running(database_url) as backend:
        assert backend.feed.revision == 1
        assert [change.note.title for change in backend.feed.since(0)] == ["milk"]


def test_numbers_go_on_when_the_feed_is_emptied(foreign: sqlite3.Connection) -> None:
    """Else a reader would take the second change 1 for one that it has seen."""
    foreign.execute("INSERT INTO note (title) VALUES ('a'), ('b')")
    foreign.execute("DELETE FROM note_change")
    foreign.execute("INSERT INTO note (title) VALUES ('c')")

    assert kept(foreign) == [3]


@pytest.mark.usefixtures("no_polling")
async def test_a_reader_behind_an_emptied_feed_learns_of_it(
    backend: Backend, foreign: sqlite3.Connection
) -> None:
    """`/ws` would otherwise ask again at once, and the event loop would never turn again."""
    foreign.execute("INSERT INTO note (title) VALUES ('milk')")
    backend.feed.catch_up()
    foreign.execute("DELETE FROM note_change")

    with pytest.raises(ChangesForgotten):
        backend.feed.since(0)


@pytest.mark.usefixtures("no_polling")
async def test_an_emptied_feed_is_no_other_state_of_the_notes(
    backend: Backend, foreign: sqlite3.Connection
) -> None:
    """Else each list would have another ETag, and be sent again to all who know it."""
    foreign.execute("INSERT INTO note (title) VALUES ('milk')")
    backend.feed.catch_up()
    before = backend.feed.epoch
    foreign.execute("DELETE FROM note_change")
    backend.feed.catch_up()

    assert backend.feed.epoch == before
