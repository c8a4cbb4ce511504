"""Who types while others' text is on its way overwrites nothing unseen, and loses no letter."""

import asyncio

import httpx
import pytest
from nicegui import Client

from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually


class Far:
    """Somebody far away who edits the note: what the browser answers is held back."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, reader: Reader, editor: Editor) -> None:
        self.editor = editor
        self._reader = reader
        self._held: list[dict[str, object]] = []
        self._answer = Client.handle_javascript_response
        monkeypatch.setattr(Client, "handle_javascript_response", self._hold)

    def type(self, *texts: str) -> None:
        for text in texts:
            self.editor.type(description=text)

    async def shows(self, text: str) -> None:
        """Wait until the server has put the text into the field, and the browser is told so."""
        await eventually(lambda: self.editor.typed()[1] == text)

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
    await rest.post("/api/notes", json={"title": "Shop", "description": "Milk"})
    for each in (reader, second):
        await each.sees("Shop")
    return Far(monkeypatch, reader, await Editor.of(reader, "Shop"))


async def test_text_typed_over_an_older_text_conflicts_with_theirs(
    far: Far, second: Reader, rest: httpx.AsyncClient
) -> None:
    await rest.patch("/api/notes/1", json={"description": "Oat milk"})
    await far.shows("Oat milk")
    far.type("Milks")
    assert "Oat milk" in far.editor.notice()
    far.editor.press("Close")
    far.editor.leave()
    await second.add("Meanwhile")
    await eventually(lambda: ("Shop", "Oat milk", False) in second.shown())
    assert far.editor.is_open
    far.editor.press("Keep mine")
    await far.hears()
    await eventually(lambda: ("Shop", "Milks", False) in second.shown())


async def test_letters_the_browser_dropped_are_kept_beside_later_ones(
    far: Far, second: Reader, rest: httpx.AsyncClient
) -> None:
    await rest.patch("/api/notes/1", json={"description": "Milk\n\nBread"})
    await far.shows("Milk\n\nBread")
    far.type("Milk!", "Milk!!")
    await far.hears()  # it shows theirs now, and what is typed from here on
    far.type("Milk\n\nBread,", "Milk\n\nBread, rye")
    await eventually(lambda: ("Shop", "Milk!!\n\nBread, rye", False) in second.shown())
    assert far.editor.notice() == []
    far.editor.leave()
    await far.editor.closes()
    assert (await rest.get("/api/notes/1")).json()["description"] == "Milk!!\n\nBread, rye"


async def test_text_typed_after_their_text_arrives_changes_it(
    far: Far, second: Reader, rest: httpx.AsyncClient
) -> None:
    await rest.patch("/api/notes/1", json={"description": "Oat milk"})
    await far.shows("Oat milk")
    await far.hears()
    far.type("Oat milk, two")
    assert far.editor.notice() == []
    await eventually(lambda: ("Shop", "Oat milk, two", False) in second.shown())


async def test_the_next_letter_adds_no_line_that_is_stored_already(
    far: Far, second: Reader, rest: httpx.AsyncClient
) -> None:
    await rest.patch("/api/notes/1", json={"description": "Milk\nEggs"})
    await far.shows("Milk\nEggs")
    far.editor.go_on_to_description()
    far.type("Milk\nHam")
    await eventually(lambda: ("Shop", "Milk\nEggs\nHam", False) in second.shown())
    far.type("Milk\nHam!")
    await eventually(lambda: ("Shop", "Milk\nEggs\nHam!", False) in second.shown())


async def test_letters_given_up_for_theirs_do_not_come_back(
    far: Far, second: Reader, rest: httpx.AsyncClient
) -> None:
    await rest.patch("/api/notes/1", json={"description": "Oat milk"})
    await far.shows("Oat milk")
    far.type("Milks")
    await far.hears()
    far.editor.press("Take theirs")
    far.type("Oat milk\nBread")
    await eventually(lambda: ("Shop", "Oat milk\nBread", False) in second.shown())
