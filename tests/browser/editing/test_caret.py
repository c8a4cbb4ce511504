"""A click on the text of a note puts the caret where it was clicked."""

from contextlib import closing
from typing import Final

import httpx
import pytest
from selenium.webdriver import ActionChains

from notes_ui import theme
from tests.browser.support.editor import DESCRIPTION
from tests.browser.support.page import OpenPage
from tests.network.line import in_background
from tests.support.live import LiveServer

MIDDLE_OF: Final = """
    const walker = document.createTreeWalker(arguments[0], NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(arguments[1]);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        return [box.left + 1, box.top + box.height / 2].map(Math.round);
    }"""
"""where on the screen the first letter of some words begins"""
CARET: Final = "return [arguments[0].selectionStart, arguments[0].selectionEnd]"

TRACED: Final = f"return document.querySelectorAll('.{theme.TRACED_TEXT.split()[-1]}').length"

LONG: Final = " ".join(f"word{number}" for number in range(60))
RICH: Final = """\
See [the **small** print](https://notes.test/small/print) of small things & more \\*stars

1. one egg
2. two **eggs**
   - [ ] milk #shop

> quoted `code` here

```python
first = 1
second = first
```
"""


def click_before(page: OpenPage, title: str, words: str) -> None:
    """Click where the words begin, on the line that they are in."""
    x, y = page.run(MIDDLE_OF, page.card(title), words)
    pointer = ActionChains(page.driver)
    pointer.w3c_actions.pointer_action.move_to_location(x, y)  # type: ignore[no-untyped-call]
    pointer.w3c_actions.pointer_action.click()
    pointer.perform()


def caret(page: OpenPage, label: str) -> list[int]:
    """Where the caret is in a field that has the focus."""
    page.until(lambda: page.editor.has_focus(label), True)
    found: list[int] = page.run(CARET, page.editor.field(label))
    return found


def opened_before(page: OpenPage, rest: httpx.Client, title: str, text: str, words: str) -> str:
    """What comes before the caret in the description, after a click where the words begin."""
    rest.post("/api/notes", json={"title": title, "description": text})
    page.shows(title)
    page.rests()
    click_before(page, title, words)
    page.editor.opens()
    start, end = caret(page, DESCRIPTION)
    assert start == end
    return page.editor.texts[1].encode("utf-16-le")[: 2 * start].decode("utf-16-le")


def test_letters_typed_after_a_click_stand_where_it_was(one: OpenPage, rest: httpx.Client) -> None:
    rest.post("/api/notes", json={"title": "Passport renewed", "description": "Two photos"})
    one.shows("Passport renewed")
    click_before(one, "Passport renewed", "renewed")
    one.editor.opens()
    one.type("not ")
    one.editor.save()
    one.editor.closes()
    one.shows("Passport not renewed")
    click_before(one, "Passport not renewed", "photos")
    one.editor.opens()
    one.type("small ")
    one.editor.save()
    one.editor.closes()
    one.until(one.descriptions, ["Two small photos"])


@pytest.mark.parametrize("words", ["word0 ", "word17", "word42", "59"])
@pytest.mark.parametrize("width", [1280, 412])
def test_wrapped_text_has_the_caret_in_the_line_that_was_clicked(
    one: OpenPage, rest: httpx.Client, width: int, words: str
) -> None:
    one.look(width)
    assert opened_before(one, rest, "Wrapped", LONG, words) == LONG[: LONG.index(words)]


@pytest.mark.parametrize(
    "words",
    ["small things", "& more", "stars", "egg", "eggs", "milk", "code", "quoted", "second"],
)
def test_the_caret_is_in_the_markdown_that_makes_the_words(
    one: OpenPage, rest: httpx.Client, words: str
) -> None:
    before = opened_before(one, rest, "Rich", RICH, words)
    assert before == RICH[: RICH.index(words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("👩‍👩‍👧 three", ""),
        ("x", ""),
        ("é", ""),
        ("漢", ""),
        ("仮", ""),
        ("שלום", "ש"),
        ("مرحبا", "م"),
    ],
)
def test_the_caret_is_between_letters_of_any_kind(
    one: OpenPage, rest: httpx.Client, words: str, expected: str
) -> None:
    text = "👍🏽 one 👩‍👩‍👧 three x\né\n漢字仮名\nשלום עולם\nمرحبا بالعالم"
    before = opened_before(one, rest, "Signs", text, words)
    assert before == text[: text.index(words)] + expected  # the left of ש is behind it


def test_a_finger_finds_its_letter_too_far_down_a_scrolled_page(
    one: OpenPage, rest: httpx.Client
) -> None:
    one.look(412)
    for number in range(30):
        rest.post("/api/notes", json={"title": f"Note number {number}", "description": LONG})
    one.until(lambda: len(one.titles()), 30)
    one.run("arguments[0].scrollIntoView({block: 'center'})", one.card("Note number 9"))
    one.rests()
    one.touch_at(*one.run(MIDDLE_OF, one.card("Note number 9"), "word33"))
    one.editor.opens()
    assert caret(one, DESCRIPTION) == [LONG.index("word33")] * 2


def test_a_click_finds_its_letter_over_a_slow_line(
    server: LiveServer, windows: list[OpenPage], rest: httpx.Client
) -> None:
    with closing(in_background(server.port, delay=0.3)) as line:
        windows[0].open(f"http://127.0.0.1:{line.port}/front/notes")
        assert opened_before(windows[0], rest, "Far away", LONG, "word33")[-6:] == "ord32 "
        windows[0].leave()


def test_a_double_click_selects_a_word_and_leaves_no_traced_text(
    one: OpenPage, rest: httpx.Client
) -> None:
    rest.post("/api/notes", json={"title": "Passport renewed", "description": "Two photos"})
    one.shows("Passport renewed")
    one.rests()
    x, y = one.run(MIDDLE_OF, one.card("Passport renewed"), "photos")
    pointer = ActionChains(one.driver)
    pointer.w3c_actions.pointer_action.move_to_location(x + 4, y)  # type: ignore[no-untyped-call]
    pointer.double_click().perform()
    one.until(lambda: one.run("return String(getSelection())").strip(), "photos")
    one.until(lambda: one.run(TRACED), 0)
    assert not one.editor.is_open
