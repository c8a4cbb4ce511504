"""Two tabs of a browser that are offered the same text: one of them gets it, and both know."""

import pytest

from notes_ui import theme
from notes_ui.i18n import messages
from tests.notes_ui.page.drafts.half_a_note import type_note
from tests.notes_ui.page.drafts.offered import close, left_behind, offered
from tests.notes_ui.support.reader import Reader, eventually
from tests.notes_ui.support.simulation import Simulation

MILK = "You were writing “Milk”"


@pytest.fixture
async def tabs(simulation: Simulation) -> tuple[Reader, Reader]:
    """Two tabs that are offered Milk."""
    one = await left_behind(simulation, "Milk")
    two = await simulation.open_page(beside=one)
    await eventually(lambda: offered(two) == [MILK])
    return one, two


async def test_a_text_that_one_tab_takes_is_no_longer_offered(tabs: tuple[Reader, Reader]) -> None:
    one, two = tabs
    one.press("Go on")
    await eventually(lambda: one.typed() == ("Milk", ""))
    await eventually(lambda: offered(two) == [])
    assert two.typed() == ("", "")


async def test_two_tabs_that_press_at_once_do_not_both_get_the_draft(
    tabs: tuple[Reader, Reader],
) -> None:
    one, two = tabs
    type_note(two, "Oats", "rolled")
    one.press("Go on")
    two.press("Go on")
    await eventually(lambda: one.typed() == ("Milk", ""))
    await two.reads(messages.DRAFT_GONE)
    assert two.typed() == ("Oats", "rolled")
    for tab in tabs:
        await eventually(lambda tab=tab: offered(tab) == [])  # type: ignore[misc]
    await two.reload()
    await eventually(lambda: two.typed() == ("Oats", "rolled"))


async def test_one_tab_shows_that_the_other_discards_and_restores_a_draft(
    tabs: tuple[Reader, Reader],
) -> None:
    one, two = tabs
    one.press("Discard")
    await eventually(lambda: offered(two) == [])
    await eventually(lambda: offered(one) == ["Discarded"])
    one.press("Undo", one.styled(theme.UNFINISHED))
    await eventually(lambda: offered(one) == offered(two) == [MILK])


async def test_two_tabs_that_discard_a_draft_at_once_bring_back_one(
    tabs: tuple[Reader, Reader],
) -> None:
    for tab in tabs:
        tab.press("Discard")
    one, two = tabs
    await eventually(lambda: offered(one) == ["Discarded"])
    await two.reads(messages.DRAFT_GONE)
    await eventually(lambda: offered(two) == [])


async def test_an_undo_stays_when_another_text_is_taken_elsewhere(simulation: Simulation) -> None:
    one = await left_behind(simulation, "Milk", "Oats")
    two = await simulation.open_page(beside=one)
    await eventually(lambda: len(offered(two)) == 2)
    newest = next(each for each in one.elements() if theme.UNFINISHED_DISCARD in each.classes)
    one.send(newest, "click", {"detail": 1})
    await eventually(lambda: offered(two) == [MILK])
    two.press("Go on")
    await eventually(lambda: two.typed() == ("Milk", ""))
    await eventually(lambda: offered(one) == ["Discarded"])
    one.press("Undo", one.styled(theme.UNFINISHED))
    await eventually(lambda: offered(one) == ["You were writing “Oats”"])


async def test_a_tab_that_comes_back_keeps_its_text_for_itself(simulation: Simulation) -> None:
    first = await simulation.open_page()
    await first.add("Bread")
    await first.sees("Bread")
    type_note(first, "Milk")
    await close(first, simulation)
    second = await simulation.open_page(beside=first)
    await eventually(lambda: offered(second) == [MILK])
    await first.reconnect()
    await eventually(lambda: offered(second) == [])
    first.press("Add note")
    await second.sees("Milk", "Bread")
    assert offered(second) == []
