"""The keyboard's focus never falls off the page, whatever was pressed by it goes away."""

from pathlib import Path
from typing import Final

import httpx
import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from notes_ui import theme
from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer

LOST: Final = "return document.activeElement === document.body"
IN_PREVIEW: Final = f"return document.activeElement.closest('.{theme.PREVIEW}') !== null"


@pytest.fixture(autouse=True)
def _three(rest: httpx.Client, one: OpenPage, other: OpenPage) -> None:
    for title in ("c", "b", "a"):
        rest.post("/api/notes", json={"title": title})
    for page in (one, other):
        page.shows("a", "b", "c")


def press_by_key(page: OpenPage, button: WebElement, key: str = Keys.ENTER) -> None:
    """Go to the button by keyboard, and press it."""
    page.run("arguments[0].focus({focusVisible: true})", button)
    page.type(key)


def keeps_the_focus(page: OpenPage) -> None:
    """Assert that the keyboard still speaks to something, once nothing moves any more."""
    page.rests()
    page.until(lambda: page.run(LOST), False)


def test_the_focus_returns_from_the_bar_and_the_offer_to_undo(
    one: OpenPage, other: OpenPage
) -> None:
    one.type("j", "j")
    one.until(lambda: one.at("b"), True)
    one.type("x")
    one.shows_selected("b")
    press_by_key(one, one.buttons("Delete")[0])
    other.shows("a", "c")
    one.until(lambda: one.at("c"), True)

    press_by_key(one, one.buttons("Undo")[0])
    other.shows("a", "b", "c")
    keeps_the_focus(one)
    assert one.at("c")

    one.type("x")
    one.shows_selected("c")
    press_by_key(one, one.buttons("Clear selection")[0])
    one.shows_selected()
    one.until(lambda: one.at("c"), True)


def test_the_focus_moves_on_when_a_ticked_note_leaves_the_view(
    one: OpenPage, other: OpenPage, server: LiveServer
) -> None:
    one.open(f"{server.page}?done=false")
    one.shows("a", "b", "c")
    press_by_key(one, one.done_checkbox("b"), Keys.SPACE)
    one.shows("a", "c")
    one.until(lambda: one.at("c"), True)
    press_by_key(other, other.done_checkbox("a"), Keys.SPACE)
    one.shows("c")
    assert one.at("c")
    assert other.focused() == other.done_checkbox("a"), "a note that stays keeps it"


def test_the_focus_stays_in_a_history_and_returns_when_it_closes(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    rest.patch("/api/notes/2", json={"title": "b2"})
    for page in (one, other):
        page.shows("a", "b2", "c")
    one.edit("b2")
    press_by_key(one, one.buttons("History")[0])
    one.tells("Current version")
    one.rests()
    back = one.buttons("Bring back")[0]
    one.run("arguments[0].focus()", back)
    other.tick("b2")
    one.until(lambda: len(one.buttons("Bring back")), 2)
    assert one.focused() == back

    one.type(Keys.ESCAPE)
    one.until(lambda: one.says("Current version"), False)
    one.until(lambda: one.at("b2"), True)


def test_the_focus_goes_to_the_preview_of_a_file(
    one: OpenPage, other: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "notes.ndjson"
    file.write_text('{"title": "d"}\n')
    one.press("Export and import")
    one.upload(file)
    one.tells("1 new note")
    one.until(lambda: one.run(IN_PREVIEW), True)
    assert one.focused().get_attribute("role") == "status"
    one.type(Keys.TAB, Keys.ENTER)  # Import them
    other.shows("d", "a", "b", "c")
    one.tells("1 note imported")
    keeps_the_focus(one)
    one.type(Keys.TAB)
    one.until(lambda: one.focused().text, "Close")


def test_a_click_on_the_named_edit_button_opens_the_editor(
    one: OpenPage, other: OpenPage, server: LiveServer
) -> None:
    (edit,) = (
        button
        for button in one.driver.find_elements("css selector", "li button")
        if button.accessible_name == "Edit: b"
    )
    one.run("arguments[0].click()", edit)
    one.editor.opens()
    one.type(Keys.END, "!", Keys.ENTER)
    other.shows("a", "b!", "c")
    assert one.complaints() == []
