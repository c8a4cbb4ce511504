"""Go on whose outcome nobody knows: each text is there once, and is offered or in the form."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from notes_ui.i18n import messages
from notes_ui.ports.drafts import Draft, DraftStore
from notes_ui.ports.errors import DatabaseUnusable
from tests.notes_ui.page.drafts.half_a_note import type_note
from tests.notes_ui.page.drafts.offered import left_behind, offered
from tests.notes_ui.support.reader import Reader, eventually
from tests.notes_ui.support.simulation import Simulation

MILK = "You were writing “Milk”"


@pytest.fixture(params=[True, False], ids=["carried out", "not carried out"])
async def tab(
    request: pytest.FixtureRequest,
    simulation: Simulation,
    monkeypatch: pytest.MonkeyPatch,
    database: Path,
) -> Reader:
    """Somebody has typed Oats, and could not go on with Milk."""
    move, failed = simulation.draft_store.move, False

    async def lose(
        drafts: DraftStore, draft: Draft, tab: str, *, aside: Draft | None = None, browser: str = ""
    ) -> Draft | None:
        nonlocal failed
        if failed:
            return await move(drafts, draft, tab, aside=aside, browser=browser)
        failed = True
        if request.param:
            await move(drafts, draft, tab, aside=aside, browser=browser)
        raise DatabaseUnusable("The answer was lost.")

    monkeypatch.setattr(simulation.draft_store, "move", lose)
    tab = await left_behind(simulation, "Milk")
    type_note(tab, "Oats")
    tab.press("Go on")
    await eventually(lambda: any("The answer was lost." in said for said in tab.notified))
    await eventually(lambda: titles_of(tab, database) == ["Oats"])
    await eventually(lambda: (offered(tab), tab.typed()) == ([MILK], ("Oats", "")))
    return tab


def titles_of(tab: Reader, database: Path) -> list[str]:
    """The titles of the tab's own drafts."""
    stored = "SELECT title FROM note_draft WHERE tab = ?"
    with closing(sqlite3.connect(database)) as connection:
        return [title for (title,) in connection.execute(stored, [tab.tab])]


async def test_a_draft_that_may_have_been_moved_is_offered_again(tab: Reader) -> None:
    await tab.reload()
    await eventually(lambda: (tab.typed(), offered(tab)) == (("Oats", ""), [MILK]))


async def test_letters_behind_a_lost_move_overwrite_no_draft(tab: Reader) -> None:
    type_note(tab, "Oats and more")
    await tab.reload()
    await eventually(lambda: (tab.typed(), offered(tab)) == (("Oats and more", ""), [MILK]))


async def test_a_note_added_behind_a_lost_move_takes_no_draft(tab: Reader) -> None:
    tab.press(messages.ADD_NOTE)
    await tab.sees("Oats")
    await eventually(lambda: (tab.typed(), offered(tab)) == (("", ""), [MILK]))
