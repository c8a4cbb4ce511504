"""Editing in place: how it begins and ends, and what is written by it."""

import asyncio
import sqlite3
from pathlib import Path

import httpx
import pytest

from notes_ui import theme
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually


@pytest.mark.parametrize("way", ["Close", "ctrl.enter.prevent", "meta.enter.prevent", "esc.stop"])
async def test_saving_focuses_the_card_and_leaving_does_not(
    pair: tuple[Reader, Reader], way: str
) -> None:
    first, second = pair
    for reader, saves in ((first, True), (second, False)):
        editor = await Editor.of(reader, "Milk")
        editor.type(description=f"{way} {saves}")
        if not saves:
            editor.leave()
        elif way == "Close":
            editor.press(way)
        else:
            editor.key(way)
        await editor.closes()
        if saves:
            await eventually(lambda: first.focused() is first.card("Milk"))
        else:
            assert second.focused() is not second.card("Milk")


async def test_a_closing_editor_leaves_the_focus_to_who_types_elsewhere(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    first.is_away = True
    editor.key("esc.stop")
    await eventually(lambda: any("tabIndex" in code for code in first.questions))
    asked = len(first.methods)
    first.send(first.styled(theme.COMPOSER), "focusin")  # told before the answer
    first.answer_question(first.card("Milk"), -1)
    await eventually(lambda: "go to a card" not in map(asyncio.Task.get_name, asyncio.all_tasks()))
    assert "focus" not in [name for _, name in first.methods[asked:]]
    assert second.focused() is None


async def test_the_note_leaves_the_view_and_stays_until_it_is_saved(
    open_page: OpenPage, rest: httpx.AsyncClient, database: Path
) -> None:
    first, second = await open_page("?done=false"), await open_page()
    for title in ("Bread", "Milk", "Butter"):
        await rest.post("/api/notes", json={"title": title})
    await first.sees("Butter", "Milk", "Bread")
    await second.sees("Butter", "Milk", "Bread")
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    with sqlite3.connect(database) as foreign:  # one commit: the card must not get the new note
        foreign.execute("update note set done = TRUE where title = 'Milk'")
        foreign.execute("insert into note (title) values ('Eggs')")
    foreign.close()
    await eventually(lambda: [card.note.id for card in first.cards()] == [4, 3, 2, 1])
    assert editor.typed()[0] == "Oat milk"
    editor.press("Close")
    await first.sees("Eggs", "Butter", "Bread")
    await second.sees("Eggs", "Butter", "Oat milk", "Bread")


async def test_escape_keeps_what_was_typed_and_the_key_takes_it_back(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    editor.key("esc.stop")
    await editor.closes()
    await second.sees("Oat milk", "Bread")
    await eventually(lambda: first.snackbar() == ["Saved", "Undo"])
    first.key("u")
    for reader in pair:
        await reader.sees("Milk", "Bread")


async def test_leaving_a_field_stores_it_and_leaving_both_closes_as_well(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    editor.go_on_to_description()
    await second.sees("Oat milk", "Bread")
    assert editor.is_open
    editor.type(description="one litre")
    editor.leave()
    await editor.closes()
    await eventually(lambda: ("Oat milk", "one litre", False) in second.shown())


async def test_another_note_that_is_opened_saves_the_first(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    first.click("Bread")
    await second.sees("Oat milk", "Bread")
    await eventually(lambda: editor.is_open and editor.typed()[0] == "Bread")
    assert len(first.marked("data-editing")) == 1


async def test_a_blank_title_is_told_and_stays_in_the_editor(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="  ")
    editor.press("Close")
    await eventually(lambda: "The title needs" in str(first.texts(editor.form)))
    await second.sees("Milk", "Bread")
    editor.type(title="  Oat milk ")
    editor.press("Close")
    for reader in pair:
        await reader.sees("Oat milk", "Bread")  # without the spaces, as over REST


async def test_an_edit_without_a_change_writes_nothing(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.press("Close")
    await editor.closes()
    assert (await rest.get("/api/notes/2")).json()["version"] == 1
    await second.sees("Milk", "Bread")
