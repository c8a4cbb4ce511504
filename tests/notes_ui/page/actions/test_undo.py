"""Undo: a page takes back what it has done, unless somebody has changed the same since."""

import sqlite3
from pathlib import Path

import httpx
import pytest

from notes_ui.page.actions import undo
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.held import Held
from tests.notes_ui.support.pairs import two_who_see
from tests.notes_ui.support.reader import Reader, eventually


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see the notes Milk and Bread."""
    return await two_who_see(open_page, rest, "Milk", "Bread")


async def test_a_deletion_can_be_undone_only_on_the_page_that_deleted(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    first.delete("Milk")
    await second.sees("Bread")
    await eventually(lambda: first.snackbar() == ["Note deleted", "Undo"])
    assert second.snackbar() == []
    first.press("Undo")
    for reader in pair:
        await reader.sees("Milk", "Bread")
    await eventually(lambda: first.snackbar() == ["Undone"])


async def test_the_offer_to_undo_goes_away_by_itself(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    monkeypatch.setattr(undo, "SHOWN_FOR", 0.1)
    first.delete("Milk")
    await eventually(lambda: first.snackbar() == ["Note deleted", "Undo"])
    await eventually(lambda: first.snackbar() == [])
    await second.sees("Bread")
    first.key("u")  # what can't be seen any more can still be undone by key
    await second.sees("Milk", "Bread")


async def test_the_key_takes_back_one_thing_after_the_other(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    first.tick("Milk")
    await eventually(lambda: first.shown()[0] == ("Milk", "", True))
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    editor.press("Close")
    await editor.closes()
    first.delete("Bread")
    await second.sees("Oat milk")
    for shown in (
        [("Oat milk", "", True), ("Bread", "", False)],
        [("Milk", "", True), ("Bread", "", False)],
        [("Milk", "", False), ("Bread", "", False)],
    ):
        first.key("u")
        await eventually(lambda shown=shown: first.shown() == second.shown() == shown)  # type: ignore[misc]
    first.key("u")
    await eventually(lambda: first.snackbar() == ["There is nothing to undo"])
    second.key("u")
    await eventually(lambda: second.snackbar() == ["There is nothing to undo"])


async def test_the_button_undoes_what_stands_beside_it(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    first.delete("Milk")
    await eventually(lambda: first.snackbar() == ["Note deleted", "Undo"])
    editor = await Editor.of(first, "Bread")
    editor.type(title="Rolls")
    editor.press("Close")
    await second.sees("Rolls")
    await eventually(lambda: first.snackbar() == ["Saved", "Undo"])
    first.press("Undo")
    await eventually(lambda: first.shown() == second.shown() == [("Bread", "", False)])
    first.key("u")
    shown = [("Milk", "", False), ("Bread", "", False)]
    await eventually(lambda: first.shown() == second.shown() == shown)


async def test_an_undo_leaves_a_note_that_others_have_changed_since(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    editor.press("Close")
    await second.sees("Oat milk", "Bread")
    theirs = await Editor.of(second, "Oat milk")
    theirs.type(title="Soy milk")
    theirs.press("Close")
    await first.sees("Soy milk", "Bread")
    first.key("u")
    await first.reads("1 note was left as it is: someone has changed or deleted it since.")
    assert "Undone" not in first.snackbar()
    await second.add("Afterwards")
    for reader in pair:
        await reader.sees("Afterwards", "Soy milk", "Bread")


async def test_an_undo_leaves_a_note_that_others_have_ticked_again(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    for reader, done in ((first, True), (second, False), (second, True)):
        reader.tick("Milk")
        shown = [("Milk", "", done), ("Bread", "", False)]
        await eventually(lambda shown=shown: first.shown() == second.shown() == shown)  # type: ignore[misc]
    first.key("u")
    await first.reads("1 note was left as it is: someone has changed or deleted it since.")
    assert "Undone" not in first.snackbar()
    second.key("u")  # who did both can take back both
    await eventually(lambda: second.shown()[0] == ("Milk", "", False))
    second.key("u")
    await eventually(lambda: first.shown()[0] == second.shown()[0] == ("Milk", "", True))


async def test_repeated_ticks_are_undone_one_by_one(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    for done in (True, False, True):
        first.tick("Milk")
        await eventually(lambda done=done: second.shown()[0] == ("Milk", "", done))  # type: ignore[misc]
        await eventually(lambda done=done: first.shown()[0] == ("Milk", "", done))  # type: ignore[misc]
    for done in (False, True, False):
        first.key("u")
        await eventually(lambda done=done: second.shown()[0] == ("Milk", "", done))  # type: ignore[misc]
    await eventually(lambda: first.snackbar() == ["Undone"])


async def test_an_undo_pressed_during_another_takes_back_what_was_before(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch, gateway: type[NotesGateway]
) -> None:
    first, second = pair
    for said, done in (("Note done", True), ("Note open again", False)):
        first.tick("Milk")
        await eventually(lambda said=said: first.snackbar() == [said, "Undo"])  # type: ignore[misc]
        await eventually(lambda done=done: first.shown()[0] == ("Milk", "", done))  # type: ignore[misc]
    undoing = Held(monkeypatch, gateway, "apply")
    first.key("u")
    await undoing.begins()
    await eventually(lambda: second.shown()[0] == ("Milk", "", True))
    first.key("u")
    undoing.release()
    await eventually(lambda: second.shown()[0] == ("Milk", "", False))
    await eventually(lambda: first.shown() == second.shown())
    assert first.snackbar() == ["Undone"]


async def test_an_undo_pressed_during_an_action_takes_back_that_action(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch, gateway: type[NotesGateway]
) -> None:
    first, second = pair
    first.tick("Bread")
    await eventually(lambda: first.snackbar() == ["Note done", "Undo"])
    ticking = Held(monkeypatch, gateway, "apply")
    first.tick("Milk")
    await ticking.begins()
    first.key("u")
    ticking.release()
    await eventually(lambda: first.snackbar() == ["Undone"])
    for reader in (first, second):
        await eventually(
            lambda reader=reader: reader.shown() == [("Milk", "", False), ("Bread", "", True)]  # type: ignore[misc]
        )


async def test_an_undo_is_not_hindered_by_a_later_change_of_another_field(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    editor.press("Close")
    await second.sees("Oat milk", "Bread")
    second.tick("Oat milk")
    await eventually(lambda: first.shown()[0] == ("Oat milk", "", True))
    first.key("u")
    shown = [("Milk", "", True), ("Bread", "", False)]
    await eventually(lambda: first.shown() == second.shown() == shown)


async def test_a_failed_undo_can_be_tried_again(
    pair: tuple[Reader, Reader], database: Path
) -> None:
    first, second = pair
    first.delete("Milk")
    await second.sees("Bread")
    await eventually(lambda: "Undo" in first.snackbar())
    trigger = "create trigger full before update on note begin select raise(abort, 'full'); end"
    run(database, trigger)
    first.press("Undo")
    await first.reads("This was not saved")
    run(database, "drop trigger full")
    first.key("u")
    for reader in pair:
        await reader.sees("Milk", "Bread")


def run(database: Path, sql: str) -> None:
    connection = sqlite3.connect(database)
    connection.execute(sql)
    connection.close()
