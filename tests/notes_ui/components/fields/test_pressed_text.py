"""A press that waits for the connection means what was in the form when it was pressed."""

from pathlib import Path
from typing import Final

import httpx
import pytest

from notes_ui import theme
from notes_ui.components.fields.entry_field import ENTRIES, TEXT
from notes_ui.components.fields.pressed_text import before_last_letter
from notes_ui.components.fields.typed_field import TypedField
from notes_ui.i18n import messages
from tests.browser.support.found import drafted
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.reader import eventually

VALUE: Final = "update:value"


async def stored(rest: httpx.AsyncClient) -> list[str]:
    return [note["title"] for note in (await rest.get("/api/notes")).json()]


@pytest.mark.parametrize(
    ("value", "shown", "before"),
    [
        ("milkb", "milk", "milk"),
        ("milkb", "mi", "milk"),
        ("mibulk", "milk", "miblk"),
        ("mil", "milk", "mil"),
        ("milk", "milk", "milk"),
    ],
)
def test_the_last_letter_was_typed_behind_the_press(value: str, shown: str, before: str) -> None:
    assert before_last_letter(value, shown) == before


async def test_a_title_that_goes_on_behind_the_press_is_not_torn(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    page = await open_page()
    page.write(line(page), "Mi")
    await page.comes_back()
    page.press("Add note")
    for text in ("MilkB", "MilkBr", "MilkBre"):
        page.send(line(page), TEXT, text)
    await page.sees("Milk")
    await eventually(lambda: page.typed() == ("Bre", ""))
    assert await stored(rest) == ["Milk"]


async def test_a_description_that_goes_on_behind_the_press_is_not_torn(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    page = await open_page()
    page.write(line(page), "Shopping")
    await page.comes_back()
    description = page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
    page.send(line(page), TEXT, "Shopping!")  # behind the handshake, before the press
    page.press("Add note")
    for text in ("Milk", "Milk and", "Milk and oats"):
        page.send(description, VALUE, text)
    await page.sees("Shopping!")
    await eventually(lambda: page.typed()[1].endswith("and oats"))


async def test_a_second_press_makes_a_note_of_what_was_typed_since(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    page = await open_page()
    page.write(line(page), "Milk")
    await page.comes_back()
    for text in ("MilkB", "MilkBr", "MilkBread"):
        page.press("Add note")
        page.send(line(page), TEXT, text)
    page.press("Add note")
    page.send(line(page), TEXT, "")  # as it is told to be
    await page.sees("ead", "r", "B", "Milk")
    await eventually(lambda: page.typed() == ("", ""))


async def test_text_typed_into_an_added_title_is_the_next_note(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    """Until the press is carried out, its text stands in the line, and may be clicked into."""
    page = await open_page()
    page.write(line(page), "Milk")
    await page.comes_back()
    page.press("Add note")
    for text in ("MiBlk", "MiBrlk", "MiBreadlk"):
        page.send(line(page), TEXT, text)
    page.send(line(page), TEXT, "")  # Enter
    page.send(line(page), ENTRIES, ["MiBreadlk"])
    await page.sees("Bread", "Milk")
    await eventually(lambda: page.typed() == ("", ""))


async def test_a_press_that_waits_is_kept_in_the_draft(open_page: OpenPage, database: Path) -> None:
    page = await open_page()
    page.write(line(page), "Milk")
    await page.comes_back()
    page.send(line(page), TEXT, "Milks")
    page.press("Add note")
    page.disconnect()
    await eventually(lambda: "Milks" in drafted(database))


async def test_an_enter_behind_the_press_takes_it_over(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    page = await open_page()
    page.write(line(page), "Milk")
    await page.comes_back()
    page.press("Add note")
    page.send(line(page), TEXT, "")
    page.send(line(page), ENTRIES, ["Milk"])
    page.send(line(page), TEXT, "Bread")
    await page.sees("Milk")
    await eventually(lambda: page.typed() == ("Bread", ""))
    assert await stored(rest) == ["Milk"]


async def test_a_press_that_waited_leaves_the_focus_where_it_is(open_page: OpenPage) -> None:
    page = await open_page()
    page.write(line(page), "Milk")
    await page.comes_back()
    page.press("Add note")
    await page.sees("Milk")
    assert page.focused() is None
    page.write(line(page), "Bread")
    page.press("Add note")
    await page.sees("Bread", "Milk")
    await eventually(lambda: page.focused() is line(page))


async def test_a_field_is_told_once_what_to_show_and_keeps_later_letters(
    open_page: OpenPage,
) -> None:
    page = await open_page()
    description = page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
    assert isinstance(description, TypedField)
    description.write("milk")
    told = [description._to_dict() for _ in range(2)]
    assert [sent["preserved_props"] for sent in told] == [[], ["value"]]


async def test_a_value_set_by_the_server_is_resent_to_the_browser(
    open_page: OpenPage,
) -> None:
    page = await open_page()
    description = page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
    description.value = "milk"
    assert "preserved_props" not in description._to_dict()
