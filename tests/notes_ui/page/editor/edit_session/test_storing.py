"""What is typed in an editor is stored by itself: at a pause, and when its page is left."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.notes_ui.page.editor.edit_session.kept import drafts
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually
from tests.notes_ui.support.simulation import simulating


async def test_a_pause_stores_and_the_editor_stays_open_and_says_so(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    assert "Saved" not in editor.says()
    editor.type(title="Oat milk")
    await second.sees("Oat milk", "Bread")
    await eventually(lambda: "Saved" in editor.says())
    assert editor.is_open
    editor.type(title="Oat milk, two")
    assert "Saved" not in editor.says()
    await second.sees("Oat milk, two", "Bread")


@pytest.mark.usefixtures("_no_pause")
async def test_a_tab_that_is_closed_stores_what_was_typed(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    first.disconnect()
    await second.sees("Oat milk", "Bread")


@pytest.mark.usefixtures("_no_pause")
async def test_a_server_that_ends_stores_what_was_typed(database: Path) -> None:
    async with simulating(database) as simulation:
        reader = await simulation.open_page()
        await reader.add("Milk")
        await reader.sees("Milk")
        (await Editor.of(reader, "Milk")).type(title="Oat milk")
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("select title from note").fetchall() == [("Oat milk",)]


async def test_an_editor_that_holds_only_what_is_stored_leaves_no_draft(
    pair: tuple[Reader, Reader], database: Path
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    await second.sees("Oat milk", "Bread")
    await eventually(lambda: drafts(database) == [(2, "Oat milk", "two litres")])
    editor.press("Close")
    await editor.closes()
    await eventually(lambda: drafts(database) == [])
