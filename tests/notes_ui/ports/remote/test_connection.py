"""Requests to the API: sent again where an answer is lost, and no older than what was seen."""

import asyncio

import httpx
import pytest

from api.notes.values import LONGEST
from notes_ui.ports.drafts import Draft
from notes_ui.ports.errors import DatabaseUnusable, NoteNotFound, OutOfReach
from notes_ui.ports.notes import NoteCreate, NoteView
from notes_ui.ports.remote import connection
from notes_ui.ports.remote.connection import Connection
from notes_ui.ports.remote.drafts import RemoteDrafts
from notes_ui.ports.remote.lanes import Lanes
from notes_ui.ports.remote.notes import RemoteNotes
from tests.notes_ui.ports.remote.conftest import LOST, REFUSED, SILENT, Line
from tests.support.waiting import eventually

MILK = NoteCreate(title="Milk")


@pytest.fixture
def notes(api: Connection) -> RemoteNotes:
    return RemoteNotes(api, Lanes())


async def titles(notes: RemoteNotes) -> list[str]:
    return [note.title for note in (await notes.window(NoteView())).notes]


async def test_a_note_whose_answer_is_lost_is_made_once(line: Line, notes: RemoteNotes) -> None:
    line.faults = [LOST, LOST]
    assert (await notes.create(MILK)).title == "Milk"
    keys = {request.headers["idempotency-key"] for request in line.requests}
    assert (len(line.requests), len(keys)) == (3, 1)
    assert await titles(notes) == ["Milk"]


async def test_a_write_waits_for_a_server_behind_a_proxy(line: Line, notes: RemoteNotes) -> None:
    line.faults = [httpx.Response(status, text="<html>") for status in (502, 503, 504)]
    assert (await notes.create(MILK)).title == "Milk"
    assert await titles(notes) == ["Milk"]


async def test_two_notes_have_two_keys(line: Line, notes: RemoteNotes) -> None:
    for _ in range(2):
        await notes.create(MILK)
    assert await titles(notes) == ["Milk", "Milk"]


async def test_a_read_names_the_revision_of_the_last_write(line: Line, notes: RemoteNotes) -> None:
    await notes.create(MILK)
    await titles(notes)
    assert line.requests[-1].headers["x-revision"] == "1"


async def test_a_revision_of_a_former_database_is_forgotten(
    api: Connection, notes: RemoteNotes
) -> None:
    api.saw(1000)
    api.start_over(0)
    await notes.create(MILK)
    assert await titles(notes) == ["Milk"]


async def test_a_kept_connection_that_was_closed_is_no_failure(
    line: Line, notes: RemoteNotes
) -> None:
    line.faults = [LOST]
    assert await titles(notes) == []


async def test_a_read_fails_at_once_while_the_api_is_away(
    line: Line, api: Connection, notes: RemoteNotes
) -> None:
    line.faults = [REFUSED, REFUSED]
    with pytest.raises(OutOfReach, match=r"notes\.test can't be reached: connection refused"):
        await titles(notes)
    sent = len(line.requests)
    with pytest.raises(OutOfReach):
        await titles(notes)
    assert len(line.requests) == sent
    api.find()
    assert await titles(notes) == []


async def test_a_silent_api_is_told_to_whoever_follows_it(
    line: Line, api: Connection, notes: RemoteNotes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SILENT", 0.05)
    told: list[str] = []
    api.when_lost(lambda: told.append("lost"))
    line.faults = [SILENT, SILENT]
    with pytest.raises(OutOfReach, match="no answer"):
        await titles(notes)
    assert told == ["lost"]
    assert [request.url.path for request in line.requests] == ["/api/page/window", "/healthz"]


async def test_a_slow_answer_is_waited_for_while_the_api_is_there(
    line: Line, api: Connection, notes: RemoteNotes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SILENT", 0.05)
    line.faults = [SILENT]
    reading = asyncio.create_task(titles(notes))
    await eventually(lambda: len(line.requests) > 3)
    assert not reading.done()
    assert api.lost is None
    reading.cancel()


async def test_a_read_that_may_succeed_soon_is_sent_again(line: Line, notes: RemoteNotes) -> None:
    line.faults = [httpx.Response(status, text="<html>") for status in (502, 503)]
    assert await titles(notes) == []


@pytest.mark.parametrize("answer", [httpx.Response(200, text="<html>"), httpx.Response(404)])
async def test_an_answer_of_something_else_is_a_failure_in_words(
    line: Line, notes: RemoteNotes, answer: httpx.Response
) -> None:
    line.faults = [answer]
    with pytest.raises(DatabaseUnusable, match=r"NOTES_API_URL|notes\.test answered 404"):
        await notes.create(MILK)


async def test_a_missing_note_is_not_a_missing_api(notes: RemoteNotes) -> None:
    with pytest.raises(NoteNotFound):
        await notes.get(7)


async def test_a_refused_draft_is_a_failure_that_pages_tell(
    api: Connection, notes: RemoteNotes
) -> None:
    note = await notes.create(MILK)
    long = note.model_copy(update={"description": "x" * (LONGEST + 1)})
    draft = Draft(title="Oats", description="", base=long)
    with pytest.raises(DatabaseUnusable, match="too long"):
        await RemoteDrafts(api, Lanes()).keep("tab", draft)


async def test_a_server_of_something_else_is_out_of_reach() -> None:
    other = httpx.MockTransport(lambda _: httpx.Response(502, text="<html>"))
    api = Connection("http://notes.test", transport=other)
    with pytest.raises(OutOfReach, match=r"http://notes\.test answered 502"):
        await titles(RemoteNotes(api, Lanes()))
    await api.close()
