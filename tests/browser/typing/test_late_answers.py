"""What is typed while the answer to a press is still on its way is somewhere afterwards."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.support.editor import DESCRIPTION
from tests.browser.support.found import drafted, shown, stored
from tests.browser.support.page import OpenPage
from tests.browser.support.typist import Typist
from tests.network.line import Line
from tests.support.live import LiveServer

Finds = Callable[[str], bool]


@pytest.fixture
def page(line: Line, windows: list[OpenPage], rest: httpx.Client) -> Iterator[OpenPage]:
    """The page over the line; it shows a note."""
    rest.post("/api/notes", json={"title": "Passport", "description": "Two photos"})
    windows[0].open(f"http://127.0.0.1:{line.port}/front/notes")
    windows[0].shows("Passport")
    yield windows[0]
    windows[0].leave()


@pytest.fixture
def finds(page: OpenPage, server: LiveServer, rest: httpx.Client) -> Finds:
    """Whether a word is stored, drafted or shown."""
    return lambda word: word in stored(rest) + drafted(server.database) + shown(page)


def arrives(line: Line, page: OpenPage, *titles: str) -> None:
    """Let the answers come, and wait until the page shows what they tell."""
    line.mend()
    page.shows(*titles)
    page.rests()


@pytest.mark.parametrize("label", ["Title", "Description"])
def test_text_typed_right_after_add_note_is_not_lost(
    page: OpenPage, line: Line, rest: httpx.Client, finds: Finds, label: str
) -> None:
    page.field("Title").click()
    page.type("milk")
    line.hold("down")
    page.press("Add note")
    page.until(lambda: "milk" in stored(rest), True)
    page.field(label).click()
    page.type("oats")
    arrives(line, page, "milk", "Passport")
    page.until(lambda: finds("oats"), True)


def test_text_typed_after_add_note_by_keyboard_is_the_next_title(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    page.field("Title").click()
    page.type("milk")
    page.rests()
    page.type(Keys.TAB, Keys.TAB)
    line.hold("down")
    page.type(" ")
    page.until(lambda: "milk" in stored(rest), True)
    page.type("oats")
    arrives(line, page, "milk", "Passport")
    page.until(lambda: page.text_in("Title"), "oats")
    page.type(Keys.ENTER)
    page.until(lambda: "oats" in stored(rest), True)


def test_keys_on_the_focused_add_note_button_are_no_commands(
    page: OpenPage, line: Line, rest: httpx.Client
) -> None:
    page.type("j")
    page.until(lambda: page.at("Passport"), True)
    page.field("Title").click()
    page.type("milk", Keys.TAB, Keys.TAB)
    line.hold("down")
    page.type(" ")
    page.until(lambda: "milk" in stored(rest), True)
    page.type("p", "x", "e")
    arrives(line, page, "milk", "Passport")
    page.until(lambda: page.has_focus("Title"), True)
    assert page.marked("selected") == page.marked("pinned") == []
    assert not page.editor.is_open
    page.run("document.activeElement.blur()")
    page.type("x")
    page.until(lambda: page.marked("selected"), ["Passport"])


@pytest.mark.parametrize("leave", ["save", "click"])
def test_text_typed_into_a_closing_editor_is_not_lost(
    page: OpenPage, line: Line, rest: httpx.Client, finds: Finds, leave: str
) -> None:
    page.edit("Passport")
    page.editor.go_to(DESCRIPTION)
    page.type(" biometric")
    line.hold("down")
    if leave == "save":
        page.editor.save()
    else:
        page.search_field.click()
    page.until(lambda: "biometric" in stored(rest), True)
    page.editor.go_to(DESCRIPTION)
    page.type(" renewed")
    rest.post("/api/notes", json={"title": "milk"})
    arrives(line, page, "milk", "Passport")
    page.until(lambda: finds("renewed"), True)


@pytest.mark.parametrize("leave", ["save", "escape"])
def test_a_title_typed_while_an_editor_closes_stays_whole(
    page: OpenPage, line: Line, rest: httpx.Client, leave: str
) -> None:
    line.delay(0.4)
    page.edit("Passport")
    page.editor.opens()
    page.editor.go_to(DESCRIPTION)
    page.type(" biometric")
    if leave == "save":
        page.editor.save()
    else:
        page.type(Keys.ESCAPE)
    page.field("Title").click()
    Typist(page, 1).types("Oats and milk")
    page.until(lambda: page.editor.is_open, False)
    assert page.text_in("Title") == "Oats and milk"
