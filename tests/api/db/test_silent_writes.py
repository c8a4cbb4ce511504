"""What is kept beside the notes moves the database, and no page looks at the notes for it."""

import asyncio
import sqlite3
from collections.abc import Collection

import pytest

from api.backend import Backend
from api.db.group_commit import Operation, T
from api.notes.models import NoteCreate
from api.notes.values import Draft

Told = list[Collection[int] | None]
TYPED = Draft(title="Buy mi", description="")


@pytest.fixture
def told(backend: Backend) -> Told:
    """What those have been told who follow the notes."""
    told: Told = []
    backend.feed.on_move(told.append)
    return told


async def test_drafts_are_read_urgently_only_where_a_page_waits(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = backend.database.read
    urgent: list[bool] = []

    async def noted(operation: Operation[T], *, is_urgent: bool = False) -> T:
        urgent.append(is_urgent)
        return await read(operation, is_urgent=is_urgent)

    monkeypatch.setattr(backend.database, "read", noted)
    await backend.drafts.of("tab")
    await backend.drafts.left_by("mine", open_tabs=())
    await backend.drafts.discard_old()
    assert urgent == [True, True, False]


@pytest.mark.usefixtures("no_polling")
async def test_a_draft_is_no_news(backend: Backend, told: Told) -> None:
    for number in range(3):
        await backend.drafts.keep("tab", TYPED)
        await backend.drafts.keep(f"tab {number}", TYPED)
    await backend.drafts.amend("tab", 0, "title", "Buy milk")
    await backend.drafts.discard("tab", 0)
    assert backend.feed.catch_up() == 0
    assert told == []


@pytest.mark.usefixtures("no_polling")
async def test_a_note_that_is_stored_together_with_drafts_is_told(
    backend: Backend, told: Told
) -> None:
    await asyncio.gather(
        backend.drafts.keep("tab", TYPED),
        backend.notes.create(NoteCreate(title="milk")),
        backend.drafts.keep("other", TYPED),
    )
    assert [1] in [list(ids or ()) for ids in told]


@pytest.mark.usefixtures("no_polling")
async def test_another_programs_commit_after_a_draft_is_announced(
    backend: Backend, told: Told, foreign: sqlite3.Connection
) -> None:
    await backend.drafts.keep("tab", TYPED)
    foreign.execute("CREATE TABLE shopping (item)")
    backend.feed.catch_up()
    foreign.execute("INSERT INTO note (title) VALUES ('milk')")
    backend.feed.catch_up()
    assert [None if ids is None else list(ids) for ids in told] == [None, [1]]
