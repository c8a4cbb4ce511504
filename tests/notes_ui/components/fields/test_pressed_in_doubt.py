"""After a lost connection, what a browser tells is taken for what it was at a press or an Enter."""

from typing import Final

import httpx
from nicegui import ui

from notes_ui import theme
from notes_ui.components.fields.entry_field import ENTRIES, TEXT
from notes_ui.components.fields.typed_field import TypedField
from notes_ui.i18n import messages
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.composer.succession.pressed import Pressed
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.reader import Reader, eventually

VALUE: Final = "update:value"


async def test_a_press_is_not_guessed_at_after_a_second_lost_connection(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    """What was typed behind the press before may not have arrived: the text stays in the form."""
    page = await open_page()
    page.write(line(page), "Milk")
    await page.comes_back()
    page.press("Add note")
    await page.comes_back()
    page.send(line(page), TEXT, "Milk Bre")
    await eventually(lambda: line(page).is_sure)
    await rest.post("/api/notes", json={"title": "Between"})
    await page.sees("Between")
    assert page.typed() == ("Milk Bre", "")


async def test_an_enter_found_late_is_the_text_behind_the_press(open_page: OpenPage) -> None:
    page = await open_page()
    page.write(line(page), "Milk")
    await page.comes_back()
    page.press("Add note")
    page.send(line(page), TEXT, "MilkB")
    page.entries[line(page).id] = ["MilkBread"]  # what was typed then was lost on the way
    await page.comes_back()
    page.send(line(page), TEXT, "Oats")
    await page.sees("Bread", "Milk")
    await eventually(lambda: line(page).text == "Oats")


async def test_a_lost_enter_keeps_its_letters_when_the_line_is_lost_twice(
    open_page: OpenPage,
) -> None:
    """What was heard in between, and pressed, begins with the same letter."""
    page = await open_page()
    page.write(line(page), "Milk")
    page.is_away = True
    await page.comes_back()
    page.send(line(page), TEXT, "Mango")  # behind the Enter that was lost
    page.press("Add note")
    page.send(line(page), TEXT, "MangoOats")
    page.entries[line(page).id] = ["Milks"]
    page.is_away = False
    await page.comes_back()
    await eventually(lambda: sorted(page.titles()) == ["Mango", "Milks"])
    await eventually(lambda: line(page).text == "Oats")


async def test_a_text_told_before_it_is_written_over_is_taken_whole(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    """Its last letter was typed before the press, like the others."""
    page = await open_page()
    description = page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
    assert isinstance(description, TypedField)
    page.write(line(page), "Milk")
    page.write(description, "two")
    page.is_away = True
    description.prepend("- ")
    await eventually(lambda: bool(page.questions))  # at the pause: does it show what is known?
    asked = dict(page.questions)
    await page.comes_back()
    page.send(line(page), TEXT, "Milk!")
    page.press("Add note")
    await eventually(lambda: any("modelValue" in each for each in page.questions))
    page.answer_question(line(page), [])
    page.is_away, asked_again = False, dict(page.questions)
    for questions in (asked, asked_again):
        page.questions |= questions
        page.answer_question(description, "two litres")
    await page.sees("Milk!")
    assert (await rest.get("/api/notes/1")).json()["description"] == "- two litres"


async def test_an_answered_text_is_older_than_what_is_typed_behind_it(open_page: OpenPage) -> None:
    page, other = await open_page(), await open_page()
    description = page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
    page.write(description, "two")
    page.is_away = True
    await page.comes_back()
    await eventually(lambda: any("inputValue" in asked for asked in page.questions))
    page.answer_question(description, "two lit")
    page.write(description, "two litres")
    await other.add("Arrived meanwhile")
    await page.sees("Arrived meanwhile")
    assert page.typed() == ("", "two litres")


async def test_an_enter_does_not_take_the_description_typed_behind_it(open_page: OpenPage) -> None:
    page = await open_page()
    description = page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
    page.is_away = True
    await page.comes_back()
    await eventually(lambda: any("inputValue" in asked for asked in page.questions))
    page.send(line(page), TEXT, "Milk")
    page.send(line(page), TEXT, "")
    page.send(line(page), ENTRIES, ["Milk"])
    page.send(description, VALUE, "t")
    page.send(description, VALUE, "two lit")
    page.answer_question(description, "two lit")
    await page.sees("Milk")
    assert page.shown() == [("Milk", "", False)]
    assert page.typed() == ("", "two lit")


async def pressed_between_two_losses(open_page: OpenPage) -> tuple[Reader, ui.input]:
    """Milk, and a description, of which the server has heard “two” before it is asked for."""
    page = await open_page()
    description = page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
    page.write(line(page), "Milk")
    page.write(description, "two")
    page.is_away = True
    await page.comes_back()
    page.press("Add note")
    page.questions.clear()
    await page.comes_back()
    await Pressed(page, line(page)).reveals("Milk")
    return page, description


async def test_letters_that_arrive_after_two_losses_are_not_of_a_press(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    """The letters of which the server hears only now may have been typed behind the press."""
    page, description = await pressed_between_two_losses(open_page)
    page.answer_question(description, "two litre")
    page.is_away = False
    page.write(description, "two litres")
    await rest.post("/api/notes", json={"title": "Between"})
    await page.sees("Between")
    assert page.typed() == ("Milk", "two litres")


async def test_a_press_is_carried_out_after_two_losses_without_letters(
    open_page: OpenPage,
) -> None:
    page, description = await pressed_between_two_losses(open_page)
    page.answer_question(description, "two")
    page.is_away = False
    await page.sees("Milk")
    assert page.shown() == [("Milk", "two", False)]
