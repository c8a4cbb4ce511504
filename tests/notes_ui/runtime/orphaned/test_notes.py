"""What is typed and added while the server is restarted: a draft, or a note."""

import sqlite3
from pathlib import Path

import httpx
import pytest

from api.notes.drafts.store import Drafts
from api.notes.values import NEW, Draft
from notes_ui.runtime.orphaned.notes import OrphanedNotes, Typist
from tests.notes_ui.support.failures import busy
from tests.notes_ui.support.simulation import Simulation

WHO = Typist("tab", "browser")


@pytest.fixture
def drafts(simulation: Simulation) -> Drafts:
    found = simulation.app.state.backend.drafts
    assert isinstance(found, Drafts)
    return found


@pytest.fixture
def late(simulation: Simulation, drafts: Drafts) -> OrphanedNotes:
    return OrphanedNotes(drafts, simulation.app.state.backend.notes.create)


async def stored(rest: httpx.AsyncClient) -> list[tuple[str, str]]:
    notes = (await rest.get("/api/notes")).json()
    return [(note["title"], note["description"]) for note in notes]


async def test_an_enter_makes_a_note_with_the_description_beside_it(
    late: OrphanedNotes, drafts: Drafts, rest: httpx.AsyncClient
) -> None:
    await late.keep(WHO, NEW, "description", "two litres")
    await late.enter(WHO, "Milk")
    await late.enter(WHO, "Bread")

    assert await stored(rest) == [("Milk", "two litres"), ("Bread", "")]
    assert list(await drafts.of(WHO.tab)) == []


async def test_a_press_on_add_makes_a_note_of_what_was_typed_once(
    late: OrphanedNotes, rest: httpx.AsyncClient
) -> None:
    await late.keep(WHO, NEW, "title", "Milk")
    await late.keep(WHO, NEW, "description", "two litres")
    await late.add(WHO)
    await late.add(WHO)

    assert await stored(rest) == [("Milk", "two litres")]


@pytest.mark.parametrize("title", ["t" * 250, "Milk"])
async def test_an_entered_title_that_is_no_note_is_offered(
    late: OrphanedNotes, drafts: Drafts, title: str
) -> None:
    told: list[str] = []
    if title == "Milk":
        late = OrphanedNotes(drafts, busy, changed=told.append)
    await late.keep(WHO, NEW, "description", "two")
    await late.enter(WHO, title)
    await late.keep(WHO, NEW, "title", "Bread")  # it takes the place of no earlier title

    left = await drafts.left_by(WHO.browser, open_tabs={WHO.tab})
    assert [(draft.title, draft.description) for draft in left] == [(title, "")]
    (going_on,) = await drafts.of(WHO.tab)
    assert (going_on.title, going_on.description) == ("Bread", "two")
    assert told == ([WHO.browser] if title == "Milk" else [])


@pytest.mark.parametrize(("title", "text"), [("t" * 250, "two"), ("Milk", "x" * 20_001)])
async def test_a_text_too_long_to_be_added_stays_a_draft(
    late: OrphanedNotes, drafts: Drafts, title: str, text: str
) -> None:
    await late.keep(WHO, NEW, "title", title)
    await late.keep(WHO, NEW, "description", text)
    await late.add(WHO)

    (draft,) = await drafts.of(WHO.tab)
    assert (draft.title, draft.description) == (title, text)


async def test_text_of_an_unknown_browser_is_not_kept(late: OrphanedNotes, drafts: Drafts) -> None:
    await late.keep(Typist("tab", ""), NEW, "title", "nobody could find it")

    assert list(await drafts.of("tab")) == []


async def test_a_note_that_can_not_be_stored_is_logged_without_traceback(
    late: OrphanedNotes, drafts: Drafts, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await drafts.keep(WHO.tab, Draft(title="Milk", description=""), browser=WHO.browser)
    foreign = sqlite3.connect(database)
    foreign.execute("create trigger full before insert on note begin select raise(abort, 'x'); end")
    await late.add(WHO)

    assert [draft.title for draft in await drafts.of(WHO.tab)] == ["Milk"]
    assert "could not be kept" in caplog.text
    assert not [record for record in caplog.records if record.exc_info]
    foreign.close()
