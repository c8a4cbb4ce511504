"""One note: how much of it is shown, and what its controls take for a click."""

import httpx
import pytest
from nicegui.testing import UserInteraction

from notes_ui.note_card import EXCERPT_LENGTH, EXCERPT_LINES, DeleteButton, excerpt
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.reader import eventually


@pytest.mark.parametrize("text", ["", "two litres", "a\n" * EXCERPT_LINES, "x" * EXCERPT_LENGTH])
def test_a_short_description_is_shown_as_it_is(text: str) -> None:
    assert excerpt(text) == text


def test_a_long_description_is_cut_at_a_word() -> None:
    short = excerpt("word " * 4000)
    assert short.endswith("word…")
    assert len(short) <= EXCERPT_LENGTH + 1


def test_a_long_description_without_a_space_is_cut_all_the_same() -> None:
    assert excerpt("x" * 20_000) == "x" * EXCERPT_LENGTH + "…"


def test_many_lines_are_cut_too() -> None:
    assert excerpt("a\n" * 300).count("\n") == EXCERPT_LINES - 1


async def test_all_of_a_long_description_is_shown_when_asked_for_and_on_that_page_only(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    text = "word " * 400
    await rest.post("/api/notes", json={"title": "Long", "description": text})
    await first.sees("Long")
    await second.sees("Long")
    first.press("Show all")
    assert first.shown() == [("Long", text, False)]
    assert second.shown() == [("Long", excerpt(text), False)]
    first.press("Show less")
    assert first.shown() == second.shown()


async def test_what_is_opened_stays_open_when_somebody_ticks_the_note(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    text = "word " * 400
    await rest.post("/api/notes", json={"title": "Long", "description": text})
    await first.sees("Long")
    await second.sees("Long")
    first.press("Show all")
    second.tick("Long")
    await eventually(lambda: first.shown() == [("Long", text, True)])


async def test_the_second_half_of_a_double_click_deletes_nothing(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    for title in ("One", "Two"):
        await rest.post("/api/notes", json={"title": title})
    await first.sees("Two", "One")
    for clicks in (2, 1):
        button = next(part for part in first.card("One") if isinstance(part, DeleteButton))
        UserInteraction(first.user, {button}, None).trigger("click", {"detail": clicks})
        await rest.patch("/api/notes/2", json={"description": f"after {clicks}"})
        await eventually(lambda clicks=clicks: ("Two", f"after {clicks}", False) in first.shown())  # type: ignore[misc]
        assert ("One" in first.titles()) is (clicks == 2)
    await second.sees("Two")
