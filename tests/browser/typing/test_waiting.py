"""What waits for the server is shown by the browser itself, until the server has it."""

from collections.abc import Iterator
from typing import Final

import httpx
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from notes_ui import theme
from tests.browser.support.page import OpenPage
from tests.browser.support.reconnecting import comes_back
from tests.browser.support.typist import stored
from tests.network.line import Line

WAITS: Final = "Your note waits for the server"
PARTS: Final = {"Title", "Description", "Add note", "Waits for the server:", WAITS}
"""what the form says itself"""


@pytest.fixture
def page(line: Line, windows: list[OpenPage], rest: httpx.Client) -> Iterator[OpenPage]:
    """The page over the line; a note was entered here, and has come."""
    windows[0].open(f"http://127.0.0.1:{line.port}/front/notes")
    windows[0].field("Title").click()
    windows[0].type("Passport", Keys.ENTER)
    windows[0].shows("Passport")
    waits_no_more(windows[0])
    yield windows[0]
    windows[0].leave()


def waiting(page: OpenPage) -> list[str]:
    """The titles that the form shows as entered and not yet received."""
    form = page.driver.find_element(By.CLASS_NAME, theme.COMPOSER)
    return [line for line in form.text.splitlines() if line not in PARTS]


def is_heard(page: OpenPage) -> bool:
    """Whether screen readers are told that something waits."""
    said = page.driver.find_element(By.XPATH, f"//form/*[@role='status']/*[.='{WAITS}']")
    return said.value_of_css_property("visibility") == "visible"


def waits_no_more(page: OpenPage) -> None:
    """Assert that it comes to be said no more that something waits."""
    page.until(lambda: page.says(WAITS), False)


@pytest.mark.parametrize("title", ["Milk", "Passport"], ids=["new", "the same as before"])
def test_an_entered_title_waits_until_the_server_has_it(
    page: OpenPage, line: Line, title: str
) -> None:
    line.hold()
    page.type(title, Keys.ENTER)
    page.until(lambda: waiting(page), [title])
    page.until(lambda: is_heard(page), True)
    line.mend()
    page.shows(title, "Passport")
    page.until(lambda: waiting(page), [])
    page.until(lambda: is_heard(page), False)


def test_the_title_that_waits_is_the_one_entered_last(page: OpenPage, line: Line) -> None:
    line.hold()
    page.type("Milk", Keys.ENTER, "Oats", Keys.ENTER)
    page.until(lambda: waiting(page), ["Oats"])
    line.mend()
    page.until(lambda: waiting(page), [])
    page.shows("Oats", "Milk", "Passport")


def test_a_title_whose_enter_was_lost_waits_until_it_is_found(page: OpenPage, line: Line) -> None:
    line.swallow()
    page.type("Milk", Keys.ENTER)
    page.until(lambda: waiting(page), ["Milk"])
    comes_back(page, line)
    page.shows("Milk", "Passport")
    page.until(lambda: waiting(page), [])


@pytest.mark.parametrize("key", ["", Keys.ENTER, Keys.SPACE], ids=["mouse", "enter", "space"])
def test_add_note_waits_until_it_is_carried_out(
    page: OpenPage, line: Line, rest: httpx.Client, key: str
) -> None:
    page.type("Milk")
    page.rests()
    line.hold()
    if key:
        page.type(Keys.TAB, Keys.TAB, key)
    else:
        page.press("Add note")
    page.tells(WAITS)
    line.mend()
    page.until(lambda: stored(rest), ["Passport", "Milk"])
    waits_no_more(page)


def test_add_note_waits_again_at_its_next_press(page: OpenPage, line: Line) -> None:
    page.type("Milk")
    page.press("Add note")
    page.shows("Milk", "Passport")
    waits_no_more(page)
    line.hold()
    page.press("Add note")
    page.tells(WAITS)
    line.mend()
    waits_no_more(page)


def test_add_note_waits_no_longer_if_its_press_was_lost(page: OpenPage, line: Line) -> None:
    page.type("Milk")
    page.rests()
    line.swallow()
    page.press("Add note")
    page.tells(WAITS)
    comes_back(page, line)
    waits_no_more(page)
    assert page.text_in("Title") == "Milk"


def test_add_note_stays_a_plain_button_while_it_waits(page: OpenPage, line: Line) -> None:
    line.hold()
    page.press("Add note")
    page.tells(WAITS)
    (button,) = page.buttons("Add note")
    assert button.aria_role == "button"
    assert not any(button.get_attribute(f"aria-{state}") for state in ("expanded", "pressed"))
