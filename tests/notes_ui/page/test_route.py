"""The page with several users at once, and others who change the notes beside it."""

import asyncio
import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import httpx
import pytest
from nicegui import Client

from api import __version__
from api.events import broadcaster
from api.notes.reading.query import NoteQuery
from api.notes.reading.views import NoteWindow
from notes_ui.page.browse.toolbar import Toolbar
from notes_ui.page.cards.note_card import NoteCard
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.reader import eventually
from tests.notes_ui.support.simulation import Simulation


async def test_a_note_added_on_one_page_appears_on_every_page(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Buy milk", "two litres")
    for reader in (first, second):
        await reader.sees("Buy milk")
        assert reader.shown() == [("Buy milk", "two litres", False)]


async def test_a_tick_and_a_deletion_reach_the_other_page(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    await first.add("Buy milk")
    await second.sees("Buy milk")
    second.tick("Buy milk")
    await eventually(lambda: first.shown() == second.shown() == [("Buy milk", "", True)])
    first.tick("Buy milk")
    await eventually(lambda: first.shown() == second.shown() == [("Buy milk", "", False)])
    first.delete("Buy milk")
    await second.sees()
    await first.sees()


async def test_rest_and_pages_show_each_other_their_changes(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    first, second = await open_page(), await open_page()
    await rest.post("/api/notes", json={"title": "From REST"})
    for reader in (first, second):
        await reader.sees("From REST")
    await first.add("From a page")
    await second.sees("From a page", "From REST")
    titles = [note["title"] for note in (await rest.get("/api/notes")).json()]
    assert titles == ["From REST", "From a page"]


async def test_changes_of_another_process_appear_on_every_page(
    open_page: OpenPage, database: Path
) -> None:
    first, second = await open_page(), await open_page()
    for sql, shown in (
        ("insert into note (title) values ('milk')", [("milk", "", False)]),
        ("update note set done = TRUE, description = 'oat'", [("milk", "oat", True)]),
        ("update note set description = ''", [("milk", "", True)]),
        ("delete from note", []),
    ):
        await asyncio.to_thread(write_in_another_process, database, sql)
        for reader in (first, second):
            await eventually(lambda reader=reader, shown=shown: reader.shown() == shown)  # type: ignore[misc]


def write_in_another_process(database: Path, sql: str) -> None:
    script = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])"
    subprocess.run([sys.executable, "-c", script, str(database), sql], check=True)


async def test_a_page_that_was_away_is_right_when_it_comes_back(
    open_page: OpenPage, rest: httpx.AsyncClient
) -> None:
    away, other = await open_page(), await open_page()
    await rest.post("/api/notes", json={"title": "Before"})
    await away.sees("Before")
    away.disconnect()
    await rest.post("/api/notes", json={"title": "Meanwhile"})
    await other.sees("Meanwhile", "Before")
    assert away.titles() == ["Before"]
    await away.reconnect()
    await away.sees("Meanwhile", "Before")


async def test_a_load_that_never_opens_a_socket_builds_no_list(
    browse: Callable[[], httpx.AsyncClient], rest: httpx.AsyncClient, simulation: Simulation
) -> None:
    for number in range(60):
        await rest.post("/api/notes", json={"title": f"Note {number}"})
    assert (await browse().get("/front/notes")).status_code == 200
    (client,) = Client.instances.values()
    assert len(client.elements) < 60
    assert not [one for one in client.elements.values() if isinstance(one, NoteCard)]
    assert len(simulation.rounds) == 0


async def test_a_closed_page_is_told_nothing_more(
    open_page: OpenPage, simulation: Simulation
) -> None:
    first, second = await open_page(), await open_page()
    await eventually(lambda: len(simulation.rounds) == 2)
    first.client.delete()
    assert len(simulation.rounds) == 1
    await second.add("Still here")
    await second.sees("Still here")


async def test_one_pages_failure_is_logged_and_leaves_the_others_right(
    open_page: OpenPage,
    foreign: sqlite3.Connection,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken, sound = await open_page(), await open_page()
    await broken.add("Before")
    for reader in (broken, sound):
        await reader.sees("Before")

    def fail(*_: object, **__: object) -> NoReturn:
        raise RuntimeError

    monkeypatch.setattr(broken.card("Before"), "show", fail)
    foreign.execute("update note set title = 'After'")
    await sound.sees("After")
    assert "A listener has failed" in caplog.text
    assert caplog.records[-1].levelno == logging.ERROR


async def test_a_toolbar_that_fails_to_repaint_is_tried_again(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = await open_page(), await open_page()
    await sound.add("Before")
    for reader in (broken, sound):
        await reader.sees("Before")
        await reader.reads("Open 1")
    monkeypatch.setattr(broadcaster, "RETRY", 0.01)
    show, failed = Toolbar.show, []

    def fail_once_each(self: Toolbar, query: NoteQuery, window: NoteWindow) -> None:
        if self not in failed:
            failed.append(self)
            raise RuntimeError("beside the list")
        show(self, query, window)

    monkeypatch.setattr(Toolbar, "show", fail_once_each)
    await sound.add("After")
    for reader in (broken, sound):
        await reader.sees("After", "Before")
        await reader.reads("Open 2")
        assert reader.count() == "2 notes"
    assert len(failed) == 2


async def test_a_page_can_return_to_the_view_before_a_failed_one(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is what the other one sees all the time, and no less to be shown."""
    one, other = await open_page(), await open_page()
    await other.add("Milk")
    await other.add("Bread")
    for reader in (one, other):
        await reader.sees("Bread", "Milk")
    show = Toolbar.show

    def fail_while_searching(self: Toolbar, query: NoteQuery, window: NoteWindow) -> None:
        if query.q:
            raise RuntimeError("beside the list")
        show(self, query, window)

    monkeypatch.setattr(Toolbar, "show", fail_while_searching)
    one.search("milk")
    await one.sees("Milk")
    one.search("")
    for reader in (one, other):
        await reader.sees("Bread", "Milk")


async def test_the_number_of_notes_and_the_empty_state_follow(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    await eventually(lambda: first.empty() == second.empty() == "No notes yet")
    await second.add("One")
    await eventually(lambda: first.count() == second.count() == "1 note")
    assert first.empty() == second.empty() == ""
    await second.add("Two")
    await eventually(lambda: first.count() == second.count() == "2 notes")


async def test_the_page_tells_the_version(open_page: OpenPage) -> None:
    first, second = await open_page(), await open_page()
    for reader in (first, second):
        await reader.reads(f"v{__version__}")
