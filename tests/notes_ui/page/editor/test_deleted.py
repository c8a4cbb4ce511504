"""Editing a note that is deleted meanwhile: it comes back with what was typed, or is let go."""

import sqlite3
from pathlib import Path

import httpx
import pytest

from api.db.errors import DatabaseBusy
from api.notes.values import Applied
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually


async def test_the_note_is_deleted_meanwhile_and_comes_back_with_my_text(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    second.delete("Milk")
    await editor.tells("deleted this note")
    await second.sees("Bread")
    assert editor.typed() == ("Oat milk", "two litres")
    editor.press("Restore it with my text")
    await editor.closes()
    for reader in pair:
        await reader.sees("Oat milk", "Bread")
    assert (await rest.get("/api/notes/2")).json()["title"] == "Oat milk"


async def test_a_note_that_is_gone_for_good_is_made_anew_with_my_text(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient, database: Path
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    with sqlite3.connect(database) as other:
        other.execute("DELETE FROM note WHERE title = 'Milk'")
    await editor.tells("Someone deleted this note")
    editor.press("Restore it with my text")
    await eventually(lambda: not editor.is_open)
    await eventually(lambda: second.titles()[0] == "Oat milk")
    assert "already deleted" not in str(first.texts())


async def test_a_note_that_is_gone_and_was_only_looked_at_closes(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    second.delete("Milk")
    await editor.tells("Someone deleted this note")
    editor.leave()
    await eventually(lambda: not editor.is_open)


async def test_a_note_that_was_saved_and_then_deleted_is_not_called_saved(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, _ = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    await eventually(lambda: "Saved" in editor.says())
    await rest.delete("/api/notes/2")
    await editor.tells("Someone deleted this note")
    assert "Saved" not in editor.says()


async def test_the_note_is_deleted_meanwhile_and_can_be_let_go(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    second.delete("Milk")
    await editor.tells("deleted this note")
    editor.press("Discard my text")
    await editor.closes()
    for reader in pair:
        await reader.sees("Bread")


async def test_a_note_that_is_gone_for_good_is_made_anew_once(
    pair: tuple[Reader, Reader], database: Path
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    with sqlite3.connect(database) as other:
        other.execute("delete from note where title = 'Milk'")
    other.close()
    await editor.tells("Someone deleted this note")
    editor.press("Restore it with my text")
    editor.press("Restore it with my text")
    await editor.closes()
    await second.add("Afterwards")
    for reader in pair:
        await reader.sees("Afterwards", "Oat milk", "Bread")


async def test_a_note_that_could_not_be_restored_just_now_is_not_made_anew(
    pair: tuple[Reader, Reader],
    rest: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    gateway: type[NotesGateway],
) -> None:
    first, _ = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    await rest.delete("/api/notes/2")
    await editor.tells("Someone deleted this note")

    async def busy(*_: object, **__: object) -> Applied:
        raise DatabaseBusy("locked")

    with monkeypatch.context() as locked:
        locked.setattr(gateway, "apply", busy)
        editor.press("Restore it with my text")
        await first.reads("This was not saved")
    assert editor.is_open
    editor.press("Restore it with my text")
    for reader in pair:
        await reader.sees("Oat milk", "Bread")
    assert (await rest.get("/api/notes/2")).json()["title"] == "Oat milk"
