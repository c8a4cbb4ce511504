"""Where the focus goes when the note that has it leaves."""

import asyncio

import pytest

from notes_ui.page.interaction import focus_recovery
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.interaction.two_readers import two
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.failures import busy
from tests.notes_ui.support.reader import eventually


async def test_a_deletion_moves_the_focus_on_and_at_the_end_back(
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


async def test_a_deletion_by_others_does_not_move_the_focus(
    open_page: OpenPage, fill: None
) -> None:
    first, second = await two(open_page)
    first.key("j")
    await eventually(lambda: first.focused() is first.card("D"))
    asked = len(first.methods)
    second.delete("C")
    await first.sees(*"DBA")
    assert len(first.methods) == asked
    first.key("j")
    await eventually(lambda: first.focused() is first.card("B"))


async def test_a_deletion_by_others_after_a_failed_one_moves_no_focus(
    open_page: OpenPage, fill: None, monkeypatch: pytest.MonkeyPatch, gateway: type[NotesGateway]
) -> None:
    monkeypatch.setattr(focus_recovery, "LOSING", 0.0)
    first, second = await two(open_page)
    first.focus("C")
    with monkeypatch.context() as broken:
        broken.setattr(gateway, "apply", busy)
        first.key("Delete")
        await first.reads("Another program is writing")
    asked = len(first.methods)
    second.delete("C")
    await first.sees(*"DBA")
    assert len(first.methods) == asked


async def test_a_key_goes_to_no_other_note_when_the_focused_one_has_gone(
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


async def test_a_checkbox_whose_note_leaves_the_view_hands_the_focus_on(
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


async def test_a_tick_takes_no_focus_from_a_search_field_entered_since(
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
