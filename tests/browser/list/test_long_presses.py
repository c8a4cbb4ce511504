"""A press of a finger that is not in a hurry meets what it began on, whatever moves meanwhile."""

import httpx
import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.remote.webelement import WebElement

from notes_ui import theme
from tests.browser.support.page import OpenPage


@pytest.fixture(autouse=True)
def _edited(rest: httpx.Client, one: OpenPage, other: OpenPage) -> None:
    """Somebody has typed in the first note, whose editor closes when something else is pressed."""
    for title in ("d", "c", "b", "a"):
        rest.post("/api/notes", json={"title": title, "description": "- [ ] milk\n- [ ] tea"})
    for page in (one, other):
        page.shows("a", "b", "c", "d")
    one.edit("a")
    one.editor.field("Title").send_keys("nd more")


def press_long(page: OpenPage, element: WebElement) -> None:
    pointer = ActionChains(page.driver).move_to_element(element)
    pointer.click_and_hold().pause(0.35).release().perform()


def test_a_long_press_on_a_circle_while_an_editor_closes_ticks_it(
    one: OpenPage, other: OpenPage
) -> None:
    before = one.top("c")
    press_long(one, one.done_checkbox("c"))
    one.shows_ticked("c")
    one.editor.closes()
    other.shows("and more", "b", "c", "d")
    assert one.top("c") < before


def test_a_long_press_on_a_cross_while_an_editor_closes_deletes_it(
    one: OpenPage, other: OpenPage
) -> None:
    press_long(one, one.delete_button("c"))
    for page in (one, other):
        page.shows("and more", "b", "d")
    assert not one.editor.is_open


def test_a_long_press_on_a_line_while_an_editor_closes_ticks_it(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    press_long(one, one.card("c").find_elements("css selector", f".{theme.TASK_TICK}")[0])
    other.shows("and more", "b", "c", "d")
    other.until(lambda: rest.get("/api/notes/2").json()["version"], 2)
    one.editor.closes()
    found = {note["title"]: note["description"] for note in rest.get("/api/notes").json()}
    milk, unticked = "- [x] milk\n- [ ] tea", "- [ ] milk\n- [ ] tea"
    assert found == {"and more": unticked, "b": unticked, "c": milk, "d": unticked}
