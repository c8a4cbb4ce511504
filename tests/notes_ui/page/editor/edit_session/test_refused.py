"""What can't be stored is neither given up nor closed over as if all were well."""

import sqlite3
from pathlib import Path

import httpx
import pytest

from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.editor.edit_session.kept import drafts
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually


async def test_escape_in_a_conflict_keeps_mine_and_offers_it_again(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    await rest.patch("/api/notes/2", json={"title": "Soy milk"})
    await editor.tells("Soy milk")
    editor.type(description="one litre")
    editor.key("esc.stop")
    await editor.closes()
    await first.reads("Your change is kept as a draft. Open the note to choose which text to save.")
    shown = ("Soy milk", "one litre", False)
    for reader in pair:
        await eventually(lambda reader=reader: shown in reader.shown())  # type: ignore[misc]
    await Editor.of(first, "Soy milk")
    await editor.tells("Soy milk")
    assert editor.typed()[0] == "Oat milk"
    editor.key("esc.stop")
    await editor.closes()
    await first.reload()
    await eventually(lambda: editor.is_open and editor.typed()[0] == "Oat milk")
    editor.press("Keep mine")
    await second.sees("Oat milk", "Bread")


@pytest.mark.parametrize("way", ["esc.stop", "ctrl.enter.prevent", "leave", "another"])
async def test_an_editor_with_too_long_a_text_stays_open_and_says_so(
    pair: tuple[Reader, Reader], database: Path, way: str
) -> None:
    first, second = pair
    text = "x" * 20_001
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk", description=text)
    if way == "leave":
        editor.leave()
    elif way == "another":
        first.click("Bread")
    else:
        editor.key(way)
    await second.sees("Oat milk", "Bread")  # what can be stored is
    await second.add("Meanwhile")
    await first.sees("Meanwhile", "Oat milk", "Bread")
    await second.sees("Meanwhile", "Oat milk", "Bread")
    assert editor.typed() == ("Oat milk", text)
    told = "At most 20,000 characters: this text has 20,001"
    assert editor.description.error == told
    await eventually(lambda: told in first.notified)
    assert "Saved" not in editor.says()
    await eventually(lambda: (2, "Oat milk", text) in drafts(database))
    assert second.shown()[1] == ("Oat milk", "two litres", False)


async def test_saved_is_said_no_longer_beside_an_error(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    editor.press("Close")
    await second.sees("Oat milk", "Bread")
    await eventually(lambda: first.snackbar() == ["Saved", "Undo"])
    editor = await Editor.of(first, "Oat milk")
    editor.type(title=" ")
    editor.press("Close")
    await eventually(lambda: editor.title.error is not None)
    assert first.snackbar() == []


async def test_a_blank_title_is_told_on_leaving_and_a_description_stored(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title=" ", description="one litre")
    editor.key("esc.stop")
    await eventually(lambda: ("Milk", "one litre", False) in second.shown())
    await eventually(lambda: "The title needs" in str(editor.title.error))
    assert editor.typed() == (" ", "one litre")


async def test_a_database_that_fails_is_told_and_the_text_stays_a_draft(
    open_page: OpenPage, pair: tuple[Reader, Reader], database: Path
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    foreign = sqlite3.connect(database)
    foreign.execute(
        "create trigger full before update on note begin select raise(abort, 'disk full'); end"
    )
    editor.type(title="Oat milk")
    await first.reads("disk full")
    editor.key("esc.stop")
    await eventually(lambda: (2, "Oat milk", "two litres") in drafts(database))
    assert (editor.is_open, editor.typed()[0]) == (True, "Oat milk")
    assert "Saved" not in editor.says()
    foreign.execute("drop trigger full")
    foreign.close()
    editor.key("esc.stop")
    await editor.closes()
    await second.sees("Oat milk", "Bread")
