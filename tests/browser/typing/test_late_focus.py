"""An editor opens late, or over a line that stalls then: no word that is typed is torn."""

from collections.abc import Iterator
from typing import Final

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from notes_ui import theme
from tests.browser.editing.test_caret import caret, click_before
from tests.browser.support.editor import DESCRIPTION, TITLE
from tests.browser.support.page import OpenPage
from tests.network.line import Line
from tests.network.messages import says

EDITOR_MADE: Final = says(f'"{theme.EDITOR}"')
PHONE: Final = 412


@pytest.fixture
def page(line: Line, windows: list[OpenPage], rest: httpx.Client) -> Iterator[OpenPage]:
    """The page over the line; it shows a note."""
    rest.post("/api/notes", json={"title": "Passport", "description": "Two photos"})
    windows[0].open(f"http://127.0.0.1:{line.port}/front/notes")
    windows[0].shows("Passport")
    yield windows[0]
    windows[0].leave()


def goes_to_the_card(page: OpenPage) -> None:
    """Put the keyboard on the note."""
    page.type("j")
    page.until(lambda: page.at("Passport"), True)


def all_has_come(page: OpenPage, rest: httpx.Client) -> None:
    """Wait until what was sent to the page before has come: others' note comes behind it."""
    rest.post("/api/notes", json={"title": "Behind"})
    page.until(lambda: "Behind" in page.titles(), True)


def test_the_caret_comes_with_the_editor_itself(page: OpenPage, line: Line) -> None:
    line.hold_behind(EDITOR_MADE, "down")
    click_before(page, "Passport", "photos")
    page.until(lambda: page.editor.is_open, True)
    assert caret(page, DESCRIPTION) == [len("Two ")] * 2
    page.type("small ")
    assert page.editor.texts == ("Passport", "Two small photos")


def test_nothing_that_comes_behind_an_editor_moves_the_caret(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    line.hold_behind(EDITOR_MADE, "down")
    click_before(page, "Passport", "photos")
    page.until(lambda: page.editor.is_open, True)
    page.editor.go_to(TITLE)
    page.type(" ren")
    line.mend()
    all_has_come(page, rest)
    page.type("ewed")
    page.until(lambda: page.editor.texts, ("Passport renewed", "Two photos"))


def test_a_key_opens_an_editor_that_has_the_focus_from_the_first_on(
    page: OpenPage, line: Line
) -> None:
    goes_to_the_card(page)
    line.hold_behind(EDITOR_MADE, "down")
    page.type("e")
    page.until(lambda: page.editor.is_open, True)
    page.until(lambda: page.editor.has_focus(TITLE), True, within=3)
    page.type(" renewed")
    assert page.editor.texts[0] == "Passport renewed"


@pytest.mark.parametrize("still", [False, True])
@pytest.mark.parametrize("width", [1280, PHONE])
def test_an_editor_that_comes_late_leaves_the_focus_in_a_title(
    page: OpenPage, line: Line, rest: httpx.Client, width: int, still: bool
) -> None:
    page.look(width, still=still)
    goes_to_the_card(page)
    line.hold("down")
    page.type(Keys.ENTER)
    page.go_to("Title")
    page.type("oa")
    line.mend()
    page.until(lambda: page.editor.is_open, True)
    all_has_come(page, rest)
    page.type("ts")
    assert page.text_in("Title") == "oats"
    assert page.editor.texts == ("Passport", "Two photos")
    page.editor.go_to(TITLE)
    page.type(" renewed")
    page.until(lambda: page.editor.texts[0], "Passport renewed")


def test_others_text_comes_into_an_editor_that_has_not_got_the_focus(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    goes_to_the_card(page)
    line.hold("down")
    page.type(Keys.ENTER)
    page.go_to("Title")
    page.type("oats")
    line.mend()
    page.until(lambda: page.editor.is_open, True)
    rest.patch("/api/notes/1", json={"title": "Passport renewed"})
    page.until(lambda: page.editor.texts[0], "Passport renewed")
    assert page.text_in("Title") == "oats"
