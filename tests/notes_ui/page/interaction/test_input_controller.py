"""Which note a press or a key means, and where the focus goes when that note leaves."""

import asyncio

import httpx
import pytest

from notes_ui import theme
from notes_ui.page.cards.card_parts import CardBody
from notes_ui.page.cards.note_card import CARD_KEYS
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import Reader, eventually, part


@pytest.fixture
async def fill(rest: httpx.AsyncClient) -> None:
    for title in "ABCD":
        await rest.post("/api/notes", json={"title": title})


async def two(open_page: OpenPage, suffix: str = "") -> tuple[Reader, Reader]:
    readers = await open_page(suffix), await open_page()
    for reader in readers:
        await reader.sees(*"DCBA")
    return readers


async def test_the_focus_goes_to_the_next_note_and_at_the_end_to_the_one_before(
    open_page: OpenPage, fill: None
) -> None:
    first, second = await two(open_page)
    first.focus("C")
    first.key("Delete")
    await eventually(lambda: first.titles() == list("DBA") and first.focused() is first.card("B"))
    first.delete("A")
    await eventually(lambda: first.titles() == list("DB") and first.focused() is first.card("B"))
    await second.sees(*"DB")
    assert second.focused() is None


async def test_a_note_that_a_tick_takes_out_of_the_view_hands_the_focus_on(
    open_page: OpenPage, fill: None
) -> None:
    first, second = await two(open_page, "?done=false")
    first.focus("C")
    first.card_key("C", " ")
    await eventually(lambda: first.titles() == list("DBA") and first.focused() is first.card("B"))
    await eventually(lambda: second.shown()[1] == ("C", "", True))


async def test_what_others_take_away_moves_nobodys_focus(open_page: OpenPage, fill: None) -> None:
    first, second = await two(open_page)
    first.key("j")
    await eventually(lambda: first.focused() is first.card("D"))
    asked = len(first.methods)
    second.delete("C")
    await first.sees(*"DBA")
    assert len(first.methods) == asked
    first.key("j")
    await eventually(lambda: first.focused() is first.card("B"))


async def test_a_key_goes_to_no_other_note_when_the_one_with_the_focus_has_gone(
    open_page: OpenPage, fill: None
) -> None:
    first, second = await two(open_page)
    first.focus("C")
    second.delete("C")
    await first.sees(*"DBA")
    for key in ("Delete", "p", "x", "e"):
        first.key(key)
    await second.add("E")
    for reader in (first, second):
        await reader.sees(*"EDBA")
    assert first.marked("data-selected") == first.marked("data-pinned") == []
    assert not Editor(first).is_open


async def test_clicks_and_keys_on_a_card_that_has_just_been_given_another_note_are_not_taken(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    for number in range(50):
        await rest.post("/api/notes", json={"title": f"Note {number}"})
    await eventually(lambda: len(first.cards()) == 50)
    card = first.card("Note 0")
    await second.add("One more")
    await eventually(lambda: first.titles()[0] == "One more")
    assert card is first.card("One more")
    first.send(part(card, CardBody), "click.self", {})
    first.send(card, CARD_KEYS, {"key": "Enter"})
    await first.reads("The list has just changed. Check it, then press again.")
    await second.add("Afterwards")
    await eventually(lambda: first.titles()[0] == "Afterwards")
    assert not Editor(first).is_open


async def test_a_checkbox_that_takes_its_note_out_of_the_view_hands_the_focus_on(
    open_page: OpenPage, fill: None
) -> None:
    first, second = await two(open_page, "?done=false")
    first.focus("C")
    first.tick("C")
    await eventually(lambda: first.titles() == list("DBA") and first.focused() is first.card("B"))
    asked = len(first.methods)
    second.tick("D")
    await first.sees(*"BA")
    second.tick("A")
    await first.sees("B")
    assert len(first.methods) == asked, "what others tick moves nobody's focus"


async def test_a_checkbox_keeps_the_focus_while_its_note_stays(
    open_page: OpenPage, fill: None
) -> None:
    first, second = await two(open_page)
    first.focus("C")
    first.tick("C")
    await eventually(lambda: second.shown()[1] == ("C", "", True))
    assert first.focused() is None


async def test_who_types_keeps_the_focus_whatever_was_ticked_before(
    open_page: OpenPage, fill: None
) -> None:
    first, second = await two(open_page, "?done=false")
    first.tick("C")
    await asyncio.sleep(0)  # the press is taken before the next event comes
    first.send(first.search_field(), "focus", {})
    await first.sees(*"DBA")
    await eventually(lambda: second.shown()[1] == ("C", "", True))
    assert first.focused() is None


async def test_the_focus_comes_back_from_what_goes_when_it_is_pressed(
    open_page: OpenPage, fill: None
) -> None:
    first, second = await two(open_page)
    for title in "BC":
        first.click(title, "ctrlKey")
    first.focus("B")
    first.press("Delete")
    await second.sees(*"DA")
    await eventually(lambda: first.focused() is first.card("A"))
    asked = len(first.methods)
    first.press("Undo")
    for reader in (first, second):
        await reader.sees(*"DCBA")
    assert [name for _, name in first.methods[asked:]] == ["focus"]
    assert first.focused() is first.card("A")
    first.click("C", "ctrlKey")
    first.focus("C")
    first.press("Clear selection")
    await eventually(lambda: first.focused() is first.card("C"))


async def test_a_button_with_a_name_edits_too_but_not_in_the_trash(
    open_page: OpenPage, fill: None
) -> None:
    first, second = await two(open_page)
    assert ">Edit: B</button>" in first.html("B")
    first.command("--edit-2")
    await eventually(lambda: Editor(first).is_open)
    assert Editor(first).typed() == ("B", "")
    second.delete("D")
    await first.sees(*"CBA")
    await second.navigate("/front/notes?trashed=true")
    second.history.append("/front/notes?trashed=true")
    await second.sees("D")
    assert "Edit:" not in second.html("D")


async def test_an_editor_that_opens_late_leaves_the_focus_where_somebody_has_gone_on(
    open_page: OpenPage, fill: None
) -> None:
    page, other = await two(open_page)
    click = {"detail": 1, "pointerType": "mouse"}
    page.send(part(page.card("B"), CardBody), "click.self", click)
    page.send(page.styled(theme.COMPOSER), "focusin", {})  # in the same burst
    await eventually(lambda: Editor(page).is_open)
    await other.add("Told")
    await page.sees("Told", *"DCBA")
    assert page.focused() is None
    page.send(part(page.card("C"), CardBody), "click.self", click)
    await eventually(lambda: page.focused() is not None)
