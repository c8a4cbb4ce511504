"""It fits small screens, thumbs and great magnification, and every state of the page does."""

from itertools import pairwise
from typing import Final

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from notes_ui import theme
from tests.browser.look.test_look import WIDER
from tests.browser.states.every import STATES
from tests.browser.support.editor import DESCRIPTION
from tests.browser.support.page import OpenPage
from tests.browser.support.window import INTO_SIGHT
from tests.support.live import LiveServer

TARGETS: Final = """  // links within a sentence are as high as their line: axe-core looks at them
    const all = `a[href]:not(.note-body *), .note-body a.note-tag,
                 button, input, textarea, [role=checkbox]`;
    return [...document.querySelectorAll(all)].map(each => {
        const box = (each.closest('label') ?? each).getBoundingClientRect();
        const within = each.closest('.note-body') !== null;
        const shown = each.checkVisibility({visibilityProperty: true, opacityProperty: true});
        return [each.ariaLabel || each.textContent, box.width, box.height, within, shown];
    }).filter(([, width,,, shown]) => shown && width > 1)"""
BOX: Final = """
    const box = arguments[0].getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom].map(Math.round)"""
HIT: Final = """
    const [x, y, selector] = arguments, hit = document.elementFromPoint(x, y);
    return hit !== null && hit.closest(selector) !== null"""
TICKS: Final = """return [...document.querySelectorAll('.note-tick')].map(tick => {
    const box = tick.getBoundingClientRect();
    return [box.top, box.bottom, box.width].map(Math.round) })"""
EVERY: Final = ("markdown", "conflict", "selection", "trash", "keyboard-help", "a-later-window")


@pytest.fixture
def phone(server: LiveServer, windows: list[OpenPage]) -> OpenPage:
    """The page on a phone."""
    windows[0].look(412, 800)
    windows[0].open(server.page)
    return windows[0]


@pytest.mark.parametrize("state", EVERY)
def test_thumbs_hit_everything_on_a_phone_and_nothing_is_too_wide(
    server: LiveServer, windows: list[OpenPage], rest: httpx.Client, state: str
) -> None:
    phone = windows[0]
    phone.look(412, 800)
    STATES[state](phone, rest, server)
    for width in (412, 320):
        phone.look(width, 800)
        phone.until(lambda width=width: phone.run("return window.innerWidth"), width)  # type: ignore[misc]
        phone.rests()
        assert phone.run(WIDER) <= 0
        targets = phone.run(TARGETS)
        assert len(targets) > 5
        small = [
            (name, size)
            for name, *size, within, _ in targets
            if round(min(size)) < (32 if within else 44)
        ]
        assert small == []


def test_a_thumb_that_ticks_a_task_meets_no_other(
    server: LiveServer, windows: list[OpenPage], rest: httpx.Client
) -> None:
    for page, width in zip(windows, (412, 320), strict=True):
        page.look(width, 800)
        (STATES["readme"] if page is windows[0] else lambda p, _, s: p.open(s.page))(
            page, rest, server
        )
        page.until(lambda page=page: len(page.run(TICKS)), 3)  # type: ignore[misc]
        ticks = page.run(TICKS)
        assert all(width >= 44 and bottom - top >= 40 for top, bottom, width in ticks)
        assert all(above[1] <= below[0] for above, below in pairwise(ticks))


@pytest.mark.parametrize("width", [320, 412, 1280])
def test_the_header_covers_the_list_and_clear_selection_is_in_reach(
    server: LiveServer, windows: list[OpenPage], rest: httpx.Client, width: int
) -> None:
    page = windows[0]
    page.look(width, 800)
    STATES["selection-scrolled"](page, rest, server)
    header = page.run(BOX, page.driver.find_element("class name", theme.HEADER))
    left, _, right, _ = page.run(BOX, page.card("Note 159"))
    assert page.run("return scrollY") > 0
    for x in (left, (left + right) // 2, right - 1):
        assert page.run(HIT, x, header[3] - 1, f".{theme.HEADER}"), x
    (clear,) = page.buttons("Clear selection")
    box = page.run(BOX, clear)
    assert box[0] >= 0
    assert box[2] <= width
    bar = page.driver.find_element("class name", theme.SELECTION)
    assert page.run(BOX, bar)[2] <= width
    page.press("Select all shown")  # however far to the right
    clear.click()
    page.shows_selected()


@pytest.mark.parametrize("width", [412, 1280])
@pytest.mark.parametrize("state", ["no-room-for-a-tag", "told"])
def test_a_notice_covers_neither_the_selection_nor_the_undo_offer(
    server: LiveServer, windows: list[OpenPage], rest: httpx.Client, state: str, width: int
) -> None:
    page = windows[0]
    page.look(width, 800)
    STATES[state](page, rest, server)
    page.rests()
    notice = page.run(BOX, page.driver.find_element("class name", theme.NOTICE))
    assert notice[1] >= 0
    assert notice[3] <= 160
    assert notice[0] >= 0
    assert notice[2] <= width
    if state == "no-room-for-a-tag":
        field = page.driver.find_element("css selector", f".{theme.SELECTION} input")
        assert field.get_property("value") == "shop"


def test_a_thumb_reaches_the_new_note_and_everything_can_be_done(
    phone: OpenPage, other: OpenPage
) -> None:
    composer = phone.driver.find_element("class name", theme.COMPOSER)
    assert phone.run(BOX, composer)[3] == 800
    phone.add("Buy milk", "- [ ] oat")
    for number in range(12):
        other.add(f"Note {number}")
        other.until(lambda number=number: f"Note {number}" in other.titles(), True)  # type: ignore[misc]
    phone.until(phone.count, "13 notes")
    assert phone.run(BOX, composer)[3] == 800
    phone.run("scrollTo(0, document.body.scrollHeight)")
    last = phone.part("Buy milk", "[role=checkbox][aria-label=oat]")
    assert phone.run(BOX, last)[3] < phone.run(BOX, composer)[1]  # nothing hides behind it
    last.click()
    other.until(lambda: "oat" in str(ticked(other)), True)

    phone.edit("Buy milk")
    phone.type(Keys.END, " today")
    phone.editor.go_to(DESCRIPTION)
    left, top, right, bottom = phone.run(BOX, phone.focused())
    assert left >= 0
    assert top >= 0
    assert right <= 412
    assert bottom <= 800
    phone.press("Close")
    phone.editor.closes()
    other.until(lambda: other.titles()[-1], "Buy milk today")
    phone.delete_button("Buy milk today").click()  # it is there without pointing at the note
    phone.press("Undo")
    other.until(lambda: other.titles()[-1], "Buy milk today")


def ticked(page: OpenPage) -> list[str]:
    boxes = page.driver.find_elements("css selector", "li li [aria-checked=true]")
    return [box.accessible_name for box in boxes]


@pytest.mark.parametrize("state", EVERY)
def test_at_twice_the_size_everything_is_there(
    server: LiveServer, windows: list[OpenPage], rest: httpx.Client, state: str
) -> None:
    page = windows[0]
    page.look(640, 450, scale=2)
    STATES[state](page, rest, server)
    assert page.run(WIDER) <= 0
    field = page.field("Title")
    if state != "keyboard-help":
        page.run(INTO_SIGHT, field)
        field.click()
        page.type("usable")
        assert page.text_in("Title") == "usable"
