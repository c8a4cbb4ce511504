"""Add note replaces the description as well; what is typed in the old one is kept."""

from typing import cast

import pytest
from nicegui import ui

from notes_ui import theme
from notes_ui.components.fields import written_field
from notes_ui.components.fields.entry_field import ENTRIES, TEXT
from notes_ui.components.fields.typed_field import TextField
from notes_ui.i18n import messages
from tests.browser.support.found import drafted
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.reader import eventually


async def test_text_typed_into_a_left_description_becomes_one_line(open_page: OpenPage) -> None:
    """It is a title now: a line end becomes a space, and goes on with no list."""
    page = await open_page()
    left = page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
    page.write(left, "- milk")
    page.is_away = True
    page.press("Add note")
    for text in ("- milk- oats", "- milk- oats\n"):
        page.write(left, text)
    await eventually(lambda: any(f"({left.id}, " in code for code in page.questions))
    page.answer_question(left, "- milk- oats\n")
    await eventually(lambda: line(page).text == "- oats ")


async def test_returning_to_a_left_description_focuses_the_new_one(
    open_page: OpenPage, database_url: str
) -> None:
    page = await open_page()
    left = page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
    page.send(left, "focusin")
    page.write(left, "- milk")
    page.is_away = True
    page.press("Add note")
    page.write(left, "- milkBread")  # meant for the title
    for event in ("focusout", "focusin"):
        page.send(left, event)
    new = cast(TextField, page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER)))
    await eventually(lambda: page.focused() is new)
    page.write(left, "- milkBreadtwo")
    await eventually(lambda: "two" in drafted(database_url))
    await eventually(lambda: any(f"({left.id}, " in code for code in page.questions))
    page.send(left, "focusout")
    page.answer_question(left, "- milkBreadtwo")
    await eventually(lambda: (line(page).text, new.text) == ("Bread", "two"))


async def test_a_title_in_two_fields_is_not_parted_by_a_description(open_page: OpenPage) -> None:
    page = await open_page()
    title, description = line(page), page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))

    def is_asked(left: ui.element) -> bool:
        return any(f"({left.id}, " in code for code in page.questions)

    page.send(title, TEXT, "Milk")
    page.write(description, "two")
    page.is_away = True
    page.press("Add note")
    page.send(title, TEXT, "MilkBr")
    page.write(description, "twoOat ")
    page.send(line(page), TEXT, "ead")
    await eventually(lambda: is_asked(title))
    assert not is_asked(description), "what it hands on is to stand in front"
    page.answer_question(title, [])
    await eventually(lambda: is_asked(description))
    page.answer_question(description, "twoOat ")
    await eventually(lambda: line(page).text == "Oat Bread")


async def test_enter_empties_the_description_as_soon_as_it_is_known(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not wait for a pause in the typing, as other texts do that are written."""
    monkeypatch.setattr(written_field, "PAUSE", 60.0)
    page = await open_page()
    description = page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
    page.write(description, "two litres")
    page.send(line(page), TEXT, "Milk")
    page.send(line(page), TEXT, "")
    page.send(line(page), ENTRIES, ["Milk"])
    await page.sees("Milk")
    await eventually(lambda: description.value == "")
