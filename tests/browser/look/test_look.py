"""It can be read, reached and used on every screen, by everybody."""

import re
from functools import partial
from typing import Final

import httpx
import pytest

from tests.browser.support.page import OpenPage

TEXTS: Final = [
    ("w" * 200, ""),
    ("😀👩‍👩‍👧‍👦🏳️‍🌈" * 12, "🎉" * 300),
    ("مرحبا بالعالم", "שלום עולם " * 40),
    ("A long one", "every word of it " * 1176 + "the end"),
    ("A long one without a space", "w" * 20_000),
    ("An ordinary one", "two litres, oat if they have it"),
]
WIDER: Final = "return document.documentElement.scrollWidth - window.innerWidth"
CONTROLS: Final = "a[href], button, input, textarea, [role=checkbox], [tabindex='0']"
GROUND: Final = "return getComputedStyle(document.body).backgroundColor"
SHOWN_TEXT: Final = """
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement, style = getComputedStyle(element);
        const scale = element.getBoundingClientRect().height / element.offsetHeight;
        const size = parseFloat(style.fontSize) * scale, text = walker.currentNode.data.trim();
        const grounds = [];
        for (let behind = element; behind; behind = behind.parentElement) {
            grounds.unshift(getComputedStyle(behind).backgroundColor);
        }
        // A size of 0 hides the word of a button that shows a symbol.
        if (text && size && element.checkVisibility({visibilityProperty: true})) {
            found.push([text.slice(0, 40), size, [...grounds, style.color]]);
        }
    }
    return found"""


def fill(page: OpenPage, rest: httpx.Client) -> None:
    for title, description in TEXTS:
        answer = rest.post("/api/notes", json={"title": title, "description": description})
        answer.raise_for_status()
    page.shows(*(title for title, _ in reversed(TEXTS)))


def test_every_control_has_a_name_and_every_note_is_a_list_item(
    one: OpenPage, rest: httpx.Client
) -> None:
    fill(one, rest)
    assert one.run("return document.documentElement.lang")
    assert one.driver.title
    names = [
        (control.aria_role, control.accessible_name)
        for control in one.driver.find_elements("css selector", CONTROLS)
        if control.is_displayed()
    ]
    assert ("textbox", "Title") in names
    assert ("textbox", "Description") in names
    assert ("button", "Add note") in names
    assert ("checkbox", "Done: An ordinary one") in names
    assert [role for role, name in names if not name.strip()] == []
    for title, _ in TEXTS:
        card = one.card(title)
        assert card.aria_role == "listitem"
        assert (card.get_attribute("data-note-id") or "").isdigit()
        assert one.delete_button(title).accessible_name == f"Delete: {title}"
        assert one.done_checkbox(title).accessible_name == f"Done: {title}"


def test_nothing_is_wider_than_the_screen(one: OpenPage, rest: httpx.Client) -> None:
    fill(one, rest)
    for width in (320, 412, 768, 1280):
        one.look(width)
        one.until(lambda: one.run("return window.innerWidth"), width)
        assert one.run(WIDER) <= 0, width
    for _ in one.buttons("Show all"):
        one.press("Show all")
        one.until(lambda: one.says("Show less"), True)
    one.until(one.descriptions, [description.strip() for _, description in reversed(TEXTS)])
    for width in (1280, 412, 320):
        one.look(width)
        one.until(lambda: one.run("return window.innerWidth"), width)
        assert one.run(WIDER) <= 0, width


def test_light_and_dark_follow_the_system_and_every_text_is_legible(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    other.look(412, dark=True)
    fill(one, rest)
    other.shows(*(title for title, _ in reversed(TEXTS)))
    one.tick("An ordinary one")
    other.shows_ticked("An ordinary one")
    for page in (one, other):
        page.add("  ")
        page.until(partial(page.says, "Write a title"), True)
    assert seen(one.run(GROUND)) == pytest.approx([251, 251, 250])
    assert seen(other.run(GROUND)) == pytest.approx([23, 24, 26])
    for page in (one, other):
        page.rests()
        assert too_small(page) == []
        assert too_faint(page) == []


def too_small(page: OpenPage) -> list[str]:
    """The texts that are shown in less than 13 pixels."""
    return [text for text, size, _ in page.run(SHOWN_TEXT) if round(size) < 13]


def too_faint(page: OpenPage) -> list[str]:
    """The texts whose contrast is below what the WCAG ask for (AA)."""
    return [text for text, _, layers in page.run(SHOWN_TEXT) if contrast(*layers) < 4.5]


def contrast(*layers: str) -> float:
    """The contrast of the last layer to those that it lies on."""
    darker, brighter = sorted(luminance(seen(*part)) for part in (layers[:-1], layers))
    return (brighter + 0.05) / (darker + 0.05)


def seen(*layers: str) -> list[float]:
    """What colours look like that lie on each other: red, green and blue from 0 to 255."""
    result = [255.0, 255.0, 255.0]
    for layer in layers:
        *colour, alpha = [*map(float, re.findall(r"[\d.]+", layer)), 1.0][:4]
        result = [new * alpha + old * (1 - alpha) for new, old in zip(colour, result, strict=True)]
    return result


def luminance(colour: list[float]) -> float:
    """As https://www.w3.org/TR/WCAG22/#dfn-relative-luminance has it."""
    parts = [part / 255 for part in colour]
    red, green, blue = (((p + 0.055) / 1.055) ** 2.4 if p > 0.04045 else p / 12.92 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_an_ordinary_visit_on_a_phone_leaves_no_error_in_the_console(one: OpenPage) -> None:
    one.look(412)
    one.add("Buy milk", "two litres")
    one.shows("Buy milk")
    one.tick("Buy milk")
    one.shows_ticked("Buy milk")
    one.delete("Buy milk")
    one.shows()
    assert one.complaints() == []
