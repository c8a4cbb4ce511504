"""Task lines are ticked by anybody, in the card itself."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually

LIST = "- [ ] milk\n- [x] bread\n\nand so on"


def commands(reader: Reader, title: str) -> list[str]:
    """What the buttons in the card's text command."""
    return re.findall(r' command="(.+?)"', reader.html(title))


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see a list of two tasks."""
    first, second = await open_page(), await open_page()
    await rest.post("/api/notes", json={"title": "Shop", "description": LIST})
    for reader in (first, second):
        await reader.sees("Shop")
    return first, second


async def test_anybody_ticks_a_task_and_all_see_it(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    first.command(commands(first, "Shop")[0])
    ticked = [("Shop", LIST.replace("- [ ] milk", "- [x] milk"), False)]
    await eventually(lambda: first.shown() == second.shown() == ticked)
    second.command(commands(second, "Shop")[1])
    both = [("Shop", "- [x] milk\n- [ ] bread\n\nand so on", False)]
    await eventually(lambda: first.shown() == second.shown() == both)
    first.key("u")
    await eventually(lambda: "left as it is" in str(first.texts()) or first.shown() != both)


async def test_a_tick_can_be_undone(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    first.command(commands(first, "Shop")[0])
    await eventually(lambda: "- [x] milk" in second.shown()[0][1])
    first.key("u")
    await eventually(lambda: first.shown() == second.shown() == [("Shop", LIST, False)])


async def test_a_tick_on_a_text_that_has_just_changed_finds_its_line(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    late = commands(first, "Shop")[0]
    changed = "- [ ] butter\n" + LIST
    await rest.patch("/api/notes/1", json={"description": changed})
    await eventually(lambda: first.shown() == second.shown() == [("Shop", changed, False)])
    first.command(late)  # sent before its browser had painted
    ticked = changed.replace("[ ] milk", "[x] milk")
    await eventually(lambda: first.shown() == second.shown() == [("Shop", ticked, False)])


async def test_a_tick_on_a_text_of_long_ago_is_not_taken(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    late = commands(first, "Shop")[0]
    for changed in ("- [ ] butter\n" + LIST, "- [ ] bread\n" + LIST):
        await rest.patch("/api/notes/1", json={"description": changed})
        shown = [("Shop", changed, False)]
        await eventually(lambda: first.shown() == second.shown() == shown)  # noqa: B023  # at once
    first.command(late)
    await first.reads("The list has just changed. Check it, then press again.")
    assert (await rest.get("/api/notes/1")).json()["description"] == changed


async def test_a_late_tick_goes_to_no_note_whose_card_it_was(
    open_page: OpenPage, rest: httpx.AsyncClient, database: Path
) -> None:
    """A card that is not needed any more shows the next note, which may have the same version."""
    first, second = await open_page("?done=false"), await open_page()
    for title in ("Shop", "Trip"):
        await rest.post("/api/notes", json={"title": title, "description": LIST})
    await first.sees("Trip", "Shop")
    late = commands(first, "Trip")[0]
    await rest.patch("/api/notes/2", json={"done": True})
    await first.sees("Shop")
    with closing(sqlite3.connect(database, isolation_level=None)) as foreign:
        foreign.execute("update note set done = not done")  # one goes, and the other comes
    await first.sees("Trip")
    first.command(late)
    await first.reads("The list has just changed. Check it, then press again.")
    await second.sees("Trip", "Shop")
    assert [text for _, text, _ in second.shown()] == [LIST, LIST]


async def test_two_who_tick_different_tasks_at_once_have_both_ticked(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    first.command(commands(first, "Shop")[0])
    second.command(commands(second, "Shop")[1])
    text = "- [x] milk\n- [ ] bread\n\nand so on"
    await eventually(lambda: first.shown() == second.shown() and first.shown()[0][1] == text)


async def test_a_forged_command_changes_nothing_and_breaks_nothing(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    for command in (
        "",
        "--task",
        "--task-9-1-0-1",
        "--task-1-1-0-2",
        "--show-modal",
        "--task-1-1-7-1",
    ):
        first.command(command)
    await second.add("Afterwards")
    await first.sees("Afterwards", "Shop")
    assert (await rest.get("/api/notes/1")).json()["version"] == 1


async def test_a_task_is_ticked_while_somebody_edits_the_title(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Shop")
    editor.type(title="Shopping")
    second.command(commands(second, "Shop")[0])
    await eventually(lambda: editor.typed()[1].startswith("- [x] milk"))
    editor.press("Close")
    for reader in pair:
        await reader.sees("Shopping")
        assert reader.shown()[0][1].startswith("- [x] milk")


async def test_the_key_that_ticked_a_task_unticks_it(pair: tuple[Reader, Reader]) -> None:
    """The button that was pressed is made anew, and the focus comes back to its card."""
    first, second = pair
    first.command(commands(first, "Shop")[0])
    ticked = LIST.replace("[ ] milk", "[x] milk")
    for text in (ticked, LIST, ticked):
        shown = [("Shop", text, False)]
        await eventually(lambda shown=shown: first.shown() == second.shown() == shown)  # type: ignore[misc]
        await eventually(lambda: first.focused() is first.card("Shop"))
        first.card_key("Shop", " ")
    await eventually(lambda: second.shown() == [("Shop", LIST, False)])
    first.key("j")
    first.card_key("Shop", " ")
    await eventually(lambda: second.shown() == [("Shop", LIST, True)])


async def test_space_on_another_card_ticks_that_note_and_no_task(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    await rest.post("/api/notes", json={"title": "Trip", "description": LIST})
    for reader in pair:
        await reader.sees("Trip", "Shop")
    first.command(commands(first, "Shop")[0])
    await eventually(lambda: "- [x] milk" in second.shown()[1][1])
    first.focus("Trip")
    first.card_key("Trip", " ")
    await eventually(lambda: second.shown()[0] == ("Trip", LIST, True))
