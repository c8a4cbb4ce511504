"""What is seen while notes are written, edited and changed."""

import httpx
from selenium.webdriver.common.keys import Keys

from notes_ui import theme
from notes_ui.runtime.browser_cookie import COOKIE
from tests.api.support.opened import sql
from tests.browser.states.list import fifty
from tests.browser.states.notes import readme
from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer


def refused(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.add("  ")
    page.tells("Write a title")


def too_long(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    for label, text in (("Title", "title " * 40), ("Description", "pasted " * 3600)):
        page.field(label).click()
        page.paste(text)
    page.tells("25,200")


def editing(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.edit("Passport")


def unfinished(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    """More texts of closed tabs than are listed at once."""
    readme(page, rest, server)
    browser = page.driver.get_cookie(COOKIE) or {}
    with sql(server.database) as other:
        for title in ("Jam", "Tea", "Salt", "Rice", "Oats", "Milk", "Dear all,"):
            other.execute(
                "INSERT INTO note_draft (tab, note_id, title, description, base, browser)"
                " VALUES (?, 0, ?, 'the meeting is moved to Friday', '', ?)",
                (f"of {title}", title, browser["value"]),
            )
    page.reload()
    page.tells("Show all 7")


def conflict(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    editing(page, rest, server)
    page.type(Keys.END, " of mine")
    rest.patch("/api/notes/3", json={"title": "Passport of theirs"}).raise_for_status()
    page.editor.warns("Passport of theirs")


def deleted_meanwhile(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    editing(page, rest, server)
    rest.delete("/api/notes/3").raise_for_status()
    page.editor.warns("Someone deleted this note")


def told(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    selection(page, rest, server)
    page.driver.find_element("css selector", f".{theme.SELECTION} input").click()
    page.type("two words", Keys.ENTER)
    page.tells("A tag is one word")


def added(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.add("Passport photos")
    page.tells("Note added")


def shown_to(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    added(page, rest, server)
    page.press("Show")
    page.until(lambda: page.marked("found"), ["Passport photos"])


def selection(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    for number, title in enumerate(("Buy milk", "Call the dentist"), start=1):
        part = page.part(title, "h2")
        page.run("arguments[0].scrollIntoView({block: 'center'})", part)  # out from under the bar
        page.click(part, held=Keys.CONTROL)
        page.tells(f"{number} selected")


def selection_scrolled(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    fifty(page, rest, server)
    page.click(page.part("Note 159", "h2"), held=Keys.CONTROL)
    page.press("Select all shown")
    page.tells("50 selected")
    page.run("scrollTo(0, 700)")


def no_room_for_a_tag(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    selection(page, rest, server)
    rest.patch("/api/notes/6", json={"description": "word " * 3999}).raise_for_status()
    page.until(lambda: "Show all" in page.card("Buy milk").text, True)
    field = page.driver.find_element("css selector", f".{theme.SELECTION} input")
    page.run("arguments[0].scrollIntoView()", field)
    field.click()
    page.type("shop", Keys.ENTER)
    page.tells("No tag was added")


def deleted(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.delete("Buy milk")
    page.tells("Note deleted")
