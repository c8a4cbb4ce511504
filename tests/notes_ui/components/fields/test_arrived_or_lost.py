"""A text was under way when the connection was lost: the browser says whether it has arrived."""

import httpx

from notes_ui import theme
from notes_ui.components.fields.entry_field import ENTRIES, TEXT
from notes_ui.components.fields.typed_field import TypedField
from notes_ui.i18n import messages
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.composer import line
from tests.notes_ui.support.editor import Editor
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


async def comes_back_from_emptying(page: Reader, *, has_arrived: bool) -> TypedField:
    """Have a description be emptied, lose the connection, come back, and be asked for it."""
    field = description(page)
    page.write(field, "Buy milk")
    await is_told_to_be_empty(page, field)
    if has_arrived:
        page.receive()
    await page.comes_back()
    await eventually(lambda: len(page.questions) > 1)
    return field


def types_bread(page: Reader, field: TypedField) -> None:
    for end in range(1, len("Buy bread") + 1):
        page.write(field, "Buy bread"[:end])


async def test_a_text_behind_an_arrived_one_keeps_its_beginning(open_page: OpenPage) -> None:
    page = await open_page()
    field = await comes_back_from_emptying(page, has_arrived=True)
    page.answer_question(field, "Buy bread")
    assert field.text == "Buy bread"


async def test_letters_behind_a_lost_text_stand_behind_the_old_one(open_page: OpenPage) -> None:
    page = await open_page()
    field = await comes_back_from_emptying(page, has_arrived=False)
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


async def test_letters_before_the_answer_are_read_by_what_arrived(open_page: OpenPage) -> None:
    page = await open_page()
    field = await comes_back_from_emptying(page, has_arrived=True)
    page.write(field, "Buy bread")  # held back by the browser, and told before it answers
    assert field.text == "Buy bread"


async def test_a_text_emptied_by_hand_is_no_beginning_of_the_next(open_page: OpenPage) -> None:
    page = await open_page()
    field = await comes_back_from_emptying(page, has_arrived=False)
    page.answer_question(field, "")
    types_bread(page, field)
    assert field.text == "Buy bread"


async def test_a_text_that_was_not_emptied_can_be_deleted_by_hand(open_page: OpenPage) -> None:
    page = await open_page()
    field = await comes_back_from_emptying(page, has_arrived=False)
    page.answer_question(field, "Buy milk")
    page.write(field, "")
    types_bread(page, field)
    assert field.text == "Buy bread"


async def test_an_entered_title_is_not_shown_again_by_its_arrival(open_page: OpenPage) -> None:
    page = await open_page()
    title = line(page)
    page.is_away = True
    before = page.client.outbox.next_message_id
    title.write("Buy")
    await eventually(lambda: page.client.outbox.next_message_id > before)
    page.receive()
    page.send(title, TEXT, "Buy")
    page.send(title, TEXT, "")
    page.send(title, ENTRIES, ["Buy"])
    page.questions.clear()
    await page.comes_back()
    await eventually(lambda: any(f"({title.id}, " in asked for asked in page.questions))
    page.answer_question(title, ["Buy"])
    await eventually(lambda: "showPopup" in " ".join(page.questions))
    page.send(title, "filter", "")
    for end in range(1, len("Bread") + 1):
        page.send(title, TEXT, "Bread"[:end])
    assert title.text == "Bread"


async def test_a_list_goes_on_once_whatever_is_answered_late(open_page: OpenPage) -> None:
    page = await open_page()
    field = description(page)
    page.write(field, "- milk")
    page.is_away = True
    await page.comes_back()
    await eventually(lambda: any(f"({field.id}, " in asked for asked in page.questions))
    page.write(field, "- milk\n")  # the server goes on with the list
    page.answer_question(field, "- milk\n")  # asked before that
    page.write(field, "- milk\n- x")
    assert field.text == "- milk\n- x"


async def test_letters_behind_a_closed_editor_go_on_with_its_list(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first = await open_page()
    await rest.post("/api/notes", json={"title": "Milk"})
    await first.sees("Milk")
    editor = await Editor.of(first, "Milk")
    field = editor.description
    assert isinstance(field, TypedField)
    first.write(field, "")
    first.is_away = True
    for text in ("- milk", "- milk\n"):
        first.write(field, text)
    await eventually(lambda: any(f"({field.id}, " in asked for asked in first.questions))
    first.questions.clear()
    editor.key("esc.stop")
    await editor.closes()
    await eventually(lambda: any(f"({field.id}, " in asked for asked in first.questions))
    first.write(field, "- milk\nb")
    first.answer_question(field, "- milk\n- ")
    assert field.text == "- milk\n- b"


async def test_a_title_behind_a_lost_enter_keeps_its_beginning(open_page: OpenPage) -> None:
    """The server had written into the line, and Add note had left it, before Enter was lost."""
    page = await open_page()
    left = line(page)
    page.send(left, TEXT, "Call Buy milk")
    page.is_away = True
    before = page.client.outbox.next_message_id
    left.write("Buy milk")
    await eventually(lambda: page.client.outbox.next_message_id > before)
    page.receive()
    page.press("Add note")
    page.send(left, TEXT, "Buy milk")
    await eventually(lambda: page.focused() is line(page))  # the form has gone on
    page.questions.clear()
    await page.comes_back()
    await eventually(lambda: any(f"({left.id}, " in asked for asked in page.questions))
    page.answer_question(left, ["Buy milk, two"])
    await eventually(lambda: f'({left.id}, "showPopup"' in " ".join(page.questions))
    page.send(left, "filter", "Buy bread")
    page.answer_question(left, None)
    await eventually(lambda: f"getComputedProp({left.id}, " in " ".join(page.questions))
    page.answer_question(left, ["Buy milk, two"])
    await eventually(lambda: line(page).text == "Buy bread")
