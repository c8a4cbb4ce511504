"""All that is stored in one sitting is one change: in the history, and for who takes it back."""

from pathlib import Path

import httpx
import pytest

from tests.notes_ui.page.editor.edit_session.kept import drafts
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually


async def versions(rest: httpx.AsyncClient) -> list[tuple[int, str]]:
    told = (await rest.get("/api/notes/2/history")).json()
    return [(version["version"], version["title"]) for version in told]


async def test_one_sitting_is_one_version_and_one_step_of_undo(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    for title in ("Oat", "Oat mi", "Oat milk"):
        editor.type(title=title)
        await second.sees(title, "Bread")
    editor.press("Close")
    await editor.closes()
    assert await versions(rest) == [(4, "Oat milk"), (1, "Milk")]
    first.key("u")
    for reader in pair:
        await reader.sees("Milk", "Bread")
    first.key("u")
    await first.reads("There is nothing to undo")


async def test_a_change_of_others_during_a_sitting_is_its_own_version(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat")
    await second.sees("Oat", "Bread")
    second.tick("Oat")
    await eventually(lambda: first.shown()[0] == ("Oat", "two litres", True))
    editor.type(title="Oat milk")
    await second.sees("Oat milk", "Bread")
    assert await versions(rest) == [(4, "Oat milk"), (3, "Oat"), (2, "Oat"), (1, "Milk")]


async def test_undo_beside_saved_takes_the_sitting_back_and_can_be_undone(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    for title in ("Oat", "Oat milk"):
        editor.type(title=title)
        await second.sees(title, "Bread")
    await eventually(lambda: "Saved" in editor.says())
    editor.press("Undo")
    await second.sees("Milk", "Bread")
    await eventually(lambda: editor.typed() == ("Milk", "two litres"))
    editor.press("Close")
    await editor.closes()
    first.key("u")
    for reader in pair:
        await reader.sees("Oat milk", "Bread")


async def test_discarding_takes_back_mine_and_keeps_what_others_wrote(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.go_on_to_description()
    editor.type(title="Oat milk", description="two litres\nmine")
    await eventually(lambda: ("Oat milk", "two litres\nmine", False) in second.shown())
    await rest.patch("/api/notes/2", json={"description": "theirs\ntwo litres\nmine"})
    await first.reads("Someone else also changed")
    editor.press("Discard my changes")
    await editor.closes()
    await eventually(lambda: ("Milk", "theirs\ntwo litres", False) in second.shown())
    await eventually(lambda: first.snackbar() == ["Your changes are discarded", "Undo"])
    first.press("Undo")
    await eventually(lambda: ("Oat milk", "theirs\ntwo litres\nmine", False) in second.shown())


@pytest.mark.usefixtures("_no_pause")
async def test_discarding_what_was_never_stored_can_be_taken_back_too(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient, database: Path
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    await rest.patch("/api/notes/2", json={"title": "Soy milk"})
    await editor.tells("Soy milk")
    editor.press("Discard my changes")
    await editor.closes()
    await eventually(lambda: drafts(database) == [])
    first.key("u")
    await eventually(lambda: editor.is_open and "Soy milk" in editor.notice())
    assert editor.typed()[0] == "Oat milk"
    await second.sees("Soy milk", "Bread")
