"""The fields and buttons of a note that is edited, and what is typed while it is being saved."""

import sqlite3
from pathlib import Path

import httpx
import pytest
from nicegui import ui

from notes_ui import theme
from notes_ui.page.editor import note_editor
from notes_ui.page.editor.fields import late_letters
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.failures import busy
from tests.notes_ui.support.reader import Reader, eventually


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see the note Milk."""
    first, second = await open_page(), await open_page()
    await rest.post("/api/notes", json={"title": "Milk", "description": "**two** litres"})
    for reader in (first, second):
        await reader.sees("Milk")
    return first, second


async def test_the_fields_hold_the_text_as_written_and_take_the_focus(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    assert editor.typed() == ("Milk", "**two** litres")
    await eventually(lambda: first.focused() is editor.title)
    assert (first.marked("data-editing"), second.marked("data-editing")) == (["Milk"], [])


async def test_no_message_behind_that_with_the_fields_moves_the_focus(
    pair: tuple[Reader, Reader],
) -> None:
    first, _ = pair
    editor = await Editor.of(first, "Milk")
    await eventually(lambda: first.focused() is editor.title)
    assert not any('"focus"' in code for code in first.ran)


async def test_others_text_comes_into_a_field_that_did_not_get_the_focus(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = pair
    monkeypatch.setattr(Reader, "take_focus", lambda *_: None)  # somebody types elsewhere
    editor = await Editor.of(first, "Milk")
    await rest.patch("/api/notes/1", json={"title": "Oat milk"})
    await eventually(lambda: editor.typed()[0] == "Oat milk")


async def test_a_button_in_the_editor_pins_and_unpins_the_note(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.press("Pin")
    await eventually(lambda: second.marked("data-pinned") == ["Milk"])
    await eventually(lambda: "Unpin" in first.texts(editor.form))
    editor.press("Unpin")
    await eventually(lambda: second.marked("data-pinned") == [])


async def test_select_in_the_editor_saves_and_selects_the_note(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    editor.press("Select")
    await editor.closes()
    for reader in pair:
        await reader.sees("Oat milk")
    await eventually(lambda: first.focused() is first.card("Oat milk"))
    assert first.marked("data-selected") == ["Oat milk"]
    assert second.marked("data-selected") == []


async def test_a_note_that_can_not_be_saved_is_not_selected(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title=" ", description="a page of text")
    editor.press("Select")
    await eventually(lambda: "The title needs" in str(first.texts(editor.form)))
    await second.add("Meanwhile")
    await first.sees("Meanwhile", "Milk")
    assert editor.typed() == (" ", "a page of text")
    assert first.marked("data-selected") == []


async def test_an_edit_that_can_not_be_saved_stays_in_the_fields(
    pair: tuple[Reader, Reader], database: Path
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    foreign = sqlite3.connect(database)
    foreign.execute(
        "create trigger full before update on note begin select raise(abort, 'disk full'); end"
    )
    editor.press("Close")
    await first.reads("disk full")
    assert editor.typed()[0] == "Oat milk"
    foreign.execute("drop trigger full")
    foreign.close()
    editor.press("Close")
    await second.sees("Oat milk")


async def test_text_typed_during_a_save_is_not_lost(
    pair: tuple[Reader, Reader], database: Path
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    foreign = sqlite3.connect(database, isolation_level=None)
    foreign.execute("begin immediate")  # have the write wait
    editor.press("Close")
    await first.add("Waits too")
    await eventually(lambda: first.typed() == ("", ""))
    editor.type(title="Oat milk, two")
    foreign.execute("commit")
    foreign.close()
    await second.sees("Waits too", "Oat milk")
    assert editor.typed()[0] == "Oat milk, two"
    assert editor.notice() == []
    editor.press("Close")
    await second.sees("Waits too", "Oat milk, two")
    await editor.closes()


async def test_both_fields_can_be_in_conflict_and_each_is_chosen_by_itself(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Mine", description="my text")
    await rest.patch("/api/notes/1", json={"title": "Theirs", "description": ""})
    await editor.tells("Theirs")
    assert "(nothing)" in editor.notice()
    first.press("Take theirs", choices(first)[0])
    await eventually(lambda: len(choices(first)) == 1)
    first.press("Keep editing", choices(first)[0])
    await eventually(lambda: editor.notice() == [])
    assert editor.typed() == ("Theirs", "my text")
    editor.press("Close")
    await eventually(lambda: second.shown() == [("Theirs", "my text", False)])


def choices(reader: Reader) -> list[ui.element]:
    """The buttons for each field that is in conflict."""
    notice = reader.styled(theme.EDITOR_NOTICE)
    return [one for one in reader.elements(notice) if theme.EDITOR_BUTTONS in one.classes]


async def test_more_than_can_be_kept_is_told_at_once_and_never_cut(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(description="x" * 20_001)
    told = "At most 20,000 characters: this text has 20,001"
    assert editor.description.error == told
    editor.press("Close")
    await second.add("Meanwhile")
    await first.sees("Meanwhile", "Milk")
    assert (editor.is_open, editor.typed()[1]) == (True, "x" * 20_001)
    await first.reload()
    await eventually(lambda: editor.is_open)
    assert editor.description.error == told
    editor.type(description="x" * 20_000)
    assert editor.description.error is None
    editor.press("Close")
    await editor.closes()
    await eventually(lambda: second.cards()[1].note.description == "x" * 20_000)


async def test_an_editor_closes_although_unchanged_texts_break_the_rules(
    pair: tuple[Reader, Reader], database: Path, rest: httpx.AsyncClient
) -> None:
    first, second = pair
    with sqlite3.connect(database) as foreign:
        foreign.execute("update note set title = ' Bread ', description = ?", ["x" * 25_000])
    foreign.close()
    for reader in pair:
        await reader.sees(" Bread ")
    editor = await Editor.of(first, " Bread ")
    editor.leave()
    await editor.closes()
    assert (await rest.get("/api/notes/1")).json()["version"] == 2
    editor = await Editor.of(first, " Bread ")
    editor.type(title="Rye bread")
    editor.press("Close")
    await editor.closes()
    await second.sees("Rye bread")
    assert len((await rest.get("/api/notes/1")).json()["description"]) == 25_000


async def test_a_store_that_has_failed_is_tried_again_by_itself(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch, gateway: type[NotesGateway]
) -> None:
    first, second = pair
    monkeypatch.setattr(note_editor, "AGAIN", 0.1)
    editor = await Editor.of(first, "Milk")
    with monkeypatch.context() as locked:
        locked.setattr(gateway, "apply", busy)
        editor.type(title="Oat milk")
        await first.reads("This was not saved")
    await second.sees("Oat milk")
    await eventually(lambda: "Saved" in editor.says())


async def test_letters_are_taken_until_the_browser_has_heard_of_the_end(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over a dead line that may take minutes, and the editor is still shown."""
    first, second = pair
    monkeypatch.setattr(late_letters, "LATE_FOR", 0)
    editor = await Editor.of(first, "Milk")
    first.is_away = True
    title = editor.title
    editor.press("Close")
    await eventually(lambda: not editor.is_open)
    await second.add("Meanwhile")
    await first.sees("Meanwhile", "Milk")
    first.write(title, "Oat milk")
    await second.sees("Meanwhile", "Oat milk")
