"""Files of notes on the page: what becomes of several, and of those that can't be taken."""

import asyncio
import errno
import logging
import sqlite3
import tempfile
from pathlib import Path
from unittest.mock import AsyncMock, Mock

import httpx
import pytest
from nicegui.elements.upload_files import SmallFileUpload
from nicegui.testing.user_download import UserDownload
from sqlalchemy.exc import OperationalError
from starlette.types import Message

from api.db.sqlite.database import Database
from api.transfers.staging import Staging
from notes_ui.page.transfers import progress
from notes_ui.page.transfers.dialog import NAMES
from notes_ui.ports.files import Format
from tests.notes_ui.conftest import OpenPage
from tests.notes_ui.support.failures import busy
from tests.notes_ui.support.files import Files, SlowUpload
from tests.notes_ui.support.reader import Reader, eventually
from tests.notes_ui.support.simulation import Simulation, simulating


@pytest.fixture
async def pair(open_page: OpenPage) -> tuple[Reader, Files]:
    """Somebody who sees the notes, and somebody else who has the dialog open."""
    other, reader = await open_page(), await open_page()
    return other, await Files.of(reader)


@pytest.fixture
def downloaded(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that browsers are told to fetch."""
    told: list[Path] = []
    monkeypatch.setattr(UserDownload, "file", lambda _, path, *__: told.append(Path(path)))
    return told


def test_the_page_offers_every_format() -> None:
    assert set(NAMES) == set(Format)


async def test_an_import_takes_the_file_of_the_preview(pair: tuple[Reader, Files]) -> None:
    other, files = pair
    await files.choose({"title": "Milk"})
    await files.tells("1 new note")
    slow = SlowUpload("more.ndjson", b'{"title": "Bread"}\n{"title": "Oats"}\n')
    await files.take(slow)
    await files.take(SlowUpload("others.csv", b"title\nButter\n"))
    await files.tells("Another export or import is still running")
    slow.go_on.set()
    await files.tells("2 new notes")
    files.press("Import them")
    await files.tells("2 notes imported")
    await other.sees("Oats", "Bread")


async def test_an_export_that_is_still_being_fetched_is_not_written_over(
    pair: tuple[Reader, Files], rest: httpx.AsyncClient, downloaded: list[Path]
) -> None:
    other, files = pair
    for title in ("Milk", "Bread"):
        await rest.post("/api/notes", json={"title": title})
    await other.sees("Bread", "Milk")
    files.press("CSV")
    await files.tells("2 notes exported")
    before = downloaded[0].read_bytes()
    other.delete("Bread")
    await rest.post("/api/notes", json={"title": "Oats"})
    await other.sees("Oats", "Milk")
    files.press("CSV")
    await files.tells("3 notes exported")
    assert downloaded[0].read_bytes() == before
    assert b"Oats" in downloaded[1].read_bytes()


@pytest.mark.in_process_only(reason="sets what the settings of both services would name")
async def test_no_more_is_taken_than_over_rest(simulation: Simulation) -> None:
    simulation.app.state.backend.transfers.largest = 100
    other, reader = await simulation.open_page(), await simulation.open_page()
    files = await Files.of(reader)
    assert files.upload.props["max-file-size"] == 100, "the browser does not even send it"
    await files.choose({"title": "Milk", "description": "two litres " * 20})
    await files.tells("The file is larger than 100 bytes")
    await files.choose({"title": "Bread"})
    await files.tells("1 new note")
    files.press("Import them")
    await other.sees("Bread")


async def test_a_file_that_can_t_be_kept_is_told(
    pair: tuple[Reader, Files], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, files = pair
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(SmallFileUpload, "save", AsyncMock(side_effect=full))
    await files.choose({"title": "Milk"})
    await files.tells("Nothing was imported or exported.")
    monkeypatch.undo()
    await files.choose({"title": "Milk"})
    await files.tells("1 new note")


async def test_an_import_for_which_there_is_no_room_is_told(
    pair: tuple[Reader, Files], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, files = pair
    full = OperationalError("insert", {}, sqlite3.OperationalError("database or disk is full"))
    monkeypatch.setattr(Staging, "add", Mock(side_effect=full))
    await files.choose({"title": "Milk"})
    await files.tells("The database can't be used: database or disk is full.")


@pytest.mark.parametrize(("note", "differ"), [(1, "2 notes exist with"), (2, "1 note exists with")])
async def test_an_import_replaces_no_note_changed_since_the_preview(
    pair: tuple[Reader, Files], rest: httpx.AsyncClient, note: int, differ: str
) -> None:
    other, files = pair
    for title in ("Milk", "Bread"):
        await rest.post("/api/notes", json={"title": title})
    await files.choose({"id": 1, "title": "Milk"}, {"id": 2, "title": "Rye bread"})
    await files.tells("1 note exists with other content")
    await rest.patch(f"/api/notes/{note}", json={"title": "Theirs"})
    files.press("Replace what is different")
    await files.tells("Nothing was imported: someone has changed these notes")
    await files.tells(differ)
    assert "Theirs" in other.titles()
    files.press("Replace what is different")
    await other.sees("Rye bread", "Milk")


@pytest.mark.in_process_only(
    reason="the API answers an import when it is done, and tells no progress"
)
async def test_the_progress_of_an_import_goes_on_while_it_is_written(
    pair: tuple[Reader, Files], monkeypatch: pytest.MonkeyPatch
) -> None:
    other, files = pair
    await files.choose(*({"title": f"Note {number}"} for number in range(1000)))
    await files.tells("1,000 new notes")
    monkeypatch.setattr(progress, "OFTEN", 0)
    shown = files.progress()
    files.press("Import them")
    await files.tells("1,000 notes imported")
    assert len([part for part in shown if 0.15 < part < 1]) > 2
    assert shown[-1] == 1
    assert shown == sorted(shown)
    await eventually(lambda: other.count() == "1,000 notes")


async def test_an_import_that_meets_a_busy_database_can_be_tried_again(
    pair: tuple[Reader, Files], monkeypatch: pytest.MonkeyPatch
) -> None:
    other, files = pair
    await files.choose({"title": "Milk"})
    await files.tells("1 new note")
    monkeypatch.setattr(Database, "write", busy)
    files.press("Import them")
    await files.tells("Try again in a moment.")
    monkeypatch.undo()
    files.press("Import them")
    await other.sees("Milk")
    await files.tells("1 note imported")
    assert "Import them" not in files.texts()


async def test_no_notes_stay_behind_in_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, downloaded: list[Path]
) -> None:
    rooms = tmp_path / "temporary"
    rooms.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(rooms))
    async with simulating(tmp_path / "notes.db") as simulation:
        one, other = await simulation.open_page(), await simulation.open_page()
        for reader in (one, other):
            files = await Files.of(reader)
            files.press("JSON")
            await files.tells("0 notes exported")
        assert len(list(rooms.glob("notes-*/*/*/notes.json"))) == 2
        one.client.delete()
        assert [file.exists() for file in downloaded] == [False, True]
    assert list(rooms.glob("notes-*")) == []


async def test_a_browser_that_leaves_during_an_upload_logs_no_error(
    simulation: Simulation, pair: tuple[Reader, Files], caplog: pytest.LogCaptureFixture
) -> None:
    _, files = pair
    told: list[Message] = []

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def tell(message: Message) -> None:
        told.append(message)

    headers = [(b"content-type", b"multipart/form-data; boundary=b")]
    path = f"/front{files.upload.props['url']}"
    asked = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode()}
    asked |= {"headers": headers, "query_string": b"", "root_path": "", "http_version": "1.1"}
    with caplog.at_level(logging.WARNING):
        await simulation.app(asked, gone, tell)
        await asyncio.sleep(0)
    assert told[0]["status"] == 400
    assert caplog.records == []
