"""The log is written back and emptied beside all writes: none waits for that, and none fails."""

from pathlib import Path
from typing import Final

import pytest

from api.db.sqlite.connections import Connections
from api.notes.models import NoteCreate
from tests.api.support.files import titles_copied
from tests.api.support.opened import running, sql
from tests.support.waiting import PATIENCE, eventually

LONGER: Final = PATIENCE + 5
"""seconds: whoever waits for a lock is not done when the test gives up"""


@pytest.fixture
def emptied(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the log was empty after each attempt to empty it."""
    made: list[bool] = []

    def empty_log(connections: Connections) -> bool:
        made.append(really(connections))
        return made[-1]

    really = Connections.empty_log
    monkeypatch.setattr(Connections, "empty_log", empty_log)
    return made


async def test_a_log_that_somebody_reads_is_left_and_delays_no_write(
    database: Path, emptied: list[bool]
) -> None:
    """SQLite would wait for the reader with the lock of all writers in its hand."""
    async with running(database, busy_timeout=LONGER) as backend:
        await backend.notes.create(NoteCreate(title="milk"))
        with sql(database) as reader, sql(database) as writer:
            reader.execute("BEGIN")
            assert reader.execute("SELECT title FROM note").fetchall() == [("milk",)]
            await eventually(lambda: False in emptied)
            writer.execute("INSERT INTO note (title) VALUES ('oats')")
            await backend.notes.create(NoteCreate(title="bread"))
            reader.execute("COMMIT")
        await eventually(lambda: titles_copied(database) == ["milk", "oats", "bread"])


async def test_a_log_that_somebody_writes_is_left_at_once(
    database: Path, emptied: list[bool]
) -> None:
    async with running(database, busy_timeout=LONGER) as backend:
        await backend.notes.create(NoteCreate(title="milk"))
        with sql(database) as writer:
            writer.execute("BEGIN IMMEDIATE")
            await eventually(lambda: False in emptied)
            writer.execute("INSERT INTO note (title) VALUES ('oats')")
            writer.execute("COMMIT")
        await eventually(lambda: titles_copied(database) == ["milk", "oats"])
