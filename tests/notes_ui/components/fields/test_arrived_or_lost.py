"""A text was under way when the connection was lost: the browser says whether it has arrived."""

from notes_ui import theme
from notes_ui.components.fields.entry_field import TEXT
from notes_ui.components.fields.typed_field import TypedField
from notes_ui.i18n import messages
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.reader import Reader, eventually


def description(page: Reader) -> TypedField:
    field = page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
    assert isinstance(field, TypedField)
    return field


async def is_told_to_be_empty(page: Reader, field: TypedField) -> None:
    """Have a field be emptied: the server has sent that, and nobody has confirmed it."""
    page.is_away = True
    field.write("")
    before = page.client.outbox.next_message_id
    await eventually(lambda: page.client.outbox.next_message_id > before)


async def test_a_text_behind_an_arrived_one_keeps_its_beginning(
    open_page: OpenPage,
) -> None:
    page = await open_page()
    field = description(page)
    page.write(field, "Buy milk")
    await is_told_to_be_empty(page, field)
    page.receive()
    await page.comes_back()
    await eventually(lambda: len(page.questions) > 1)
    page.answer_question(field, "Buy bread")
    assert field.text == "Buy bread"


async def test_letters_behind_a_lost_text_stand_behind_the_old_one(
    open_page: OpenPage,
) -> None:
    page = await open_page()
    field = description(page)
    page.write(field, "Buy milk")
    await is_told_to_be_empty(page, field)
    await page.comes_back()
    await eventually(lambda: len(page.questions) > 1)
    page.answer_question(field, "Buy milkBuy bread")
    assert field.text == "Buy bread"


async def test_a_title_behind_an_arrived_one_keeps_its_beginning(
    open_page: OpenPage,
) -> None:
    page = await open_page()
    page.send(line(page), TEXT, "Buy milk")
    await is_told_to_be_empty(page, line(page))
    page.receive()
    await page.comes_back()
    await eventually(lambda: len(page.questions) > 1)
    page.answer_question(line(page), [])
    await eventually(lambda: "showPopup" in " ".join(page.questions))
    page.send(line(page), "filter", "Buy bread")
    assert line(page).text == "Buy bread"


async def test_letters_before_the_answer_are_read_by_what_arrived(
    open_page: OpenPage,
) -> None:
    page = await open_page()
    field = description(page)
    page.write(field, "Buy milk")
    await is_told_to_be_empty(page, field)
    page.receive()
    await page.comes_back()
    page.write(field, "Buy bread")  # held back by the browser, and told before it answers
    assert field.text == "Buy bread"
