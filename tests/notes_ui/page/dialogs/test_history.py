"""What a note was before is shown on the page, follows the note, and can be brought back."""

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest

from api.notes.values import VersionPublic
from notes_ui import theme
from notes_ui.i18n import messages
from notes_ui.page.dialogs.history import NoteHistory
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.failures import busy
from tests.notes_ui.support.held import Held
from tests.notes_ui.support.reader import Reader, eventually

SOME_TURNS = 20
"""of the event loop: more than it takes to show what was read"""


def shown(reader: Reader) -> list[str]:
    """What the dialog says, but for how long ago it was."""
    lists = [one for one in reader.elements() if theme.VERSIONS in one.classes]
    said = reader.texts(lists[0]) if lists else []
    return [text for text in said if "ago" not in text and "second" not in text]


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see a note that was Milk and is Oats; the first looks at its history."""
    await rest.post("/api/notes", json={"title": "Milk", "description": "two litres"})
    await rest.patch("/api/notes/1", json={"title": "Oats", "description": "", "done": True})
    first, second = await open_page(), await open_page()
    for page in (first, second):
        await page.sees("Oats")
    (await Editor.of(first, "Oats")).press("History")
    await eventually(lambda: "Milk" in shown(first))
    return first, second


async def test_each_version_is_shown_with_who_wrote_it(pair: tuple[Reader, Reader]) -> None:
    assert shown(pair[0]) == [
        *("Over the API", "Done", "Oats", "Current version"),
        *("Over the API", "Milk", "two litres", "Bring back"),
    ]


async def test_a_slow_history_does_not_replace_one_asked_for_after_it(
    open_page: OpenPage,
    rest: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    for title in ("Milk", "Bread"):
        await rest.post("/api/notes", json={"title": title})
    page = await open_page()
    await page.sees("Bread", "Milk")
    held = Held(monkeypatch, gateway, "history")
    editor = await Editor.of(page, "Milk")
    editor.press("History")
    await held.begins()
    page.click("Bread")
    await eventually(lambda: editor.is_open and editor.typed()[0] == "Bread")
    editor.press("History")
    await eventually(lambda: "Bread" in shown(page))
    held.release()
    for _ in range(SOME_TURNS):
        await asyncio.sleep(0)
        assert "Milk" not in shown(page)


async def test_a_history_that_can_t_be_read_is_told_and_opens_nothing(
    open_page: OpenPage,
    pair: tuple[Reader, Reader],
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    _, second = pair
    monkeypatch.setattr(gateway, "history", busy)
    (await Editor.of(second, "Oats")).press("History")
    await second.reads("This can’t be shown just now. Another program is writing")
    assert messages.AS_IT_IS_NOW not in second.texts()
    monkeypatch.undo()
    second.press("History")
    await second.reads(messages.AS_IT_IS_NOW)


async def test_a_history_closes_the_editor_behind_it(pair: tuple[Reader, Reader]) -> None:
    """However long ago somebody has pressed something else on the page."""
    first, second = pair
    editor = await Editor.of(second, "Oats")
    editor.type(title="Rice")
    editor.press("History")
    await editor.closes()
    await first.sees("Rice")
    assert messages.AS_IT_IS_NOW in second.texts()


async def test_an_open_history_follows_the_note(
    pair: tuple[Reader, Reader], database: Path
) -> None:
    first, second = pair
    editor = await Editor.of(second, "Oats")
    editor.type(title="Rice")
    editor.press("Close")
    await eventually(
        lambda: shown(first)[:4] == ["In a browser", "Done", "Rice", "Current version"]
    )
    with sqlite3.connect(database) as other:
        other.execute("UPDATE note SET title = 'Peas', done = FALSE")
    await eventually(lambda: shown(first)[:3] == ["By another program", "Peas", "Current version"])


async def test_a_version_comes_back_everywhere_and_that_can_be_undone(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    first.press("Bring back")
    await second.sees("Milk")
    assert first.snackbar() == ["Earlier version brought back", "Undo"]
    note = (await rest.get("/api/notes/1")).json()
    assert (note["description"], note["done"]) == ("two litres", False)
    first.press("Undo")
    await second.sees("Oats")


async def test_nobodys_change_is_overwritten_unseen(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    with monkeypatch.context() as blind:
        blind.setattr(NoteHistory, "meet", _see_nothing)
        await rest.patch("/api/notes/1", json={"title": "Rice"})
        await second.sees("Rice")
        first.press("Bring back")
        await first.reads("1 note was left as it is: someone has changed or deleted it since.")
    assert (await rest.get("/api/notes/1")).json()["title"] == "Rice"


async def test_a_note_that_is_deleted_takes_its_history_away(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    second.delete("Oats")
    await first.reads("Someone has already deleted this note.")


async def _see_nothing(_: object) -> None:
    pass


async def test_changes_of_other_notes_do_not_reload_the_history(
    pair: tuple[Reader, Reader],
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    first, second = pair
    read = gateway.history
    asked: list[int] = []

    async def counted(self: NotesGateway, note_id: int) -> Sequence[VersionPublic]:
        asked.append(note_id)
        return await read(self, note_id)

    monkeypatch.setattr(gateway, "history", counted)
    await second.add("Bread")
    for reader in pair:
        await reader.sees("Bread", "Oats")
    second.tick("Bread")
    await eventually(lambda: first.shown()[0] == ("Bread", "", True))
    assert asked == []
    with sqlite3.connect(database) as other:  # a note of the same number and version
        other.execute("REPLACE INTO note (id, title) VALUES (1, 'Rice')")
        other.execute("UPDATE note SET title = 'Peas' WHERE id = 1")
    other.close()
    await eventually(lambda: "Peas" in shown(first))
    assert asked == [1]
