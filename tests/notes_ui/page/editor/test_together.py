"""Two people in one description: other lines merge, only the same line is a question."""

import httpx
import pytest

from notes_ui.page.editor import status
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.lock import Lock
from tests.notes_ui.support.reader import Reader, eventually

LINES = "milk\nbread\neggs"


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see the note Shop, with a list of three."""
    first, second = await open_page(), await open_page()
    await rest.post("/api/notes", json={"title": "Shop", "description": LINES})
    for reader in (first, second):
        await reader.sees("Shop")
    return first, second


async def stored(rest: httpx.AsyncClient) -> str:
    return str((await rest.get("/api/notes/1")).json()["description"])


async def in_description(reader: Reader) -> Editor:
    editor = await Editor.of(reader, "Shop")
    await eventually(lambda: reader.focused() is editor.title)
    editor.go_on_to_description()
    return editor


async def both(pair: tuple[Reader, Reader]) -> tuple[Editor, Editor]:
    return await in_description(pair[0]), await in_description(pair[1])


async def has(reader: Reader, text: str) -> None:
    """Wait until the note is shown with this description."""
    await eventually(lambda: text in [card.note.description for card in reader.cards()])


async def test_other_lines_are_merged_unasked_and_no_field_is_written_into(
    pair: tuple[Reader, Reader],
) -> None:
    mine, theirs = await both(pair)
    mine.type(description="oats\nbread\neggs")
    theirs.type(description="milk\nbread\nham")
    for reader in pair:
        await has(reader, "oats\nbread\nham")
    assert mine.typed()[1] == "oats\nbread\neggs"
    assert theirs.typed()[1] == "milk\nbread\nham"
    mine.type(description="oats and rice\nbread\neggs")
    for reader in pair:
        await has(reader, "oats and rice\nbread\nham")
    assert (mine.notice(), theirs.notice()) == ([], [])
    for editor in (mine, theirs):
        editor.leave()
        await editor.closes()


async def test_a_field_that_is_left_shows_what_was_merged(pair: tuple[Reader, Reader]) -> None:
    mine, theirs = await both(pair)
    theirs.type(description=f"{LINES}\nham")
    await has(pair[0], f"{LINES}\nham")
    assert mine.typed()[1] == LINES
    mine.come_back()
    pair[0].send(mine.description, "focusout", {})
    assert mine.typed()[1] == LINES  # the focus was in the title already
    mine.go_on_to_description()
    pair[0].send(mine.description, "focusout", {})
    await eventually(lambda: mine.typed()[1] == f"{LINES}\nham")


async def test_a_merged_line_of_others_is_announced_for_a_moment(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "SHOWN_FOR", 0.2)
    mine, theirs = await both(pair)
    theirs.type(description=f"{LINES}\nham")
    await eventually(lambda: "Someone else also changed:" in mine.says() and "ham" in mine.says())
    assert "Someone else also changed:" not in theirs.says()
    await eventually(lambda: "Someone else also changed:" not in mine.says())


async def test_the_same_line_asks_and_nothing_of_it_is_lost(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    mine, theirs = await both(pair)
    theirs.type(description="rice\nbread\nham")
    await has(pair[0], "rice\nbread\nham")
    mine.type(description="oats\nbread\neggs")
    await mine.tells("Someone else has changed the description too")
    assert "Someone else also changed:" not in mine.says()
    mine.leave()
    assert await stored(rest) == "rice\nbread\nham"
    mine.press("Keep mine")
    for reader in pair:
        await has(reader, "oats\nbread\nham")  # of the other lines there was no question


async def test_a_task_ticked_while_somebody_types_its_line_is_no_question(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    await rest.patch("/api/notes/1", json={"description": "- [ ] milk\n- [ ] bread"})
    await has(first, "- [ ] milk\n- [ ] bread")
    await has(second, "- [ ] milk\n- [ ] bread")
    mine = await in_description(first)
    mine.type(description="- [ ] oat milk\n- [ ] bread")
    second.command(f"--task-1-{second.cards()[0].note.version}-0-1")
    for reader in pair:
        await has(reader, "- [x] oat milk\n- [ ] bread")
    assert mine.notice() == []


async def test_undo_takes_back_only_mine(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    mine, theirs = await both(pair)
    mine.type(description="oats\nbread\neggs")
    await has(second, "oats\nbread\neggs")
    mine.key("ctrl.enter.prevent")
    await mine.closes()
    theirs.type(description="milk\nbread\neggs\nham")  # behind it, and not over it
    await has(first, "oats\nbread\neggs\nham")
    first.key("u")
    for reader in pair:
        await has(reader, "milk\nbread\neggs\nham")


async def test_an_undo_that_meets_others_in_its_line_is_told_and_not_made(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    mine = await in_description(first)
    mine.type(description="oats\nbread\neggs")
    mine.key("ctrl.enter.prevent")
    await mine.closes()
    await rest.patch("/api/notes/1", json={"description": "oats and rice\nbread\neggs"})
    await has(second, "oats and rice\nbread\neggs")
    first.key("u")
    await first.reads("1 note was left as it is: someone has changed or deleted it since.")
    assert await stored(rest) == "oats and rice\nbread\neggs"


async def test_changes_of_others_during_my_save_cost_no_letter(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient, lock: Lock
) -> None:
    first, second = pair
    mine = await in_description(first)
    await lock.take()
    mine.type(description="oats\nbread\neggs")
    await lock.is_waited_for()
    mine.type(description="oats\nbread\neggs, six")
    lock.also("update note set description = 'milk' || char(10) || 'rye' || char(10) || 'eggs'")
    lock.also("update note set done = TRUE")
    lock.release()
    for reader in pair:
        await has(reader, "oats\nrye\neggs, six")
    assert second.shown()[0][2] is True
    assert mine.typed()[1] == "oats\nbread\neggs, six"
    assert mine.notice() == []


async def test_a_note_deleted_while_mine_is_being_written_keeps_my_text(
    pair: tuple[Reader, Reader], lock: Lock
) -> None:
    first, second = pair
    mine = await in_description(first)
    await lock.take()
    mine.type(description="oats\nbread\neggs")
    mine.key("esc.stop")
    await lock.is_waited_for()
    lock.also("update note set trashed = TRUE")
    lock.release()
    await mine.tells("Someone deleted this note")
    assert (mine.is_open, mine.typed()[1]) == (True, "oats\nbread\neggs")
    await second.sees()
    mine.press("Restore it with my text")
    await has(second, "oats\nbread\neggs")
