"""Everything can be done by keyboard alone, and no key does anything while somebody types."""

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.support.editor import DESCRIPTION
from tests.browser.support.page import OpenPage

EVERY_KEY = "njxpu/?e "
HELP = "Keyboard shortcuts"
LISTED = "return document.querySelectorAll('[role=dialog] li a').length"


@pytest.fixture(autouse=True)
def _three(rest: httpx.Client, one: OpenPage, other: OpenPage) -> None:
    for title in ("c", "b", "a"):
        rest.post("/api/notes", json={"title": title, "description": "text"})
    for page in (one, other):
        page.shows("a", "b", "c")


def goes_to(page: OpenPage, title: str, *keys: str) -> None:
    """Assert that the keys bring the keyboard to this note."""
    page.type(*keys)
    page.until(lambda: page.at(title), True)


def test_j_k_and_arrows_go_from_note_to_note_and_stop_at_both_ends(one: OpenPage) -> None:
    goes_to(one, "a", "j")
    goes_to(one, "b", "j")
    goes_to(one, "c", Keys.ARROW_DOWN)
    goes_to(one, "c", "j")
    goes_to(one, "b", "k")
    goes_to(one, "a", Keys.ARROW_UP)
    goes_to(one, "a", "k")


def test_all_tags_are_reached_and_the_focus_comes_back(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    tags = " ".join(f"#tag{number}" for number in range(12))
    rest.patch("/api/notes/1", json={"description": tags})
    for page in (one, other):
        page.until(lambda page=page: len(page.buttons("More tags")), 1)  # type: ignore[misc]
    one.run("arguments[0].focus()", one.buttons("More tags")[0])
    one.type(Keys.ENTER)
    one.until(lambda: one.run(LISTED), 12)
    one.type("x", "j", "u")  # keys are for the list now
    one.type(Keys.ESCAPE)
    one.until(lambda: one.focused().text, "More tags")
    one.type(Keys.ENTER)
    one.until(lambda: one.run(LISTED), 12)
    one.until(
        lambda: one.run("return document.activeElement.closest('[role=dialog]') !== null"), True
    )
    one.type(*[Keys.TAB] * 12)
    tag = one.focused().text.split()[0]
    assert tag in tags
    one.type(Keys.ENTER)
    one.shows("c")
    one.until(lambda: f"tag={tag[1:]}" in one.driver.current_url, True)
    one.until(lambda: one.focused().text, "More tags")
    one.driver.back()
    for page in (one, other):
        page.shows("a", "b", "c")
    assert one.complaints() == []


def test_escape_leaves_an_empty_search(one: OpenPage) -> None:
    one.type("/")
    one.until(lambda: one.focused() == one.search_field, True)
    one.type("b")
    one.shows("b")
    one.type(Keys.ESCAPE)
    one.shows("a", "b", "c")
    assert one.focused() == one.search_field
    one.type(Keys.ESCAPE)
    one.until(lambda: one.focused() == one.search_field, False)
    goes_to(one, "a", "j")


def test_space_x_p_delete_and_u_act_on_the_note_and_others_see_it(
    one: OpenPage, other: OpenPage
) -> None:
    goes_to(one, "b", "j", "j")
    one.type(Keys.SPACE)
    other.shows_ticked("b")
    one.type(Keys.SPACE)
    other.until(lambda: other.ticked("b"), False)
    one.type("x")
    one.shows_selected("b")
    one.type(Keys.ESCAPE)
    one.shows_selected()
    one.type("p")
    other.shows("b", "a", "c")
    assert other.marked("pinned") == ["b"]
    one.shows("b", "a", "c")
    one.until(lambda: one.at("b"), True)
    one.type(Keys.SPACE)  # the keyboard has gone along
    other.shows_ticked("b")
    one.type(Keys.DELETE)
    other.shows("a", "c")
    one.until(lambda: one.at("a"), True)
    one.type("u")
    other.shows("b", "a", "c")
    one.type("u")
    other.until(lambda: other.ticked("b"), False)
    one.type("u")
    other.shows("a", "b", "c")


@pytest.mark.parametrize("key", ["e", Keys.ENTER])
def test_e_and_enter_edit_and_the_keyboard_comes_back_to_the_note(
    one: OpenPage, other: OpenPage, key: str
) -> None:
    goes_to(one, "b", "j", "j")
    one.type(key)
    one.editor.opens()
    one.type(Keys.END, "!")
    one.editor.save()
    one.editor.closes()
    other.shows("a", "b!", "c")
    goes_to(one, "c", "j")
    one.type(key)
    one.editor.opens()
    one.type(Keys.ESCAPE)
    one.editor.closes()
    one.until(lambda: one.at("c"), True)


def test_n_begins_a_note_and_slash_a_search_that_escape_ends(
    one: OpenPage, other: OpenPage
) -> None:
    one.type("n")
    one.until(lambda: one.has_focus("Title"), True)
    one.type("new", Keys.ENTER)
    other.shows("new", "a", "b", "c")
    one.search_field.click()
    one.run("document.activeElement.blur()")
    one.type("/")
    one.until(lambda: one.focused() == one.search_field, True)
    one.type("new")
    one.shows("new")
    one.type(Keys.ESCAPE)
    one.shows("new", "a", "b", "c")


def test_the_question_mark_shows_the_keys_and_escape_hides_them(one: OpenPage) -> None:
    goes_to(one, "a", "j")
    one.type("?")
    one.tells(HELP)
    dialog = one.driver.find_element("css selector", "[role=dialog]")
    one.until(lambda: one.run("return arguments[0].contains(document.activeElement)", dialog), True)
    one.type("jx", Keys.DELETE, Keys.ARROW_DOWN, Keys.ESCAPE)  # what lies behind is out of reach
    one.until(lambda: one.says(HELP), False)
    one.rests()
    one.until(lambda: one.at("a"), True)
    is_untouched(one)


def test_no_key_means_anything_but_its_letter_in_the_new_note(
    one: OpenPage, other: OpenPage
) -> None:
    goes_to(one, "b", "j", "j")
    one.field("Title").click()
    one.type(EVERY_KEY, Keys.DELETE, Keys.TAB)
    one.type(EVERY_KEY, Keys.ARROW_DOWN, Keys.DELETE, "x")
    one.press_together(Keys.CONTROL, Keys.ENTER)
    other.shows(EVERY_KEY.strip(), "a", "b", "c")
    assert other.descriptions()[0] == "njxpu/?e x"
    is_untouched(one)
    one.until(lambda: one.has_focus("Title"), True)


def test_no_key_means_anything_but_its_letter_in_the_search(one: OpenPage) -> None:
    goes_to(one, "b", "j", "j")
    one.search_field.click()
    one.type(EVERY_KEY, Keys.DELETE)
    one.tells("Nothing found")
    assert one.search_field.get_property("value") == EVERY_KEY
    assert one.focused() == one.search_field
    one.search("b")
    one.shows("b")
    one.type(Keys.SPACE, Keys.DELETE, "x")
    one.tells("Nothing found")
    one.type(Keys.ESCAPE)
    one.shows("a", "b", "c")
    is_untouched(one)


def test_no_key_means_anything_but_its_letter_in_an_editor(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    one.edit("b")
    one.type(Keys.END, EVERY_KEY, Keys.DELETE, "x")
    one.editor.go_to(DESCRIPTION)
    one.type(EVERY_KEY, Keys.DELETE, "x", Keys.ENTER, "?")
    one.editor.save()
    one.editor.closes()
    other.shows("a", "bnjxpu/?e x", "c")
    assert rest.get("/api/notes/2").json()["description"] == f"text{EVERY_KEY}x\n?"
    is_untouched(one)


def is_untouched(page: OpenPage) -> None:
    """Assert that no note was chosen, ticked, pinned or deleted, and nothing else opened."""
    assert page.marked("selected") == []
    assert page.marked("pinned") == []
    assert not any(page.ticked(title) for title in page.titles())
    assert len(page.titles()) >= 3
    assert not page.says(HELP)
    assert not page.editor.is_open
