"""The parts joined: a change from anywhere costs every page in this process one round."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.backend import Backend
from api.db.errors import DatabaseUnusable
from api.notes.models import NoteCreate
from tests.api.support.opened import TUTORIAL, copies, running, sql
from tests.api.support.told import Page
from tests.support.waiting import PATIENCE


@pytest.fixture
def page(backend: Backend) -> Page:
    """Somebody who is told whenever the notes have moved on."""
    made = Page()
    backend.broadcaster.subscribe(made.refresh)
    return made


async def test_a_transaction_of_500_changes_costs_each_page_one_round(
    page: Page, foreign: sqlite3.Connection
) -> None:
    rows = [(f"n{number}",) for number in range(500)]
    foreign.execute("BEGIN")
    foreign.executemany("INSERT INTO note (title) VALUES (?)", rows)
    foreign.execute("COMMIT")
    await page.hears()

    foreign.execute("UPDATE note SET done = TRUE")
    await page.hears()
    assert page.told == 2


@pytest.mark.usefixtures("no_polling")
async def test_pages_are_told_of_our_own_changes_without_a_poll(
    page: Page, backend: Backend
) -> None:
    await backend.notes.create(NoteCreate(title="milk"))

    await page.hears()


async def test_a_page_that_is_told_reads_what_it_was_told_of(
    backend: Backend, foreign: sqlite3.Connection
) -> None:
    seen: asyncio.Queue[int | None] = asyncio.Queue()

    async def refresh() -> None:
        seen.put_nowait((await backend.notes.list()).total)

    backend.broadcaster.subscribe(refresh)
    for expected in range(1, 6):
        foreign.execute("INSERT INTO note (title) VALUES ('milk')")
        async with asyncio.timeout(PATIENCE):
            assert await seen.get() == expected


async def test_another_programs_lock_is_waited_for_as_the_settings_say(backend: Backend) -> None:
    waited = await backend.database.write(
        lambda connection: connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    )
    assert waited == backend.settings.busy_timeout * 1000 == 100


async def test_a_rollback_of_another_program_refreshes_no_page(
    page: Page, foreign: sqlite3.Connection
) -> None:
    foreign.executescript("BEGIN; INSERT INTO note (title) VALUES ('milk'); ROLLBACK;")
    foreign.execute("INSERT INTO note (title) VALUES ('oats')")
    await page.hears()

    assert page.told == 1


async def test_two_processes_on_one_file_hear_of_each_other(
    database: Path, backend: Backend, page: Page
) -> None:
    async with running(database) as other:
        made = await other.notes.create(NoteCreate(title="milk"))
        await page.hears()
        assert await backend.notes.get(made.id) == made

        reply = await backend.notes.create(NoteCreate(title="oats"))
        assert other.feed.catch_up() == 2
        assert await other.notes.get(reply.id) == reply


async def test_writes_that_have_begun_are_finished_at_the_end(database: Path) -> None:
    async with running(database) as backend:
        waiting = [
            asyncio.create_task(backend.notes.create(NoteCreate(title=f"n{number}")))
            for number in range(50)
        ]
        await asyncio.sleep(0)

    assert len(await asyncio.gather(*waiting)) == 50
    with sql(database) as other:
        assert other.execute("SELECT count(*) FROM note").fetchone() == (50,)


async def test_nothing_keeps_running_when_the_application_has_ended(database: Path) -> None:
    before = asyncio.all_tasks()
    async with running(database):
        assert asyncio.all_tasks() > before

    assert asyncio.all_tasks() == before


async def test_nothing_keeps_running_when_the_database_can_not_open(tmp_path: Path) -> None:
    before = asyncio.all_tasks()
    with pytest.raises(DatabaseUnusable):
        async with running(tmp_path / "missing" / "notes.db"):
            pytest.fail("it was opened")

    assert asyncio.all_tasks() == before


async def test_an_application_may_be_started_again(app: FastAPI, database: Path) -> None:
    for expected in range(3):
        async with running(database) as backend:
            assert (await backend.notes.list()).total == expected
            await backend.notes.create(NoteCreate(title="milk"))


async def test_an_upgrade_is_logged_with_the_place_of_the_copy(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with sql(database) as other:
        other.execute(TUTORIAL)
    with caplog.at_level("INFO"):
        async with running(database):
            pass

    assert str(copies(database)[0]) in caplog.text
