"""Who types while others' text is on its way overwrites nothing unseen, and loses no letter."""

import asyncio

import httpx
import pytest
from nicegui import Client

from notes_ui import taking_over
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.editor import Editor
from tests.notes_ui.reader import Reader, eventually


class Far:
    """Somebody far away who edits the note: what the browser answers is held back."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, reader: Reader, editor: Editor) -> None:
        self.editor = editor
        self._reader = reader
        self._held: list[dict[str, object]] = []
        self._answer = Client.handle_javascript_response
        monkeypatch.setattr(Client, "handle_javascript_response", self._hold)
        monkeypatch.setattr(taking_over, "PAUSE", 0.01)

    def type(self, *titles: str) -> None:
        for title in titles:
            self.editor.type(title=title)

    async def hears(self) -> None:
        """Wait until the browser has answered, and let that through."""
        await eventually(lambda: bool(self._held))
        for message in self._held:
            self._answer(self._reader.client, message)
        self._held.clear()
        for _ in range(10):
            await asyncio.sleep(0)  # who has waited for it goes on

    def _hold(self, message: dict[str, object]) -> None:
        self._held.append(message)


@pytest.fixture
async def second(open_page: OpenPage) -> Reader:
    """Somebody nearby."""
    return await open_page()


@pytest.fixture
async def far(
    open_page: OpenPage, second: Reader, rest: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> Far:
    reader = await open_page()
    await rest.post("/api/notes", json={"title": "Milk"})
    for each in (reader, second):
        await each.sees("Milk")
    editor = await Editor.of(reader, "Milk")
    far = Far(monkeypatch, reader, editor)
    await rest.patch("/api/notes/1", json={"title": "Oat milk"})
    await eventually(lambda: editor.typed()[0] == "Oat milk")
    return far


async def test_what_was_typed_over_the_text_before_is_no_change_of_theirs(
    far: Far, second: Reader
) -> None:
    far.type("Milks")
    assert "Oat milk" in far.editor.notice()
    far.editor.press("Save")
    far.editor.leave()
    await second.add("Meanwhile")
    await second.sees("Meanwhile", "Oat milk")
    assert far.editor.is_open
    far.editor.press("Keep mine")
    await far.hears()
    await second.sees("Meanwhile", "Milks")


async def test_letters_that_are_typed_before_the_browser_has_it_back_are_not_lost(
    far: Far, second: Reader
) -> None:
    far.type("Milks", "Milks ")
    await far.hears()  # it shows theirs now, and what is typed from here on
    far.type("Oat milka", "Oat milkan")
    assert far.editor.typed()[0] == "Milks an"
    await eventually(lambda: bool(far._held))  # mine is on its way back
    far.type("Oat milkand")
    await far.hears()
    far.type("Milks an m", "Milks an mo")
    await far.hears()
    far.type("Milks and more")
    assert far.editor.typed()[0] == "Milks and more"
    far.editor.press("Keep mine")
    await second.sees("Milks and more")


async def test_what_is_typed_behind_theirs_is_a_change_of_it(far: Far, second: Reader) -> None:
    await far.hears()
    far.type("Oat milk, two")
    assert far.editor.notice() == []
    far.editor.press("Save")
    await second.sees("Oat milk, two")
