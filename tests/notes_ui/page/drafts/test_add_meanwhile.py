"""Add note is pressed while Go on is still carried out: each text is one note, or in the form."""

import pytest

from notes_ui.components.fields.entry_field import ENTRIES
from notes_ui.i18n import messages
from tests.notes_ui.page.composer.succession.pressed import Pressed, description
from tests.notes_ui.page.drafts.half_a_note import type_note
from tests.notes_ui.page.drafts.offered import left_behind, offered
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.failures import busy
from tests.notes_ui.support.held import Held
from tests.notes_ui.support.reader import Reader, eventually
from tests.notes_ui.support.simulation import Simulation


async def goes_on_with_milk(
    simulation: Simulation, patch: pytest.MonkeyPatch, text: str = "", *, undone: bool = False
) -> tuple[Reader, Held]:
    """Somebody has typed Oats, and goes on with Milk; that is held back."""
    tab = await left_behind(simulation, "Milk", text=text)
    type_note(tab, "Oats", "rolled")
    moving = Held(patch, simulation.draft_store, "move", undone=undone)
    tab.press("Go on")
    await moving.begins()
    return tab, moving


async def each_is_once(tab: Reader, *, form: tuple[str, str], text: str = "rolled") -> None:
    """Oats is a note, the form has this text, and nothing is offered; so it stays."""
    for _ in range(2):
        await tab.sees("Oats")
        assert tab.card("Oats").note.description == text
        await eventually(lambda: tab.typed() == form)
        await eventually(lambda: offered(tab) == [])
        await tab.reload()


@pytest.mark.parametrize("undone", [True, False], ids=["before the move", "after the move"])
async def test_a_note_added_while_a_text_is_fetched_is_not_offered(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch, undone: bool
) -> None:
    tab, moving = await goes_on_with_milk(simulation, monkeypatch, undone=undone)
    tab.press(messages.ADD_NOTE)
    await tab.reads(messages.NOTE_ADDED)
    moving.release()
    await each_is_once(tab, form=("Milk", ""))


async def test_a_note_that_grew_while_a_text_is_fetched_is_not_offered(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab, moving = await goes_on_with_milk(simulation, monkeypatch)
    type_note(tab, "Oats", "rolled or not")
    tab.press(messages.ADD_NOTE)
    moving.release()
    await each_is_once(tab, form=("Milk", ""), text="rolled or not")


async def test_letters_behind_a_note_added_meanwhile_stand_in_the_form(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab, moving = await goes_on_with_milk(simulation, monkeypatch)
    tab.press(messages.ADD_NOTE)
    await tab.reads(messages.NOTE_ADDED)
    type_note(tab, " Oats", "rolled")
    moving.release()
    await each_is_once(tab, form=("Milk Oats", "rolled"))


async def test_a_note_whose_press_waits_meanwhile_is_not_offered(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab, moving = await goes_on_with_milk(simulation, monkeypatch)
    pressed, text = Pressed(tab, line(tab)), description(tab)
    tab.is_away = True
    await tab.comes_back()
    tab.press(messages.ADD_NOTE)
    moving.release()
    await pressed.reveals("Oats")
    tab.answer_question(text, "rolled")
    await tab.sees("Oats")
    tab.is_away = False
    await each_is_once(tab, form=("Milk", ""))


async def test_a_note_that_could_not_be_added_meanwhile_stands_once(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab, moving = await goes_on_with_milk(simulation, monkeypatch)
    with monkeypatch.context() as failing:
        failing.setattr(simulation.gateway, "create", busy)
        tab.press(messages.ADD_NOTE)
        await eventually(lambda: any("not saved" in said for said in tab.notified))
    moving.release()
    await eventually(lambda: tab.typed() == ("MilkOats", "rolled"))
    await eventually(lambda: offered(tab) == [])


async def test_a_fetched_text_outlives_a_note_added_and_a_dead_server(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note's transaction would have taken the text, which is the draft of the form by then."""
    tab, moving = await goes_on_with_milk(simulation, monkeypatch)
    tab.press(messages.ADD_NOTE)
    await tab.reads(messages.NOTE_ADDED)
    stored = await simulation.app.state.backend.drafts.of(tab.tab)
    assert [draft.title for draft in stored] == ["Milk"]
    moving.release()


async def test_a_press_before_the_fetched_text_is_seen_adds_what_is_seen(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab, moving = await goes_on_with_milk(simulation, monkeypatch)
    tab.is_away = True
    moving.release()
    await eventually(lambda: tab.typed() == ("Milk", ""))
    tab.press(messages.ADD_NOTE)
    await tab.reads(messages.NOTE_ADDED)
    tab.is_away = False
    await each_is_once(tab, form=("Milk", ""))


@pytest.mark.parametrize("fetched", ["", "skimmed"])
async def test_enter_before_the_fetched_text_is_seen_adds_what_is_seen(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch, fetched: str
) -> None:
    tab, moving = await goes_on_with_milk(simulation, monkeypatch, fetched)
    tab.is_away = True
    moving.release()
    await eventually(lambda: tab.typed() == ("Milk", fetched))
    tab.send(line(tab), ENTRIES, ["Oats"])
    await tab.reads(messages.NOTE_ADDED)
    tab.is_away = False
    await each_is_once(tab, form=("Milk", fetched))


async def test_a_press_after_the_fetched_text_was_seen_adds_that(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab, moving = await goes_on_with_milk(simulation, monkeypatch)
    moving.release()
    await eventually(lambda: offered(tab) == ["You were writing “Oats rolled”"])
    tab.press(messages.ADD_NOTE)
    await tab.sees("Milk")
    assert (tab.typed(), offered(tab)) == (("", ""), ["You were writing “Oats rolled”"])
