"""Whatever is done is told where it was done, with Undo beside it."""

import httpx
import pytest

from notes_ui import theme
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import Reader, eventually


async def press_undo(reader: Reader, said: str) -> None:
    await eventually(lambda: reader.snackbar()[:1] == [said])
    reader.press("Undo")


async def leave_form(reader: Reader) -> None:
    """Go elsewhere, when the title has the focus that Add note gives it."""
    await eventually(lambda: reader.focused() is not None)
    reader.send(reader.styled(theme.SHELL), "focusin", {})


async def test_a_note_that_was_added_is_taken_back(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk")
    await second.sees("Milk")
    assert second.snackbar() == []
    await press_undo(first, "Note added")
    for reader in (first, second):
        await reader.sees()
    await second.follow("Trash 1")
    await second.sees("Milk")


async def test_the_key_takes_back_the_tick_and_then_the_note(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk")
    await first.sees("Milk")
    await leave_form(first)
    first.tick("Milk")
    await eventually(lambda: second.shown() == [("Milk", "", True)])
    first.key("u")
    await eventually(lambda: second.shown() == [("Milk", "", False)])
    first.key("u")
    for reader in (first, second):
        await reader.sees()


@pytest.mark.parametrize("change", [{"done": True}, {"title": "Oat milk"}, {"description": "2 l"}])
async def test_a_note_that_others_have_worked_on_since_stays(
    open_page: OpenPage, rest: httpx.AsyncClient, change: dict[str, object]
) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk")
    await first.sees("Milk")
    await leave_form(first)
    await rest.patch("/api/notes/1", json=change)
    first.key("u")
    await first.reads("1 note was left as it is: someone has changed or deleted it since.")
    await second.add("Afterwards")
    await eventually(lambda: len(first.titles()) == len(second.titles()) == 2)


async def test_a_single_tick_is_taken_back(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    first.tick("Milk")
    await eventually(lambda: second.shown()[0] == ("Milk", "two litres", True))
    await press_undo(first, "Note done")
    await eventually(lambda: second.shown()[0] == ("Milk", "two litres", False))
    first.tick("Milk")
    await eventually(lambda: second.shown()[0] == ("Milk", "two litres", True))
    first.tick("Milk")
    await press_undo(first, "Note open again")
    await eventually(lambda: second.shown()[0] == ("Milk", "two litres", True))


async def test_a_ticked_line_is_taken_back(open_page: OpenPage, rest: httpx.AsyncClient) -> None:
    first, second = await open_page(), await open_page()
    await rest.post("/api/notes", json={"title": "Shop", "description": "- [ ] milk"})
    await first.sees("Shop")
    first.command("--task-1-1-0-1")
    await eventually(lambda: second.shown() == [("Shop", "- [x] milk", False)])
    await press_undo(first, "Line done")
    await eventually(lambda: second.shown() == [("Shop", "- [ ] milk", False)])


async def test_a_line_pressed_again_before_it_is_shown_ticked_is_as_it_was(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    await rest.post("/api/notes", json={"title": "Shop", "description": "- [ ] milk\n- [ ] tea"})
    await first.sees("Shop")
    for _ in range(2):
        first.command("--task-1-1-0-1")
    await eventually(lambda: first.snackbar() == ["Line open again", "Undo"])
    assert (await rest.get("/api/notes/1")).json()["description"] == "- [ ] milk\n- [ ] tea"
    first.command("--task-1-1-0-1")
    await eventually(lambda: second.shown() == [("Shop", "- [x] milk\n- [ ] tea", False)])


async def test_a_pin_set_by_key_can_be_undone(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    first.focus("Bread")
    first.key("p")
    await eventually(lambda: second.marked("data-pinned") == ["Bread"])
    await press_undo(first, "Note pinned")
    await eventually(lambda: second.marked("data-pinned") == [])
