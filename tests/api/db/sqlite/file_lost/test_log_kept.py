"""What is only in the log when the file is lost: it gets into the file, or the log is kept."""

import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from api.backend import Backend
from api.db.sqlite.connections import Connections
from api.db.sqlite.file import Loss
from api.db.sqlite.wal import log_of
from api.notes.models import NoteCreate
from tests.api.db.sqlite.file_lost.asking import answers, post
from tests.api.support.files import copy, logs_left, move, titles_in
from tests.api.support.opened import running, sql, sqlite_of
from tests.api.support.rest import add, find
from tests.support.waiting import eventually


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


async def test_the_log_of_an_overwritten_file_is_kept_with_its_notes(
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


async def test_a_file_moved_back_during_a_read_has_all_notes(
    abandoned: list[bool], client: httpx.AsyncClient, database: Path, tmp_path: Path
) -> None:
    with closing(reading(database)):
        await add(client)
        move(database, tmp_path / "moved.db")
        await eventually(lambda: bool(abandoned))
        move(tmp_path / "moved.db", database)
        await answers(client, 200)
        assert await find(client) == ["milk"]


async def test_the_log_is_kept_if_the_program_ends_before_the_read(
    database: Path, tmp_path: Path
) -> None:
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


async def test_a_failure_to_empty_the_log_hides_no_overwritten_file(
    backend: Backend, database: Path, backup: Path
) -> None:
    file = sqlite_of(backend).connections.file
    with pytest.raises(OSError, match="too many files"), file.emptying():
        raise OSError("too many files")
    copy(backup, database)
    assert file.loss() is Loss.OVERWRITTEN
