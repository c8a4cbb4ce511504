"""What is typed while the server is restarted finds its way; test_drafts has it in a browser."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from nicegui import core

from api.notes.values import Draft
from notes_ui import theme
from notes_ui.components.fields.entry_field import ENTRIES, TEXT
from notes_ui.i18n import messages
from notes_ui.page.cards.card_parts import DoneCheckbox
from notes_ui.runtime.browser_cookie import COOKIE
from notes_ui.runtime.orphaned import input as orphaned_input
from notes_ui.runtime.orphaned.input import OrphanedInput
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.page.drafts.offered import offered
from tests.notes_ui.support.reader import eventually, part
from tests.notes_ui.support.simulation import Simulation, simulating


def message(listener: object, *arguments: object) -> dict[str, Any]:
    return {"client_id": "of an earlier process", "listener_id": listener, "args": arguments}


def test_a_message_says_where_what_was_typed_belongs() -> None:
    assert orphaned_input._typed(message("typed:7:title", '"oat milk"')) == (7, "title", "oat milk")
    assert orphaned_input._typed(message("typed:0:description", "null")) == (0, "description", "")


def test_a_text_too_long_for_a_note_is_read_whole() -> None:
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


async def test_messages_of_a_known_page_go_to_the_page(open_page: OpenPage) -> None:
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


async def test_a_tick_made_without_a_server_is_carried_out(
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


TEXT_OF_A_RESTART: Final = "Oat milk, two litres of it, and bread for the whole of next week"


async def type_without_a_server(tab: str, text: str, *, browser: str = "0" * 32) -> None:
    """Have the server get, all at once, what was typed in a tab while there was no server."""
    (connected, told) = (core.sio.handlers["/"][name] for name in ("connect", "event"))
    asked = {
        "QUERY_STRING": f"implicit_handshake=true&client_id=earlier&tab_id={tab}",
        "HTTP_COOKIE": f"{COOKIE}={browser}",
    }
    await connected("its socket", asked)
    for end in range(len(text)):
        told("its socket", message("typed:0:title", json.dumps(text[: end + 1])))


async def test_a_reloaded_page_waits_until_all_that_was_typed_is_stored(
    open_page: OpenPage,
) -> None:
    await type_without_a_server("its-tab", TEXT_OF_A_RESTART)
    page = await open_page(tab="its-tab")
    await eventually(lambda: page.typed() != ("", ""))
    assert page.typed() == (TEXT_OF_A_RESTART, "")


async def test_text_typed_without_a_server_is_offered_to_no_other_tab(
    simulation: Simulation, database: Path
) -> None:
    page = await simulation.open_page()
    browser = page.user.http_client.cookies[COOKIE]
    left = Draft(title="Milk", description="")
    await simulation.app.state.backend.drafts.keep("closed-tab", left, browser=browser)
    await type_without_a_server("its-tab", TEXT_OF_A_RESTART, browser=browser)
    with closing(sqlite3.connect(database)) as connection:
        kept = "select count(*) from note_draft where title = ?"
        await eventually(lambda: connection.execute(kept, (TEXT_OF_A_RESTART,)).fetchone() == (1,))
    beside = await simulation.open_page(beside=page)
    await eventually(lambda: bool(offered(beside)))
    assert offered(beside) == ["You were writing “Milk”"]


async def test_a_server_that_stops_stores_what_was_typed_without_it(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with simulating(database):
        await type_without_a_server("its-tab", TEXT_OF_A_RESTART)
    with closing(sqlite3.connect(database)) as connection:
        kept = connection.execute("select title from note_draft").fetchall()
    assert kept == [(TEXT_OF_A_RESTART,)]
    assert not [record for record in caplog.records if record.exc_info]
