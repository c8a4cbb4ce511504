"""What is pressed while a note is being written is neither lost nor done twice."""

import sqlite3
from pathlib import Path

import httpx
import pytest

from api.notes.values import Applied
from notes_ui.i18n import messages
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.failures import busy
from tests.notes_ui.support.held import Held
from tests.notes_ui.support.lock import Lock
from tests.notes_ui.support.pairs import two_who_see
from tests.notes_ui.support.reader import Reader, eventually


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see the notes Butter, Milk and Bread."""
    return await two_who_see(open_page, rest, "Butter", "Milk", "Bread")


async def saving(reader: Reader, lock: Lock) -> Editor:
    """Have the title of Milk be Oat milk, as soon as it can be written."""
    editor = await Editor.of(reader, "Milk")
    editor.type(title="Oat milk")
    await lock.take()
    editor.press("Close")
    await lock.is_waited_for()
    return editor


async def test_the_note_that_is_opened_last_is_the_one_that_opens(
    pair: tuple[Reader, Reader], lock: Lock
) -> None:
    first, second = pair
    editor = await saving(first, lock)
    first.click("Bread")
    first.click("Butter")
    lock.release()
    await second.sees("Butter", "Oat milk", "Bread")
    await eventually(lambda: editor.is_open and editor.typed()[0] == "Butter")
    await eventually(lambda: first.focused() is editor.title)
    assert first.marked("data-editing") == ["Butter"]


async def test_a_note_that_waited_to_open_opens_as_it_is_by_then(
    pair: tuple[Reader, Reader],
    rest: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    """It waits until the note before is saved; the page has shown others' changes by then."""
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    saving = Held(monkeypatch, gateway, "apply")
    first.click("Bread")
    await saving.begins()
    await rest.patch("/api/notes/1", json={"title": "Rye", "description": "of oats"})
    now = [("Butter", "", False), ("Oat milk", "", False), ("Rye", "of oats", False)]
    await eventually(lambda: first.shown() == second.shown() == now)
    saving.release()
    await eventually(lambda: first.marked("data-editing") == ["Rye"])
    await eventually(lambda: editor.typed() == ("Rye", "of oats"))


async def test_an_edit_discarded_during_its_save_is_undone_afterwards(
    pair: tuple[Reader, Reader], lock: Lock, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first, _ = pair
    editor = await saving(first, lock)
    editor.type(title="Oat milk, nonsense")
    editor.press("Discard my changes")
    lock.release()
    await editor.closes()
    for reader in pair:
        await reader.sees("Butter", "Milk", "Bread")
    await first.reload()
    await first.sees("Butter", "Milk", "Bread")
    assert not editor.is_open
    with sqlite3.connect(database) as kept:
        assert kept.execute("select title from note_draft where title != ''").fetchall() == []
    kept.close()
    assert "deleted" not in caplog.text


async def test_a_second_press_takes_what_was_typed_since(
    pair: tuple[Reader, Reader], lock: Lock
) -> None:
    first, second = pair
    editor = await saving(first, lock)
    editor.type(title="Oat milk, two")
    editor.press("Close")
    lock.release()
    await second.sees("Butter", "Oat milk, two", "Bread")
    await editor.closes()


async def test_select_twice_selects_once(pair: tuple[Reader, Reader], lock: Lock) -> None:
    first, second = pair
    editor = await saving(first, lock)
    editor.press("Select")
    editor.press("Select")
    lock.release()
    await second.sees("Butter", "Oat milk", "Bread")
    await eventually(lambda: first.marked("data-selected") == ["Oat milk"])


async def test_a_mistake_of_ours_leaves_the_editor_as_good_as_before(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch, gateway: type[NotesGateway]
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")

    async def fail(*_: object, **__: object) -> Applied:
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as broken:
        broken.setattr(gateway, "apply", fail)
        editor.press("Close")
        await second.add("Meanwhile")
        await first.sees("Meanwhile", "Butter", "Milk", "Bread")
    editor.press("Close")
    await second.sees("Meanwhile", "Butter", "Oat milk", "Bread")


async def test_an_editor_gets_the_focus_also_if_the_note_can_not_be_read(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch, gateway: type[NotesGateway]
) -> None:
    first, second = pair
    monkeypatch.setattr(gateway, "get", busy)
    first.card_key("Milk", "Enter")
    editor = Editor(first)
    await eventually(lambda: editor.is_open and first.focused() is editor.title)
    await first.reads(messages.BUSY)
    assert second.focused() is None


async def test_a_note_that_is_still_read_opens_behind_no_later_one(
    pair: tuple[Reader, Reader],
    rest: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    first, _ = pair
    reading = Held(monkeypatch, gateway, "get")
    first.card_key("Milk", "Enter")
    await reading.begins()
    editor = Editor(first)
    first.card_key("Bread", "Enter")
    await eventually(lambda: editor.is_open and first.focused() is editor.title)
    title = (editor.title.id, "focus")
    given = first.methods.count(title)
    reading.release()
    await rest.patch("/api/notes/2", json={"title": "Oat milk"})
    await eventually(lambda: "Oat milk" in first.titles())
    assert first.methods.count(title) == given
    assert first.marked("data-editing") == ["Bread"]
