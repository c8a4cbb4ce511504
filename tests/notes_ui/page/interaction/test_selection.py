"""Several notes at once: selected by clicks or keys, changed in one transaction, undone at once."""

from collections.abc import Sequence

import httpx
import pytest

from api.notes.values import Applied, Edit
from notes_ui import theme
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.cards.test_note_list import fill
from tests.notes_ui.support.pairs import two_who_see
from tests.notes_ui.support.reader import Reader, eventually
from tests.support.foreign import another_program

CTRL, SHIFT = "ctrlKey", "shiftKey"


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see five notes, from E at the top to A."""
    return await two_who_see(open_page, rest, *"EDCBA")


async def test_ctrl_click_selects_one_and_shift_click_all_between(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    first.click("D", CTRL)
    assert first.marked("data-selected") == ["D"]
    first.click("B", SHIFT)
    assert first.marked("data-selected") == ["D", "C", "B"]
    first.click("C")  # while some are selected, a click selects
    assert first.marked("data-selected") == ["D", "B"]
    assert "2 selected" in first.bar()
    first.press("Select all")
    assert first.marked("data-selected") == list("EDCBA")
    first.press("Clear selection")
    assert (first.marked("data-selected"), first.bar()) == ([], [])
    assert (second.marked("data-selected"), second.bar()) == ([], [])


async def test_select_all_says_when_it_takes_only_what_is_shown(
    pair: tuple[Reader, Reader], database_url: str
) -> None:
    first, second = pair
    first.click("A", CTRL)
    assert "Select all" in first.bar()
    fill(database_url, 50)
    await eventually(lambda: len(second.cards()) == 50)
    await eventually(lambda: first.bar() == [])  # A is shown no more
    first.key("j")
    first.key("x")
    assert "Select all shown" in first.bar()
    first.press("Select all shown")
    assert "50 selected" in first.bar()
    with another_program(database_url) as foreign:
        foreign.execute("delete from note where id in (select id from note limit 10)")
    await eventually(lambda: "Select all" in first.bar())
    assert second.bar() == []


async def test_several_are_ticked_in_one_transaction_with_one_undo(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch, gateway: type[NotesGateway]
) -> None:
    first, second = pair
    transactions: list[int] = []
    apply = gateway.apply

    async def counted(self: NotesGateway, edits: Sequence[Edit]) -> Applied:
        transactions.append(len(edits))
        return await apply(self, edits)

    monkeypatch.setattr(gateway, "apply", counted)
    for title in "ECA":
        first.click(title, CTRL)
    first.press("Done", first.styled(theme.SELECTION))
    done = [("E", "", True), ("D", "", False), ("C", "", True), ("B", "", False), ("A", "", True)]
    await eventually(lambda: first.shown() == second.shown() == done)
    await eventually(lambda: first.snackbar() == ["3 notes marked as done", "Undo"])
    first.press("Undo")
    await eventually(lambda: not any(ticked for _, _, ticked in first.shown() + second.shown()))
    assert transactions == [3, 3]
    assert first.marked("data-selected") == ["E", "C", "A"]


async def test_notes_done_already_are_not_counted_as_marked(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    for note_id in (1, 2):
        await rest.patch(f"/api/notes/{note_id}", json={"done": True})
    await eventually(lambda: first.shown()[3][2] and first.shown()[4][2])
    for title in "ABCD":
        first.click(title, CTRL)
    first.press("Done", first.styled(theme.SELECTION))
    await eventually(lambda: first.snackbar() == ["2 notes marked as done", "Undo"])
    first.press("Undo")
    await eventually(lambda: [done for _, _, done in second.shown()] == [False] * 3 + [True] * 2)


async def test_several_are_deleted_and_come_back_together(pair: tuple[Reader, Reader]) -> None:
    first, _ = pair
    first.click("E", CTRL)
    first.click("C", SHIFT)
    first.press("Delete", first.styled(theme.SELECTION))
    for reader in pair:
        await reader.sees("B", "A")
    await eventually(lambda: first.bar() == [])
    assert first.snackbar() == ["3 notes deleted", "Undo"]
    first.press("Undo")
    for reader in pair:
        await reader.sees(*"EDCBA")


async def test_selected_notes_are_pinned_and_unpinned_together(
    pair: tuple[Reader, Reader],
) -> None:
    first, _ = pair
    first.click("B", CTRL)
    first.click("A", CTRL)
    first.press("Pin", first.styled(theme.SELECTION))
    for reader in pair:
        await reader.sees(*"BAEDC")
        assert reader.marked("data-pinned") == ["B", "A"]
    first.key("p")
    for reader in pair:
        await reader.sees(*"EDCBA")
        assert reader.marked("data-pinned") == []


async def test_a_note_deleted_by_others_leaves_the_selection(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    for title in "EC":
        first.click(title, CTRL)
    second.delete("E")
    await first.sees(*"DCBA")
    assert first.marked("data-selected") == ["C"]
    await eventually(lambda: "1 selected" in first.bar())
    second.delete("C")
    await eventually(lambda: first.bar() == [])


async def test_deleting_a_selection_skips_and_tells_notes_already_gone(
    pair: tuple[Reader, Reader],
) -> None:
    first, second = pair
    for title in "EDC":
        first.click(title, CTRL)
    second.delete("E")
    second.delete("D")
    first.press("Delete", first.styled(theme.SELECTION))  # before their news have arrived
    for reader in pair:
        await reader.sees("B", "A")
    await first.reads("2 notes were left as they are")
    assert first.snackbar() == ["Note deleted", "Undo"]
