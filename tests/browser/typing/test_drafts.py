"""What is typed and not yet saved survives whatever happens to page, line and server."""

import sqlite3
from contextlib import closing

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.support.editor import DESCRIPTION
from tests.browser.support.page import OpenPage
from tests.network.line import Line
from tests.support.live import LiveServer, serving

NEW = ("Buy milk and", "two litres")
EDITED = ("Passport renewed", "Two photos, biometric")


def type_both(page: OpenPage) -> None:
    """Begin a new note, and begin to edit another one."""
    page.field("Title").send_keys(NEW[0])
    page.field("Description").send_keys(NEW[1])
    page.edit("Passport")
    page.type(Keys.END, " renewed")
    page.editor.go_to(DESCRIPTION)
    page.type(", biometric")


def has_both(page: OpenPage) -> None:
    """Assert that both come to be there as they were typed."""
    page.until(lambda: (page.text_in("Title"), page.text_in("Description")), NEW)
    page.until(lambda: page.editor.is_open, True)
    page.until(lambda: page.editor.texts, EDITED)
    assert page.editor.notice == ""


def kept(server: LiveServer) -> list[tuple[str, str]]:
    """The drafts that the database holds."""
    with closing(sqlite3.connect(server.database)) as connection:
        return connection.execute("select title, description from note_draft order by 1").fetchall()


@pytest.fixture
def _passport(rest: httpx.Client) -> None:
    rest.post("/api/notes", json={"title": "Passport", "description": "Two photos"})


@pytest.mark.usefixtures("_passport")
def test_a_new_note_and_an_edit_survive_a_reload_in_one_window_only(
    one: OpenPage, other: OpenPage
) -> None:
    type_both(one)
    one.reload()
    has_both(one)
    other.reload()
    assert (other.text_in("Title"), other.editor.is_open) == ("", False)
    one.editor.go_to(DESCRIPTION)
    one.editor.save()
    other.shows(EDITED[0])
    assert other.descriptions() == [EDITED[1]]
    one.press("Add note")
    other.shows(NEW[0], EDITED[0])
    one.reload()  # what was saved is no draft any more
    one.shows(NEW[0], EDITED[0])
    assert (one.text_in("Title"), one.editor.is_open) == ("", False)


@pytest.mark.usefixtures("_passport")
def test_a_new_note_and_an_edit_survive_a_server_that_is_killed(
    server: LiveServer, one: OpenPage, other: OpenPage
) -> None:
    type_both(one)
    one.until(lambda: kept(server), [NEW, EDITED])
    one.run("document.body.mark = 'the same page'")
    server.process.kill()
    server.process.wait()
    one.warns()
    with serving(server.database, port=server.port):
        one.until(lambda: one.run("return document.body.mark"), None)
        has_both(one)
        one.editor.go_to(DESCRIPTION)
        one.editor.save()
        other.shows(EDITED[0])
        for page in (one, other):
            page.leave()


@pytest.mark.usefixtures("_passport")
def test_text_typed_without_a_server_is_there_when_it_is_back(
    server: LiveServer, one: OpenPage, other: OpenPage
) -> None:
    one.field("Title").send_keys("Buy")
    one.edit("Passport")
    one.until(lambda: kept(server), [("Buy", ""), ("Passport", "Two photos")])
    one.run("document.body.mark = 'the same page'")
    server.process.kill()
    server.process.wait()
    one.warns()
    one.type(Keys.END, " renewed")
    one.editor.go_to(DESCRIPTION)
    one.type(", biometric")
    one.field("Title").send_keys(" milk and")
    one.field("Description").send_keys("two litres")
    with serving(server.database, port=server.port):
        one.until(lambda: one.run("return document.body.mark"), None)
        has_both(one)
        other.until(other.titles, ["Passport renewed"])  # the editor stores at a pause
        assert (other.text_in("Title"), other.editor.is_open) == ("", False)
        for page in (one, other):
            page.leave()


@pytest.mark.usefixtures("_passport")
def test_text_typed_over_a_cut_line_is_kept_and_can_be_saved(
    line: Line, windows: list[OpenPage], other: OpenPage
) -> None:
    one = windows[0]
    one.open(f"http://127.0.0.1:{line.port}/front/notes")
    one.shows("Passport")
    one.run("document.body.mark = 'the same page'")
    line.lose()
    one.field("Title").send_keys(NEW[0])
    one.warns()
    one.field("Description").send_keys(NEW[1])
    other.tick("Passport")
    other.add("Meanwhile")
    line.mend()
    one.shows("Meanwhile", "Passport")
    one.shows_ticked("Passport")
    assert (one.text_in("Title"), one.text_in("Description")) == NEW
    assert one.run("return document.body.mark") == "the same page"
    one.press("Add note")
    other.shows(NEW[0], "Meanwhile", "Passport")
    assert other.descriptions()[0] == NEW[1]
    one.until(lambda: one.text_in("Title"), "")


@pytest.mark.usefixtures("_passport")
def test_an_edit_goes_on_over_a_cut_line_and_is_merged(
    line: Line, windows: list[OpenPage], other: OpenPage, rest: httpx.Client
) -> None:
    one = windows[0]
    one.open(f"http://127.0.0.1:{line.port}/front/notes")
    one.shows("Passport")
    one.edit("Passport")
    one.type(Keys.END, " rene")
    line.lose()
    one.type("wed")
    rest.patch("/api/notes/1", json={"description": EDITED[1]}).raise_for_status()
    one.warns()
    line.mend()
    one.until(lambda: one.editor.texts, EDITED)
    one.editor.save()
    one.editor.closes()
    other.shows(EDITED[0])
    assert other.descriptions() == [EDITED[1]]


def test_the_text_of_a_closed_tab_is_offered_in_a_new_one(
    server: LiveServer, windows: list[OpenPage]
) -> None:
    page = windows[0]
    first = page.driver.current_window_handle
    page.driver.switch_to.new_window("tab")
    page.open(server.page)
    page.field("Title").send_keys(NEW[0])
    page.field("Description").send_keys(NEW[1])
    page.driver.close()
    page.driver.switch_to.window(first)  # nothing was open in it yet
    page.open(server.page)
    page.tells("You were writing “Buy milk and two litres”")
    assert page.text_in("Title") == ""
    page.press("Go on")
    page.until(lambda: (page.text_in("Title"), page.text_in("Description")), NEW)
