"""The address holds what is shown: it can be kept, shared, and gone back to."""

import httpx
import pytest

from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer

ALL = ("Read", "Buy milk #shop", "Buy bread #shop", "Dentist")


@pytest.fixture(autouse=True)
def _notes(rest: httpx.Client, one: OpenPage) -> None:
    for title in reversed(ALL):
        rest.post("/api/notes", json={"title": title}).raise_for_status()
    rest.patch("/api/notes/1", json={"done": True})
    one.shows(*ALL)


def is_at(page: OpenPage, query: str) -> None:
    """Assert that the address comes to end so."""
    path = "/front/notes"
    page.until(lambda: page.driver.current_url.partition(path)[2], query)


def test_a_search_is_in_the_address_for_a_reload_and_for_a_friend(
    one: OpenPage, windows: list[OpenPage]
) -> None:
    one.search("MILK buy")
    one.shows("Buy milk #shop")
    is_at(one, "?q=MILK+buy")
    assert one.count() == "1 note found"
    marks = one.driver.find_elements("css selector", "mark")
    assert [mark.text for mark in marks] == ["Buy", "milk"]
    one.reload()
    windows[1].open(one.driver.current_url)
    for page in windows:
        page.shows("Buy milk #shop")
        assert page.search_field.get_property("value") == "MILK buy"


def test_back_and_forward_go_through_the_views(one: OpenPage) -> None:
    one.link("Open 3").click()
    one.shows(*ALL[:3])
    is_at(one, "?done=false")
    one.click(one.part("Buy bread #shop", "a.note-tag"))
    one.shows("Buy milk #shop", "Buy bread #shop")
    is_at(one, "?tag=shop")
    one.search("bre")  # three letters, one step
    one.shows("Buy bread #shop")
    is_at(one, "?q=bre&tag=shop")
    for query, titles in (("?tag=shop", ALL[1:3]), ("?done=false", ALL[:3]), ("", ALL)):
        one.driver.back()
        one.shows(*titles)
        is_at(one, query)
    assert one.search_field.get_property("value") == ""
    for query, titles in (("?done=false", ALL[:3]), ("?tag=shop", ALL[1:3])):
        one.driver.forward()
        one.shows(*titles)
        is_at(one, query)
    one.driver.forward()
    one.shows("Buy bread #shop")
    one.until(lambda: str(one.search_field.get_property("value")), "bre")


def test_views_tags_and_orders_are_chosen_by_links_and_a_menu(one: OpenPage) -> None:
    one.link("Done 1").click()
    one.shows("Dentist")
    assert one.link("Done 1").get_attribute("aria-current") == "true"
    one.link("All 4").click()
    one.shows(*ALL)
    one.link("#shop 2").click()
    one.shows("Buy milk #shop", "Buy bread #shop")
    one.link("#shop 2").click()  # once more takes it off
    one.shows(*ALL)
    one.press("Newest")
    one.link("Title A–Z").click()
    one.shows("Buy bread #shop", "Buy milk #shop", "Dentist", "Read")
    is_at(one, "?sort=title")
    one.until(lambda: one.says("Recently changed"), False)  # the menu has closed
    assert one.focused() == one.buttons("Title A–Z")[0]


def test_two_windows_with_different_views_both_follow_each_change(
    server: LiveServer, windows: list[OpenPage], one: OpenPage
) -> None:
    one.link("Open 3").click()
    one.shows(*ALL[:3])
    other = windows[1]
    other.open(f"{server.page}?done=true")
    other.shows("Dentist")
    one.tick("Read")
    one.shows(*ALL[1:3])
    other.shows("Read", "Dentist")
    other.tick("Dentist")
    one.shows(*ALL[1:3], "Dentist")
    other.shows("Read")
    for page in (one, other):
        assert page.link("Open").text == "Open 3"
        assert page.link("Done").text == "Done 1"


def test_invalid_parameters_of_an_address_are_ignored(one: OpenPage, server: LiveServer) -> None:
    one.open(f"{server.page}?q=%22%29%20OR%20*%20%F0%9F%8F%94&sort=sideways&done=perhaps")
    one.shows()
    assert one.says("Nothing found")
    one.link("Show all notes").click()
    one.shows(*ALL)
