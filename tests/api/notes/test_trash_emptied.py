"""The trash is emptied of what is old: at the start, and then once an hour."""

import sqlite3
from datetime import timedelta

import pytest

from api import backend as parts
from api.backend import Backend
from api.settings import Settings
from tests.api.support.opened import ago, sql, start, watch_the_clock
from tests.support.foreign import refuse
from tests.support.waiting import eventually

AGES = {"fresh": 0, "young": 6, "old": 8, "ancient": 4000}
"""days"""
LONG_AGO = "2020-01-01 00:00:00.000"
AGED = "INSERT INTO note (title, trashed, updated_at) VALUES (?, ?, ?)"


@pytest.fixture
async def bin_of_all_ages(database_url: str) -> str:
    """Notes by age, each both in the trash and out of it."""
    await start(database_url)
    with sql(database_url) as other:
        watch_the_clock(other)
        for title, days in AGES.items():
            for trashed in (False, True):
                other.execute(AGED, (title, trashed, ago(days)))
    return database_url


def titles(connection: sqlite3.Connection, *, trashed: bool) -> set[str]:
    found = connection.execute("SELECT title FROM note WHERE trashed = ?", (trashed,))
    return {title for (title,) in found}


def is_empty(connection: sqlite3.Connection, table: str) -> bool:
    return not connection.execute(f"SELECT 1 FROM {table}").fetchall()


@pytest.mark.parametrize(
    ("days", "kept"),
    [(7, {"fresh", "young"}), (36500, set(AGES)), (1, {"fresh"}), (30, {"fresh", "young", "old"})],
)
async def test_notes_past_the_trash_days_are_deleted_at_the_start(
    bin_of_all_ages: str, days: int, kept: set[str]
) -> None:
    url = bin_of_all_ages
    made = Backend(Settings(database_url=url, trash_days=days))
    async with made.running():
        with sql(bin_of_all_ages) as other:
            await eventually(lambda: titles(other, trashed=True) == kept)
            assert titles(other, trashed=False) == set(AGES)
            assert (await made.notes.list()).total == len(AGES)


async def test_a_running_server_deletes_old_notes_from_the_trash(
    monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setattr(parts, "TIDY", 0.01)
    made = Backend(Settings(database_url=database_url, trash_days=1))
    async with made.running():
        with sql(database_url) as other:
            watch_the_clock(other)
            other.executemany(AGED, [("old", True, LONG_AGO), ("fresh", True, ago(0))])
            await eventually(lambda: titles(other, trashed=True) == {"fresh"})


async def test_a_database_that_is_locked_is_tidied_up_later(
    monkeypatch: pytest.MonkeyPatch, bin_of_all_ages: str, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(parts, "TIDY", 0.01)
    url = bin_of_all_ages
    made = Backend(Settings(database_url=url, trash_days=7, busy_timeout=0.01))
    with sql(bin_of_all_ages) as other:
        async with made.running():
            other.execute("BEGIN IMMEDIATE")
            await eventually(lambda: "The trash could not be tidied up" in caplog.text)
            assert titles(other, trashed=True) == set(AGES)
            other.execute("ROLLBACK")

            await eventually(lambda: titles(other, trashed=True) == {"fresh", "young"})


async def test_a_trash_that_fails_is_logged_and_blocks_nothing_else(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    await start(database_url)
    with sql(database_url) as other:
        watch_the_clock(other)
        refuse(other, "DELETE ON note", "old.trashed")
        other.execute(AGED, ("old", True, LONG_AGO))
        other.executescript(
            f"""
            INSERT INTO note_draft (tab, note_id, title, description, base, saved_at)
                VALUES ('tab', 0, 'typed', '', '', '{LONG_AGO}');
            INSERT INTO answered VALUES ('key', '', '', '{LONG_AGO}');
            """
        )
        async with Backend(Settings(database_url=database_url)).running():
            await eventually(lambda: is_empty(other, "note_draft") and is_empty(other, "answered"))

    assert "The trash could not be tidied up" in caplog.text
    assert "refused" in caplog.text


async def test_an_internal_error_is_logged_and_tidying_goes_on(
    monkeypatch: pytest.MonkeyPatch, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(parts, "TIDY", 0.01)
    await start(database_url)
    with sql(database_url) as other:
        watch_the_clock(other)
    made = Backend(Settings(database_url=database_url))
    monkeypatch.setattr(made.drafts, "discard_old", None)
    async with made.running():
        await eventually(lambda: caplog.text.count("Drafts could not be tidied up") > 1)

    assert "TypeError" in caplog.text


async def test_tidying_up_takes_no_lock_when_nothing_is_old(
    backend: Backend, foreign: sqlite3.Connection
) -> None:
    foreign.execute("INSERT INTO note (title, trashed) VALUES ('milk', TRUE)")
    foreign.execute("BEGIN IMMEDIATE")

    assert await backend.notes.empty_trash(older_than=timedelta(days=1)) == 0
    await backend.drafts.discard_old()
