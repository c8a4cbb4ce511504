"""A note is edited in its place, and nobody loses what was typed."""

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.support.editor import DESCRIPTION, TITLE
from tests.browser.support.page import OpenPage

RICH = "See https://notes.test/page and #shop\n\n- [ ] milk"


def note(rest: httpx.Client, note_id: int = 1) -> tuple[str, str]:
    """The title and the description as they are stored."""
    stored = rest.get(f"/api/notes/{note_id}").json()
    return stored["title"], stored["description"]


@pytest.fixture(autouse=True)
def _passport(rest: httpx.Client, one: OpenPage, other: OpenPage) -> None:
    rest.post("/api/notes", json={"title": "Passport", "description": "Two photos"})
    for page in (one, other):
        page.shows("Passport")


def test_a_click_on_the_text_edits_it_and_leaving_stores_and_closes(
    one: OpenPage, other: OpenPage
) -> None:
    one.click(one.part("Passport", "h2"))
    one.editor.opens()
    assert one.editor.texts == ("Passport", "Two photos")
    one.type(Keys.END, " renewed")
    one.type(Keys.TAB)  # from one field to the other: it is stored, and goes on
    one.until(lambda: one.editor.has_focus(DESCRIPTION), True)
    other.shows("Passport renewed")
    one.editor.go_to(DESCRIPTION)
    one.type(Keys.ENTER, "and the old one")
    one.search_field.click()
    one.editor.closes()
    other.until(other.descriptions, ["Two photos\nand the old one"])
    assert other.descriptions() == ["Two photos\nand the old one"]
    assert one.focused() == one.search_field


def test_ctrl_enter_and_escape_store_and_close_and_u_undoes_the_edit(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    one.edit("Passport")
    one.type(Keys.END, " renewed")
    one.editor.save()
    one.editor.closes()
    other.shows("Passport renewed")

    one.edit("Passport renewed")
    one.type(Keys.END, ", perhaps")
    other.shows("Passport renewed, perhaps")  # a pause stores it
    assert one.editor.is_open
    assert one.says("Saved")
    one.type(" not")
    one.type(Keys.ESCAPE)
    one.editor.closes()
    other.shows("Passport renewed, perhaps not")
    one.until(lambda: one.at("Passport renewed, perhaps not"), True)
    one.type("u")
    other.shows("Passport renewed")
    assert note(rest) == ("Passport renewed", "Two photos")


def test_a_tab_that_is_closed_while_somebody_types_stores_it(
    one: OpenPage, other: OpenPage
) -> None:
    one.edit("Passport")
    one.type(Keys.END, " renewed")
    one.leave()
    other.shows("Passport renewed")


def test_discarded_changes_are_gone_and_can_be_had_back(one: OpenPage, other: OpenPage) -> None:
    one.edit("Passport")
    one.type(Keys.END, " renewed")
    other.shows("Passport renewed")
    one.press("Discard my changes")
    one.editor.closes()
    other.shows("Passport")
    one.until(lambda: one.at("Passport"), True)
    one.type("u")
    other.shows("Passport renewed")


def test_a_blank_title_is_told_and_the_text_stays(one: OpenPage, rest: httpx.Client) -> None:
    one.edit("Passport")
    one.press_together(Keys.CONTROL, "a")
    one.type("  ")
    one.editor.save()
    one.tells("at least one visible character")
    one.type("Passport again")
    one.editor.save()
    one.editor.closes()
    one.shows("Passport again")


def test_links_tags_and_tasks_do_what_they_say_and_open_no_editor(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    rest.patch("/api/notes/1", json={"description": RICH})
    one.until(lambda: one.says("milk"), True)
    outward = one.link("https://notes.test/page")
    assert outward.get_attribute("target") == "_blank"
    assert outward.get_attribute("rel") == "noopener noreferrer nofollow"
    one.run("arguments[0].addEventListener('click', event => event.preventDefault())", outward)
    one.click(outward)
    task = "[role=checkbox][aria-label=milk]"
    one.click(one.part("Passport", task))
    one.until(lambda: note(rest)[1], RICH.replace("[ ]", "[x]"))
    one.until(lambda: one.part("Passport", task).get_attribute("aria-checked"), "true")
    one.click(one.part("Passport", "a.note-tag"))
    one.until(one.count, "1 note found")
    assert one.driver.current_url.endswith("?tag=shop")
    other.until(lambda: bool(other.marked("edited")), False)
    assert not one.editor.is_open


def test_opening_another_note_saves_the_first(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    rest.post("/api/notes", json={"title": "Dentist"})
    one.shows("Dentist", "Passport")
    one.edit("Passport")
    one.type(Keys.END, " renewed")
    one.click(one.part("Dentist", "h2"))
    other.shows("Dentist", "Passport renewed")
    other.until(lambda: other.marked("edited"), ["Dentist"])
    one.until(lambda: one.editor.is_open and one.editor.texts[0], "Dentist")
    one.until(lambda: one.editor.has_focus(TITLE), True)


@pytest.mark.parametrize("place", ["editor", "search", "composer"])
def test_the_focus_and_the_caret_stay_whatever_the_others_do(
    one: OpenPage, other: OpenPage, rest: httpx.Client, place: str
) -> None:
    rest.post("/api/notes", json={"title": "Dentist"})
    one.shows("Dentist", "Passport")
    if place == "editor":
        one.edit("Passport")
    elif place == "search":
        one.search("Passport")
        one.shows("Passport")
    else:
        one.field("Title").click()
        one.type("Passport")
    field = one.focused()
    one.run("arguments[0].setSelectionRange(2, 5)", field)

    other.add("Passport of a child")
    other.tick("Dentist")
    other.tick("Passport")
    rest.patch("/api/notes/1", json={"pinned": True, "description": "Three photos"})
    rest.delete("/api/notes/2")
    shown = ["Passport", "Passport of a child"]
    one.until(lambda: sorted(one.titles()), shown)
    one.until(lambda: one.says("Three photos") or one.editor.is_open, True)
    assert one.focused() == field
    caret = "return [arguments[0].selectionStart, arguments[0].selectionEnd, arguments[0].value]"
    assert one.run(caret, field) == [2, 5, "Passport"]
