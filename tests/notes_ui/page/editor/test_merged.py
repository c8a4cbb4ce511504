"""Editing while others change the same note: nobody's text is lost or overwritten."""

import httpx
import pytest

from notes_ui import theme
from notes_ui.page.cards.note_list import NoteList
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually


async def test_others_changes_to_other_notes_arrive_around_the_fields(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk", description="one")
    await second.add("Butter")
    second.delete("Bread")
    await eventually(lambda: set(first.titles()) == {"Butter", "Milk"})
    assert editor.typed() == ("Oat milk", "one")
    assert editor.notice() == []
    editor.press("Close")
    await editor.closes()
    shown = [("Butter", "", False), ("Oat milk", "one", False)]
    await eventually(lambda: first.shown() == second.shown() == shown)


async def test_a_change_of_another_field_is_merged(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    second.tick("Milk")
    other = await Editor.of(second, "Milk")
    other.type(description="one litre")
    other.key("ctrl.enter.prevent")
    await other.closes()
    await eventually(lambda: editor.typed() == ("Oat milk", "one litre"))
    assert editor.notice() == []
    editor.key("ctrl.enter.prevent")
    await editor.closes()
    for reader in pair:
        await eventually(lambda reader=reader: ("Oat milk", "one litre", True) in reader.shown())  # type: ignore[misc]


@pytest.mark.parametrize(
    ("choice", "title"),
    [("Keep mine", "Oat milk"), ("Take theirs", "Soy milk"), ("Keep editing", "Oat and soy milk")],
)
async def test_a_change_of_the_same_field_is_shown_and_chosen(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient, choice: str, title: str
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    await rest.patch("/api/notes/2", json={"title": "Soy milk"})
    await editor.tells("Soy milk")
    editor.press("Close")  # not before it is chosen
    assert editor.typed()[0] == "Oat milk"
    await second.sees("Soy milk", "Bread")
    editor.press(choice)
    await eventually(lambda: not editor.is_open or editor.notice() == [])
    if choice == "Keep editing":
        editor.type(title=title)
    if editor.is_open:
        editor.press("Close")
    await editor.closes()
    for reader in pair:
        await reader.sees(title, "Bread")


async def test_a_choice_stays_as_it_is_while_others_change_something_else(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    await rest.patch("/api/notes/2", json={"title": "Soy milk"})
    await editor.tells("Soy milk")
    notice = first.styled(theme.EDITOR_NOTICE)
    before = list(first.elements(notice))
    await second.sees("Soy milk", "Bread")
    second.tick("Soy milk")
    await eventually(lambda: ("Soy milk", "two litres", True) in first.shown())
    await second.add("Butter")
    await first.sees("Butter", "Soy milk", "Bread")
    assert list(first.elements(notice)) == before
    await rest.patch("/api/notes/2", json={"title": "Rice milk"})
    await editor.tells("Rice milk")


async def test_a_save_before_the_others_change_arrives_overwrites_nothing(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk", description="one litre")

    async def nothing(*_: object, **__: object) -> None:
        raise RuntimeError("the repaint is late")

    with monkeypatch.context() as late:
        late.setattr(NoteList, "show", nothing)
        await rest.patch("/api/notes/2", json={"title": "Soy milk"})
        editor.press("Close")
        await editor.tells("Soy milk")
    assert (await rest.get("/api/notes/2")).json()["title"] == "Soy milk"
    assert editor.typed() == ("Oat milk", "one litre")
    editor.press("Keep mine")
    await editor.closes()
    await rest.patch("/api/notes/1", json={"title": "Rye"})
    for reader in pair:
        await reader.sees("Oat milk", "Rye")
