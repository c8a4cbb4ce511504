"""Typing loses no letter and triggers no command, on a slow line and while the server restarts."""

from collections.abc import Iterator
from typing import Final

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.support.page import OpenPage
from tests.browser.support.typist import Typist
from tests.browser.support.window import PHONE
from tests.network.line import in_background
from tests.support.live import LiveServer, serving

FAR: Final = 0.1
"""seconds to the server, and as many back"""


@pytest.fixture
def far(server: LiveServer, windows: list[OpenPage]) -> Iterator[OpenPage]:
    """The page in the window of somebody who is far away."""
    line = in_background(server.port, delay=FAR)
    windows[0].open(f"http://127.0.0.1:{line.port}/front/notes")
    yield windows[0]
    windows[0].leave()
    line.close()


def test_one_note_is_typed_after_the_other_without_waiting(far: OpenPage, other: OpenPage) -> None:
    far.field("Title").click()
    for letter in ("first one", Keys.ENTER, "second note title", Keys.ENTER, "third"):
        far.type(*letter)
    other.shows("second note title", "first one")
    far.until(lambda: far.text_in("Title"), "third")
    far.type(Keys.ENTER)
    other.shows("third", "second note title", "first one")


@pytest.mark.parametrize("seed", range(2))
def test_a_list_goes_on_while_somebody_types_on(far: OpenPage, other: OpenPage, seed: int) -> None:
    far.field("Title").send_keys("Shopping")
    far.field("Description").click()
    Typist(far, seed).types("- milk", Keys.ENTER, "bread", Keys.ENTER, "ham", Keys.ENTER, "eggs")
    far.until(lambda: far.text_in("Description"), "- milk\n- bread\n- ham\n- eggs")
    far.press("Add note")
    other.shows("Shopping")
    assert other.descriptions() == ["milk\nbread\nham\neggs"]


def test_a_key_that_comes_before_the_focus_is_no_command(
    far: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    rest.post("/api/notes", json={"title": "Passport"})
    far.shows("Passport")
    far.type("j")
    far.until(lambda: far.at("Passport"), True)
    far.type("e", "p", "x", "u")
    far.until(lambda: far.editor.is_open, True)
    far.type(Keys.END, " renewed", Keys.CONTROL, Keys.ENTER)
    other.shows("Passport renewed")
    far.until(far.snackbar, "Saved\nUndo")
    assert (rest.get("/api/notes/1").json()["pinned"], far.marked("selected")) == (False, [])


def test_the_focus_is_where_it_was_when_the_server_is_back(
    server: LiveServer, one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    rest.post("/api/notes", json={"title": "Passport"})
    one.shows("Passport")
    one.field("Title").send_keys("Buy")
    one.run("document.body.mark = 'the same page'")
    server.process.kill()
    server.process.wait()
    one.warns()
    one.type(" milk")
    with serving(server.database, port=server.port):
        one.until(lambda: one.run("return document.body.mark"), None)
        one.until(lambda: one.text_in("Title"), "Buy milk")
        one.until(lambda: one.run("return document.activeElement.tagName"), "INPUT")
        one.type(" and bread", Keys.ENTER)
        other.shows("Buy milk and bread", "Passport")
        for page in (one, other):
            page.leave()


def test_a_letter_that_meets_anothers_change_overwrites_nothing(
    server: LiveServer, windows: list[OpenPage], rest: httpx.Client
) -> None:
    rest.post("/api/notes", json={"title": "Passport"})
    line = in_background(server.port, delay=0.5)
    far = windows[0]
    far.open(f"http://127.0.0.1:{line.port}/front/notes")
    far.edit("Passport")
    rest.patch("/api/notes/1", json={"title": "Two passports"})  # on its way while I type
    far.type(Keys.END, "s")
    far.editor.warns("Two passports")
    far.until(lambda: far.editor.texts[0], "Passports")
    far.search_field.click()
    far.editor.warns("Two passports")
    assert rest.get("/api/notes/1").json()["title"] == "Two passports"
    far.press("Keep mine")
    far.editor.closes()
    assert rest.get("/api/notes/1").json()["title"] == "Passports"
    far.leave()
    line.close()


def test_pauses_between_words_in_a_restart_lose_no_word(
    server: LiveServer, one: OpenPage, other: OpenPage
) -> None:
    """The page is not loaded anew in between: what is typed in that moment would be lost."""
    one.field("Title").click()
    one.type("Milk")
    one.run("document.body.mark = 'the same page'")
    server.process.kill()
    server.process.wait()
    one.warns()
    with serving(server.database, port=server.port):
        typist = Typist(one, 6)
        for word in (" and", " oats", " and", " tea"):
            typist.types(word)
            typist.rests(1.2, 1.4)
        assert one.run("return document.body.mark") == "the same page"
        one.until(lambda: one.run("return document.body.mark"), None)
        one.until(lambda: one.text_in("Title"), "Milk and oats and tea")
        for page in (one, other):
            page.leave()


def test_titles_entered_without_a_server_are_added_when_it_is_back(
    server: LiveServer, one: OpenPage, other: OpenPage
) -> None:
    one.field("Title").click()
    one.type("Milk", Keys.ENTER)
    other.shows("Milk")
    one.run("document.body.mark = 'the same page'")
    server.process.kill()
    server.process.wait()
    one.warns()
    one.type("Bread", Keys.ENTER, "Oats", Keys.ENTER, "Half a")
    with serving(server.database, port=server.port):
        other.shows("Oats", "Bread", "Milk")
        one.until(lambda: one.run("return document.body.mark"), None)
        one.until(lambda: one.text_in("Title"), "Half a")
        for page in (one, other):
            page.leave()


def test_a_list_goes_on_while_it_is_typed_far_away(far: OpenPage, other: OpenPage) -> None:
    far.field("Description").click()
    for letter in "- [ ] milk\noats\n\nThat is all":
        far.type(Keys.ENTER if letter == "\n" else letter)
    whole = "- [ ] milk\n- [ ] oats\n\nThat is all"
    far.until(lambda: far.text_in("Description"), whole)
    far.press_together(Keys.CONTROL, Keys.ENTER)
    other.shows("milk")
    far.until(lambda: far.text_in("Description"), "")


def test_text_typed_right_after_ctrl_enter_is_the_next_title(
    far: OpenPage, other: OpenPage
) -> None:
    far.field("Title").click()
    far.type("Milk")
    far.field("Description").click()
    far.type("two litres")
    far.press_together(Keys.CONTROL, Keys.ENTER)
    far.type(*"Bread")
    far.until(lambda: (far.text_in("Title"), far.text_in("Description")), ("Bread", ""))
    far.type(Keys.ENTER)
    other.shows("Bread", "Milk")


@pytest.mark.parametrize("start", ["Title", "Description"])
@pytest.mark.parametrize("width", [1280, 412], ids=["with a mouse", "with a finger"])
def test_text_typed_right_after_add_note_is_the_next_title(
    far: OpenPage, other: OpenPage, width: int, start: str
) -> None:
    far.look(width)
    far.reload()  # Quasar asks once whether there are fingers
    far.field("Title").click()
    far.type("Milk")
    if start == "Description":
        far.field(start).click()
    far.touch(far.buttons("Add note")[0]) if width < PHONE else far.press("Add note")
    far.type(*"Bread")
    far.until(lambda: far.text_in("Title"), "Bread")
    far.type(Keys.ENTER)
    other.shows("Bread", "Milk")


@pytest.mark.parametrize("label", ["Title", "Description"])
def test_a_field_clicked_right_behind_add_note_takes_the_text(
    far: OpenPage, other: OpenPage, label: str
) -> None:
    """It is about to be replaced by then."""
    far.field("Title").click()
    far.type("Milk")
    far.field("Description").click()
    far.type("two litres")
    far.press("Add note")
    far.go_to(label)
    far.press_together(Keys.CONTROL, Keys.END)
    for letter in "Bread and butter":
        far.type(letter)
        far.rests()
    other.shows("Milk")
    far.until(lambda: far.text_in(label), "Bread and butter")
    assert far.has_focus(label)


def test_a_touch_of_add_note_that_becomes_a_scroll_keeps_the_focus(one: OpenPage) -> None:
    one.look(412)
    one.reload()  # Quasar asks once whether there are fingers
    one.field("Title").click()
    one.touch(one.buttons("Add note")[0], end="touchCancel")
    one.type("Milk")
    one.until(lambda: (one.has_focus("Title"), one.text_in("Title")), (True, "Milk"))
