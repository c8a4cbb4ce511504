"""Imports on a front: over a line that loses answers, or falls silent."""

import asyncio
from io import BytesIO

import httpx
import pytest
from fastapi import FastAPI

from notes_ui.ports.errors import (
    DatabaseUnusable,
    ImportedBefore,
    ImportInDoubt,
    ImportTooLarge,
    OutOfReach,
)
from notes_ui.ports.files import Format, OnConflict
from notes_ui.ports.notes import NoteView
from notes_ui.ports.remote import imports, patience
from notes_ui.ports.remote.connection import PAUSE, Connection
from notes_ui.ports.remote.lanes import Lanes
from notes_ui.ports.remote.notes import RemoteNotes
from notes_ui.ports.remote.transfers import RemoteTransfers
from notes_ui.ports.transfers import ImportReport, Looked
from tests.notes_ui.ports.remote.conftest import LOST, REFUSED, Line


@pytest.fixture
def transfers(api: Connection) -> RemoteTransfers:
    return RemoteTransfers(api, largest=10_000)


@pytest.fixture
def source() -> BytesIO:
    return BytesIO(b'{"title": "Milk"}\n')


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """An import is sent twice, and no more."""
    monkeypatch.setattr(imports, "REPEATED", 0.0)


async def take(
    transfers: RemoteTransfers,
    source: BytesIO,
    looked: Looked | None = None,
    on_conflict: OnConflict = OnConflict.REFUSE,
) -> ImportReport:
    return await transfers.take(
        source,
        Format.NDJSON,
        on_conflict,
        looked=looked,
        progress=lambda _: None,
    )


async def look(transfers: RemoteTransfers, source: BytesIO) -> Looked:
    return await transfers.look(source, Format.NDJSON, progress=lambda _: None)


async def titles(api: Connection) -> list[str]:
    window = await RemoteNotes(api, Lanes()).window(NoteView())
    return [note.title for note in window.notes]


async def test_an_import_raises_the_revision(
    api: Connection, transfers: RemoteTransfers, source: BytesIO
) -> None:
    await take(transfers, source)
    assert api.revision == 1


async def test_an_import_whose_answer_is_lost_is_made_once(
    line: Line, api: Connection, transfers: RemoteTransfers, source: BytesIO
) -> None:
    line.faults = [LOST, LOST]
    assert (await take(transfers, source)).taken.made == 1
    keys = {request.headers["idempotency-key"] for request in line.requests}
    assert (len(line.requests), len(keys)) == (3, 1)
    assert await titles(api) == ["Milk"]


async def test_a_preview_whose_answer_is_lost_is_asked_again(
    line: Line, transfers: RemoteTransfers, source: BytesIO
) -> None:
    line.faults = [LOST]
    assert (await look(transfers, source)).report.taken.made == 1


async def lost(line: Line, transfers: RemoteTransfers, source: BytesIO) -> Looked:
    """The preview of an import whose answer was lost, twice."""
    looked = await look(transfers, source)
    line.faults = [LOST, LOST]
    with pytest.raises(ImportInDoubt):
        await take(transfers, source, looked)
    return looked


async def test_an_answer_of_something_else_is_told_in_words(
    line: Line, transfers: RemoteTransfers, source: BytesIO
) -> None:
    line.faults = [httpx.Response(200, text="<html>")]
    with pytest.raises(DatabaseUnusable, match="NOTES_API_URL"):
        await look(transfers, source)


@pytest.mark.usefixtures("_impatient")
async def test_a_second_press_of_one_preview_imports_nothing_twice(
    line: Line, api: Connection, transfers: RemoteTransfers, source: BytesIO
) -> None:
    looked = await lost(line, transfers, source)
    assert (await take(transfers, source, looked)).taken.made == 1
    assert await titles(api) == ["Milk"]


@pytest.mark.usefixtures("_impatient")
async def test_a_lost_import_stays_in_doubt_while_the_api_is_away(
    line: Line, transfers: RemoteTransfers, source: BytesIO
) -> None:
    """A press that reaches nobody tells nothing of the press before."""
    looked = await look(transfers, source)
    line.faults = [LOST, REFUSED, REFUSED, REFUSED]
    for _ in range(2):
        with pytest.raises(ImportInDoubt):
            await take(transfers, source, looked)


@pytest.mark.usefixtures("_impatient")
async def test_an_import_that_was_never_sent_is_in_no_doubt(
    line: Line, transfers: RemoteTransfers, source: BytesIO
) -> None:
    line.faults = [REFUSED, REFUSED]
    with pytest.raises(OutOfReach) as told:
        await take(transfers, source)
    assert not isinstance(told.value, ImportInDoubt)


@pytest.mark.usefixtures("_impatient")
async def test_another_choice_after_a_lost_answer_imports_no_more(
    line: Line, api: Connection, transfers: RemoteTransfers, source: BytesIO
) -> None:
    looked = await lost(line, transfers, source)
    with pytest.raises(ImportedBefore):
        await take(transfers, source, looked, OnConflict.COPY)
    assert await titles(api) == ["Milk"]


class Frozen(httpx.AsyncBaseTransport):
    """An API that takes a body, is lost, and answers when it is back."""

    def __init__(self, line: Line) -> None:
        self.api = Connection("http://notes.test", transport=self)
        self._line, self._back = line, asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.api.lose(REFUSED)
        await self._back.wait()
        return await self._line.handle_async_request(request)

    def come_back(self) -> None:
        self.api.find()
        self._back.set()


async def test_an_import_ends_when_the_api_stays_lost(
    line: Line, source: BytesIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "LOST_FOR", 0.0)
    async with asyncio.timeout(5):
        with pytest.raises(ImportInDoubt, match="can't be reached"):
            await take(RemoteTransfers(Frozen(line).api, largest=10_000), source)


async def test_an_import_outlasts_a_short_loss_of_the_api(line: Line, source: BytesIO) -> None:
    frozen = Frozen(line)
    asyncio.get_running_loop().call_later(3 * PAUSE, frozen.come_back)
    report = await take(RemoteTransfers(frozen.api, largest=10_000), source)
    assert report.taken.made == 1


async def test_a_file_too_large_for_the_api_is_told_its_limit(
    app: FastAPI, transfers: RemoteTransfers
) -> None:
    app.state.backend.transfers.largest = 10
    with pytest.raises(ImportTooLarge, match="larger than 10 bytes"):
        await look(transfers, BytesIO(b'{"title": "Milk"}'))
