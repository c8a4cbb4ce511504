"""What the list can show, and what stands around it."""

import httpx
from selenium.webdriver.common.keys import Keys

from tests.browser.states.notes import EMOJI, MARKDOWN, NOTES, readme, write
from tests.browser.support.page import OpenPage
from tests.network.line import in_background
from tests.support.live import LiveServer


def empty(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    page.open(server.page)


def one_note(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, {"title": "Buy milk"})
    page.open(server.page)


def markdown(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, {"title": "Everything #work", "description": MARKDOWN, "pinned": True})
    page.open(server.page)
    if page.buttons("Show all"):
        page.press("Show all")


def fifty(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, *({"title": f"Note {number}", "done": number % 3 == 0} for number in range(160)))
    page.open(server.page)


def a_later_window(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    fifty(page, rest, server)
    for last in ("Note 60", "Note 10"):
        page.press("Show 50 more")
        page.until(lambda last=last: page.titles()[-1], last)  # type: ignore[misc]
    page.run("scrollTo(0, 0)")


def long_title(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, {"title": "w" * 200, "description": "w" * 300}, {"title": "many words " * 18})
    page.open(server.page)


def long_description(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, {"title": "A long one", "description": "every word of it " * 1176})
    page.open(server.page)


def emoji_and_right_to_left(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, *EMOJI)
    page.open(server.page)


def found(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.search("the")
    page.tells("found")


def nothing_found(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.search("zebra")
    page.tells("Nothing found")


def search_too_long(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.search_field.click()
    page.paste("the " * 60)
    page.tells("At most 200 characters")


def trash(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    for note in (2, 3, 6):
        rest.delete(f"/api/notes/{note}").raise_for_status()
    page.open(f"{server.page}?trashed=true")


def empty_trash(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    page.open(f"{server.page}?trashed=true")


def many_tags(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, {"title": "Train", "description": "#تجربة #تجربة2"}, {"title": "#تجربة"})
    texts = {f"Note {n}": f"#tag{n} #tag{n // 2}" for n in range(47)}
    write(rest, *({"title": title, "description": text} for title, text in texts.items()))
    page.open(f"{server.page}?tag=tag7")


def none_done_with_tag(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, *NOTES)
    page.open(f"{server.page}?done=true&tag=shop")
    page.tells("No note with #shop is done")


def sort_menu(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.press("Newest")


def focus(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.type("j", "j")
    page.until(lambda: page.at("Buy milk"), True)


def french(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    page.prefer("fr")
    readme(page, rest, server)


def out_of_reach(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, *NOTES)
    line = in_background(server.port)
    page.open(f"http://127.0.0.1:{line.port}/front/notes")
    page.until(lambda: len(page.titles()), len(NOTES))
    page.field("Title").send_keys("What I type")
    line.lose()
    page.warns()


def waiting(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    """Things that were pressed while the server is out of reach."""
    out_of_reach(page, rest, server)
    ticked, gone = page.titles()[1:3]
    page.tick(ticked)
    page.delete(gone)
    page.field("Title").send_keys(Keys.ENTER, "The next title")
    page.press("Add note")
