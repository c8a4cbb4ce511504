"""What was typed and not saved outlives a reload, a lost connection and the server itself."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import httpx
import pytest

from api.db.errors import DatabaseBusy
from api.notes.values import Draft
from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.page.editor.draft_autosave import DraftAutosave
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually
from tests.notes_ui.support.simulation import Simulation, simulating


def type_note(reader: Reader, title: str, description: str) -> None:
    composer = reader.styled(theme.COMPOSER)
    reader.write(reader.field(messages.TITLE, composer), title)
    reader.write(reader.field(messages.DESCRIPTION, composer), description)


async def test_a_new_note_and_an_edit_outlive_a_reload_and_are_nobody_elses(
    open_page: OpenPage,
) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk")
    await first.sees("Milk")
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk", description="two")
    type_note(first, "Half a", "note")
    await first.reload()
    await second.reload()
    await eventually(lambda: editor.is_open and first.typed() == ("Half a", "note"))
    assert editor.typed() == ("Oat milk", "two")
    await second.sees("Oat milk")  # whoever leaves the page has it stored
    assert second.typed() == ("", "")
    assert not Editor(second).is_open
    editor.press("Close")
    await first.reload()
    await first.sees("Oat milk")
    await eventually(lambda: first.typed() == ("Half a", "note"))
    assert not editor.is_open


async def test_both_outlive_the_server(database: Path) -> None:
    async with simulating(database) as simulation:
        first, second = await simulation.open_page(), await simulation.open_page()
        await first.add("Milk")
        await second.sees("Milk")
        await first.sees("Milk")
        (await Editor.of(first, "Milk")).type(title="Oat milk")
        type_note(first, "Half a", "note")
    async with simulating(database) as simulation:
        again = await simulation.open_page(tab=first.tab)
        other = await simulation.open_page(tab=second.tab)
        editor = Editor(again)
        await eventually(lambda: editor.is_open and again.typed() == ("Half a", "note"))
        assert editor.typed()[0] == "Oat milk"
        editor.press("Close")
        await other.sees("Oat milk")
        assert other.typed() == ("", "")


async def test_what_met_others_before_the_reload_is_chosen_behind_it(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk", "two litres")
    await first.sees("Milk")
    await second.sees("Milk")
    mine = await Editor.of(first, "Milk")
    mine.type(title="Oat milk")
    await rest.patch("/api/notes/1", json={"title": "Soy milk", "description": "one litre"})
    await mine.tells("Soy milk")
    await first.reload()
    await eventually(lambda: mine.is_open and "Soy milk" in mine.notice())
    assert mine.typed() == ("Oat milk", "one litre")
    mine.press("Take theirs")
    mine.press("Close")
    await mine.closes()
    for reader in (first, second):
        await reader.sees("Soy milk")


async def test_the_edit_of_a_note_that_was_deleted_meanwhile_is_not_lost(
    open_page: OpenPage,
) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk")
    await first.sees("Milk")
    await second.sees("Milk")
    (await Editor.of(first, "Milk")).type(description="a whole page of text")
    second.delete("Milk")
    await second.sees()
    await first.reload()
    editor = Editor(first)
    await eventually(lambda: editor.is_open and "deleted this note" in str(editor.notice()))
    editor.press("Restore it with my text")
    await eventually(lambda: second.shown() == [("Milk", "a whole page of text", False)])


async def test_a_lost_connection_changes_nothing_that_was_typed(
    open_page: OpenPage, simulation: Simulation
) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk")
    await first.sees("Milk")
    await second.sees("Milk")
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    type_note(first, "Half a", "note")
    first.disconnect()
    await second.add("Meanwhile")
    await second.sees("Meanwhile", "Oat milk")
    await first.reconnect()
    await eventually(lambda: len(first.cards()) == 2)
    assert editor.typed()[0] == "Oat milk"
    assert first.typed() == ("Half a", "note")


async def test_what_was_saved_or_given_up_does_not_come_back(
    open_page: OpenPage, database: Path
) -> None:
    first, second = await open_page(), await open_page()
    type_note(first, "Milk", "")
    first.press("Add note")
    await first.sees("Milk")
    await second.sees("Milk")
    editor = await Editor.of(first, "Milk")
    editor.type(title="Nonsense")
    editor.press("Discard my changes")
    await editor.closes()
    for reader in (first, second):
        await reader.reload()
        await reader.sees("Milk")
        assert reader.typed() == ("", "")
        assert not Editor(reader).is_open
    with sqlite3.connect(database) as kept:
        rows = kept.execute("select title, description from note_draft").fetchall()
    kept.close()
    assert set(rows) <= {("", "")}


async def test_typing_on_after_a_failure_keeps_it_all_the_same(
    simulation: Simulation, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    drafts = simulation.app.state.backend.drafts
    mine, theirs = DraftAutosave(drafts), DraftAutosave(drafts)
    mine.tab, theirs.tab = "mine", "theirs"
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


async def test_what_is_typed_while_the_text_before_can_not_be_kept_is_kept_instead(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = simulation.app.state.backend.drafts
    mine, theirs = DraftAutosave(drafts), DraftAutosave(drafts)
    mine.tab, theirs.tab = "mine", "theirs"
    locked = asyncio.Event()

    async def wait_in_vain(*_: object, **__: object) -> None:
        await locked.wait()
        raise DatabaseBusy("locked")

    with monkeypatch.context() as busy:
        busy.setattr(drafts, "keep", wait_in_vain)
        for title in ("Half", "Half a note, and much more"):
            mine.keep(Draft(title=title, description=""))
            mine._start()
            await asyncio.sleep(0)
        first_done = mine._writing
        locked.set()
        assert first_done is not None
        await first_done
    theirs.keep(Draft(title="Theirs", description=""))
    for keeper in (theirs, mine):
        await keeper.flush()
    titles = [draft.title for tab in ("mine", "theirs") for draft in await drafts.of(tab)]
    assert titles == ["Half a note, and much more", "Theirs"]


async def test_a_database_that_is_busy_when_the_page_is_back_costs_no_draft(
    open_page: OpenPage, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await open_page(), await open_page()
    await second.add("Milk")
    for reader in (first, second):
        await reader.sees("Milk")
    type_note(first, "Half a", "note")
    drafts = simulation.app.state.backend.drafts
    read: Callable[[str], Awaitable[Sequence[Draft]]] = drafts.of
    tried: list[str] = []

    async def busy_at_first(tab: str) -> Sequence[Draft]:
        tried.append(tab)
        if len(tried) == 1:
            raise DatabaseBusy("locked")
        return await read(tab)

    monkeypatch.setattr(drafts, "of", busy_at_first)
    await first.reload()
    await eventually(lambda: tried == [first.tab])
    await second.add("Bread")
    await eventually(lambda: first.typed() == ("Half a", "note"))
    await first.sees("Bread", "Milk")
    assert second.typed() == ("", "")


async def set_aside(reader: Reader, rest: httpx.AsyncClient, note_id: int, title: str) -> None:
    """Have a change to a note's title meet another one, and leave it open which is to count."""
    editor = await Editor.of(reader, title)
    editor.type(title=f"{title}, mine")
    await rest.patch(f"/api/notes/{note_id}", json={"title": f"{title}, theirs"})
    await editor.tells(f"{title}, theirs")
    editor.key("esc.stop")
    await editor.closes()


async def test_all_that_was_set_aside_outlives_a_reload(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    reader = await open_page()
    for title in ("Milk", "Bread"):
        await reader.add(title)
    await reader.sees("Bread", "Milk")
    await set_aside(reader, rest, 1, "Milk")
    await set_aside(reader, rest, 2, "Bread")
    await reader.reload()
    editor = Editor(reader)
    await eventually(lambda: editor.is_open and "Bread, theirs" in editor.notice())
    assert editor.typed()[0] == "Bread, mine"
    await reader.reads(
        "Your change is kept as a draft. Open the note to choose which text to save."
    )
    editor.press("Take theirs")
    editor.press("Close")
    await editor.closes()
    reader.click("Milk, theirs")
    await eventually(lambda: editor.is_open and "Milk, theirs" in editor.notice())
    assert editor.typed()[0] == "Milk, mine"


async def test_what_was_set_aside_is_kept_while_another_note_can_not_be_closed(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    reader = await open_page()
    for title in ("Milk", "Bread"):
        await reader.add(title)
    await reader.sees("Bread", "Milk")
    await set_aside(reader, rest, 1, "Milk")
    editor = await Editor.of(reader, "Bread")
    editor.type(title="x" * 201)
    reader.click("Milk, theirs")
    await eventually(lambda: "At most 200 characters: this text has 201" in reader.notified)
    editor.type(title="Rye bread")
    reader.click("Milk, theirs")
    await eventually(lambda: editor.is_open and "Milk, theirs" in editor.notice())
    assert editor.typed()[0] == "Milk, mine"
