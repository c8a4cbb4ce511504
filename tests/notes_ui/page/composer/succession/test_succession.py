"""Add note puts new fields in the place of the old, which stay until all of them is known."""

from notes_ui import theme
from notes_ui.components.fields.entry_field import ENTRIES, TEXT
from notes_ui.i18n import messages
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.composer.succession.pressed import Pressed, description
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.reader import Reader, eventually


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
