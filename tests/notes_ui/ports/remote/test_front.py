"""Simulated people on a front: a page whose notes are in another process, which may be away."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from typing import Any

import httpx
import pytest

from api.settings import Settings
from notes_ui.i18n import messages
from notes_ui.page import session
from notes_ui.ports.errors import OutOfReach
from notes_ui.ports.notes import NoteView, NoteWindow
from notes_ui.ports.remote import imports
from notes_ui.ports.remote.connection import Connection
from notes_ui.ports.remote.notes import RemoteNotes
from tests.notes_ui.ports.remote.conftest import LOST
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.files import Files
from tests.notes_ui.support.reader import Reader, eventually
from tests.notes_ui.support.simulation import Simulation, simulating
from tests.support.api_thread import serving_api
from tests.support.foreign import another_program


class Api:
    """An API that can be stopped, and started again at the same address."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._running = ExitStack()
        self.url = self._running.enter_context(serving_api(settings))

    def stop(self) -> None:
        self._running.close()

    def start(self) -> None:
        port = int(self.url.rpartition(":")[2])
        self._running.enter_context(serving_api(self._settings, port=port))


@pytest.fixture
def api(settings: Settings) -> Iterator[Api]:
    made = Api(settings)
    yield made
    made.stop()


@pytest.fixture
async def simulation(api: Api, database_url: str) -> AsyncIterator[Simulation]:
    async with simulating(database_url, api=api.url) as running:
        yield running


async def open_pair(simulation: Simulation) -> tuple[Reader, Reader]:
    first, second = await simulation.open_page(), await simulation.open_page()
    await first.add("Milk")
    for reader in (first, second):
        await reader.sees("Milk")
    return first, second


async def test_a_note_is_added_edited_and_ticked_on_a_front(simulation: Simulation) -> None:
    first, second = await open_pair(simulation)
    editor = await Editor.of(second, "Milk")
    editor.type(description="two litres")
    editor.press("Close")
    await eventually(lambda: first.shown() == [("Milk", "two litres", False)])
    first.tick("Milk")
    await eventually(lambda: second.shown() == [("Milk", "two litres", True)])
    history = (await simulation.rest().get("/api/notes/1/history")).json()
    assert {version["written_by"] for version in history} == {"page"}


async def test_a_change_by_another_program_arrives_on_a_front(
    simulation: Simulation, database_url: str
) -> None:
    first, second = await open_pair(simulation)
    with another_program(database_url) as other:
        other.execute("UPDATE note SET title = 'Oats'")
    for reader in (first, second):
        await reader.sees("Oats")


async def test_a_note_deleted_for_good_leaves_each_trash(simulation: Simulation) -> None:
    """Which is no change of the feed."""
    first, second = await open_pair(simulation)
    first.delete("Milk")
    trash = await simulation.open_page("?trashed=true")
    await trash.sees("Milk")
    await second.sees()
    answer = await simulation.rest().post("/api/page/trash", json={})
    assert answer.json() == {"deleted": 1}
    await trash.sees()


async def test_a_page_that_missed_an_answer_looks_again(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stream is connected all the time, so nothing else would have the page look."""
    first, second = await open_pair(simulation)
    monkeypatch.setattr(session, "AGAIN", 0.05)
    missed, window = [OutOfReach("502"), OutOfReach("502")], RemoteNotes.window

    async def miss(notes: RemoteNotes, view: NoteView) -> NoteWindow:
        if missed:
            raise missed.pop()
        return await window(notes, view)

    monkeypatch.setattr(RemoteNotes, "window", miss)
    await simulation.rest().patch("/api/notes/1", json={"title": "Oats"})
    for reader in (first, second):
        await reader.sees("Oats")
        await eventually(lambda: reader.away() == [])  # noqa: B023  # awaited within the loop


async def test_a_page_without_its_api_says_so_and_recovers(
    simulation: Simulation, api: Api, database_url: str
) -> None:
    first, second = await open_pair(simulation)
    api.stop()
    await eventually(lambda: first.away() == second.away() == [messages.NOTES_AWAY])
    first.tick("Milk")
    unsaved = messages.NOT_SAVED.format(reason=messages.AWAY)  # it covers no more than it must
    await eventually(lambda: unsaved in first.notified)
    with another_program(database_url) as other:
        other.execute("UPDATE note SET title = 'Oats'")
    api.start()
    for reader in (first, second):
        await reader.sees("Oats")
    await eventually(lambda: first.away() == second.away() == [])


async def test_text_typed_while_the_api_is_away_is_kept(simulation: Simulation, api: Api) -> None:
    first, second = await open_pair(simulation)
    api.stop()
    await eventually(lambda: bool(first.away()))
    await first.add("Bread")
    await eventually(lambda: first.typed() == ("Bread", ""))
    api.start()
    await eventually(lambda: not first.away())
    first.press(messages.ADD_NOTE)
    await second.sees("Bread", "Milk")
    await eventually(lambda: first.typed() == ("", ""))


async def test_a_short_restart_of_the_api_loses_no_note(simulation: Simulation, api: Api) -> None:
    first, second = await open_pair(simulation)
    editor = await Editor.of(second, "Milk")
    api.stop()
    editor.type(description="two litres")
    editor.press("Close")
    api.start()
    await eventually(lambda: first.shown() == [("Milk", "two litres", False)])


async def test_a_front_starts_before_its_api(settings: Settings, database_url: str) -> None:
    with ExitStack() as stack:
        url = stack.enter_context(serving_api(settings))
        port = int(url.rpartition(":")[2])
        stack.close()
        async with simulating(database_url, api=url) as simulation:
            page = await simulation.open_page()
            await eventually(lambda: page.away() == [messages.NOTES_AWAY])
            stack.enter_context(serving_api(settings, port=port))
            await eventually(lambda: not page.away())
            await page.add("Milk")
            await page.sees("Milk")


def lose_imports(patch: pytest.MonkeyPatch) -> None:
    """Lose each answer to an import."""
    stream = Connection.stream

    @asynccontextmanager
    async def losing(api: Connection, path: str, **asked: Any) -> AsyncIterator[httpx.Response]:
        async with stream(api, path, **asked) as answer:
            if path == imports.IMPORT:
                raise LOST
            yield answer

    patch.setattr(imports, "REPEATED", 0.0)
    patch.setattr(Connection, "stream", losing)


async def in_doubt(
    page: Reader, patch: pytest.MonkeyPatch, button: str, *notes: dict[str, object]
) -> Files:
    """A file of notes has been chosen, and the answer to a press on the button was lost."""
    files = await Files.of(page)
    await files.choose(*notes)
    await files.tells("1 new note")
    with patch.context() as losing:
        lose_imports(losing)
        files.press(button)
        await files.tells("the notes may have been imported")
    return files


async def test_a_lost_import_is_told_and_can_be_pressed_again(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, other = await simulation.open_page(), await simulation.open_page()
    files = await in_doubt(page, monkeypatch, "Import them", {"title": "Milk"})
    files.press("Import them")
    await files.tells("1 note imported")
    await other.sees("Milk")


async def test_a_file_too_large_for_the_api_is_told_on_the_page(settings: Settings) -> None:
    """Although it is not too large for the front."""
    small = settings.model_copy(update={"largest_import": 20})
    with serving_api(small) as url:
        async with simulating(settings.database_url, api=url) as simulation:
            files = await Files.of(await simulation.open_page())
            await files.choose({"title": "Milk", "description": "two litres"})
            await files.tells("The file is too large.")
            await files.tells("larger than 20 bytes")


async def test_another_choice_after_a_lost_import_gets_a_new_preview(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _ = await open_pair(simulation)
    notes = {"id": 1, "title": "Oats"}, {"id": 2, "title": "Bread"}
    files = await in_doubt(page, monkeypatch, "Import the new ones only", *notes)
    files.press("Replace what is different")
    await files.tells("The notes were imported already")
    await files.tells("1 note exists already")
    files.press("Replace what is different")
    await files.tells("1 note imported")
    await page.sees("Bread", "Oats")
