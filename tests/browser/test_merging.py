"""Two people edit one note: what can be merged is, and what can't is chosen by a person."""

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.editor import DESCRIPTION, TITLE
from tests.browser.page import OpenPage
from tests.browser.test_editing import note

TITLES_MET = "Your change to the title met another"
DELETED = "Someone deleted this note"


@pytest.fixture(autouse=True)
def _both_edit(rest: httpx.Client, one: OpenPage, other: OpenPage) -> None:
    """The title is being typed here, and the same note is open in the other window."""
    rest.post("/api/notes", json={"title": "Passport", "description": "Two photos"})
    for page in (one, other):
        page.shows("Passport")
        page.edit("Passport")
    one.type(Keys.END, " of mine")
    other.type(Keys.END, " of theirs")


def test_what_another_writes_in_the_other_field_is_taken_over_while_i_type(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    other.type(*[Keys.BACKSPACE] * len(" of theirs"))
    other.editor.go_to(DESCRIPTION)
    other.type(", biometric")
    other.editor.save()
    one.until(lambda: one.editor.texts, ("Passport of mine", "Two photos, biometric"))
    assert one.editor.has_focus(TITLE)
    assert one.editor.notice == ""
    one.type("!")
    one.editor.save()
    one.editor.closes()
    assert note(rest) == ("Passport of mine!", "Two photos, biometric")


def met(one: OpenPage, other: OpenPage) -> None:
    """Have the other one be faster."""
    other.editor.save()
    other.editor.closes()
    one.editor.warns(TITLES_MET)
    one.editor.warns("Passport of theirs")
    assert one.editor.texts == ("Passport of mine", "Two photos")
    assert one.editor.has_focus(TITLE)


def test_where_both_changed_the_title_nothing_is_written_until_i_choose_mine(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    met(one, other)
    one.editor.save()
    one.type("?")  # and leaving the field writes nothing either
    one.search_field.click()
    one.until(lambda: other.marked("edited"), ["Passport of theirs"])
    assert note(rest) == ("Passport of theirs", "Two photos")
    one.press("Keep mine")
    one.editor.closes()
    other.shows("Passport of mine?")


def test_i_can_take_theirs(one: OpenPage, other: OpenPage, rest: httpx.Client) -> None:
    met(one, other)
    one.press("Take theirs")
    one.until(lambda: one.editor.texts, ("Passport of theirs", "Two photos"))
    one.until(lambda: one.editor.has_focus(TITLE), True)
    assert one.editor.notice == ""
    one.editor.save()
    one.editor.closes()
    assert note(rest) == ("Passport of theirs", "Two photos")
    assert rest.get("/api/notes/1").json()["version"] == 2  # nothing was left to write


def test_i_can_edit_on_with_both_in_mind(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    met(one, other)
    one.press("Edit on")
    one.until(lambda: one.editor.notice, "")
    one.until(lambda: one.editor.has_focus(TITLE), True)
    one.type(Keys.END, " and theirs")
    one.editor.save()
    one.editor.closes()
    other.shows("Passport of mine and theirs")


def test_a_note_that_was_deleted_meanwhile_comes_back_with_my_text(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    other.type(Keys.ESCAPE)
    other.editor.closes()
    other.delete("Passport")
    other.shows()
    one.editor.warns(DELETED)
    assert one.editor.texts == ("Passport of mine", "Two photos")
    one.press("Restore it with my text")
    one.editor.closes()
    other.shows("Passport of mine")
    assert note(rest) == ("Passport of mine", "Two photos")


def test_a_note_that_was_deleted_meanwhile_can_be_let_go(one: OpenPage, other: OpenPage) -> None:
    other.type(Keys.ESCAPE)
    other.editor.closes()
    other.delete("Passport")
    one.editor.warns(DELETED)
    one.press("Let it go")
    one.editor.closes()
    for page in (one, other):
        page.shows()
