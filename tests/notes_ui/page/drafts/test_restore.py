"""What was typed and not saved outlives a reload, a lost connection and the server itself."""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from api.db.errors import DatabaseBusy
from api.notes.values import Draft
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.drafts.half_a_note import type_note
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import eventually
from tests.notes_ui.support.simulation import Simulation, simulating


async def test_a_new_note_and_an_edit_outlive_a_reload_in_their_tab_only(
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


async def test_a_new_note_and_an_edit_outlive_the_server(database: Path) -> None:
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


async def test_saved_and_discarded_texts_do_not_return_after_a_reload(
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


async def test_a_database_that_is_busy_at_a_reload_costs_no_draft(
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
