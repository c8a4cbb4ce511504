"""The trash: what was deleted waits there, is restored or deleted for good, by anybody."""

import httpx
import pytest
from nicegui import ui

from notes_ui import theme
from notes_ui.page.cards.card_parts import DoneCheckbox
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually, part

SURE = "Delete this note for good? It can’t be brought back."
SURE_OF_TWO = "Delete 2 notes for good? They can’t be brought back."


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """One who looks into the trash, with Milk and Bread in it, and one who sees Butter."""
    for title in ("Butter", "Bread", "Milk"):
        await rest.post("/api/notes", json={"title": title})
    for note_id in (2, 3):
        await rest.delete(f"/api/notes/{note_id}")
    trash, all_notes = await open_page("?trashed=true"), await open_page()
    await trash.sees("Milk", "Bread")  # what was thrown away last comes first
    await all_notes.sees("Butter")
    return trash, all_notes


async def test_a_note_moves_to_the_trash_and_back_on_every_page(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    trash, all_notes = pair
    all_notes.delete("Butter")
    await trash.sees("Butter", "Milk", "Bread")
    assert trash.count() == "3 notes in the trash"
    trash.press("Restore", trash.card("Bread"))
    await all_notes.sees("Bread")
    await trash.sees("Butter", "Milk")
    assert trash.snackbar() == ["Note restored", "Undo"]
    assert (await rest.get("/api/notes/2")).json()["title"] == "Bread"
    trash.press("Undo")
    await all_notes.sees()


async def test_a_note_deleted_for_good_can_not_be_restored(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    trash, all_notes = pair
    trash.delete("Milk")
    await trash.answer(SURE, "Delete for good")
    await trash.sees("Bread")
    await eventually(lambda: trash.snackbar() == ["Note deleted for good"])
    assert (await rest.post("/api/notes/3/restore")).status_code == 404
    await all_notes.sees("Butter")


async def test_the_trash_is_emptied_and_only_the_trash(pair: tuple[Reader, Reader]) -> None:
    trash, all_notes = pair
    trash.press("Empty the trash")
    await trash.answer(SURE_OF_TWO, "Delete for good")
    await trash.sees()
    assert (trash.empty(), trash.snackbar()) == ("The trash is empty", ["2 notes deleted for good"])
    assert "Empty the trash" not in trash.texts()
    await all_notes.add("Afterwards")
    await all_notes.sees("Afterwards", "Butter")


async def test_several_are_restored_or_deleted_for_good_at_once(
    pair: tuple[Reader, Reader],
) -> None:
    trash, all_notes = pair
    trash.click("Milk", "ctrlKey")
    trash.press("Select all")
    trash.press("Restore", trash.styled(theme.SELECTION))
    await trash.sees()
    await all_notes.sees("Milk", "Bread", "Butter")
    assert trash.bar() == []
    for title in ("Bread", "Milk"):
        all_notes.click(title, "ctrlKey")
    all_notes.key("Delete")
    await trash.sees("Milk", "Bread")
    trash.click("Milk", "ctrlKey")
    trash.press("Delete for good", trash.styled(theme.SELECTION))
    await trash.answer(SURE, "Delete for good")
    await trash.sees("Bread")


async def test_nothing_is_deleted_for_good_before_that_was_asked(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    trash, all_notes = pair
    trash.delete("Milk")
    await trash.answer(SURE, "Cancel")
    trash.press("Empty the trash")
    await trash.answer(SURE_OF_TWO, "Cancel")
    trash.click("Milk", "ctrlKey")
    trash.press("Select all")
    trash.press("Delete for good", trash.styled(theme.SELECTION))
    await eventually(lambda: trash.question() == SURE_OF_TWO)
    for key in ("Escape", "u", "?", "Delete"):
        trash.key(key)  # keys are for the question now
    (dialog,) = (one for one in trash.elements() if isinstance(one, ui.dialog))
    trash.send(dialog, "update:modelValue", False)  # which is what Escape comes to
    await eventually(lambda: trash.question() == "")
    await all_notes.add("Afterwards")
    await all_notes.sees("Afterwards", "Butter")
    assert trash.titles() == ["Milk", "Bread"]
    assert trash.marked("data-selected") == ["Milk", "Bread"]
    assert all_notes.question() == ""
    trash.focus("Bread")
    trash.key("Escape")
    trash.key("Delete")
    await trash.answer(SURE, "Delete for good")
    await trash.sees("Milk")
    assert (await rest.post("/api/notes/2/restore")).status_code == 404


async def test_a_note_restored_during_the_question_is_not_deleted(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    trash, all_notes = pair
    trash.delete("Milk")
    await eventually(lambda: trash.question() == SURE)
    await rest.post("/api/notes/3/restore")
    await all_notes.sees("Milk", "Butter")
    await trash.answer(SURE, "Delete for good")
    await all_notes.add("Afterwards")
    await all_notes.sees("Afterwards", "Milk", "Butter")


async def test_a_note_trashed_during_the_question_stays_in_the_trash(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    trash, all_notes = pair
    trash.press("Empty the trash")
    await eventually(lambda: trash.question() == SURE_OF_TWO)
    all_notes.delete("Butter")
    await trash.sees("Butter", "Milk", "Bread")
    await trash.answer(SURE_OF_TWO, "Delete for good")
    await trash.sees("Butter")
    assert trash.snackbar() == ["2 notes deleted for good"]
    assert (await rest.post("/api/notes/1/restore")).status_code == 200


async def test_notes_in_the_trash_can_not_be_edited_ticked_or_pinned(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    trash, all_notes = pair
    assert all("hidden" in part(card, DoneCheckbox).props for card in trash.cards())
    trash.click("Milk")
    trash.focus("Milk")
    for key in ("e", "p"):
        trash.key(key)
    for key in ("Enter", " "):
        trash.card_key("Milk", key)
    await all_notes.add("Afterwards")
    await all_notes.sees("Afterwards", "Butter")
    assert not Editor(trash).is_open
    assert [card.note.version for card in trash.cards()] == [2, 2]


async def test_from_the_trash_the_way_leads_back_to_the_notes_as_they_were(
    pair: tuple[Reader, Reader],
) -> None:
    trash, all_notes = pair
    assert trash.link("All").props["href"] == "/front/notes"
    assert all_notes.link("Trash").props["href"] == "/front/notes?trashed=true"
    await trash.follow("All")
    await trash.sees("Butter")
    assert trash.address == "/front/notes"
    assert "hidden" not in part(trash.card("Butter"), DoneCheckbox).props
