"""What is typed over a connection that is dead, and not yet noticed, is kept when it is back."""

from collections.abc import Iterator
from typing import Final

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.support.editor import DESCRIPTION
from tests.browser.support.found import drafted
from tests.browser.support.page import OpenPage
from tests.browser.support.reconnecting import UNNOTICED, comes_back
from tests.browser.support.typist import stored
from tests.network.line import Line
from tests.support.live import LiveServer

BEGUN: Final = "Dear all,"
REST: Final = " the meeting is moved to Friday."


@pytest.fixture
def page(line: Line, windows: list[OpenPage], rest: httpx.Client) -> Iterator[OpenPage]:
    """The page over the line; it shows a note."""
    rest.post("/api/notes", json={"title": "Passport", "description": BEGUN})
    windows[0].open(f"http://127.0.0.1:{line.port}/front/notes")
    windows[0].shows("Passport")
    yield windows[0]
    windows[0].leave()


def dies(page: OpenPage, line: Line, begun: str) -> None:
    """Type the beginning, then have the connection carry nothing more, and say nothing of it."""
    page.type(begun)
    page.rests()
    line.swallow()


def types_on_while_the_line_dies(page: OpenPage, line: Line, label: str) -> None:
    """Type the next title, the beginning of it where a field of this name is about to be empty."""
    line.swallow("up")
    page.type("Next")
    page.until(lambda: page.text_in(label), "")
    page.type(" one")
    comes_back(page, line)
    page.until(lambda: page.text_in("Title"), "Next one", within=UNNOTICED)


def mended_after(line: Line, seconds: float) -> None:
    """Have the line be sound again so much later."""
    line.loop.call_soon_threadsafe(line.loop.call_later, seconds, line.mend)


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


def test_a_new_note_is_added_as_it_is_shown(page: OpenPage, line: Line, rest: httpx.Client) -> None:
    page.field("Title").click()
    dies(page, line, BEGUN)
    page.type(REST)
    comes_back(page, line)
    assert page.text_in("Title") == BEGUN + REST
    page.press("Add note")
    page.until(lambda: stored(rest), ["Passport", BEGUN + REST])


def test_an_enter_that_was_swallowed_adds_the_note_once(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    page.field("Title").click()
    dies(page, line, BEGUN)
    page.type(REST, Keys.ENTER)
    comes_back(page, line)
    if page.text_in("Title"):  # it may ask for Enter again, but not have lost the text
        page.type(Keys.ENTER)
    page.until(lambda: stored(rest), ["Passport", BEGUN + REST])


def test_an_edit_is_saved_as_it_is_shown(page: OpenPage, line: Line, rest: httpx.Client) -> None:
    page.edit("Passport")
    page.editor.go_to(DESCRIPTION)
    dies(page, line, " you all,")
    page.type(REST)
    comes_back(page, line)
    assert page.editor.texts == ("Passport", f"{BEGUN} you all,{REST}")
    page.editor.save()
    description = lambda: rest.get("/api/notes/1").json()["description"]  # noqa: E731
    page.until(description, f"{BEGUN} you all,{REST}")


def test_a_description_that_is_shown_is_there_after_a_reload(
    page: OpenPage, line: Line, server: LiveServer
) -> None:
    """No letter is typed after the connection has come back: it has to be compared by itself."""
    page.field("Description").click()
    dies(page, line, BEGUN)
    page.type(REST)
    comes_back(page, line)
    page.until(lambda: BEGUN + REST in drafted(server.database), True)
    page.reload()
    page.until(lambda: page.text_in("Description"), BEGUN + REST)


def test_a_title_that_is_shown_is_there_after_a_reload(
    page: OpenPage, line: Line, server: LiveServer
) -> None:
    page.field("Title").click()
    dies(page, line, BEGUN)
    page.type(REST)
    comes_back(page, line)
    page.until(lambda: BEGUN + REST in drafted(server.database), True)
    page.reload()
    page.until(lambda: page.text_in("Title"), BEGUN + REST)


def test_text_shown_in_an_editor_is_there_after_a_reload(
    page: OpenPage, line: Line, server: LiveServer
) -> None:
    page.edit("Passport")
    page.editor.go_to(DESCRIPTION)
    dies(page, line, " you all,")
    page.type(REST)
    comes_back(page, line)
    page.until(lambda: f"{BEGUN} you all,{REST}" in drafted(server.database), True)
    page.reload()
    page.until(lambda: page.editor.is_open, True)
    page.until(lambda: page.editor.texts, ("Passport", f"{BEGUN} you all,{REST}"))
    assert page.editor.notice == ""


def test_asking_the_browser_for_a_fields_text_takes_no_focus(
    page: OpenPage, line: Line, server: LiveServer
) -> None:
    page.field("Title").click()
    page.type("Oats")
    page.field("Description").click()
    dies(page, line, BEGUN)
    page.type(REST)
    comes_back(page, line)
    page.until(lambda: BEGUN + REST in drafted(server.database), True)
    page.type(" Bring cake.")
    page.until(lambda: page.text_in("Description"), f"{BEGUN}{REST} Bring cake.")
    assert page.text_in("Title") == "Oats"


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


def test_a_page_that_gives_up_connecting_keeps_what_was_typed(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    """NiceGUI has it load itself anew after two attempts of 20 seconds; shorter ones here.

    They are made short when all is typed: a page that is being loaded takes no keys.
    """
    page.field("Title").click()
    page.type(BEGUN)
    line.hold()
    line.cut()
    page.type(REST)
    page.run("window.socket.io.timeout(300).reconnectionDelay(50)")
    mended_after(line, 5.0)  # until then nobody can ask a page that is being loaded
    line.cut()  # the attempt that still has its 20 seconds
    page.until(lambda: page.run("return window.socket.connected"), True, within=UNNOTICED)
    page.until(lambda: page.is_away, False)
    assert page.text_in("Title") == BEGUN + REST
    page.type(Keys.ENTER)
    page.until(lambda: BEGUN + REST in stored(rest), True)
