"""Who is here, and what is being edited, is seen while it is so."""

from collections.abc import Iterator

import pytest

from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer


@pytest.fixture
def tab(server: LiveServer, windows: list[OpenPage]) -> Iterator[OpenPage]:
    """The page in a tab that can be closed."""
    driver = windows[1].driver
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    yield windows[1]
    if driver.current_window_handle != first:
        driver.close()
    driver.switch_to.window(first)


def close(page: OpenPage) -> None:
    driver = page.driver
    driver.close()
    driver.switch_to.window(driver.window_handles[0])


def test_the_others_are_counted_while_their_page_is_open(
    server: LiveServer, one: OpenPage, tab: OpenPage
) -> None:
    assert one.here() == ""
    tab.open(server.page)
    for page in (one, tab):
        page.until(page.here, "2 here")
    close(tab)
    one.until(one.here, "")


def test_a_note_that_somebody_edits_says_so_until_the_tab_closes(
    server: LiveServer, one: OpenPage, tab: OpenPage
) -> None:
    one.add("Passport")
    one.shows("Passport")
    tab.open(server.page)
    tab.shows("Passport")
    height = "return arguments[0].offsetHeight"
    before = one.run(height, one.card("Passport"))
    tab.edit("Passport")
    one.until(lambda: one.marked("edited"), ["Passport"])
    assert one.run(height, one.card("Passport")) == before  # nothing jumps
    said = "return getComputedStyle(arguments[0], '::after').content"
    assert one.run(said, one.card("Passport")) == '"Someone is editing"'
    assert tab.marked("edited") == []  # who edits it knows
    close(tab)
    one.until(lambda: bool(one.marked("edited")), False)


def test_a_note_is_free_again_when_the_edit_is_given_up(one: OpenPage, other: OpenPage) -> None:
    one.add("Passport")
    other.shows("Passport")
    other.edit("Passport")
    one.until(lambda: one.marked("edited"), ["Passport"])
    other.press("Discard my changes")
    one.until(lambda: bool(one.marked("edited")), False)
