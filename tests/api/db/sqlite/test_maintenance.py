"""Within seconds of the last write, `notes.db` alone is all the notes."""

import asyncio
from pathlib import Path

import httpx
import pytest

from api.backend import Backend
from api.notes.models import NoteCreate
from api.notes.values import Draft
from api.transfers.formats import Format
from tests.api.support.attempts import results_of
from tests.api.support.files import titles_copied, titles_in
from tests.api.support.opened import sql, sqlite_of
from tests.api.support.rest import add
from tests.support.live import LiveServer
from tests.support.waiting import eventually


@pytest.fixture
def attempts(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the file was whole after each attempt to make it so."""
    return results_of("write_back", monkeypatch)


def log_size(file: Path) -> int:
    return file.with_name(f"{file.name}-wal").stat().st_size


async def test_a_copy_of_the_file_alone_is_complete_at_a_quiet_moment(
    live: LiveServer, http: httpx.AsyncClient
) -> None:
    made = [(await add(http, f"n{number}"))["title"] for number in range(50)]

    await eventually(lambda: titles_copied(live.database) == made)


async def test_a_copy_of_the_file_alone_has_writes_of_other_programs(live: LiveServer) -> None:
    with sql(live.database) as other:
        other.execute("INSERT INTO note (title) VALUES ('milk'), ('oats')")

        await eventually(lambda: titles_copied(live.database) == ["milk", "oats"])


async def test_the_log_is_empty_at_a_quiet_moment(
    live: LiveServer, http: httpx.AsyncClient
) -> None:
    await add(http, "milk")
    await eventually(lambda: log_size(live.database) == 0)


async def test_a_file_moved_alone_at_runtime_keeps_all_notes(
    live: LiveServer, http: httpx.AsyncClient, tmp_path: Path
) -> None:
    """Even right after the write, when it was not whole yet."""
    made = [(await add(http, f"n{number}"))["title"] for number in range(50)]
    moved = live.database.rename(tmp_path / "elsewhere.db")

    await eventually(lambda: titles_in(moved) == made)


async def test_a_long_read_of_another_program_delays_the_checkpoint(
    backend: Backend, database: Path, attempts: list[bool]
) -> None:
    await backend.notes.create(NoteCreate(title="milk"))
    with sql(database) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT title FROM note").fetchall() == [("milk",)]
        await backend.notes.create(NoteCreate(title="oats"))
        await eventually(lambda: attempts == [False, False])
        assert reader.execute("SELECT title FROM note").fetchall() == [("milk",)]
        reader.execute("COMMIT")

    await eventually(lambda: attempts == [False, False, True])
    assert titles_in(database) == ["milk", "oats"]


async def test_an_export_stays_a_snapshot_while_the_log_is_emptied(
    backend: Backend, database: Path, attempts: list[bool]
) -> None:
    for number in range(300):
        await backend.notes.create(NoteCreate(title=f"n{number}"))
    pieces = backend.transfers.export(Format.NDJSON)
    first = await asyncio.to_thread(next, pieces)
    await backend.notes.create(NoteCreate(title="later"))
    await eventually(lambda: attempts == [False])

    rest = await asyncio.to_thread(lambda: b"".join(pieces))
    assert (first + rest).count(b"\n") == 300
    await eventually(lambda: len(titles_in(database) or ()) == 301)


async def test_a_commit_just_before_the_log_is_emptied_is_no_loss(backend: Backend) -> None:
    """Emptying would write it into the file, which then looks as if others had written there."""
    database = sqlite_of(backend)
    made: list[str] = []
    for number in range(5):
        await backend.notes.create(NoteCreate(title=f"n{number}"))
        await asyncio.to_thread(database.between_writes, database.connections.empty_log)
        assert database.loss() is None
        made.append(f"n{number}")
    await eventually(lambda: titles_copied(database.file) == made)


async def test_emptying_the_log_notifies_no_listener(backend: Backend) -> None:
    moves: list[object] = []
    backend.feed.on_move(moves.append)
    note = await backend.notes.create(NoteCreate(title="Milk"))
    await eventually(lambda: log_size(sqlite_of(backend).file) == 0)
    await backend.drafts.keep("tab", Draft(title="Bread", description=""), browser="")
    backend.feed.catch_up()
    assert moves == [{note.id}]
