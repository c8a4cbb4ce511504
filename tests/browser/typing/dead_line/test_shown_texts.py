"""What is shown, and was typed over a connection that is dead, is kept when it is back."""

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.support.editor import DESCRIPTION
from tests.browser.support.found import drafted
from tests.browser.support.page import OpenPage
from tests.browser.support.reconnecting import UNNOTICED, comes_back
from tests.browser.support.typist import stored
from tests.browser.typing.dead_line.dying import BEGUN, REST, dies, mended_after
from tests.network.line import Line
from tests.support.live import LiveServer


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


@pytest.mark.parametrize("label", ["Title", "Description"])
def test_a_text_that_is_shown_is_there_after_a_reload(
    page: OpenPage, line: Line, server: LiveServer, label: str
) -> None:
    """No letter is typed after the connection has come back: it has to be compared by itself."""
    page.field(label).click()
    dies(page, line, BEGUN)
    page.type(REST)
    comes_back(page, line)
    page.until(lambda: BEGUN + REST in drafted(server.database), True)
    page.reload()
    page.until(lambda: page.text_in(label), BEGUN + REST)


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
