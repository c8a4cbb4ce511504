"""A change that met others' is kept until it is chosen which of the two counts."""

import httpx

from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually


async def set_aside(reader: Reader, rest: httpx.AsyncClient, note_id: int, title: str) -> None:
    """Have a change to a note's title meet another one, and leave it open which is to count."""
    editor = await Editor.of(reader, title)
    editor.type(title=f"{title}, mine")
    await rest.patch(f"/api/notes/{note_id}", json={"title": f"{title}, theirs"})
    await editor.tells(f"{title}, theirs")
    editor.key("esc.stop")
    await editor.closes()


async def test_a_conflict_before_a_reload_can_be_resolved_after_it(
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


async def test_a_draft_set_aside_stays_while_an_editor_can_not_close(
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
