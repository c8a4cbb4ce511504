"""An editor ends when somebody means it, and takes the letters that come behind its end."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from notes_ui.page.editor.fields import focus_out
from tests.notes_ui.page.editor.edit_session.kept import drafts
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually


@pytest.mark.parametrize("told", [{"isComposing": True}, {"isComposing": False, "keyCode": 229}])
async def test_no_key_of_an_input_method_closes_the_editor(
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


@pytest.mark.parametrize("act", [Editor.come_back, Editor.point])
async def test_a_look_at_another_window_stores_and_keeps_the_editor_open(
    pair: tuple[Reader, Reader], act: Callable[[Editor], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also right after the editor was opened, or after a press in it."""
    first, second = pair
    monkeypatch.setattr(focus_out, "ELSEWHERE", 0.0)
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    act(editor)
    editor.look_away()
    await second.sees("Oat milk", "Bread")
    await second.add("Meanwhile")
    await first.sees("Meanwhile", "Oat milk", "Bread")
    assert editor.is_open
    editor.come_back()
    editor.type(title="Oat milk, two")
    editor.leave()
    await editor.closes()
    await second.sees("Meanwhile", "Oat milk, two", "Bread")


async def test_letters_typed_before_a_browser_knows_of_the_end_are_stored(
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
