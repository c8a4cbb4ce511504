"""All that the page can look like: each function opens it and brings it there."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import httpx
from selenium.webdriver.common.keys import Keys

from notes_ui import theme
from tests.browser.listener import Line
from tests.browser.page import OpenPage
from tests.live import LiveServer

State = Callable[[OpenPage, httpx.Client, LiveServer], None]
PLAN: Final = """Leave on **Friday at four**, back by Sunday night. #trip

- [x] tent
- [x] stove, gas
- [ ] map of the [upper valley](https://www.openstreetmap.org/)
"""
MARKDOWN: Final = """# Heading
A paragraph with **bold**, _leaning_, ~~struck~~ and `code`,
[a link](https://example.org/) and #work.

- one
    - two
- [ ] a task that takes more words than fit on a line of a phone, so that it goes on
- [x] a task that is done

1. first
2. second

> Somebody said so.

| Name | Price |
|:-----|------:|
| Milk | 1.29 |

```
print("hello, this line is longer than any phone is wide, and longer than the column of notes")
```

---

The end.
"""
NOTES: Final[tuple[dict[str, Any], ...]] = (
    {"title": "Return the library books", "done": True},
    {"title": "تذكرة القطار", "description": "الساعة ٩ صباحا #trip"},
    {"title": "Passport", "description": "Two photos, the old one, 86 €"},
    {"title": "Call the dentist", "done": True},
    {
        "title": "Read «The Mythical Man-Month»",
        "description": "> Adding manpower to a late software project makes it later. #books",
    },
    {"title": "Buy milk", "description": "two litres, oat if they have it #shop"},
    {"title": "Plan the weekend 🏔️", "description": PLAN, "pinned": True},
)
EMOJI: Final[tuple[dict[str, Any], ...]] = (
    {"title": "😀👩‍👩‍👧‍👦🏳️‍🌈" * 12, "description": "🎉" * 120},
    {"title": "שלום עולם", "description": "- [ ] חלב\n- [x] לחם, two of them\n\nשלום עולם #קניות"},
    {"title": "مرحبا بالعالم", "description": "> الساعة ٩ صباحا\n\n1. واحد\n2. اثنان"},
)


def write(rest: httpx.Client, *notes: dict[str, Any]) -> None:
    """Make the notes, the last one the newest."""
    for note in notes:
        texts = {name: note[name] for name in ("title", "description") if name in note}
        made = rest.post("/api/notes", json=texts).raise_for_status().json()
        if more := {name: note[name] for name in ("done", "pinned") if name in note}:
            rest.patch(f"/api/notes/{made['id']}", json=more).raise_for_status()


def readme(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, *NOTES)
    page.open(server.page)
    page.until(lambda: len(page.titles()), len(NOTES))


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


def refused(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.add("  ", "a text\nof two lines")
    page.tells("blank")


def too_long(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    for label, text in (("Title", "title " * 40), ("Description", "pasted " * 3600)):
        page.field(label).click()
        page.paste(text)
    page.tells("25,200")


def editing(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.edit("Passport")


def history(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, *NOTES)
    for changes in ({"title": "Passports"}, {"description": "Four photos\n\n86 € each, cash"}):
        rest.patch("/api/notes/3", json=changes).raise_for_status()
    rest.patch("/api/notes/3", json={"title": "Passport", "done": True}).raise_for_status()
    page.open(server.page)
    page.edit("Passport")
    page.press("History")
    page.tells("As it is now")


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
    page.tells("different here")


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
    readme(page, rest, server)
    page.run("arguments[0].click(); arguments[0].click()", page.delete_button("Buy milk"))
    page.tells("already deleted")


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


def trash(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    for note in (2, 3, 6):
        rest.delete(f"/api/notes/{note}").raise_for_status()
    page.open(f"{server.page}?trashed=true")


def asked(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    trash(page, rest, server)
    page.press("Empty the trash")
    page.tells("Delete 3 notes for good?")


def empty_trash(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    page.open(f"{server.page}?trashed=true")


def many_tags(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, {"title": "Train", "description": "#تجربة #تجربة2"}, {"title": "#تجربة"})
    texts = {f"Note {n}": f"#tag{n} #tag{n // 2}" for n in range(47)}
    write(rest, *({"title": title, "description": text} for title, text in texts.items()))
    page.open(f"{server.page}?tag=tag7")


def more_tags(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    many_tags(page, rest, server)
    page.press("More tags")
    page.until(lambda: page.says("#tag46"), True)


def none_done_with_tag(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    write(rest, *NOTES)
    page.open(f"{server.page}?done=true&tag=shop")
    page.tells("No note with #shop is done")


def keyboard_help(page: OpenPage, rest: httpx.Client, server: LiveServer) -> None:
    readme(page, rest, server)
    page.type("?")
    page.tells("Keyboard shortcuts")


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
    line = Line(server.port)
    page.open(f"http://127.0.0.1:{line.port}/front/notes")
    page.until(lambda: len(page.titles()), len(NOTES))
    page.field("Title").send_keys("What I type")
    line.cut()
    page.warns()


STATES: Final[Mapping[str, State]] = MappingProxyType(
    {
        state.__name__.replace("_", "-"): state
        for state in (
            *(readme, empty, one_note, markdown, fifty, a_later_window, long_title),
            *(long_description, emoji_and_right_to_left, found, nothing_found, refused, too_long),
            *(editing, history, files, preview, conflict, deleted_meanwhile, told),
            *(selection, selection_scrolled, no_room_for_a_tag, deleted, trash, asked, empty_trash),
            *(many_tags, more_tags, none_done_with_tag),
            *(keyboard_help, sort_menu, focus, french, out_of_reach),
        )
    }
)
