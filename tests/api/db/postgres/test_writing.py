"""What goes wrong with one write concerns no other, and nothing is written twice."""

import asyncio
from contextlib import ExitStack

import httpx
import psycopg
import pytest

from api.backend import Backend
from api.db.errors import DatabaseBusy, DatabaseLost, DatabaseUnusable
from api.notes.models import NoteCreate, NoteUpdate
from api.settings import Settings
from tests.api.db.postgres.conftest import Connect, keeping_busy
from tests.network.line import Line
from tests.support.waiting import eventually

WRITERS = "SELECT pg_advisory_xact_lock(hashtext('notes writer'), hashtext(current_schema()))"
BOOM = """
CREATE FUNCTION boom() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.title = 'boom' THEN RAISE 'boom'; END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER boom AFTER INSERT ON note
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION boom();
"""


async def titles(client: httpx.AsyncClient) -> list[str]:
    return [note["title"] for note in (await client.get("/api/notes")).json()]


async def test_only_the_note_that_is_locked_can_not_be_written(
    backend: Backend, connect: Connect
) -> None:
    notes = [await backend.notes.create(NoteCreate(title="Milk")) for _ in range(4)]
    other = connect()
    other.execute("UPDATE note SET done = true WHERE id = 2")
    told = await asyncio.gather(
        *(backend.notes.update(note.id, NoteUpdate(title="Oats")) for note in notes),
        return_exceptions=True,
    )
    assert [isinstance(answer, DatabaseBusy) for answer in told] == [False, True, False, False]


async def test_a_commit_that_one_of_many_prevents_fails_for_this_one(
    backend: Backend, client: httpx.AsyncClient, other: psycopg.Connection
) -> None:
    other.execute(BOOM)
    told = await asyncio.gather(
        *(backend.notes.create(NoteCreate(title=title)) for title in ("a", "b", "boom", "c")),
        return_exceptions=True,
    )
    failures = [answer for answer in told if isinstance(answer, BaseException)]
    assert [str(failure) for failure in failures] == ["The database can't be used: boom."]
    assert isinstance(failures[0], DatabaseUnusable)
    assert sorted(await titles(client)) == ["a", "b", "c"]


@pytest.mark.parametrize("database_url", ["a line"], indirect=True)
async def test_a_write_that_lost_its_answer_is_not_written_again(
    backend: Backend, line: Line, other: psycopg.Connection
) -> None:
    """The commit has happened: only its answer is lost, with the connection."""
    numbered = 0

    def answers_nothing(piece: bytes) -> bool:
        nonlocal numbered
        numbered += b"note_number()" in piece
        if numbered == 2 and b"COMMIT" in piece:
            line.hold("down")
        return False

    def written() -> int:
        found = other.execute("SELECT count(*) FROM note").fetchone()
        return found[0] if found else 0

    line.hold_behind(answers_nothing, "up")
    async with keeping_busy(backend):
        creating = [asyncio.create_task(backend.notes.create(NoteCreate(title=t))) for t in "abc"]
        await asyncio.sleep(0)
    await eventually(lambda: written() == 3)
    line.cut()
    line.mend()
    told = await asyncio.gather(*creating, return_exceptions=True)
    assert [type(answer) for answer in told] == [DatabaseLost] * 3
    assert "Look whether the change is there" in str(told[0])
    await eventually(lambda: backend.feed.revision == 3)
    assert written() == 3


async def test_the_writers_of_other_processes_are_waited_for_in_words(
    backend: Backend, connect: Connect
) -> None:
    connect().execute(WRITERS)
    with pytest.raises(DatabaseBusy, match="Another program is writing"):
        await backend.notes.create(NoteCreate(title="Milk"))


async def test_exports_leave_connections_for_searches(
    backend: Backend, client: httpx.AsyncClient
) -> None:
    with ExitStack() as exports:
        for _ in range(4):
            exports.enter_context(backend.database.separate_snapshot())
        assert (await client.get("/api/notes", params={"q": "milk"})).status_code == 200


async def test_a_stricter_isolation_of_the_role_changes_nothing(
    database_url: str,
) -> None:
    """A snapshot from before the wait for others would not see what they have numbered."""
    stricter = f"{database_url}&options=-c%20default_transaction_isolation%3Dserializable"
    backends = [Backend(Settings(database_url=stricter)) for _ in range(2)]
    async with backends[0].running(), backends[1].running():
        await asyncio.gather(
            *(
                backend.notes.create(NoteCreate(title=f"{number}"))
                for number in range(20)
                for backend in backends
            )
        )
        await eventually(lambda: [b.feed.revision for b in backends] == [40, 40])
