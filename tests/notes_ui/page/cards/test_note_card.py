"""One note: how much of it is shown, and what its controls take for a click."""

import httpx

from notes_ui.page.cards.card_parts import CardBody
from notes_ui.rendering.card_html import excerpt
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import eventually, part


async def test_only_the_page_that_asks_shows_all_of_a_long_description(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    text = ("word " * 400).strip()
    await rest.post("/api/notes", json={"title": "Long", "description": text})
    await first.sees("Long")
    await second.sees("Long")
    first.press("Show all")
    assert first.shown() == [("Long", text, False)]
    assert second.shown() == [("Long", excerpt(text), False)]
    first.press("Show less")
    assert first.shown() == second.shown()


async def test_an_opened_text_stays_open_when_somebody_ticks_the_note(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    text = ("word " * 400).strip()
    await rest.post("/api/notes", json={"title": "Long", "description": text})
    await first.sees("Long")
    await second.sees("Long")
    first.press("Show all")
    second.tick("Long")
    await eventually(lambda: first.shown() == [("Long", text, True)])


async def test_a_card_is_six_elements_at_most_and_a_short_one_is_five(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    await rest.post("/api/notes", json={"title": "Short", "description": "- [ ] milk #shop"})
    await rest.post("/api/notes", json={"title": "Long", "description": "word " * 400})
    for reader in (first, second):
        await reader.sees("Long", "Short")
        counts = [len([card, *card.descendants()]) for card in reader.cards()]
        assert counts == [6, 5]


async def test_html_in_a_note_is_text_in_the_browser(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    await first.add("<b>bold</b>", "<img src=x onerror=alert(1)>")
    await second.sees("<b>bold</b>")
    html = str(part(second.cards()[0], CardBody).props["innerHTML"])
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert "<img" not in html
