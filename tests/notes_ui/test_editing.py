"""Editing in place while others change the same notes: nobody's text is lost or overwritten."""

import sqlite3
from pathlib import Path

import httpx
import pytest

from notes_ui import theme
from notes_ui.note_list import NoteList
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.editor import Editor
from tests.notes_ui.reader import Reader, eventually


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see the notes Milk and Bread."""
    first, second = await open_page(), await open_page()
    await rest.post("/api/notes", json={"title": "Bread"})
    await rest.post("/api/notes", json={"title": "Milk", "description": "two litres"})
    for reader in (first, second):
        await reader.sees("Milk", "Bread")
    return first, second


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
    editor.press("Save")
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
    [("Keep mine", "Oat milk"), ("Take theirs", "Soy milk"), ("Edit on", "Oat and soy milk")],
)
async def test_a_change_of_the_same_field_is_shown_and_chosen(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient, choice: str, title: str
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    await rest.patch("/api/notes/2", json={"title": "Soy milk"})
    await eventually(lambda: "Soy milk" in editor.notice())
    editor.press("Save")  # not before it is chosen
    assert editor.typed()[0] == "Oat milk"
    await second.sees("Soy milk", "Bread")
    editor.press(choice)
    await eventually(lambda: not editor.is_open or editor.notice() == [])
    if choice == "Edit on":
        editor.type(title=title)
    if editor.is_open:
        editor.press("Save")
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
    await eventually(lambda: "Soy milk" in editor.notice())
    notice = first.styled(theme.EDITOR_NOTICE)
    before = list(first.elements(notice))
    await second.sees("Soy milk", "Bread")
    second.tick("Soy milk")
    await eventually(lambda: ("Soy milk", "two litres", True) in first.shown())
    await second.add("Butter")
    await first.sees("Butter", "Soy milk", "Bread")
    assert list(first.elements(notice)) == before
    await rest.patch("/api/notes/2", json={"title": "Rice milk"})
    await eventually(lambda: "Rice milk" in editor.notice())


async def test_who_saves_before_the_others_change_has_arrived_overwrites_nothing(
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
        editor.press("Save")
        await eventually(lambda: "Soy milk" in editor.notice())
    assert (await rest.get("/api/notes/2")).json()["title"] == "Soy milk"
    assert editor.typed() == ("Oat milk", "one litre")
    editor.press("Keep mine")
    await editor.closes()
    await rest.patch("/api/notes/1", json={"title": "Rye"})
    for reader in pair:
        await reader.sees("Oat milk", "Rye")


async def test_the_note_is_deleted_meanwhile_and_comes_back_with_my_text(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    second.delete("Milk")
    await eventually(lambda: any("deleted this note" in said for said in editor.notice()))
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
    await eventually(lambda: "Someone deleted this note" in str(editor.notice()))
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
    await eventually(lambda: "Someone deleted this note" in str(editor.notice()))
    editor.leave()
    await eventually(lambda: not editor.is_open)


@pytest.mark.parametrize("way", ["Save", "ctrl.enter.prevent"])
async def test_who_saves_is_back_on_the_card_and_who_leaves_is_elsewhere(
    pair: tuple[Reader, Reader], way: str
) -> None:
    first, second = pair
    for reader, saves in ((first, True), (second, False)):
        editor = await Editor.of(reader, "Milk")
        editor.type(description=f"{way} {saves}")
        if not saves:
            editor.leave()
        elif way == "Save":
            editor.press(way)
        else:
            editor.key(way)
        await editor.closes()
        if saves:
            await eventually(lambda: first.focused() is first.card("Milk"))
        else:
            assert second.focused() is not second.card("Milk")


async def test_the_note_is_deleted_meanwhile_and_can_be_let_go(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    second.delete("Milk")
    await eventually(lambda: any("deleted this note" in said for said in editor.notice()))
    editor.press("Let it go")
    await editor.closes()
    for reader in pair:
        await reader.sees("Bread")


async def test_the_note_leaves_the_view_and_stays_until_it_is_saved(
    open_page: OpenPage, rest: httpx.AsyncClient, database: Path
) -> None:
    first, second = await open_page("?done=false"), await open_page()
    for title in ("Bread", "Milk", "Butter"):
        await rest.post("/api/notes", json={"title": title})
    await first.sees("Butter", "Milk", "Bread")
    await second.sees("Butter", "Milk", "Bread")
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    with sqlite3.connect(database) as foreign:  # one commit: the card must not get the new note
        foreign.execute("update note set done = 1 where title = 'Milk'")
        foreign.execute("insert into note (title) values ('Eggs')")
    foreign.close()
    await eventually(lambda: [card.note.id for card in first.cards()] == [4, 3, 2, 1])
    assert editor.typed()[0] == "Oat milk"
    editor.press("Save")
    await first.sees("Eggs", "Butter", "Bread")
    await second.sees("Eggs", "Butter", "Oat milk", "Bread")


async def test_escape_gives_up_and_the_others_never_see_it(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Nonsense")
    editor.key("esc.stop")
    await editor.closes()
    await eventually(lambda: first.focused() is first.card("Milk"))
    await second.add("Afterwards")
    for reader in pair:
        await reader.sees("Afterwards", "Milk", "Bread")


async def test_leaving_the_fields_saves_and_going_from_one_to_the_other_does_not(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    editor.leave()
    editor.come_back()
    editor.type(description="one litre")
    editor.leave()
    await editor.closes()
    await eventually(lambda: ("Oat milk", "one litre", False) in second.shown())
    assert (await rest.get("/api/notes/2")).json()["version"] == 2


async def test_another_note_that_is_opened_saves_the_first(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="Oat milk")
    first.click("Bread")
    await second.sees("Oat milk", "Bread")
    await eventually(lambda: editor.is_open and editor.typed()[0] == "Bread")
    assert len(first.marked("data-editing")) == 1


async def test_what_can_not_be_a_note_is_told_and_stays(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.type(title="  ")
    editor.press("Save")
    await eventually(lambda: "Give a title" in str(first.texts(editor.form)))
    await second.sees("Milk", "Bread")
    editor.type(title="  Oat milk ")
    editor.press("Save")
    for reader in pair:
        await reader.sees("Oat milk", "Bread")  # without the spaces, as over REST


async def test_an_edit_without_a_change_writes_nothing(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    editor = await Editor.of(first, "Milk")
    editor.press("Save")
    await editor.closes()
    assert (await rest.get("/api/notes/2")).json()["version"] == 1
    await second.sees("Milk", "Bread")
