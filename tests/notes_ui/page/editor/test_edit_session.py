"""What is typed in an editor is stored by itself, and nothing that can't be is given up."""

import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from notes_ui.page.editor import note_editor
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually
from tests.notes_ui.support.simulation import simulating

LONG = 3600.0
"""seconds: nothing is stored because of a pause"""


@pytest.fixture
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_editor, "STORED_AFTER", LONG)


def drafts(database: Path) -> list[tuple[int, str, str]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("select note_id, title, description from note_draft").fetchall()


async def versions(rest: httpx.AsyncClient) -> list[tuple[int, str]]:
    told = (await rest.get("/api/notes/2/history")).json()
    return [(version["version"], version["title"]) for version in told]


async def test_a_pause_stores_and_the_editor_stays_open_and_says_so(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    assert "Saved" not in editor.says()
    editor.type(title="Oat milk")
    await second.sees("Oat milk", "Bread")
    await eventually(lambda: "Saved" in editor.says())
    assert editor.is_open
    editor.type(title="Oat milk, two")
    assert "Saved" not in editor.says()
    await second.sees("Oat milk, two", "Bread")


@pytest.mark.usefixtures("_no_pause")
async def test_a_tab_that_is_closed_stores_what_was_typed(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    first.disconnect()
    await second.sees("Oat milk", "Bread")


@pytest.mark.usefixtures("_no_pause")
async def test_a_server_that_ends_stores_what_was_typed(database: Path) -> None:
    async with simulating(database) as simulation:
        reader = await simulation.open_page()
        await reader.add("Milk")
        await reader.sees("Milk")
        (await Editor.of(reader, "Milk")).type(title="Oat milk")
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("select title from note").fetchall() == [("Oat milk",)]


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


async def test_what_somebody_else_did_within_a_sitting_is_a_version_of_its_own(
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


async def test_an_editor_that_holds_only_what_is_stored_leaves_no_draft(
    pair: tuple[Reader, Reader], database: Path
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    await second.sees("Oat milk", "Bread")
    await eventually(lambda: drafts(database) == [(2, "Oat milk", "two litres")])
    editor.press("Close")
    await editor.closes()
    await eventually(lambda: drafts(database) == [])


async def test_undo_beside_saved_takes_back_the_sitting_and_can_be_taken_back(
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


async def test_escape_in_a_conflict_keeps_mine_and_offers_it_again(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    await rest.patch("/api/notes/2", json={"title": "Soy milk"})
    await editor.tells("Soy milk")
    editor.type(description="one litre")
    editor.key("esc.stop")
    await editor.closes()
    await first.reads("Your change is kept as a draft. Open the note to choose which text to save.")
    shown = ("Soy milk", "one litre", False)
    for reader in pair:
        await eventually(lambda reader=reader: shown in reader.shown())  # type: ignore[misc]
    await Editor.of(first, "Soy milk")
    await editor.tells("Soy milk")
    assert editor.typed()[0] == "Oat milk"
    editor.key("esc.stop")
    await editor.closes()
    await first.reload()
    await eventually(lambda: editor.is_open and editor.typed()[0] == "Oat milk")
    editor.press("Keep mine")
    await second.sees("Oat milk", "Bread")


@pytest.mark.parametrize("told", [{"isComposing": True}, {"isComposing": False, "keyCode": 229}])
async def test_no_key_of_an_input_method_closes_it(
    pair: tuple[Reader, Reader], told: dict[str, object]
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    for keys in ("esc.stop", "ctrl.enter.prevent", "meta.enter.prevent"):
        editor.key(keys, **told)
    editor.enter(**told)
    await second.add("Meanwhile")
    await first.sees("Meanwhile", "Milk", "Bread")
    assert editor.is_open
    editor.enter(isComposing=False, keyCode=13)
    await editor.closes()


@pytest.mark.parametrize("way", ["esc.stop", "ctrl.enter.prevent", "leave", "another"])
async def test_what_is_too_long_never_closes_as_if_all_were_well(
    pair: tuple[Reader, Reader], database: Path, way: str
) -> None:
    first, second = pair
    text = "x" * 20_001
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk", description=text)
    if way == "leave":
        editor.leave()
    elif way == "another":
        first.click("Bread")
    else:
        editor.key(way)
    await second.sees("Oat milk", "Bread")  # what can be stored is
    await second.add("Meanwhile")
    await first.sees("Meanwhile", "Oat milk", "Bread")
    await second.sees("Meanwhile", "Oat milk", "Bread")
    assert editor.typed() == ("Oat milk", text)
    told = "At most 20,000 characters: this text has 20,001"
    assert editor.description.error == told
    await eventually(lambda: told in first.notified)
    assert "Saved" not in editor.says()
    await eventually(lambda: (2, "Oat milk", text) in drafts(database))
    assert second.shown()[1] == ("Oat milk", "two litres", False)


async def test_a_blank_title_is_told_on_leaving_and_the_description_is_stored(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title=" ", description="one litre")
    editor.key("esc.stop")
    await eventually(lambda: ("Milk", "one litre", False) in second.shown())
    await eventually(lambda: "The title needs" in str(editor.title.error))
    assert editor.typed() == (" ", "one litre")


async def test_a_database_that_fails_is_told_and_the_text_stays_a_draft(
    open_page: OpenPage, pair: tuple[Reader, Reader], database: Path
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    foreign = sqlite3.connect(database)
    foreign.execute(
        "create trigger full before update on note begin select raise(abort, 'disk full'); end"
    )
    editor.type(title="Oat milk")
    await first.reads("disk full")
    editor.key("esc.stop")
    await eventually(lambda: (2, "Oat milk", "two litres") in drafts(database))
    assert (editor.is_open, editor.typed()[0]) == (True, "Oat milk")
    assert "Saved" not in editor.says()
    foreign.execute("drop trigger full")
    foreign.close()
    editor.key("esc.stop")
    await editor.closes()
    await second.sees("Oat milk", "Bread")


async def test_letters_typed_before_the_browser_knows_of_the_end_are_stored_too(
    pair: tuple[Reader, Reader], database: Path
) -> None:
    first, _ = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat mi")
    field = editor.title
    editor.leave()
    await editor.closes()
    first.write(field, "Oat milk")
    for reader in pair:
        await reader.sees("Oat milk", "Bread")
    assert not editor.is_open
    await eventually(lambda: drafts(database) == [])
    first.key("u")
    for reader in pair:
        await reader.sees("Milk", "Bread")


async def test_letters_that_come_late_and_meet_others_are_kept(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat mi")
    field = editor.title
    editor.leave()
    await editor.closes()
    await rest.patch("/api/notes/2", json={"title": "Soy milk"})
    await second.sees("Soy milk", "Bread")
    first.write(field, "Oat milk")
    await first.reads("Your change is kept as a draft. Open the note to choose which text to save.")
    await Editor.of(first, "Soy milk")
    await editor.tells("Soy milk")
    assert editor.typed()[0] == "Oat milk"


async def test_who_looks_at_another_window_finds_the_editor_open_and_all_stored(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    editor.look_away()
    await second.sees("Oat milk", "Bread")
    assert editor.is_open
    editor.come_back()
    editor.type(title="Oat milk, two")
    editor.leave()
    await editor.closes()
    await second.sees("Oat milk, two", "Bread")
