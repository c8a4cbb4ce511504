"""What is done in one window is seen in the other."""

import httpx
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import Elsewhere
from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer


def test_one_window_shows_what_the_other_adds_ticks_and_deletes(
    one: OpenPage, other: OpenPage
) -> None:
    assert one.says("No notes yet")
    one.add("Buy milk", "two litres")
    for page in (one, other):
        page.shows("Buy milk")
        assert page.descriptions() == ["two litres"]
        assert page.count() == "1 note"
        assert not page.says("No notes yet")
        assert not page.ticked("Buy milk")

    one.tick("Buy milk")
    other.shows_ticked("Buy milk")
    other.tick("Buy milk")
    one.until(lambda: one.ticked("Buy milk"), False)

    other.add("Call the dentist")
    for page in (one, other):
        page.shows("Call the dentist", "Buy milk")
        assert page.count() == "2 notes"

    for title in ("Buy milk", "Call the dentist"):
        one.delete(title)
    for page in (one, other):
        page.shows()
        assert page.count() == "0 notes"
        assert page.says("No notes yet")


def test_enter_adds_and_the_title_is_ready_for_the_next(one: OpenPage, other: OpenPage) -> None:
    one.field("Title").click()
    one.type("Buy milk", Keys.ENTER)
    other.shows("Buy milk")
    one.until(lambda: one.text_in("Title"), "")
    assert one.has_focus("Title")
    one.type("Call the dentist", Keys.ENTER)  # without touching the mouse in between
    other.shows("Call the dentist", "Buy milk")

    # In the description it makes a line.
    one.until(lambda: one.text_in("Title"), "")
    one.type("Buy milk", Keys.TAB, "two litres", Keys.ENTER, "oat if they have it")
    assert one.text_in("Description") == "two litres\noat if they have it"
    one.press_together(Keys.CONTROL, Keys.ENTER)
    other.shows("Buy milk", "Call the dentist", "Buy milk")
    assert other.descriptions() == ["two litres\noat if they have it", "", ""]
    one.until(lambda: one.text_in("Description"), "")
    one.until(lambda: one.has_focus("Title"), True)


def test_a_blank_title_is_refused_in_words_and_can_be_mended(one: OpenPage) -> None:
    one.add("  ")
    one.until(lambda: "Write a title" in one.driver.page_source, True)
    assert one.count() == "0 notes"
    one.until(lambda: one.has_focus("Title"), True)
    one.type("Buy milk", Keys.ENTER)
    one.shows("Buy milk")


def test_changes_of_another_process_are_shown_in_both_windows(
    one: OpenPage, other: OpenPage, elsewhere: Elsewhere
) -> None:
    elsewhere("insert into note (title) values ('Buy milk')")
    one.shows("Buy milk")
    other.shows("Buy milk")
    elsewhere("update note set title = 'Buy oat milk', done = 1")
    for page in (one, other):
        page.shows("Buy oat milk")
        assert page.ticked("Buy oat milk")
    elsewhere("delete from note")
    one.shows()
    other.shows()


def test_a_note_that_somebody_has_just_deleted_is_told_in_words(
    server: LiveServer, one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    """Two clicks race: the slower one must find out, and the page be right."""
    one.add("Buy milk")
    one.add("Call the dentist")
    one.shows("Call the dentist", "Buy milk")
    other.shows("Call the dentist", "Buy milk")
    with server.stopped():  # both presses reach it before either page has been repainted
        for page in (one, other):
            page.delete("Buy milk")
    one.until(lambda: [page.says("already deleted") for page in (one, other)].count(True), 1)
    for page in (one, other):
        page.shows("Call the dentist")
    assert [note["title"] for note in rest.get("/api/notes").json()] == ["Call the dentist"]
