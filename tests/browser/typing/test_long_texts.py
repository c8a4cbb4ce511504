"""A text that is longer than a note can hold is told so, kept, and never stored in part."""

from typing import Final

import httpx
from selenium.webdriver.common.keys import Keys

from tests.browser.editing.test_editing import note
from tests.browser.support.editor import DESCRIPTION
from tests.browser.support.page import OpenPage

HUGE: Final = "word " * 200_000
"""a million characters, of which a field takes as many as it can report"""
TAKEN: Final = 100_000
TOLD: Final = "At most 20,000 characters: this text has 100,000"


def test_a_text_too_long_is_told_at_once_and_survives_a_reload_whole(
    one: OpenPage, other: OpenPage
) -> None:
    for label, text in (("Title", "t" * 250), ("Description", "x" * 25_000)):
        one.field(label).click()
        one.paste(text)
    for again in (False, True):
        if again:
            one.reload()
        one.tells("At most 20,000 characters: this text has 25,000")
        one.tells("At most 200 characters: this text has 250")
        one.until(lambda: len(one.text_in("Title")), 250)
        one.until(lambda: len(one.text_in("Description")), 25_000)
    one.press("Add note")
    other.add("Meanwhile")
    for page in (one, other):
        page.until(lambda page=page: "Meanwhile" in page.titles(), True)  # type: ignore[misc]
        assert not [title for title in page.titles() if title.startswith("ttt")]
    assert len(one.text_in("Description")) == 25_000


def test_of_a_million_pasted_characters_a_new_note_says_what_it_took(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    one.field("Title").send_keys("Book")
    one.field("Description").click()
    one.paste(HUGE)
    one.tells(TOLD)
    one.press("Add note")
    other.add("Meanwhile")
    one.shows("Meanwhile")
    assert len(rest.get("/api/notes").json()) == 1
    for again in (False, True):
        if again:
            one.reload()
        one.tells(TOLD)
        one.until(lambda: one.text_in("Description") == HUGE[:TAKEN], True)
        assert one.text_in("Title") == "Book"


def test_of_a_million_pasted_characters_an_editor_says_what_it_took(
    one: OpenPage, other: OpenPage, rest: httpx.Client
) -> None:
    rest.post("/api/notes", json={"title": "Book", "description": "Once"})
    one.shows("Book")
    one.edit("Book")
    one.editor.go_to(DESCRIPTION)
    one.press_together(Keys.CONTROL, "a")
    one.paste(HUGE)
    one.tells(TOLD)
    one.editor.save()
    other.add("Meanwhile")
    one.shows("Meanwhile", "Book")
    assert note(rest) == ("Book", "Once")
    for again in (False, True):
        if again:
            one.reload()
        one.until(lambda: one.editor.is_open, True)
        one.tells(TOLD)
        one.until(lambda: one.editor.texts[1] == HUGE[:TAKEN], True)
