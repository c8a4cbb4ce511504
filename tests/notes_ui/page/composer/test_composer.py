"""The form for a new note."""

import sqlite3

import httpx
import pytest
from nicegui import ui

from notes_ui import theme
from notes_ui.components.fields.typed_field import TypedField
from notes_ui.i18n import messages
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.reader import Reader, eventually
from tests.support.foreign import allow, refuse


def type_title(reader: Reader, title: str) -> None:
    reader.write(reader.field(messages.TITLE, reader.styled(theme.COMPOSER)), title)


def type_description(reader: Reader, text: str) -> None:
    reader.write(reader.field(messages.DESCRIPTION, reader.styled(theme.COMPOSER)), text)


def press_enter(reader: Reader, *, composing: bool = False) -> None:
    reader.enter(reader.field(messages.TITLE, reader.styled(theme.COMPOSER)), composing=composing)


async def test_enter_adds_and_clears_for_the_next_one(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    for title in ("One", "Two"):
        type_title(first, title)
        press_enter(first)
        await eventually(lambda: first.typed() == ("", ""))
    await second.sees("Two", "One")
    assert first.focused() is None  # it stays where it is


async def test_enter_in_an_input_method_or_an_empty_form_adds_nothing(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    press_enter(first)
    await second.add("Between")
    await first.sees("Between")
    assert "The title needs" not in str(first.texts())
    type_title(first, "にほんご")
    press_enter(first, composing=True)
    await second.add("Afterwards")
    await first.sees("Afterwards", "Between")
    assert first.typed() == ("にほんご", "")


async def test_a_double_click_adds_one_note_and_finds_no_fault(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    type_title(first, "Milk")
    for _ in range(2):
        first.press(messages.ADD_NOTE)
    await second.sees("Milk")
    title = first.field(messages.TITLE, first.styled(theme.COMPOSER))
    assert title.error is None
    second.press(messages.ADD_NOTE)
    await eventually(
        lambda: second.field(messages.TITLE, second.styled(theme.COMPOSER)).error is not None
    )


async def test_a_half_typed_note_survives_what_others_do(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    type_title(first, "Half a")
    await second.add("Done meanwhile")
    await first.sees("Done meanwhile")
    await rest.patch("/api/notes/1", json={"done": True})
    await eventually(lambda: first.shown() == [("Done meanwhile", "", True)])
    assert first.typed() == ("Half a", "")
    assert second.typed() == ("", "")


async def test_more_than_can_be_kept_is_told_at_once_and_none_is_lost(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    title, text = "t" * 250, "x" * 25_000
    composer = first.styled(theme.COMPOSER)
    first.write(first.field(messages.TITLE, composer), title)
    first.write(first.field(messages.DESCRIPTION, composer), text)
    told = [
        "At most 200 characters: this text has 250",
        "At most 20,000 characters: this text has 25,000",
    ]
    fields = [first.field(label, composer) for label in (messages.TITLE, messages.DESCRIPTION)]
    assert [field.error for field in fields] == told
    first.press("Add note")
    await second.add("Meanwhile")
    await first.sees("Meanwhile")
    assert first.typed() == (title, text)
    assert [field.error for field in fields] == told
    await first.reload()
    await eventually(lambda: first.typed() == (title, text))
    composer = first.styled(theme.COMPOSER)
    fields = [first.field(label, composer) for label in (messages.TITLE, messages.DESCRIPTION)]
    assert fields[0].error == told[0]
    await eventually(lambda: not any(isinstance(f, TypedField) and f.is_written for f in fields))
    await first.add("Short", "x" * 20_000)
    await second.sees("Short", "Meanwhile")


async def test_an_added_note_is_told_of_no_longer_beside_an_error(open_page: OpenPage) -> None:
    page = await open_page()
    await page.add("Milk")
    await eventually(lambda: page.snackbar()[:1] == ["Note added"])
    await page.add("   ")
    await page.reads("Write a title or a description first")
    assert page.snackbar() == []


async def test_an_empty_form_is_refused_in_words_that_say_what_to_do(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    await first.add("   ")
    await first.reads("Write a title or a description first")
    assert first.typed() == ("   ", "")
    await first.add("Now with a title")
    await second.sees("Now with a title")
    await first.reads_no_more("Write a title or a description first")


async def test_the_first_line_stands_for_a_title(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    await first.add("", "# Milk\n\ntwo litres")
    await second.sees("Milk")
    assert second.shown() == [("Milk", "two litres", False)]
    type_description(first, "- [ ] bread\n- [ ] oats")
    press_enter(first)
    await second.sees("bread", "Milk")
    assert second.shown()[0][1] == "- [ ] bread\n- [ ] oats"
    await eventually(lambda: first.typed() == ("", ""))


async def test_a_note_that_can_not_be_saved_returns_to_the_fields(
    open_page: OpenPage, foreign: sqlite3.Connection
) -> None:
    first, second = await open_page(), await open_page()
    refuse(foreign, "INSERT ON note", "new.title <> ''")
    await first.add("Precious", "words")
    await first.reads("refused")
    await eventually(lambda: first.typed() == ("Precious", "words"))
    allow(foreign, "note")
    first.press("Add note")
    await second.sees("Precious")


async def test_text_typed_during_a_failing_save_is_kept_too(
    open_page: OpenPage, foreign: sqlite3.Connection
) -> None:
    first, second = await open_page(), await open_page()
    foreign.execute("begin immediate")  # have the write wait
    await first.add("Precious", "words")
    await eventually(lambda: first.typed() == ("", ""))  # so that typing can go on
    type_title(first, "The next one")
    refuse(foreign, "INSERT ON note", "new.title <> ''")
    foreign.execute("commit")
    await first.reads("refused")
    await eventually(lambda: first.typed() == ("The next one", "Precious\nwords"))
    allow(foreign, "note")
    first.press("Add note")
    await second.sees("The next one")


def press_ctrl_enter(reader: Reader, description: ui.input, *, held: str = "ctrl") -> None:
    told = {"isComposing": False, "keyCode": 13}
    reader.send(description, f"keydown.{held}.enter.prevent", told)


@pytest.mark.parametrize("held", ["ctrl", "meta"])
async def test_ctrl_or_cmd_and_enter_in_the_description_add_the_note(
    open_page: OpenPage, held: str
) -> None:
    first, second = await open_page(), await open_page()
    type_title(first, "Milk")
    type_description(first, "two litres")
    description = first.field(messages.DESCRIPTION, first.styled(theme.COMPOSER))
    press_ctrl_enter(first, description, held=held)
    await second.sees("Milk")
    assert second.shown() == [("Milk", "two litres", False)]
    await eventually(lambda: first.typed() == ("", ""))


async def leave_a_description(reader: Reader) -> ui.input:
    """Add a note from its description over a line that is slow; return the field that is left."""
    reader.is_away = True
    left = reader.field(messages.DESCRIPTION, reader.styled(theme.COMPOSER))
    reader.write(left, "Milk")
    press_ctrl_enter(reader, left)
    await reader.sees("Milk")
    await eventually(lambda: f"({left.id}, " in "".join(reader.questions))
    return left


async def test_text_typed_into_a_replaced_description_is_the_next_title(
    open_page: OpenPage,
) -> None:
    page = await open_page()
    left = await leave_a_description(page)
    page.write(left, "MilkBr")
    page.answer_question(left, "MilkBre")  # the last letter was lost on the way
    await eventually(lambda: line(page).text == "Bre")
    await eventually(lambda: left.is_deleted)
    assert page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER)).value == ""


async def test_a_left_description_is_asked_again_after_a_reconnect(open_page: OpenPage) -> None:
    page = await open_page()
    left = await leave_a_description(page)
    page.questions.clear()
    await page.comes_back()
    await eventually(lambda: f"({left.id}, " in "".join(page.questions))
    page.answer_question(left, "MilkBread")
    await eventually(lambda: line(page).text == "Bread")


async def test_ctrl_enter_in_a_left_description_adds_the_next_note(open_page: OpenPage) -> None:
    page = await open_page()
    left = await leave_a_description(page)
    page.write(left, "MilkBread")
    press_ctrl_enter(page, left)
    page.is_away = False
    await page.sees("Bread", "Milk")
    await eventually(lambda: left.is_deleted)
    assert line(page).text == ""


async def test_letters_in_a_left_description_begin_the_entered_title(
    open_page: OpenPage,
) -> None:
    page = await open_page()
    left = await leave_a_description(page)
    page.write(left, "MilkBu")
    type_title(page, "y bread")
    press_enter(page)
    await page.sees("Buy bread", "Milk")


async def test_letters_in_a_left_description_are_drafted_at_once(open_page: OpenPage) -> None:
    page = await open_page()
    page.write(await leave_a_description(page), "MilkBread")
    await page.reload()
    await eventually(lambda: page.typed() == ("Bread", ""))
