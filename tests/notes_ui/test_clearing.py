"""Who goes on typing while the new note's fields are cleared loses no letter of it."""

import asyncio

import pytest
from nicegui import Client

from notes_ui import clearing, theme, words
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.reader import Reader, eventually


class Slow:
    """A browser far away: what it answers is held back until it is let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, reader: Reader) -> None:
        self._reader = reader
        self._held: list[dict[str, object]] = []
        self._answer = Client.handle_javascript_response
        monkeypatch.setattr(Client, "handle_javascript_response", self._hold)
        monkeypatch.setattr(clearing, "PAUSE", 0.01)
        self.field = reader.field(words.TITLE, reader.styled(theme.COMPOSER))

    def type(self, *values: str) -> None:
        for value in values:
            self._reader.write(self.field, value)

    def press_enter(self) -> None:
        self._reader.send(self.field, "keydown.enter", {"isComposing": False})

    def let_through(self) -> None:
        for message in self._held:
            self._answer(self._reader.client, message)
        self._held.clear()

    def _hold(self, message: dict[str, object]) -> None:
        self._held.append(message)


@pytest.fixture
async def pair(open_page: OpenPage) -> tuple[Reader, Reader]:
    return await open_page(), await open_page()


async def test_what_was_typed_before_the_browser_heard_of_it_is_put_back(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    slow = Slow(monkeypatch, first)
    slow.type("One")
    slow.press_enter()
    await second.sees("One")
    slow.type("OneT", "OneTw")  # the browser still holds the first title
    slow.let_through()  # now it is empty, and holds what is typed from here on
    slow.type("o", "o!")
    await eventually(lambda: slow.field.value == "Two!")
    slow.press_enter()
    await second.sees("Two!", "One")


async def test_enter_meets_all_that_was_typed_even_before_it_is_put_back(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    slow = Slow(monkeypatch, first)
    slow.type("One")
    slow.press_enter()
    await second.sees("One")
    slow.type("OneTwo")
    slow.press_enter()
    await second.sees("Two", "One")


def under_way() -> set[str]:
    """The names of the tasks that have not come to their end."""
    return {task.get_name() for task in asyncio.all_tasks()}


async def test_what_only_begins_like_the_note_before_is_left_alone(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    slow = Slow(monkeypatch, first)
    slow.type("Milk")
    slow.press_enter()
    await second.sees("Milk")
    await eventually(lambda: bool(slow._held))
    slow.let_through()
    await eventually(lambda: "wait until a field is cleared" not in under_way())
    slow.type("M", "Milk", "Milk again")
    slow.press_enter()
    await second.sees("Milk again", "Milk")
