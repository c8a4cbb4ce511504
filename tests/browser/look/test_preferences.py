"""The page is as each one's system, browser and own choice have it: light, still, in French."""

from typing import Final

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from notes_ui import theme
from notes_ui.page.browse import appearance
from tests.browser.look.test_look import GROUND, seen
from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer

LIGHT: Final = [251, 251, 250]
DARK: Final = [23, 24, 26]
COUNT_MOTION: Final = """
    window.moved = [];
    for (const kind of ['animationstart', 'transitionrun']) document.addEventListener(
        kind, event => window.moved.push(event.animationName || event.propertyName), true)"""
TEXTS: Final = """
    return [...document.querySelectorAll('label, button, nav a, .notes-empty div, [aria-label]')]
        .flatMap(each => [each.ariaLabel, each.innerText]).filter(Boolean)"""
HIDDEN_ON_PAPER: Final = (theme.COMPOSER, theme.SEARCH, theme.TOOLBAR, theme.FACE, theme.FOOTER)


def has_ground(page: OpenPage, colour: list[int]) -> None:
    page.until(lambda: [round(part) for part in seen(page.run(GROUND))], colour)


def next_face(page: OpenPage) -> str:
    """Press the button for light and dark; return what is chosen then."""
    button = page.driver.find_element("class name", theme.FACE)
    before = button.accessible_name
    button.click()
    page.until(lambda: button.accessible_name == before, False)
    return button.accessible_name.partition(": ")[2]


def cookies(page: OpenPage) -> list[str]:
    """All that the page has the browser remember of what was chosen."""
    found = [one for one in page.driver.get_cookies() if one["name"] == appearance.COOKIE]
    return [cookie["value"].strip('"') for cookie in found]


def test_only_this_browser_keeps_dark_until_it_follows_the_system(
    one: OpenPage, other: OpenPage
) -> None:
    has_ground(one, LIGHT)
    assert next_face(one) == "Light"
    one.look(1280, dark=True)
    has_ground(one, LIGHT)
    one.look(1280)
    assert next_face(one) == "Dark"
    has_ground(one, DARK)
    one.until(lambda: cookies(one), ["1"])
    one.reload()
    has_ground(one, DARK)
    other.reload()
    has_ground(other, LIGHT)
    assert next_face(one) == "Like the system"
    for dark, colour in ((True, DARK), (False, LIGHT)):
        one.look(1280, dark=dark)
        has_ground(one, colour)
    one.until(lambda: cookies(one), [""])
    one.look(1280, dark=True)
    one.reload()
    has_ground(one, DARK)


def what_moves(page: OpenPage, still: bool) -> list[str]:
    """The animations of an ordinary visit."""
    page.look(1280, still=still)
    page.run(COUNT_MOTION)
    page.add("Passport", "Two photos")
    page.shows("Passport")
    page.tick("Passport")
    page.shows_ticked("Passport")
    page.edit("Passport")
    page.type(Keys.ESCAPE)
    page.editor.closes()
    page.delete("Passport")
    page.tells("Note deleted")
    page.type("?")
    page.tells("Keyboard shortcuts")
    page.type(Keys.ESCAPE)
    page.until(lambda: page.says("Keyboard shortcuts"), False)
    moved: list[str] = page.run("return window.moved")
    return [each for each in moved if each != "visibility"]  # it only appears later


def test_nothing_moves_if_the_system_prefers_reduced_motion(one: OpenPage, other: OpenPage) -> None:
    assert what_moves(one, still=True) == []
    assert what_moves(other, still=False) != []


def test_a_browser_that_prefers_french_gets_it_beside_an_english_one(
    server: LiveServer, windows: list[OpenPage], other: OpenPage
) -> None:
    one = windows[0]
    one.prefer("fr-CA,fr;q=0.9,en;q=0.8")
    one.open(server.page)
    assert one.run("return document.documentElement.lang") == "fr"
    assert other.run("return document.documentElement.lang") == "en-US"
    assert one.says("Pas encore de notes")
    assert other.says("No notes yet")
    texts = set(one.run(TEXTS))
    assert {"Titre", "Ajouter", "Chercher", "À faire 0"} <= texts
    english = set(other.run(TEXTS)) - {"Description", "API", "Notes", "☾", "◐", "☀"}
    assert texts & english == set()
    one.field("Titre").send_keys("Acheter du lait", Keys.ENTER)
    other.shows("Acheter du lait")
    one.until(one.count, "1 note")
    one.until(one.here, "2 ici")
    assert one.done_checkbox("Acheter du lait").accessible_name == "Faite : Acheter du lait"
    one.click(one.part("Acheter du lait", "h2"))
    one.tells("Fermer")
    one.type(Keys.ESCAPE)
    one.editor.closes()
    other.delete("Acheter du lait")
    one.shows()
    one.tells("Corbeille 1")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_paper_shows_the_notes_black_on_white_and_nothing_to_press(
    one: OpenPage, rest: httpx.Client, dark: bool
) -> None:
    rest.post("/api/notes", json={"title": "Passport", "description": "Two photos"})
    one.shows("Passport")
    one.look(800, dark=dark, paper=True)
    one.until(lambda: one.run("return matchMedia('print').matches"), True)
    for name in HIDDEN_ON_PAPER:
        assert not one.driver.find_element("class name", name).is_displayed(), name
    assert not one.part("Passport", f".{theme.CARD_DELETE}").is_displayed()
    title = one.part("Passport", "h2")
    assert title.is_displayed()
    assert one.part("Passport", "p").is_displayed()
    assert seen(one.run(GROUND)) == [255, 255, 255]
    ink = seen("rgb(255, 255, 255)", title.value_of_css_property("color"))
    assert max(ink) < 80
