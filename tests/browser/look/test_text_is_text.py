"""Whatever is written in a note is shown as it was written, and nothing of it runs."""

import re
from collections.abc import Iterator
from typing import Any, Final

import httpx
import pytest

from tests.browser.support.listener import Listener, listening
from tests.browser.support.page import OpenPage
from tests.support.xss_corpus import XSS

ALLOWED: Final = {
    *("h2.note-title", "div.note-text", "a.note-tag", "a", "mark", "br", "hr"),
    *("p", "h3", "h4", "h5", "h6", "em", "strong", "s", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "li.note-task", "span.note-task-text", "button.note-tick"),
    "button.notes-only-heard",  # Edit
    *("table", "thead", "tbody", "tr", "th", "td"),
}
"""elements with their classes: all that may come of a text"""
ATTRIBUTES: Final = {
    *("class", "dir", "href", "rel", "target", "start"),
    *("type", "role", "tabindex", "aria-checked", "aria-label", "command", "commandfor"),
}
ELEMENTS: Final = """
    return [...document.querySelectorAll('.note-body *')].map(element => [
        [element.localName, ...element.classList].join('.'),
        Object.fromEntries([...element.attributes].map(one => [one.name, one.value])),
        Number(element.closest('li[data-note-id]').dataset.noteId)])"""
BODIES: Final = "return document.querySelectorAll('.note-body').length"
FETCHED: Final = "return performance.getEntriesByType('resource').map(entry => entry.name)"
PWNED: Final = "return [window.pwned, document.title, document.querySelectorAll('h1').length]"
OWN: Final = re.compile(
    r"/front/(_nicegui/|socket\.io|_nicegui_ws/|favicon|remembered)|data:image/"
)


@pytest.fixture
def evil() -> Iterator[Listener]:
    """A server that nobody should ever speak to: the one that the texts point to."""
    with listening() as listener:
        yield listener


def texts(evil: Listener) -> list[str]:
    return [text.replace("evil.test", evil.address).replace("a.test", evil.address) for text in XSS]


def written(rest: httpx.Client, notes: list[dict[str, str]]) -> int:
    """Send the notes, and tell how many of them were taken."""
    answers = [rest.post("/api/notes", json=note) for note in notes]
    assert {answer.status_code for answer in answers} <= {201, 422}
    return sum(answer.is_success for answer in answers)


def is_harmless(page: OpenPage, url: str) -> None:
    """Assert that nothing has come of the texts but text, and what text is made of."""
    for element, attributes, note in page.run(ELEMENTS):
        assert element in ALLOWED
        assert attributes.keys() <= ATTRIBUTES, element
        assert goes_nowhere_bad(attributes, note), attributes
    assert page.run(PWNED) == [None, "Notes", 1]
    assert [name for name in page.run(FETCHED) if not is_own(name, url)] == []
    assert page.field("Title").is_displayed()


def goes_nowhere_bad(attributes: dict[str, Any], note: int) -> bool:
    """Whether a link leaves safely or shows a tag, and a button is about its own note."""
    target, command = attributes.get("href"), attributes.get("command")
    if target is not None and attributes.get("class") == "note-tag":
        return bool(target.startswith("/front/notes?tag="))
    if target is not None:
        outward = (attributes.get("target"), attributes.get("rel"))
        safe = outward == ("_blank", "noopener noreferrer nofollow")
        return safe and bool(re.match("https?://|mailto:", target))
    return command is None or bool(re.match(rf"--(task-{note}-1-\d+-[01]|edit-{note})$", command))


def is_own(name: str, url: str) -> bool:
    return bool(OWN.match(name.removeprefix(url)))


@pytest.mark.parametrize("part", ["title", "description"])
def test_nothing_written_in_a_note_runs_loads_or_breaks_anything(
    one: OpenPage, other: OpenPage, rest: httpx.Client, evil: Listener, part: str
) -> None:
    plain = {"title": "Plain", "description": ""}
    hostile = [plain | {part: text[:200] if part == "title" else text} for text in texts(evil)]
    count = 0
    for start in range(0, len(hostile), 50):
        count += written(rest, hostile[start : start + 50])
        for page in (one, other):
            page.until(page.count, f"{count} notes")  # the notes arrive on open pages
            is_harmless(page, str(rest.base_url))
        one.reload()  # and are there when a page is built
        assert one.run(BODIES) == 50
        is_harmless(one, str(rest.base_url))
    assert count >= len(XSS) - 10  # some hold a character that no note may hold
    one.add("Still usable")
    other.until(lambda: other.titles()[0], "Still usable")
    assert evil.heard == []


def test_hostile_text_is_harmless_in_an_edit_a_conflict_or_a_search(
    one: OpenPage, other: OpenPage, rest: httpx.Client, evil: Listener
) -> None:
    text = f"<img src=x onerror=window.pwned=1> <img src=//{evil.address}/x>"
    one.add(text, text)
    other.shows(text)
    assert other.descriptions() == [text]
    one.edit(text)
    assert one.editor.texts == (text, text)
    one.type(" mine")
    rest.patch("/api/notes/1", json={"title": f"{text} theirs"}).raise_for_status()
    one.editor.warns(f"{text} theirs")
    other.search("img onerror")
    other.until(other.count, "1 note found")
    other.shows(f"{text} theirs")
    for page in (one, other):
        is_harmless(page, str(rest.base_url))
    assert evil.heard == []


def test_any_script_has_its_own_direction_and_lines_stay_lines(
    one: OpenPage, rest: httpx.Client
) -> None:
    lines = "line one\nline two\n\nand a paragraph\n\n```\n  indented\n```"
    for text in ("👩‍👩‍👧‍👦 🏳️‍🌈 café", "שלום עולם", lines):
        note = {"title": text.partition("\n")[0], "description": text}
        rest.post("/api/notes", json=note).raise_for_status()
    shown = lines.replace("```\n", "").removesuffix("\n```")
    one.until(one.descriptions, [shown, "שלום עולם", "👩‍👩‍👧‍👦 🏳️‍🌈 café"])
    for selector in ("h2", "p"):
        hebrew = one.part("שלום עולם", selector)
        assert hebrew.value_of_css_property("direction") == "rtl"
    assert one.part("line one", "pre").text == "  indented"
