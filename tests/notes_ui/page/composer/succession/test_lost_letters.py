"""Letters that a lost connection has swallowed are asked for, and begin the next note."""

import pytest

from notes_ui.components.fields.entry_field import ENTRIES, TEXT
from notes_ui.runtime import answers
from tests.notes_ui.page.composer.succession.pressed import Pressed, description
from tests.notes_ui.page.editor.edit_session.kept import drafts
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.reader import eventually


async def test_lost_letters_are_asked_for_and_come_before_later_ones(pressed: Pressed) -> None:
    page, left = pressed.page, pressed.left
    await eventually(lambda: pressed.focused is line(page))
    page.methods.clear()
    await pressed.comes_back()
    await pressed.reveals("MilkBr")
    await eventually(lambda: pressed.focused is line(page))  # that may have been lost as well
    pressed.types("MilkBrea")  # before it was there
    page.send(left, "focusout.stop")
    page.send(line(page), TEXT, "d")
    await pressed.asked(f"getComputedProp({left.id}, ")
    page.answer_question(left, [])
    await eventually(lambda: line(page).text == "Bread")


async def enter_before_lost_letters_are_told(pressed: Pressed) -> None:
    """Have Bread, of which two letters are in the line that is left, and Oats be entered.

    The form goes on to the new title, and asks the old one again, behind the handshake.
    """
    page = pressed.page
    pressed.types("MilkB")
    await pressed.comes_back()
    await eventually(lambda: " ".join(page.ran).count(f"getComputedProp({pressed.left.id}, ") == 2)
    for text, entries in (("ead", ["ead"]), ("Oats", [["ead"], "Oats"])):
        page.send(line(page), TEXT, text)
        page.send(line(page), TEXT, "")
        page.send(line(page), ENTRIES, entries)  # held back, as all is without a connection
    page.send(line(page), TEXT, "Ham")
    await pressed.reveals("MilkBr")
    await pressed.reveals("Ham", line(page), [["ead"], "Oats"])
    page.answer_question(description(page), "")
    page.send(pressed.left, "focusout.stop")
    await pressed.asked(f"getComputedProp({pressed.left.id}, ")
    page.answer_question(pressed.left, [])
    page.is_away = False


async def test_the_first_title_entered_meanwhile_begins_with_lost_letters(
    pressed: Pressed,
) -> None:
    await enter_before_lost_letters_are_told(pressed)
    await pressed.page.sees("Oats", "Bread", "Milk")
    assert line(pressed.page).text == "Ham"


async def test_letters_behind_the_next_add_note_are_the_next_title(pressed: Pressed) -> None:
    page = pressed.page
    await enter_before_lost_letters_are_told(pressed)
    await page.sees("Oats", "Bread", "Milk")
    left = line(page)
    page.press("Add note")
    page.send(left, TEXT, "HamEggs")
    page.send(left, "focusout.stop")
    await eventually(lambda: line(page).text == "Eggs")


async def test_a_title_that_waits_for_lost_letters_is_a_draft(
    pressed: Pressed, database_url: str
) -> None:
    page = pressed.page
    await pressed.comes_back()
    for text in ("ead", ""):
        page.send(line(page), TEXT, text)
    page.send(line(page), ENTRIES, ["ead"])
    await eventually(lambda: "ead" in str(drafts(database_url)))


async def test_a_note_added_meanwhile_begins_with_lost_letters(
    pressed: Pressed,
) -> None:
    page = pressed.page
    pressed.types("MilkB")
    title = line(page)
    await eventually(lambda: pressed.focused is title)
    await pressed.comes_back()
    page.send(title, TEXT, "ead")
    page.press("Add note")
    await pressed.reveals("ead", title)
    page.answer_question(description(page), "")
    await pressed.reveals("MilkBr")
    page.is_away = False
    page.send(pressed.left, "focusout.stop")
    await page.sees("Bread", "Milk")


async def test_a_line_is_asked_until_it_has_told_its_letters(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, left = pressed.page, pressed.left
    await eventually(lambda: pressed.focused is line(page))
    page.send(left, "focusout.stop")
    await pressed.comes_back()
    await pressed.asked(f"getComputedProp({left.id}, ")
    page.answer_question(left, [])
    monkeypatch.setattr(answers, "ANSWERED", 0.1)
    await eventually(lambda: " ".join(page.ran).count(f'({left.id}, "showPopup"') > 1)
    page.is_away = False
    page.send(left, "filter", "MilkBr")
    await eventually(lambda: (line(page).text, left.is_deleted) == ("Br", True))


async def test_a_line_that_tells_its_letters_takes_no_focus(pressed: Pressed) -> None:
    """Quasar gives it to what has a tab index."""
    page, left = pressed.page, pressed.left
    await eventually(lambda: pressed.focused is line(page))
    page.send(left, "focusout.stop")
    page.methods.clear()
    await pressed.comes_back()
    await pressed.reveals("MilkBr")
    assert left.props["tabindex"] is None
    await pressed.asked(f"getComputedProp({left.id}, ")
    page.answer_question(left, [])
    await eventually(lambda: left.is_deleted)
    assert pressed.focused is None
