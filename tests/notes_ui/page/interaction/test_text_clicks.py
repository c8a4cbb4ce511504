"""Which note a click or a key on a card means."""

import httpx

from notes_ui import theme
from notes_ui.page.cards.card_parts import CardBody
from notes_ui.page.cards.note_card import CARD_KEYS
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.interaction.two_readers import two
from tests.notes_ui.support.editor import Editor
from tests.notes_ui.support.reader import eventually, part


async def test_a_card_just_given_another_note_takes_no_click_or_key(
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


async def test_an_editor_that_opens_late_leaves_the_focus_where_it_went(
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
