"""Task lines are checkboxes that anybody can tick, without opening the note."""

import httpx
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.editing.test_editing import note
from tests.browser.support.editor import DESCRIPTION
from tests.browser.support.page import OpenPage

SHOPPING = "Today:\n\n- [ ] milk\n- [x] bread, **brown**\n- [ ] eggs"

TICKED = """return [...document.querySelectorAll('.note-tick[aria-checked=true]')]
    .map(box => box.getAttribute('aria-label'))"""
NOTE_IN_FOCUS = "return document.activeElement.dataset.noteId"
NAME_IN_FOCUS = "return document.activeElement.getAttribute('aria-label')"


@pytest.fixture(autouse=True)
def _shopping(rest: httpx.Client, one: OpenPage, other: OpenPage) -> None:
    rest.post("/api/notes", json={"title": "Shopping", "description": SHOPPING})
    for page in (one, other):
        page.shows("Shopping")


def task(page: OpenPage, name: str) -> WebElement:
    found = page.card("Shopping").find_element(By.CSS_SELECTOR, f'.note-tick[aria-label="{name}"]')
    assert (found.aria_role, found.accessible_name) == ("checkbox", name)
    return found


def press(page: OpenPage, name: str) -> None:
    """Click on a line, which others may just be writing anew."""
    page.until(lambda: task(page, name).click(), None)


def ticked(page: OpenPage) -> list[str]:
    """The tasks that are done, as people and screen readers are told."""
    names: list[str] = page.run(TICKED)
    return names


def test_a_click_ticks_or_unticks_one_line_in_both_windows(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    assert ticked(one) == ["bread, brown"]
    task(one, "milk").click()
    for page in (one, other):
        page.until(lambda page=page: ticked(page), ["milk", "bread, brown"])  # type: ignore[misc]
    task(other, "bread, brown").click()
    for page in (one, other):
        page.until(lambda page=page: ticked(page), ["milk"])  # type: ignore[misc]
        assert not page.editor.is_open
    stored = rest.get("/api/notes/1").json()["description"]
    assert stored == "Today:\n\n- [x] milk\n- [ ] bread, **brown**\n- [ ] eggs"


def test_space_ticks_a_line_and_tab_goes_on_from_there(one: OpenPage, other: OpenPage) -> None:
    one.run("arguments[0].focus()", task(one, "milk"))
    one.type(Keys.SPACE)
    for page in (one, other):
        page.until(lambda page=page: ticked(page), ["milk", "bread, brown"])  # type: ignore[misc]
    one.until(lambda: one.run(NOTE_IN_FOCUS), "1")  # its line has been written anew
    one.type(Keys.TAB, Keys.TAB)  # past the note's own checkbox
    one.until(lambda: one.run(NAME_IN_FOCUS), "milk")
    one.type(Keys.TAB)
    one.until(lambda: one.run(NAME_IN_FOCUS), "bread, brown")
    one.type(Keys.SPACE)
    other.until(lambda: ticked(other), ["milk"])
    assert not one.ticked("Shopping")
    assert not one.editor.is_open


def test_two_people_tick_two_lines_at_once_and_both_count(one: OpenPage, other: OpenPage) -> None:
    expected = ["milk", "bread, brown", "eggs"]
    press(one, "milk")
    press(other, "eggs")
    one.until(lambda: "milk" in ticked(one), True)
    other.until(lambda: "eggs" in ticked(other) or other.says("press again"), True)
    if "eggs" not in ticked(other):  # who came too late has been told
        press(other, "eggs")
    for page in (one, other):
        page.until(lambda page=page: ticked(page), expected)  # type: ignore[misc]


def test_enter_in_an_editor_goes_on_with_the_list_and_ends_it(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    one.edit("Shopping")
    one.editor.go_to(DESCRIPTION)
    for letter in "\nham\n\nThat is all":
        one.type(Keys.ENTER if letter == "\n" else letter)
    whole = f"{SHOPPING}\n- [ ] ham\n\nThat is all"
    one.until(lambda: one.editor.texts[1], whole)
    one.editor.save()
    one.editor.closes()
    assert note(rest) == ("Shopping", whole)
    other.until(lambda: task(other, "ham").is_displayed(), True)
