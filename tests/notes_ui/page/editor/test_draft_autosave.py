"""What can't be kept as a draft just now is kept as soon as it can be, in its newest form."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from api.db.errors import DatabaseBusy
from api.notes.values import Draft
from notes_ui.page.editor.draft_autosave import DraftAutosave
from notes_ui.ports.drafts import NEW, DraftStore
from notes_ui.ports.notes import NoteCreate
from tests.notes_ui.support.simulation import Simulation


def two_tabs(drafts: DraftStore) -> tuple[DraftAutosave, DraftAutosave]:
    """What keeps the drafts of the tabs “mine” and “theirs”."""
    mine, theirs = (DraftAutosave(drafts, lambda: None) for _ in range(2))
    mine.tab, theirs.tab = "mine", "theirs"
    return mine, theirs


async def test_typing_on_after_a_failure_keeps_it_all_the_same(
    simulation: Simulation, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    drafts = simulation.app.state.backend.drafts
    mine, theirs = two_tabs(drafts)
    foreign = sqlite3.connect(database)
    foreign.execute(
        "create trigger full before insert on note_draft begin select raise(abort, 'full'); end"
    )
    mine.keep(Draft(title="Half a", description=""))
    await mine.flush()
    assert "A draft could not be kept" in caplog.text
    foreign.execute("drop trigger full")
    foreign.close()
    theirs.keep(Draft(title="Theirs", description=""))
    await theirs.flush()
    await mine.flush()
    assert [draft.title for draft in await drafts.of("mine")] == ["Half a"]
    assert [draft.title for draft in await drafts.of("theirs")] == ["Theirs"]


async def test_a_draft_typed_during_a_failing_write_is_kept_instead(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = simulation.app.state.backend.drafts
    mine, theirs = two_tabs(drafts)
    locked = asyncio.Event()

    async def wait_in_vain(*_: object, **__: object) -> None:
        await locked.wait()
        raise DatabaseBusy("locked")

    flushing = []
    with monkeypatch.context() as busy:
        busy.setattr(drafts, "keep", wait_in_vain)
        for title in ("Half", "Half a note, and much more"):
            mine.keep(Draft(title=title, description=""))
            flushing.append(asyncio.create_task(mine.flush()))
            await asyncio.sleep(0)
        locked.set()
        await asyncio.gather(*flushing)
    theirs.keep(Draft(title="Theirs", description=""))
    for keeper in (theirs, mine):
        await keeper.flush()
    titles = [draft.title for tab in ("mine", "theirs") for draft in await drafts.of(tab)]
    assert titles == ["Half a note, and much more", "Theirs"]


async def test_a_failed_draft_is_not_tried_again_once_its_note_is_made(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = simulation.app.state.backend
    mine, theirs = two_tabs(backend.drafts)
    locked = asyncio.Event()

    async def wait_in_vain(*_: object, **__: object) -> None:
        await locked.wait()
        raise DatabaseBusy("locked")

    with monkeypatch.context() as busy:
        busy.setattr(backend.drafts, "keep", wait_in_vain)
        mine.keep(Draft(title="Milk", description=""))
        flushing = asyncio.create_task(mine.flush())
        await asyncio.sleep(0)
        end = mine.along(NEW, Draft(title="", description=""))
        await backend.notes.create(NoteCreate(title="Milk"), draft=end)
        locked.set()
        await flushing
    theirs.keep(Draft(title="Theirs", description=""))
    for keeper in (theirs, mine):
        await keeper.flush()
    titles = [draft.title for tab in ("mine", "theirs") for draft in await backend.drafts.of(tab)]
    assert titles == ["Theirs"]
