"""A note that is gone for good is made anew, with all that is typed until its editor has closed."""

import sqlite3
from pathlib import Path

import httpx
import pytest

from notes_ui.i18n import messages
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.drafts.offered import offered
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.held import Held
from tests.notes_ui.support.reader import Reader, eventually


async def made_anew(
    reader: Reader, database: Path, patch: pytest.MonkeyPatch, gateway: type[NotesGateway]
) -> Held:
    """Press Restore in the editor of Milk, which is gone; the making of the note is held back."""
    editor = await Editor.of(reader, "Milk")
    editor.type(title="Oat milk")
    with sqlite3.connect(database) as other:
        other.execute("DELETE FROM note WHERE title = 'Milk'")
    other.close()
    await editor.tells("Someone deleted this note")
    making = Held(patch, gateway, "create")
    editor.press("Restore it with my text")
    await making.begins()
    return making


async def test_letters_typed_while_a_note_is_made_anew_are_in_it(
    pair: tuple[Reader, Reader],
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    first, second = pair
    making = await made_anew(first, database, monkeypatch, gateway)
    editor = Editor(first)
    editor.type(title="Oat milk, two", description="two litres of it")
    making.release()
    await editor.closes()
    await first.sees("Oat milk, two", "Bread")
    await second.sees("Oat milk, two", "Bread")
    assert second.card("Oat milk, two").note.description == "two litres of it"
    await first.reload()
    await first.sees("Oat milk, two", "Bread")
    assert (editor.is_open, offered(first)) == (False, [])


async def test_letters_typed_before_the_browser_has_heard_of_it_are_in_it(
    pair: tuple[Reader, Reader],
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    """The first page searches: it reads the notes again only when the editor has closed."""
    first, second = pair
    await first.navigate("/front/notes?q=milk")
    await first.sees("Milk")
    making = await made_anew(first, database, monkeypatch, gateway)
    editor = Editor(first)
    title = editor.title
    first.is_away = True
    reading = Held(monkeypatch, gateway, "window", undone=True)
    making.release()
    await eventually(lambda: not editor.is_open)
    reading.release()
    await second.sees("Oat milk", "Bread")
    await first.sees("Oat milk")
    first.write(title, "Oat milk, two")
    await second.sees("Oat milk, two", "Bread")


async def test_a_note_made_anew_that_its_view_does_not_show_leaves_no_card(
    open_page: OpenPage,
    rest: httpx.AsyncClient,
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    for title in ("Bread", "Milk"):
        await rest.post("/api/notes", json={"title": title})
    page, other = await open_page("?q=milk"), await open_page()
    await page.sees("Milk")
    making = await made_anew(page, database, monkeypatch, gateway)
    editor = Editor(page)
    editor.type(title="Oats")
    making.release()
    await editor.closes()
    await other.sees("Oats", "Bread")
    await page.sees()


async def test_a_note_made_anew_is_edited_again_in_its_own_card(
    pair: tuple[Reader, Reader],
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    first, second = pair
    making = await made_anew(first, database, monkeypatch, gateway)
    making.release()
    await first.sees("Oat milk", "Bread")
    await eventually(lambda: first.marked("data-editing") == [])
    editor = await Editor.of(first, "Oat milk")
    editor.type(title="Soy milk")
    editor.press(messages.CLOSE)
    await editor.closes()
    for reader in (first, second):
        await reader.sees("Soy milk", "Bread")
