"""A file that is deleted, moved, replaced or overwritten: refused in words, until it is there."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.backend import Backend
from api.db.connections import Connections
from api.db.sqlite.file import Loss, log_of
from api.notes.models import NoteCreate
from tests.api.support.files import (
    content_of,
    copy,
    logs_left,
    move,
    remove,
    size_of,
    titles_in,
    write,
)
from tests.api.support.opened import TUTORIAL, copies, running, sql, start
from tests.api.support.rest import NOTES, add, find, problem
from tests.api.support.websocket_client import listening
from tests.support.live import LiveServer, serving
from tests.support.waiting import PATIENCE, eventually


@pytest.fixture
def live(database: Path) -> Iterator[LiveServer]:
    with serving(database) as server:
        yield server


@pytest.fixture
async def http(live: LiveServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=live.url) as client:
        yield client


@pytest.fixture
async def backup(tmp_path: Path) -> Path:
    """Another database, with one note, as a backup has it: closed, and nothing beside it."""
    file = tmp_path / "backup.db"
    await start(file)
    with sql(file) as other:
        other.execute("INSERT INTO note (title) VALUES ('of the backup')")
    return file


async def answers(http: httpx.AsyncClient, status: int, part: str = "") -> str:
    """Wait until whether it is ready is answered so; return what it says."""
    async with asyncio.timeout(PATIENCE):
        answer = await http.get("/readyz")
        while answer.status_code != status or part not in answer.text:
            await asyncio.sleep(0)
            answer = await http.get("/readyz")
    return answer.text


async def post(http: httpx.AsyncClient, title: str) -> int:
    return (await http.post(NOTES, json={"title": title})).status_code


@pytest.mark.parametrize("way", ["rm", "mv"])
async def test_of_21_writes_none_is_told_to_be_done_and_lost(
    live: LiveServer, http: httpx.AsyncClient, tmp_path: Path, way: str
) -> None:
    before = [(await add(http, f"n{number}"))["title"] for number in range(3)]
    moved = tmp_path / "moved.db"
    live.database.rename(moved) if way == "mv" else live.database.unlink()

    assert [await post(http, f"lost {number}") for number in range(21)] == [503] * 21
    assert not live.database.exists(), "no empty file is made in its place"
    if way == "mv":
        await eventually(lambda: titles_in(moved) == before)


async def test_a_write_during_the_loss_of_the_file_does_not_succeed(
    backend: Backend, client: httpx.AsyncClient, database: Path
) -> None:
    """Deleted between the beginning of the transaction and its commit."""
    writing = backend.database.write(lambda _: database.unlink())
    with pytest.raises(Exception, match="it was moved or deleted"):
        await writing
    problem(await client.post(NOTES, json={"title": "milk"}), 503)


async def test_it_is_said_in_words_and_the_program_is_not_ready(
    app: FastAPI, client: httpx.AsyncClient, database: Path
) -> None:
    await add(client)
    move(database, database.with_name("moved.db"))

    for answer in (
        await client.get(NOTES),
        await client.get(f"{NOTES}/1"),
        await client.patch(f"{NOTES}/1", json={"done": True}),
        await client.get("/api/export"),
        await client.get("/api/events"),
        await client.get("/readyz"),
    ):
        assert f"{database} is missing: it was moved or deleted" in problem(answer, 503)["detail"]
    assert (await client.get("/healthz")).status_code == 200


async def test_the_same_file_is_gone_on_with_when_it_is_moved_back(
    app: FastAPI, client: httpx.AsyncClient, database: Path
) -> None:
    await add(client, "milk")
    async with listening(app, "since=1") as listener:
        move(database, database.with_name("moved.db"))
        await answers(client, 503)
        move(database.with_name("moved.db"), database)
        await answers(client, 200)

        assert await listener.next() == {"action": "reset", "revision": 1}
        assert await find(client) == ["milk"]
        await add(client, "oats")
        assert (await listener.next())["note"]["title"] == "oats"


@pytest.mark.parametrize("way", ["cp", "mv", "rm, then cp"])
@pytest.mark.parametrize("idle", [True, False], ids=["idle", "just written"])
async def test_a_backup_in_its_place_is_read_and_written_from_then_on(
    live: LiveServer, http: httpx.AsyncClient, backup: Path, way: str, idle: bool
) -> None:
    """And what belonged to the other file, in its log, does no harm to it."""
    for number in range(20):
        await add(http, f"n{number}")
    if idle:
        await eventually(lambda: log_of(live.database).stat().st_size == 0)
    if way == "mv":
        move(backup, live.database)
    else:
        if way != "cp":
            live.database.unlink()
        shutil.copyfile(backup, live.database)

    assert await post(http, "lost") == 503
    await answers(http, 200)
    assert await find(http) == ["of the backup"]
    await add(http, "after it")
    await eventually(lambda: titles_in(live.database) == ["of the backup", "after it"])


@pytest.mark.parametrize("way", ["cp", "mv"])
async def test_who_listens_is_told_to_read_again(
    app: FastAPI, client: httpx.AsyncClient, database: Path, backup: Path, way: str
) -> None:
    for title in ("a", "b", "c"):
        await add(client, title)
    async with listening(app, "since=0") as one, listening(app) as other:
        await one.changes(3)
        move(backup, database) if way == "mv" else shutil.copyfile(backup, database)

        assert await one.next() == {"action": "reset", "revision": 1}
        assert (await other.message())["code"] == 1013, "it can't be told more than a change"
        await add(client, "milk")
        assert (await one.next())["note"]["title"] == "milk"
    assert (await client.get(f"{NOTES}/1")).json()["title"] == "of the backup"


@pytest.mark.parametrize("content", [b"", b"milk, oats and bread\n" * 100], ids=["empty", "text"])
async def test_a_file_that_is_no_database_is_refused_and_not_touched(
    client: httpx.AsyncClient, database: Path, backup: Path, content: bytes
) -> None:
    await add(client)
    remove(database)
    write(database, content)

    said = await answers(client, 503, "can't be opened")
    assert ("empty" if not content else "not an SQLite") in said
    assert await post(client, "milk") == 503
    assert content_of(database) == content

    move(backup, database)
    await answers(client, 200)
    assert await find(client) == ["of the backup"]


async def test_half_a_copy_is_not_opened(
    client: httpx.AsyncClient, database: Path, backup: Path
) -> None:
    await add(client)
    whole = content_of(backup)
    remove(database)
    write(database, whole[: len(whole) // 2])
    await answers(client, 503, "can't be opened")
    assert content_of(database) == whole[: len(whole) // 2]

    write(database, whole)
    await answers(client, 200)
    assert await find(client) == ["of the backup"]


async def test_a_file_of_the_tutorial_is_upgraded_as_at_the_start(
    client: httpx.AsyncClient, database: Path, tmp_path: Path
) -> None:
    await add(client)
    with sql(tmp_path / "tutorial.db") as other:
        other.execute(TUTORIAL)
        other.execute("INSERT INTO note VALUES (7, 'of the tutorial', 'x', 0)")
    (tmp_path / "tutorial.db").rename(database)

    await answers(client, 503)
    await answers(client, 200)
    assert await find(client) == ["of the tutorial"]
    assert [copy for copy in copies(database) if "before-upgrade-adoption" in copy.name]


async def test_a_touched_file_stays_open_with_its_log(
    client: httpx.AsyncClient, database: Path
) -> None:
    await add(client)
    await eventually(lambda: titles_in(database) == ["milk"])
    await add(client, "oats")
    os.utime(database)

    await answers(client, 200)
    assert await find(client) == ["milk", "oats"]


async def test_another_programs_checkpoint_is_no_loss(
    client: httpx.AsyncClient, database: Path, foreign: sqlite3.Connection
) -> None:
    for mode in ("PASSIVE", "FULL", "RESTART", "TRUNCATE"):
        assert await post(client, mode) == 201
        foreign.execute(f"PRAGMA wal_checkpoint({mode})")
        assert await post(client, mode) == 201


async def test_a_program_that_ends_while_its_file_is_away_ends_well(
    live: LiveServer, http: httpx.AsyncClient, tmp_path: Path
) -> None:
    await add(http)
    moved = live.database.rename(tmp_path / "moved.db")
    live.process.terminate()
    await asyncio.to_thread(live.process.wait)
    assert titles_in(moved) == ["milk"]
    assert not live.database.exists()


async def test_a_touch_amid_steady_writing_takes_no_note_away(
    client: httpx.AsyncClient, database: Path
) -> None:
    """SQLite itself has written a long log into the file, and nobody else has."""
    size = size_of(database)
    made = 0
    while size_of(database) == size:
        made += 1
        note = {"title": "n", "description": f"{made} " * 2_000}
        assert (await client.post(NOTES, json=note)).status_code == 201
    await add(client, "last")
    os.utime(database)

    await answers(client, 200)
    assert await find(client, q="last") == ["last"]
    assert not logs_left(database)


async def test_nor_does_one_after_another_programs_checkpoint(
    client: httpx.AsyncClient, database: Path, foreign: sqlite3.Connection
) -> None:
    await add(client)
    foreign.execute("PRAGMA wal_checkpoint(PASSIVE)")
    await find(client)  # which sees the file changed before a commit does
    await add(client, "oats")
    os.utime(database)

    await answers(client, 200)
    assert await find(client) == ["milk", "oats"]


async def test_nor_does_one_just_before_the_end(database: Path) -> None:
    async with running(database) as backend:
        await backend.notes.create(NoteCreate(title="milk"))
        os.utime(database)
    assert titles_in(database) == ["milk"]


async def test_what_only_the_log_of_an_overwritten_file_holds_is_kept(
    client: httpx.AsyncClient, database: Path, backup: Path, tmp_path: Path
) -> None:
    before = tmp_path / "before.db"
    await add(client)
    copy(database, before)
    copy(backup, database)
    await answers(client, 503)
    await answers(client, 200)

    (log,) = logs_left(database)
    move(log, log_of(before))
    with sql(before) as other:
        assert other.execute("SELECT title FROM note").fetchall() == [("milk",)]


def reading(file: Path) -> sqlite3.Connection:
    """Another program that reads for long, and writes nothing back at its end."""
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT * FROM note").fetchall()
    return connection


@pytest.fixture
def abandoned(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether all had ended, after each time that they were to."""
    made: list[bool] = []

    def abandon(connections: Connections, loss: Loss) -> bool:
        made.append(really(connections, loss))
        return made[-1]

    really = Connections.abandon
    monkeypatch.setattr(Connections, "abandon", abandon)
    return made


async def test_a_file_moved_during_a_read_is_complete_afterwards(
    abandoned: list[bool], client: httpx.AsyncClient, database: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "moved.db"
    with closing(reading(database)):
        await add(client)
        move(database, moved)
        await eventually(lambda: bool(abandoned))
        assert await post(client, "lost") == 503
    await eventually(lambda: titles_in(moved) == ["milk"])
    assert not logs_left(database)


async def test_so_it_is_when_it_is_moved_back_while_that_reads(
    abandoned: list[bool], client: httpx.AsyncClient, database: Path, tmp_path: Path
) -> None:
    with closing(reading(database)):
        await add(client)
        move(database, tmp_path / "moved.db")
        await eventually(lambda: bool(abandoned))
        move(tmp_path / "moved.db", database)
        await answers(client, 200)
        assert await find(client) == ["milk"]


async def test_the_log_is_kept_if_the_program_ends_before(database: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved.db"
    async with running(database) as backend:
        other = reading(database)
        await backend.notes.create(NoteCreate(title="milk"))
        move(database, moved)
    with closing(other):
        (log,) = logs_left(database)
        move(log, log_of(moved))
        with sql(moved) as again:
            assert again.execute("SELECT title FROM note").fetchall() == [("milk",)]


async def test_what_failed_at_emptying_the_log_hides_no_loss(
    backend: Backend, database: Path, backup: Path
) -> None:
    file = backend.database.connections.file
    with pytest.raises(OSError, match="too many files"), file.emptying():
        raise OSError("too many files")
    copy(backup, database)
    assert file.loss() is Loss.OVERWRITTEN
