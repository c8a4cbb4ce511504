"""What is typed while the server is restarted finds its way; test_drafts has it in a browser."""

from typing import Any

import httpx
import pytest
from nicegui import core

from notes_ui import theme
from notes_ui.components.fields.entry_field import ENTRIES, TEXT
from notes_ui.i18n import messages
from notes_ui.page.cards.card_parts import DoneCheckbox
from notes_ui.runtime.orphaned import input as orphaned_input
from notes_ui.runtime.orphaned.input import OrphanedInput
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import eventually, part


def message(listener: object, *arguments: object) -> dict[str, Any]:
    return {"client_id": "of an earlier process", "listener_id": listener, "args": arguments}


def test_a_message_says_where_what_was_typed_belongs() -> None:
    assert orphaned_input._typed(message("typed:7:title", '"oat milk"')) == (7, "title", "oat milk")
    assert orphaned_input._typed(message("typed:0:description", "null")) == (0, "description", "")


def test_what_is_too_long_for_a_note_is_no_less_typed() -> None:
    text = "x" * 20_001
    told = message("typed:7:description", f'"{text}"')
    assert orphaned_input._typed(told) == (7, "description", text)


@pytest.mark.parametrize(
    "told",
    [
        message("typed", '"milk"'),
        message("typed:x:title", '"milk"'),
        message("typed:1:done", '"milk"'),
        message("typed:1:title"),
        message("typed:1:title", "milk"),
        message("typed:1:title", None),
        message("typed:1:title", "[1]"),
        message("typed:99999999999999999999:title", '"milk"'),
        message(None, '"milk"'),
    ],
    ids=str,
)
def test_a_message_that_says_something_else_is_no_typing(told: dict[str, Any]) -> None:
    assert orphaned_input._typed(told) is None


async def test_the_fields_of_every_page_say_where_they_belong(open_page: OpenPage) -> None:
    for page in [await open_page(), await open_page()]:
        title = page.field(messages.TITLE, page.styled(theme.COMPOSER))
        named = {each.id: each.type for each in title._event_listeners.values()}
        assert named["typed:0:title"] == TEXT
        assert named["entered"] == ENTRIES


async def test_what_a_known_page_says_goes_its_usual_way(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    told = core.sio.handlers["/"]["event"]
    assert isinstance(told.__self__, OrphanedInput)
    title = first.field(messages.TITLE, first.styled(theme.COMPOSER))
    told(
        "socket",
        message("typed:0:title", '"milk"') | {"client_id": first.client.id, "id": title.id},
    )
    assert first.typed() == ("milk", "")
    assert second.typed() == ("", "")


async def test_what_was_ticked_while_there_was_no_server_is_ticked(
    open_page: OpenPage, rest: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Milk")
    for page in (first, second):
        await page.sees("Milk")
    box = part(first.card("Milk"), DoneCheckbox)
    (listener,) = [one for one in box._event_listeners.values() if "update" in one.type]
    told = core.sio.handlers["/"]["event"]
    for args in ('"1 done"', '"7 done"', '"99999999999999999999 done"', '"1 maybe"', '"x"', "3"):
        told("socket", message(listener.id, args))
    await eventually(lambda: first.shown() == second.shown() == [("Milk", "", True)])
    told("socket", message(listener.id, '"1 open"'))
    await eventually(lambda: second.shown() == [("Milk", "", False)])
    assert not [record for record in caplog.records if record.exc_info]
