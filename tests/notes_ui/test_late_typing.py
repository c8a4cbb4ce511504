"""What is typed while the server is restarted finds its way; test_drafts has it in a browser."""

from typing import Any

import pytest
from nicegui import core

from notes_ui import late_typing, theme, words
from notes_ui.late_typing import LateTyping
from tests.notes_ui.conftest import OpenPage


def message(listener: object, *arguments: object) -> dict[str, Any]:
    return {"client_id": "of an earlier process", "listener_id": listener, "args": arguments}


def test_a_message_says_where_what_was_typed_belongs() -> None:
    assert late_typing._typed(message("typed:7:title", '"oat milk"')) == (7, "title", "oat milk")
    assert late_typing._typed(message("typed:0:description", "null")) == (0, "description", "")


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
        message("typed:1:title", f'"{"x" * 20_001}"'),
        message(None, '"milk"'),
    ],
    ids=str,
)
def test_a_message_that_says_something_else_is_no_typing(told: dict[str, Any]) -> None:
    assert late_typing._typed(told) is None


async def test_the_fields_of_every_page_say_where_they_belong(open_page: OpenPage) -> None:
    for page in [await open_page(), await open_page()]:
        title = page.field(words.TITLE, page.styled(theme.COMPOSER))
        named = [each.id for each in title._event_listeners.values() if "update" in each.type]
        assert named == ["typed:0:title"]


async def test_what_a_known_page_says_goes_its_usual_way(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    told = core.sio.handlers["/"]["event"]
    assert isinstance(told.__self__, LateTyping)
    title = first.field(words.TITLE, first.styled(theme.COMPOSER))
    told(
        "socket",
        message("typed:0:title", '"milk"') | {"client_id": first.client.id, "id": title.id},
    )
    assert first.typed() == ("milk", "")
    assert second.typed() == ("", "")
