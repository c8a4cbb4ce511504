"""The search loses no letter on a slow line, nor on one that was dead and not yet noticed."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

import httpx
import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.support.page import OpenPage
from tests.browser.support.reconnecting import comes_back
from tests.browser.support.typist import Typist
from tests.network.line import Line

SLOW: Final = 0.3
"""seconds each way"""
QUICK: Final = 0.02
"""seconds from one key to the next"""
LONG: Final = "bread and butter, tea and milk"


@pytest.fixture
def page(line: Line, windows: list[OpenPage], rest: httpx.Client) -> Iterator[OpenPage]:
    """The page over the line, with the focus in the search; it shows three notes."""
    for title in ("milk", "mixer", "bread"):
        rest.post("/api/notes", json={"title": title})
    windows[0].open(f"http://127.0.0.1:{line.port}/front/notes")
    windows[0].shows("bread", "mixer", "milk")
    windows[0].search_field.click()
    yield windows[0]
    windows[0].leave()


def searches(page: OpenPage, text: str, *titles: str) -> None:
    """Assert that field, address and list come to agree on what is searched for."""
    page.until(lambda: page.search_field.get_property("value"), text)
    page.shows(*titles)
    query = urlencode({"q": text}) if text else ""
    page.until(lambda: page.driver.current_url.partition("?")[2], query)


def test_letters_that_a_dead_line_swallowed_are_searched_for(page: OpenPage, line: Line) -> None:
    page.type("mi")
    searches(page, "mi", "mixer", "milk")
    line.swallow()
    page.type("x")
    comes_back(page, line)
    searches(page, "mix", "mixer")


def test_a_search_emptied_on_a_dead_line_is_over(page: OpenPage, line: Line) -> None:
    page.type("mi")
    searches(page, "mi", "mixer", "milk")
    line.swallow()
    page.type(Keys.ESCAPE)
    comes_back(page, line)
    searches(page, "", "bread", "mixer", "milk")


@pytest.mark.parametrize("seed", range(3))
def test_text_typed_right_after_escape_is_searched_for(
    page: OpenPage, line: Line, seed: int
) -> None:
    page.type("milk")
    searches(page, "milk", "milk")
    line.delay(SLOW)
    page.type(Keys.ESCAPE)
    Typist(page, seed).types("bread")
    searches(page, "bread", "bread")


def test_text_typed_quickly_after_escape_stays_in_the_field(page: OpenPage, line: Line) -> None:
    """Not even if no pause comes before the server has heard of Escape, and has answered."""
    page.type("milk")
    searches(page, "milk", "milk")
    line.delay(SLOW)
    quickly = ActionChains(page.driver).send_keys(Keys.ESCAPE)
    for letter in LONG:
        quickly.send_keys(letter).pause(QUICK)
    quickly.perform()
    searches(page, LONG)
    line.delay(0.0)
    page.type(Keys.END, Keys.BACKSPACE)
    searches(page, LONG[:-1])


def test_a_pasted_search_that_is_too_long_is_kept_and_told(page: OpenPage) -> None:
    page.type("milk")
    searches(page, "milk", "milk")
    page.paste(f" {'x' * 300}")
    page.tells("At most 200 characters: this text has 305")
    assert page.search_field.get_property("value") == f"milk {'x' * 300}"
    assert page.titles() == ["milk"]
    page.press_together(Keys.CONTROL, "a")
    page.type("mixer")
    searches(page, "mixer", "mixer")
    assert not page.says("At most 200 characters")
