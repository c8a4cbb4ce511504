"""A line that the browser empties at Enter: what was entered is taken once, and nothing is lost."""

import httpx

from notes_ui import theme
from notes_ui.components.fields.entry_field import ENTRIES, TEXT
from notes_ui.components.fields.entry_list import LARGEST, MOST_KEPT, EntryList
from notes_ui.i18n import messages
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.reader import Reader, eventually


def enter(reader: Reader, title: str) -> None:
    reader.write(line(reader), title)
    reader.enter(line(reader))


async def test_notes_are_made_in_the_order_of_the_keys(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    titles = [f"note {number}" for number in range(20)]
    for title in titles:
        enter(first, title)
    await second.sees(*reversed(titles))


async def test_an_enter_lost_on_the_way_is_found_when_the_browser_is_back(
    open_page: OpenPage,
) -> None:
    first, second = await open_page(), await open_page()
    enter(first, "Told")
    await second.sees("Told")
    first.entries[line(first).id] = [[["Told"], "Lost"], "Lost too"]
    await first.comes_back()
    await second.sees("Lost too", "Lost", "Told")
    await first.comes_back()
    enter(first, "After")
    await second.sees("After", "Lost too", "Lost", "Told")


async def test_a_list_that_begins_anew_repeats_nothing(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    enter(first, "One")
    enter(first, "Two")
    await second.sees("Two", "One")
    first.entries.clear()
    enter(first, "Three")
    await second.sees("Three", "Two", "One")
    assert len((await rest.get("/api/notes")).json()) == 3


async def test_no_key_of_an_input_method_adds_a_note(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    description = first.field(messages.DESCRIPTION, first.styled(theme.COMPOSER))
    first.write(description, "にほんご")
    first.enter(line(first), composing=True)
    first.enter(line(first), code=229)
    for keys in ("ctrl", "meta"):
        for event in ({"isComposing": True, "keyCode": 13}, {"isComposing": False, "keyCode": 229}):
            first.send(description, f"keydown.{keys}.enter.prevent", event)
    await second.add("Between")
    await first.sees("Between")
    assert first.typed() == ("", "にほんご")


async def test_a_title_that_is_too_long_comes_back_into_the_line(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    title = "t" * 250
    enter(first, title)
    await eventually(lambda: first.typed() == (title, ""))
    assert line(first).error == "At most 200 characters: this text has 250"
    assert second.titles() == []


async def test_dropped_letters_belong_to_the_note_they_were_typed_for(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    field = line(first)
    first.send(field, TEXT, "Milk")
    field.write("")
    first.send(field, TEXT, "MilkBr")  # typed before the line was empty
    first.send(field, TEXT, "")
    first.send(field, TEXT, "ead")
    first.send(field, TEXT, "")  # Enter
    first.send(field, ENTRIES, ["ead"])
    await second.sees("Bread")


async def test_nicegui_s_own_test_user_needs_no_browser_to_drive_the_page(
    open_page: OpenPage,
) -> None:
    first, second = await open_page(), await open_page()
    first.write(line(first), "Milk")
    for listener in list(line(first)._event_listeners.values()):
        if listener.type == "keydown.enter":
            message = {"id": line(first).id, "listener_id": listener.id, "args": ["{}"]}
            first.client.handle_event(message)
    await second.sees("Milk")
    assert first.typed() == ("", "")


async def test_a_lost_enter_that_is_found_late_leaves_the_next_title_alone(
    open_page: OpenPage,
) -> None:
    first, second = await open_page(), await open_page()
    first.entries[line(first).id] = ["Milk"]  # nothing was told of it
    await first.comes_back()
    first.send(line(first), TEXT, "Bread")  # before the answer to the question comes
    await second.sees("Milk")
    await eventually(lambda: line(first).text == "Bread")
    first.press("Add note")
    await second.sees("Bread", "Milk")


async def test_a_list_that_is_emptied_once_swallows_no_title(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    for number in range(MOST_KEPT + 1):  # two beyond it, within one round trip
        enter(first, f"note {number}")
    first.entries.clear()  # the browser hears of it
    enter(first, "a")
    enter(first, "b")
    await second.reads(f"{MOST_KEPT + 3} notes")
    titles = {note["title"] for note in (await rest.get("/api/notes?limit=1000")).json()}
    assert {"a", "b"} < titles


def test_a_list_that_is_large_is_emptied_as_well_as_one_that_is_long() -> None:
    """Each Enter sends all of it, and a message that is too large never arrives."""
    entries = EntryList()
    entries.new_in(["x" * (LARGEST - 1)])
    assert not entries.begins_anew()
    entries.new_in(["x" * (LARGEST - 1), "y"])
    assert entries.begins_anew()


async def test_a_lost_enter_leaves_the_description_typed_behind_it(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    first.entries[line(first).id] = ["Milk"]
    await first.comes_back()
    description = first.field(messages.DESCRIPTION, first.styled(theme.COMPOSER))
    first.write(description, "two lit")
    await second.sees("Milk")
    first.write(description, "two litres")
    assert first.typed()[1] == "two litres"
    assert second.shown() == [("Milk", "", False)]


async def test_a_list_that_arrives_after_a_newer_one_repeats_nothing(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    page = await open_page()
    enter(page, "One")
    enter(page, "Two")
    await page.sees("Two", "One")
    page.send(line(page), ENTRIES, ["One"])
    enter(page, "Three")
    await page.sees("Three", "Two", "One")
    assert len((await rest.get("/api/notes")).json()) == 3
