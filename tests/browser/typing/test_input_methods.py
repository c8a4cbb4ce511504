"""What is composed with an input method is kept, letter by letter, whatever arrives meanwhile."""

from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.support.editor import DESCRIPTION, TITLE
from tests.browser.support.page import OpenPage
from tests.browser.support.typist import Typist, others_writing, stored
from tests.network.line import in_background
from tests.support.live import LiveServer

COMPOSED = "牛乳を買う"


@pytest.fixture
def page(server: LiveServer, windows: list[OpenPage]) -> Iterator[OpenPage]:
    """The page of somebody at 300 ms of round trip, with the focus in the title of a new note."""
    with closing(in_background(server.port)) as line:
        line.delay(0.15)
        windows[0].open(f"http://127.0.0.1:{line.port}/front/notes")
        windows[0].field("Title").click()
        yield windows[0]
        windows[0].leave()


def test_titles_are_stored_as_composed(page: OpenPage, rest: httpx.Client) -> None:
    titles = [COMPOSED, "歯医者に電話", "旅券"]
    with others_writing(rest):
        for title in titles:
            Typist(page, 1).composes(title)
            page.type(Keys.ENTER)
    page.until(lambda: stored(rest), titles)


@pytest.mark.parametrize("label", ["Title", "Description"])
def test_an_enter_that_confirms_a_candidate_adds_nothing(
    page: OpenPage, rest: httpx.Client, label: str
) -> None:
    """Safari tells the end of the composition first: its Enter has nothing but the code 229."""
    page.field(label).click()
    page.compose("牛乳")
    page.press_key_of_an_input_method("Enter")
    page.type("と卵")
    page.until(lambda: page.text_in(label), "牛乳と卵")
    assert stored(rest) == []


def test_a_description_is_shown_as_composed(page: OpenPage, rest: httpx.Client) -> None:
    page.field("Description").click()
    with others_writing(rest):
        Typist(page, 2).composes(COMPOSED)
    page.until(lambda: page.text_in("Description"), COMPOSED)


@pytest.mark.parametrize("label", [TITLE, DESCRIPTION])
def test_a_note_is_edited_as_composed(page: OpenPage, rest: httpx.Client, label: str) -> None:
    rest.post("/api/notes", json={"title": "Shop", "description": "List"})
    page.shows("Shop")
    page.edit("Shop")
    page.editor.go_to(label)
    page.type(Keys.END)
    with others_writing(rest):
        Typist(page, 3).composes(COMPOSED)
    page.editor.save()
    field, before = {TITLE: ("title", "Shop"), DESCRIPTION: ("description", "List")}[label]
    page.until(lambda: rest.get("/api/notes/1").json()[field], f"{before}{COMPOSED}")


def test_a_search_finds_what_was_composed(page: OpenPage, rest: httpx.Client) -> None:
    rest.post("/api/notes", json={"title": COMPOSED})
    page.search_field.click()
    with others_writing(rest):
        Typist(page, 4).composes(COMPOSED)
    page.shows(COMPOSED)
    page.until(lambda: page.search_field.get_attribute("value"), COMPOSED)


def test_a_tag_is_given_as_composed(page: OpenPage, rest: httpx.Client) -> None:
    rest.post("/api/notes", json={"title": "Shop"})
    page.shows("Shop")
    page.click(page.part("Shop", "h2"), held=Keys.CONTROL)
    page.shows_selected("Shop")
    page.driver.find_element(By.CSS_SELECTOR, "[aria-label='Tag to add']").click()
    with others_writing(rest):
        Typist(page, 5).composes("買い物")
        page.type(Keys.ENTER)
    page.until(lambda: rest.get("/api/notes/1").json()["description"], "#買い物")
