"""A press that waited for what the fields hold replaces the fields that it took from."""

from notes_ui.components.fields.entry_field import TEXT
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.composer.succession.pressed import Pressed, description
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.reader import Reader, eventually


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
