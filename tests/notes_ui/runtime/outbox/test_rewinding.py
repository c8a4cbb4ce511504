"""What is sent again to a browser that was away leaves what may have been typed there since."""

from nicegui import ui

from notes_ui import theme
from notes_ui.components.fields.typed_field import TextField, TypedField
from notes_ui.i18n import messages
from notes_ui.runtime.outbox import PageOutbox
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.runtime.outbox.wire import Listener, Wire, outbox_of
from tests.support.waiting import eventually


async def test_a_rewind_sends_no_field_text_over_what_was_typed_since(
    open_page: OpenPage, wire: Wire
) -> None:
    page = await open_page()
    composer = page.styled(theme.COMPOSER)
    text = page.field(messages.DESCRIPTION, composer)
    assert isinstance(text, TypedField)
    with page.client, outbox_of(PageOutbox, listener := Listener(page.client)) as outbox:
        label = ui.label("milk")
        text.write("bread")
        for element in (text, label):
            outbox.enqueue_update(element)
        code = (
            f'return runMethod({page.field(messages.TITLE, composer).id}, "updateInputValue", [])'
        )
        outbox.enqueue_message("run_javascript", {"code": code}, listener.id)
        outbox.enqueue_message("run_javascript", {"code": "return 1"}, listener.id)
        await eventually(lambda: len(wire.sent) == 4)  # the first has the browser load a component
        outbox.try_rewind(1)
        await eventually(lambda: len(wire.sent) == 6)
    (_, first, _), (_, again, _), (_, asked, _) = wire.sent[1], *wire.sent[4:]
    assert first[text.id]["preserved_props"] == []
    assert again[text.id]["preserved_props"] == ["value"]
    assert first[text.id]["update_method"] == "updateValue"
    assert "update_method" not in again[text.id]
    assert again[label.id] == first[label.id]
    assert asked["code"] == "return 1"


async def test_a_text_that_still_waits_is_not_sent_over_what_was_typed(
    open_page: OpenPage,
) -> None:
    page = await open_page()
    text = page.field(messages.DESCRIPTION, page.styled(theme.COMPOSER))
    assert isinstance(text, TypedField)
    sent = text.send_value("bread", shown="")
    page.client.outbox.try_rewind(page.client.outbox.next_message_id)
    assert text._to_dict()["preserved_props"] == ["value"]
    assert sent.arrived is False


async def test_no_call_shows_an_ordinary_fields_value_again(open_page: OpenPage) -> None:
    page = await open_page()
    outbox = page.client.outbox
    with page.client:
        field = ui.input()
    page.is_away = True
    before = outbox.next_message_id
    field.value = "bread"
    await eventually(lambda: "updateValue" in " ".join(page.ran) and not outbox.messages)
    outbox.try_rewind(before)
    codes = " ".join(data.get("code", "") for _, _, data in outbox.messages)
    assert "updateValue" not in codes


async def test_a_text_that_a_new_field_comes_with_arrives_with_it(open_page: OpenPage) -> None:
    page = await open_page()
    outbox = page.client.outbox
    page.is_away = True
    before = outbox.next_message_id
    with page.client:
        field = TextField("Text", value="Milk", typed=lambda: None)
        sent = field.replace("Oat milk", shown="Milk")
    await eventually(lambda: not outbox.updates)
    outbox.try_rewind(before)
    (told,) = (data[field.id] for _, _, data in outbox.messages if field.id in data)
    assert told["props"]["value"] == "Oat milk"
    assert sent.arrived
