"""What is typed behind Add note, or behind Enter, outlives a connection that dies then."""

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.support.page import OpenPage
from tests.browser.support.reconnecting import UNNOTICED, comes_back
from tests.browser.support.typist import stored
from tests.browser.typing.dead_line.dying import BEGUN, REST, dies, types_on_while_the_line_dies
from tests.network.line import Line


@pytest.mark.parametrize("begun", ["", "one"], ids=["elsewhere", "where it is already"])
def test_add_note_takes_the_focus_from_nobody_who_types_elsewhere(
    page: OpenPage, line: Line, rest: httpx.Client, begun: str
) -> None:
    page.field("Title").click()
    page.type("Milk")
    if begun:
        page.field("Description").click()
        page.type(begun)
    page.rests()
    line.hold()
    page.press("Add note")
    page.field("Description").click()
    page.press_together(Keys.CONTROL, Keys.END)
    page.type("two")
    line.mend()
    for letter in " litres of oats":
        page.type(letter)
        page.rests()
    page.until(lambda: stored(rest), ["Passport", "Milk"])
    page.until(
        lambda: (page.text_in("Title"), page.text_in("Description")), ("", "two litres of oats")
    )


def test_a_description_typed_behind_enter_outlives_a_dying_line(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    page.field("Description").click()
    page.type("two litres")
    page.field("Title").click()
    page.type("Milk")
    page.rests()
    line.delay(1.0, "down")
    page.type(Keys.ENTER)
    page.until(lambda: stored(rest), ["Passport", "Milk"])
    line.swallow("up")
    page.field("Description").click()
    page.type(" of oats")
    comes_back(page, line)
    page.until(lambda: page.text_in("Description"), " of oats")


def test_add_note_takes_what_was_shown_when_it_was_pressed(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    """The press is carried out when the connection is back, in the middle of the next word."""
    page.field("Title").click()
    dies(page, line, BEGUN)
    page.type(REST)
    page.warns(within=UNNOTICED)
    page.press("Add note")
    page.field("Title").click()
    page.type(Keys.END, "Bring")
    line.mend()
    line.cut()
    page.until(lambda: page.is_away, False, within=UNNOTICED)
    page.until(lambda: stored(rest), ["Passport", BEGUN + REST])
    page.type(" cake")
    page.until(lambda: page.text_in("Title"), "Bring cake")


def test_letters_typed_behind_add_note_survive_a_line_that_dies_then(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    """They are typed where the description was, and the server hears nothing of them."""
    page.field("Description").click()
    page.type(BEGUN)
    page.rests()
    line.delay(0.5)
    page.press_together(Keys.CONTROL, Keys.ENTER)
    page.until(lambda: stored(rest), ["Passport", BEGUN])
    types_on_while_the_line_dies(page, line, "Description")


def test_letters_typed_into_a_title_that_goes_survive_a_dying_line(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    """The same of somebody who has clicked the title before the next one is there."""
    page.field("Title").click()
    page.type(BEGUN)
    page.rests()
    line.delay(0.5)
    page.press("Add note")
    page.field("Title").click()
    page.until(lambda: stored(rest), ["Passport", BEGUN])
    types_on_while_the_line_dies(page, line, "Title")
