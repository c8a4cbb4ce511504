"""What is typed and pressed while the server reads or moves drafts costs no text."""

import pytest

from api.notes.values import Draft
from notes_ui import theme
from notes_ui.i18n import messages
from tests.notes_ui.page.drafts.half_a_note import type_note
from tests.notes_ui.page.drafts.offered import close, left_behind, offered
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.held import Held
from tests.notes_ui.support.reader import Reader, eventually
from tests.notes_ui.support.simulation import Simulation

CHANGING_MILK = "You were changing “Milk”"
TOO_LONG = "Oat milk" * 100


async def with_milk(simulation: Simulation) -> Reader:
    """Somebody who sees the note Milk."""
    reader = await simulation.open_page()
    await reader.add("Milk")
    await reader.sees("Milk")
    return reader


async def test_a_restored_text_stays_a_draft_behind_an_early_note(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = await with_milk(simulation)
    type_note(reader, "Half a", "note")
    reading = Held(monkeypatch, simulation.draft_store, "of")
    await reader.reload()
    await reading.begins()
    await reader.add("Bread")
    await reader.reads(messages.NOTE_ADDED)
    reading.release()
    for _ in range(2):
        await eventually(lambda: reader.typed() == ("Half a", "note"))
        await reader.reload()


async def test_an_edit_of_a_note_that_is_open_already_is_offered(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = await with_milk(simulation)
    backend = simulation.app.state.backend
    edit = Draft(title="Oat milk", description="", base=await backend.notes.get(1))
    await backend.drafts.keep(reader.tab, edit)
    reading = Held(monkeypatch, simulation.draft_store, "of")
    await reader.reload()
    await reading.begins()
    await reader.sees("Milk")
    editor = await Editor.of(reader, "Milk")
    reading.release()
    await goes_on(reader, editor, "Oat milk")


async def test_a_note_that_opens_while_its_edit_is_taken_up_costs_no_text(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await with_milk(simulation)
    (await Editor.of(first, "Milk")).type(title=TOO_LONG)
    await close(first, simulation)
    second = await simulation.open_page(beside=first)
    await eventually(lambda: offered(second) == [CHANGING_MILK])
    before = second.styled(theme.UNFINISHED_ITEM)
    moving = Held(monkeypatch, simulation.draft_store, "move")
    second.press("Go on")
    await moving.begins()
    editor = await Editor.of(second, "Milk")
    moving.release()
    await eventually(lambda: before.is_deleted)
    await goes_on(second, editor, TOO_LONG)


async def goes_on(reader: Reader, editor: Editor, title: str) -> None:
    """Close the editor of Milk, and go on with the edit that is offered."""
    await eventually(lambda: offered(reader) == [CHANGING_MILK])
    assert editor.typed()[0] == "Milk"
    editor.press("Close")
    await editor.closes()
    reader.press("Go on")
    await eventually(lambda: editor.is_open and editor.typed()[0] == title)
    await eventually(lambda: offered(reader) == [])


async def test_letters_that_are_typed_while_a_text_is_taken_up_stay(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = await left_behind(simulation, "Milk")
    type_note(tab, "Oats")
    moving = Held(monkeypatch, simulation.draft_store, "move")
    tab.press("Go on")
    await moving.begins()
    type_note(tab, "Oats, rye", "flour")
    moving.release()
    await eventually(lambda: tab.typed() == ("Milk, rye", "flour"))
    await eventually(lambda: offered(tab) == ["You were writing “Oats”"])
    await tab.reload()
    await eventually(lambda: tab.typed() == ("Milk, rye", "flour"))


@pytest.mark.parametrize("pressed", ["Go on", "Discard"])
async def test_a_double_click_does_not_say_that_the_text_is_gone(
    simulation: Simulation, pressed: str
) -> None:
    tab = await left_behind(simulation, "Milk")
    tab.press(pressed)
    tab.press(pressed)
    await eventually(lambda: "You were writing “Milk”" not in offered(tab))
    await tab.add("Oats")
    await eventually(lambda: len(tab.cards()) == 1)
    assert messages.DRAFT_GONE not in tab.texts()


async def test_a_page_that_waits_for_its_drafts_holds_up_no_other(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits, other = await with_milk(simulation), await simulation.open_page()
    await other.sees("Milk")
    reading = Held(monkeypatch, simulation.draft_store, "of")
    await waits.reload()
    await reading.begins()
    await other.add("Bread")
    await other.sees("Bread", "Milk")
    reading.release()
    await waits.sees("Bread", "Milk")
