"""What can lie over the page."""

import httpx

from tests.browser.states.list import many_tags, trash
from tests.browser.states.notes import NOTES, readme, write
from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer


def history(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, *NOTES)
    for changes in ({"title": "Passports"}, {"description": "Four photos\n\n86 € each, cash"}):
        rest.patch("/api/notes/3", json=changes).raise_for_status()
    rest.patch("/api/notes/3", json={"title": "Passport", "done": True}).raise_for_status()
    page.open(server.page)
    page.edit("Passport")
    page.press("History")
    page.tells("Current version")


def files(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.press("Export and import")
    page.tells("Choose a file")


def preview(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    files(page, rest, server)
    exported = rest.get("/api/export", params={"format": "csv"}).text
    rows = f"{exported}99,A new one,,,,,,,\r\n98, ,,,,,,,\r\n".replace("Buy milk", "Buy oats")
    file = server.database.with_name("notes.csv")
    file.write_text(rows, newline="")
    page.upload(file)
    page.tells("with other content")


def asked(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    trash(page, rest, server)
    page.press("Empty the trash")
    page.tells("Delete 3 notes for good?")


def more_tags(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    many_tags(page, rest, server)
    page.press("More tags")
    page.until(lambda: page.says("#tag46"), True)


def keyboard_help(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.type("?")
    page.tells("Keyboard shortcuts")
