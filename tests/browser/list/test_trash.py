"""What is deleted can be taken back: at once by Undo, later out of the trash."""

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer


@pytest.fixture(autouse=True)
def _three(rest: httpx.Client, one: OpenPage, other: OpenPage) -> None:
    for title in ("c", "b", "a"):
        rest.post("/api/notes", json={"title": title, "description": f"- [ ] {title}"})
    for page in (one, other):
        page.shows("a", "b", "c")


def test_undo_is_offered_in_the_window_that_deleted_and_nowhere_else(
    one: OpenPage, other: OpenPage
) -> None:
    one.delete("b")
    one.until(one.snackbar, "Note deleted\nUndo")
    other.shows("a", "c")
    assert other.snackbar() == ""
    assert other.buttons("Undo") == []
    one.press("Undo")
    for page in (one, other):
        page.shows("a", "b", "c")
    one.until(one.snackbar, "Undone")
    assert other.snackbar() == ""


def test_the_offer_goes_away_by_itself_and_u_still_takes_back(
    one: OpenPage, other: OpenPage
) -> None:
    one.delete("b")
    one.until(one.snackbar, "Note deleted\nUndo")
    one.until(one.snackbar, "")
    one.type("u")
    other.shows("a", "b", "c")


def test_the_trash_restores_and_deletes_for_good_in_both_windows(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    for title in ("a", "b", "c"):
        one.delete(title)
        one.until(lambda title=title: title in one.titles(), False)  # type: ignore[misc]
    for page in (one, other):
        page.link("Trash 3").click()
        page.shows("c", "b", "a")
        assert page.count() == "3 notes in the trash"
    assert one.part("a", "button[role=checkbox]").get_attribute("disabled")
    one.click(one.part("a", "h2"))  # what is in the trash is not edited

    restore = [button for button in one.buttons("Restore") if button.is_displayed()]
    restore[0].click()
    for page in (one, other):
        page.shows("b", "a")
    other.link("All 1").click()
    other.shows("c")
    assert rest.get("/api/notes/1").json()["title"] == "c"

    one.delete("b")  # for good, as the button says
    one.press("Delete for good")
    one.shows("a")
    assert one.delete_button("a").accessible_name == "Delete for good: a"
    other.until(lambda: len(other.driver.find_elements("link text", "Trash 1")), 1)
    one.press("Empty the trash")
    one.press("Delete for good")
    one.shows()
    assert one.says("The trash is empty")
    other.until(lambda: len(other.driver.find_elements("link text", "Trash 1")), 0)
    assert not one.editor.is_open
    assert rest.post("/api/notes/2/restore").status_code == 404


def test_a_deletion_for_good_is_asked_first_and_the_focus_comes_back(
    one: OpenPage, other: OpenPage, server: LiveServer
) -> None:
    for title in ("a", "b"):
        other.delete(title)
        other.until(lambda title=title: title in other.titles(), False)  # type: ignore[misc]
    one.open(f"{server.page}?trashed=true")
    one.shows("b", "a")
    one.delete("b")
    one.tells("Delete this note for good?")
    one.until(lambda: one.focused().text, "Cancel")
    one.type("u", "x")  # keys are for the question now
    one.type(Keys.ESCAPE)
    one.until(lambda: one.says("Delete this note for good?"), False)
    one.until(lambda: one.focused().accessible_name, "Delete for good: b")
    assert one.marked("selected") == []

    one.type(Keys.ENTER)
    one.tells("Delete this note for good?")
    one.until(lambda: one.focused().text, "Cancel")
    one.press_together(Keys.SHIFT, Keys.TAB)
    one.until(lambda: one.focused().text, "Delete for good")
    one.type(Keys.ENTER)
    one.shows("a")
    one.until(lambda: one.at("a"), True)
    other.until(lambda: len(other.driver.find_elements("link text", "Trash 1")), 1)

    one.press("Empty the trash")
    one.press("Cancel")
    one.until(lambda: one.focused().text, "Empty the trash")
    assert one.titles() == ["a"]


def test_several_are_selected_and_changed_together_with_one_undo(
    one: OpenPage, other: OpenPage
) -> None:
    one.click(one.part("a", "h2"), held="\ue009")
    one.shows_selected("a")
    one.click(one.part("c", "h2"), held="\ue008")
    one.shows_selected("a", "b", "c")
    assert other.marked("selected") == []
    bar = "section[aria-label='Selected notes']"
    buttons = one.driver.find_element("css selector", bar)
    assert buttons.text.startswith("Clear selection\n3 selected")
    one.click(one.part("b", "h2"))
    one.shows_selected("a", "c")
    one.press("Delete")
    one.until(one.snackbar, "2 notes deleted\nUndo")
    other.shows("b")
    one.press("Undo")
    other.shows("a", "b", "c")

    one.click(one.part("a", "h2"), held="\ue009")
    one.press("Select all")
    one.shows_selected("a", "b", "c")
    tag = next(field for field in one.driver.find_elements("css selector", f"{bar} input"))
    tag.send_keys("work\ue007")
    other.until(lambda: len(other.driver.find_elements("css selector", "li a.note-tag")), 3)
    one.press("Clear selection")
    one.shows_selected()
    one.until(lambda: buttons.text, "")
