"""Presses in a real browser: none means two things, none meets what has just moved there."""

import httpx
import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.remote.webelement import WebElement

from notes_ui import theme
from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer

GAPS = (0.06, 0.2, 0.5)
"""seconds between the two clicks of a hand that shakes, or of somebody who clicks twice"""
PRESSED = """return [...document.querySelectorAll(':popover-open')]
    .map(one => one.closest('li').querySelector('h2').textContent)"""
SELECTED = "return getSelection().toString()"
EDITED = """window.edited = [];
    new MutationObserver(changes => changes.forEach(change =>
        change.target.dataset.edited && edited.push(change.target.querySelector('h2').textContent)))
    .observe(document, {subtree: true, attributeFilter: ['data-edited']})"""
PALE = "return getComputedStyle(arguments[0]).opacity < 1"


@pytest.fixture(autouse=True)
def _four(rest: httpx.Client, one: OpenPage, other: OpenPage) -> None:
    for title in ("d", "c", "b", "a"):
        rest.post("/api/notes", json={"title": title, "description": f"some words of {title}"})
    for page in (one, other):
        page.shows("a", "b", "c", "d")


def click_twice(page: OpenPage, element: WebElement, gap: float) -> None:
    ActionChains(page.driver).move_to_element(element).click().pause(gap).click().perform()


@pytest.mark.parametrize("gap", GAPS)
def test_two_clicks_on_a_cross_delete_no_other_note(
    one: OpenPage, other: OpenPage, rest: httpx.Client, gap: float
) -> None:
    click_twice(one, one.delete_button("b"), gap)
    one.until(one.snackbar, "Undone")
    for page in (one, other):
        page.shows("a", "b", "c", "d")
    one.until(lambda: one.run(PRESSED), [])


@pytest.mark.parametrize("gap", GAPS)
def test_two_clicks_on_a_circle_in_the_open_view_tick_no_other_note(
    one: OpenPage, other: OpenPage, gap: float
) -> None:
    one.link("Open").click()
    one.until(lambda: "done=false" in one.driver.current_url, True)
    click_twice(one, one.done_checkbox("b"), gap)
    one.until(lambda: one.snackbar().split("\n")[0], "Note open again")
    for page in (one, other):
        page.shows("a", "b", "c", "d")
    assert [other.ticked(title) for title in "abcd"] == [False] * 4


def test_a_note_that_goes_is_seen_to_go_and_moves_nothing_meanwhile(
    one: OpenPage, other: OpenPage
) -> None:
    before = one.top("c")
    one.delete("b")
    one.until(lambda: one.run(PRESSED), ["b"])
    other.shows("a", "c", "d")
    assert one.titles() == ["a", "b", "c", "d"]
    assert one.top("c") == before
    one.shows("a", "c", "d")
    one.press("Undo")
    for page in (one, other):
        page.shows("a", "b", "c", "d")
    assert one.run(PRESSED) == []


def test_a_press_that_waits_for_the_server_looks_so_and_is_done_once(
    server: LiveServer, one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    with server.stopped():
        one.tick("a")
        one.delete("b")
        one.tick("c")
        one.tick("c")
        one.delete("d")
        one.delete("d")
        assert one.done_checkbox("a").get_attribute("aria-checked") == "mixed"
        assert one.run(PRESSED) == ["b"]
    for page in (one, other):
        page.shows("a", "c", "d")
        page.shows_ticked("a")
    one.until(lambda: one.done_checkbox("c").get_attribute("aria-checked"), "false")
    assert [note["done"] for note in rest.get("/api/notes").json()] == [False, False, True]


def test_a_key_pressed_twice_before_the_server_answers_is_taken_back(
    server: LiveServer, one: OpenPage, rest: httpx.Client
) -> None:
    one.type("j")
    one.until(lambda: one.at("a"), True)
    with server.stopped():
        one.type(" ", " ", "p", "p")
    one.until(lambda: rest.get("/api/notes/4").json()["version"], 5)
    note = rest.get("/api/notes/4").json()
    assert (note["done"], note["pinned"]) == (False, False)


def test_a_line_that_waits_looks_so_and_a_second_press_takes_it_back(
    server: LiveServer, one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    rest.patch("/api/notes/1", json={"description": "- [ ] milk\n- [ ] tea"})
    one.until(lambda: len(one.card("d").find_elements("css selector", f".{theme.TASK_TICK}")), 2)
    milk, tea = one.card("d").find_elements("css selector", f".{theme.TASK_TICK}")
    with server.stopped():
        milk.click()
        tea.click()
        tea.click()
        assert one.run(PALE, milk)
    other.until(lambda: other.part("d", "[aria-checked=true]").accessible_name, "milk")
    one.until(lambda: rest.get("/api/notes/1").json()["version"], 5)
    assert rest.get("/api/notes/1").json()["description"] == "- [x] milk\n- [ ] tea"
    one.until(lambda: one.run(PALE, one.part("d", f".{theme.TASK_TICK}")), False)


def test_text_is_selected_with_the_mouse_and_no_editor_opens(
    one: OpenPage, other: OpenPage
) -> None:
    other.run(EDITED)
    text = one.part("c", "p")
    pointer = ActionChains(one.driver).move_to_element_with_offset(text, -300, 0)
    pointer.click_and_hold().move_by_offset(40, 0).move_by_offset(400, 0).release().perform()
    assert "words of c" in one.run(SELECTED)
    heading = one.part("b", "h2")
    left = -heading.size["width"] / 2 + 4
    ActionChains(one.driver).move_to_element_with_offset(heading, left, 0).double_click().perform()
    one.until(lambda: one.run(SELECTED).strip(), "b")
    one.edit("a")
    other.until(lambda: other.run("return edited"), ["a"])


def test_a_new_note_is_found_from_far_down_on_a_phone(one: OpenPage, rest: httpx.Client) -> None:
    for number in range(30):
        rest.post("/api/notes", json={"title": f"Note {number}"})
    one.look(412)
    one.until(lambda: len(one.titles()), 34)
    one.run("scrollTo(0, 1000)")
    one.add("New")
    one.press("Show")
    one.until(lambda: 0 < one.top("New") < 600, True)
    one.until(lambda: one.at("New"), True)
    one.until(lambda: one.marked("found"), ["New"])


def test_a_new_note_in_sight_offers_no_show(one: OpenPage, other: OpenPage) -> None:
    one.add("New")
    one.until(one.snackbar, "Note added\nUndo")
    other.shows("New", "a", "b", "c", "d")
