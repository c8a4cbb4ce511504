"""Several notes at once: selected by clicks or keys, changed in one transaction, undone at once."""

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest

from api.broadcaster import Broadcaster
from api.edits import Edit, Outcome
from api.notes import Notes
from notes_ui import theme
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.reader import Reader, eventually
from tests.notes_ui.simulation import Simulation
from tests.notes_ui.test_note_list import fill

CTRL, SHIFT = "ctrlKey", "shiftKey"


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see five notes, from E at the top to A."""
    first, second = await open_page(), await open_page()
    for title in "ABCDE":
        await rest.post("/api/notes", json={"title": title})
    for reader in (first, second):
        await reader.sees(*"EDCBA")
    return first, second


def type_tag(reader: Reader, tag: str) -> None:
    field = reader.styled(theme.SELECTION_TAG)
    reader.send(field, "update:value", tag)
    reader.send(field, "keydown.enter", {})


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
    pair: tuple[Reader, Reader], database: Path
) -> None:
    first, second = pair
    first.click("A", CTRL)
    assert "Select all" in first.bar()
    fill(database, 50)
    await eventually(lambda: len(second.cards()) == 50)
    await eventually(lambda: first.bar() == [])  # A is shown no more
    first.key("j")
    first.key("x")
    assert "Select all shown" in first.bar()
    first.press("Select all shown")
    assert "50 selected" in first.bar()
    with sqlite3.connect(database) as foreign:
        foreign.execute("delete from note where id in (select id from note limit 10)")
    foreign.close()
    await eventually(lambda: "Select all" in first.bar())
    assert second.bar() == []


async def test_several_are_ticked_in_one_transaction_with_one_undo(
    pair: tuple[Reader, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    transactions: list[int] = []
    apply = Notes.apply

    async def counted(self: Notes, edits: Sequence[Edit]) -> Outcome:
        transactions.append(len(edits))
        return await apply(self, edits)

    monkeypatch.setattr(Notes, "apply", counted)
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


async def test_those_that_were_done_already_are_not_counted(
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


async def test_several_get_a_tag_but_for_those_that_have_it(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    await rest.patch("/api/notes/1", json={"description": "weekly #Shop"})
    await rest.patch("/api/notes/2", json={"description": "two"})
    await eventually(
        lambda: first.shown()[3:] == [("B", "two", False), ("A", "weekly #Shop", False)]
    )
    for title in "CBA":
        first.click(title, CTRL)
    type_tag(first, "#shop")
    tagged = [("C", "#shop", False), ("B", "two\n#shop", False), ("A", "weekly #Shop", False)]
    await eventually(lambda: first.shown()[2:] == second.shown()[2:] == tagged)
    assert first.snackbar() == ["Tag #shop added to 2 notes", "Undo"]
    first.press("Undo")
    await eventually(lambda: second.shown()[2] == ("C", "", False))


@pytest.mark.parametrize("wrong", ["two words", "2026", "", "#", "a!#b", "done!"])
async def test_what_is_no_tag_is_refused_in_words(pair: tuple[Reader, Reader], wrong: str) -> None:
    first, second = pair
    first.click("A", CTRL)
    type_tag(first, wrong)
    await eventually(lambda: first.notified == ["A tag is one word, and not only digits"])
    assert first.styled(theme.SELECTION_TAG).value == wrong  # type: ignore[attr-defined]
    await second.add("Afterwards")
    await first.sees("Afterwards", *"EDCBA")
    assert second.shown()[-1] == ("A", "", False)


async def test_a_tag_that_would_be_too_much_for_a_note_is_refused(
    pair: tuple[Reader, Reader], rest: httpx.AsyncClient
) -> None:
    first, second = pair
    await rest.patch("/api/notes/1", json={"description": "x" * 19_999})
    await eventually(lambda: first.cards()[-1].note.version == 2)
    first.click("A", CTRL)
    type_tag(first, "shop")
    await first.reads("“A” has no room for it, since a note holds 20,000 characters at most")
    assert first.styled(theme.SELECTION_TAG).value == "shop"  # type: ignore[attr-defined]
    assert (await rest.get("/api/notes/1")).json()["version"] == 2
    assert second.cards()[-1].note.version == 2


async def test_they_are_pinned_together_and_unpinned_when_all_are(
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


async def test_what_others_delete_is_selected_no_more(pair: tuple[Reader, Reader]) -> None:
    first, second = pair
    for title in "EC":
        first.click(title, CTRL)
    second.delete("E")
    await first.sees(*"DCBA")
    assert first.marked("data-selected") == ["C"]
    await eventually(lambda: "1 selected" in first.bar())
    second.delete("C")
    await eventually(lambda: first.bar() == [])


async def test_what_was_deleted_by_others_just_now_is_left_out_and_told(
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


async def test_a_tag_overwrites_no_text_that_was_not_seen(
    pair: tuple[Reader, Reader], database: Path
) -> None:
    first, second = pair
    first.click("A", CTRL)
    first.click("B", CTRL)
    with sqlite3.connect(database) as foreign:
        foreign.execute("update note set description = 'theirs' where title = 'A'")
    foreign.close()
    type_tag(first, "shop")  # before their news have arrived
    shown = [("B", "#shop", False), ("A", "theirs", False)]
    await eventually(lambda: first.shown()[3:] == second.shown()[3:] == shown)
    await first.reads("1 note was left as it is")


async def test_what_is_selected_while_others_notes_come_in_is_what_is_seen(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch, rest: httpx.AsyncClient
) -> None:
    built: list[Reader] = []
    pressed: list[Reader] = []

    async def breathe(_: Broadcaster) -> None:
        if len(built) == 2 and len(built[0].cards()) > 3 and built[0] not in pressed:
            pressed.append(built[0])
            built[0].press("Select all")
            type_tag(built[0], "shop")
            await asyncio.sleep(0)

    monkeypatch.setattr(Broadcaster, "breathe", breathe)
    for title in "ABC":
        await rest.post("/api/notes", json={"title": title})
    first, second = await simulation.open_page(), await simulation.open_page()
    await first.sees(*"CBA")
    await second.sees(*"CBA")
    first.click("B", CTRL)
    first.click("A", CTRL)
    built.extend([first, second])
    fill(simulation.database, 20)
    await eventually(lambda: len(first.cards()) == len(second.cards()) == 23)
    assert pressed == [first]
    await eventually(
        lambda: [title for title, text, _ in second.shown() if text == "#shop"] == list("CBA")
    )
    assert first.marked("data-selected") == list("CBA")
    assert "3 selected" in first.bar()
