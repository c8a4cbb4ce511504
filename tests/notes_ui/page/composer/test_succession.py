"""Add note puts new fields in the place of the old, which stay until all of them is known."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from nicegui import ui

from notes_ui import theme
from notes_ui.components.fields.entry_field import ENTRIES, TEXT, EntryField
from notes_ui.i18n import messages
from notes_ui.runtime import answers
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.editor.edit_session.kept import drafts
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.reader import Reader, eventually


@dataclass
class Pressed:
    """A page where Milk is being added, and its browser has heard of nothing yet."""

    page: Reader
    left: EntryField

    def types(self, text: str) -> None:
        """Have the line that is left hold a text."""
        self.page.send(self.left, TEXT, text)

    async def comes_back(self) -> None:
        """Lose the connection, and what was asked over it, and come back."""
        self.page.questions.clear()
        await self.page.comes_back()

    async def reveals(
        self, text: str, line: EntryField | None = None, entries: Sequence[object] = ()
    ) -> None:
        """Have the browser say what a line shows, when it is asked: by default the one left.

        :param entries: the texts that were entered there
        """
        field = line or self.left
        await self.asked(f"getComputedProp({field.id}, ")
        self.page.answer_question(field, list(entries))
        await self.asked(f'runMethod({field.id}, "showPopup"')
        self.page.send(field, "filter", text)
        self.page.answer_question(field, None)

    async def asked(self, what: str) -> None:
        """Wait until a line is asked for this."""
        await eventually(lambda: any(what in code for code in self.page.questions))

    @property
    def focused(self) -> object:
        """What was last given the focus."""
        return self.page.focused()


@pytest.fixture
async def pressed(open_page: OpenPage) -> Pressed:
    page = await open_page()
    left = line(page)
    page.send(left, "focusin")
    page.send(left, TEXT, "Milk")
    page.is_away = True
    page.press("Add note")
    return Pressed(page, left)


def description(page: Reader) -> ui.input:
    return page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))


def stand(page: Reader) -> list[tuple[str, bool]]:
    """The fields and the button of the form from top to bottom, and whether they can be seen."""
    return [
        (str(one.props["label"]), theme.LEFT_FIELD not in one.classes)
        for one in page.styled(theme.COMPOSER).default_slot.children
        if "label" in one.props
    ]


async def test_a_new_field_stands_where_the_old_one_does(open_page: OpenPage) -> None:
    page = await open_page()
    page.is_away = True
    page.send(line(page), TEXT, "Milk")
    page.write(page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER)), "Two litres")
    page.press("Add note")
    await page.sees("Milk")
    assert stand(page) == [
        ("Title", True),
        ("Title", False),
        ("Description", True),
        ("Description", False),
        ("Add note", True),
    ]


async def test_text_typed_before_the_new_title_is_shown_begins_it(pressed: Pressed) -> None:
    pressed.types("MilkBr")
    pressed.page.send(pressed.left, "focusout.stop")
    await pressed.asked(f"getComputedProp({pressed.left.id}, ")
    pressed.page.answer_question(pressed.left, [])
    await eventually(lambda: (line(pressed.page).text, pressed.left.is_deleted) == ("Br", True))


async def test_a_title_entered_in_the_line_that_is_left_is_its_own_note(pressed: Pressed) -> None:
    pressed.types("MilkBread")
    pressed.types("")
    pressed.page.send(pressed.left, ENTRIES, ["MilkBread"])
    await pressed.page.sees("Bread", "Milk")


async def test_a_title_has_the_letters_that_were_typed_in_the_line_before(
    pressed: Pressed,
) -> None:
    pressed.types("MilkBr")
    pressed.page.send(line(pressed.page), TEXT, "ead")
    pressed.page.send(line(pressed.page), TEXT, "")
    pressed.page.send(line(pressed.page), ENTRIES, ["ead"])
    await pressed.page.sees("Bread", "Milk")


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


async def test_a_second_add_note_sends_all_letters_to_the_newest_title(
    open_page: OpenPage,
) -> None:
    page = await open_page()
    left = description(page)
    page.write(left, "Milk")
    page.is_away = True
    page.press("Add note")
    page.send(left, "focusin")
    page.write(left, "MilkBread")  # a description, up to the second press
    page.press("Add note")
    page.write(left, "MilkBreadOats")
    await page.sees("Bread", "Milk")
    await eventually(lambda: any(f"({left.id}, " in code for code in page.questions))
    page.send(left, "focusout")
    page.answer_question(left, "MilkBreadOats")
    await eventually(lambda: line(page).text == "Oats")


async def press_in_doubt(page: Reader, *, behind: str = "", below: str = "") -> Pressed:
    """Have Milk, two litres, be added on a line that is back, and more be typed behind the press.

    :param behind: what is typed in the title
    :param below: what is typed in the description
    """
    pressed, text = Pressed(page, line(page)), description(page)
    page.send(pressed.left, TEXT, "Milk")
    page.write(text, "two litres")
    page.is_away = True
    await page.comes_back()
    page.press("Add note")
    page.send(pressed.left, TEXT, f"Milk{behind[:1]}")
    if below:
        page.write(text, f"two litres{below[:1]}")
    await pressed.reveals(f"Milk{behind}")
    page.answer_question(text, f"two litres{below}")
    await page.sees("Milk")
    return pressed


async def test_a_press_that_waited_replaces_the_fields_it_took_from(open_page: OpenPage) -> None:
    """To empty them would take a round trip, in which letters are lost with the connection."""
    page = await open_page()
    text = description(page)
    pressed = await press_in_doubt(page, behind="Bre")
    new = line(page), description(page)
    assert new != (pressed.left, text)
    assert (pressed.left.value, text.value) == ("MilkBre", "two litres")
    pressed.types("MilkBread")
    page.send(pressed.left, "focusout.stop")
    await pressed.asked(f"getComputedProp({pressed.left.id}, ")
    page.answer_question(pressed.left, [])
    await eventually(lambda: line(page).text == "Bread")
    assert page.focused() is line(page)


async def test_text_typed_after_a_press_stays_in_the_new_description(open_page: OpenPage) -> None:
    page = await open_page()
    text = description(page)
    pressed = await press_in_doubt(page, below="Oats")
    await eventually(lambda: page.focused() is description(page) is not text)
    page.send(text, "focusout")
    for left, shown in ((pressed.left, []), (text, "two litresOats")):
        await pressed.asked(f"getComputedProp({left.id}, ")
        page.answer_question(left, shown)
    page.is_away = False
    await eventually(lambda: description(page).value == "Oats")
