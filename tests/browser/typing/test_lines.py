"""One title is typed after the other, over any line, and each is stored as it was typed."""

import os
from collections.abc import Iterator
from typing import Final

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.support.page import OpenPage
from tests.browser.support.typist import Typist, others_writing, some_titles, stored
from tests.network.line import Line

COUNT: Final = int(os.environ.get("TITLES_TYPED", "12"))
"""titles at each delay"""


@pytest.fixture
def page(line: Line, windows: list[OpenPage]) -> Iterator[OpenPage]:
    """The page over the line, with the focus in the title of a new note."""
    windows[0].open(f"http://127.0.0.1:{line.port}/front/notes")
    windows[0].field("Title").click()
    yield windows[0]
    windows[0].leave()


@pytest.mark.parametrize("round_trip", [0.0, 0.1, 0.3, 0.8])
def test_titles_typed_one_after_the_other_are_stored_as_typed(
    page: OpenPage, line: Line, rest: httpx.Client, round_trip: float
) -> None:
    line.delay(round_trip / 2)
    titles = some_titles(COUNT)
    with others_writing(rest):
        Typist(page, COUNT).types_titles(titles)
    page.until(lambda: stored(rest), titles)
    page.until(lambda: page.text_in("Title"), "")


@pytest.mark.parametrize("round_trip", [0.2, 0.3])
def test_a_pause_behind_the_first_letters_of_a_title_loses_none(
    page: OpenPage, line: Line, rest: httpx.Client, round_trip: float
) -> None:
    line.delay(round_trip / 2)
    titles = some_titles(6)
    typist = Typist(page, 1)
    for title in titles:
        typist.types(title[:3])
        typist.rests(0.75, 0.9)
        typist.types(title[3:], Keys.ENTER)
    page.until(lambda: stored(rest), titles)


def test_pasted_titles_are_stored_as_pasted(page: OpenPage, line: Line, rest: httpx.Client) -> None:
    line.delay(0.15)
    titles = some_titles(6)
    for title in titles:
        page.paste(title)
        page.type(Keys.ENTER)
    page.until(lambda: stored(rest), titles)


def test_enter_in_a_title_that_is_far_too_long_does_no_harm(
    page: OpenPage, rest: httpx.Client
) -> None:
    """Each Enter sends what was entered before, too, and a large message never arrives."""
    far_too_long = "x" * 100_000
    page.paste(far_too_long)
    for _ in range(11):  # a message holds 1,000,000 characters
        page.type(Keys.ENTER)
        page.until(lambda: page.text_in("Title"), far_too_long)
    page.press_together(Keys.CONTROL, "a")
    page.type("Milk", Keys.ENTER)
    page.until(lambda: stored(rest), ["Milk"])


def test_titles_typed_offline_are_stored_when_the_line_is_back(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    titles = some_titles(4)
    typist = Typist(page, 2)
    typist.types_titles(titles[:1])
    line.lose()
    typist.types_titles(titles[1:3])
    page.warns()
    line.mend()
    typist.types_titles(titles[3:])
    page.until(lambda: stored(rest), titles)


def test_a_letter_typed_while_the_connection_comes_back_is_kept(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    typist = Typist(page, 3)
    typist.types("Dear all, ")
    line.lose()
    page.warns()
    typist.types("the meeting ")
    line.mend()
    typist.types("is moved to Friday.", Keys.ENTER)
    page.until(lambda: stored(rest), ["Dear all, the meeting is moved to Friday."])
