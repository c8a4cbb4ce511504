"""What takes the whole transaction with it: nobody is told that a thing is written which is not."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from api.db.errors import DatabaseConflict, SharedFailure
from tests.api.support.workbench import Workbench, add_row, open_workbench


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Workbench]:
    async with open_workbench(tmp_path / "rows.db") as opened:
        yield opened


def fill_the_disk(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA max_page_count = 20")
    connection.exec_driver_sql("INSERT INTO rows (name) VALUES (hex(randomblob(4000000)))")


def meet_a_trigger_that_rolls_back(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT OR ROLLBACK INTO rows (name) VALUES ('before')")


async def test_a_failing_write_leaves_the_others_of_its_batch_intact(bench: Workbench) -> None:
    def fail(_: Connection) -> None:
        raise LookupError

    async with bench.keeping_busy():
        waiting = bench.queue(add_row("milk"), fail)
        await asyncio.sleep(0)
    answers = await asyncio.gather(*waiting, return_exceptions=True)

    assert answers[0] == "milk"
    assert isinstance(answers[1], LookupError)
    assert bench.rows() == ["milk"]


@pytest.mark.parametrize(
    ("fail", "reason"),
    [(fill_the_disk, "disk is full"), (meet_a_trigger_that_rolls_back, "UNIQUE")],
)
async def test_an_operation_that_rolls_back_the_batch_fails_alone(
    bench: Workbench, fail: Callable[[Connection], None], reason: str
) -> None:
    """SQLite rolls back all that is written by then, so nobody may be told that it is."""
    async with bench.keeping_busy():
        waiting = bench.queue(add_row("before"), add_row("before"), fail, add_row("after"))
        await asyncio.sleep(0)
    answers = await asyncio.gather(*waiting, return_exceptions=True)

    assert [answers[0], answers[3]] == ["before", "after"]
    assert isinstance(answers[1], IntegrityError)
    assert reason in str(answers[2])
    assert bench.rows() == ["before", "after"], "what was answered is there"


async def test_a_lock_after_a_rollback_fails_all_waiting_operations(
    bench: Workbench,
) -> None:
    tried = []

    def meet_a_lock(_: Connection) -> None:
        tried.append(1)
        if len(tried) == 3:
            raise SharedFailure("busy")

    async with bench.keeping_busy():
        waiting = bench.queue(
            add_row("before"), meet_a_lock, meet_a_trigger_that_rolls_back, add_row("after")
        )
        await asyncio.sleep(0)
    answers = await asyncio.gather(*waiting, return_exceptions=True)

    assert [str(answer) for answer in answers] == ["before", "busy", "busy", "busy"]
    assert bench.rows() == ["before"]


async def test_a_write_that_succeeds_when_retried_alone_is_confirmed(bench: Workbench) -> None:
    tried = []

    def succeed_at_last(connection: Connection) -> str:
        tried.append(1)
        if len(tried) < 3:
            raise LookupError
        return add_row("at last")(connection)

    async with bench.keeping_busy():
        waiting = bench.queue(succeed_at_last, add_row("before"), meet_a_trigger_that_rolls_back)
        await asyncio.sleep(0)
    answers = await asyncio.gather(*waiting, return_exceptions=True)

    assert answers[:2] == bench.rows() == ["at last", "before"]


@pytest.mark.parametrize("batch", [["milk"], ["before", "milk", "after"]], ids=len)
async def test_a_batch_that_the_database_has_undone_runs_again(
    bench: Workbench, batch: list[str]
) -> None:
    asked: list[list[str]] = []

    def be_undone_once(connection: Connection, names: Sequence[str]) -> Sequence[str]:
        asked.append(list(names))
        written = [add_row(name)(connection) for name in names]
        if len(asked) == 1:
            raise DatabaseConflict
        return written

    async with bench.keeping_busy():
        writing = [bench.writer.write_together(be_undone_once, name) for name in batch]
        waiting = [asyncio.create_task(one) for one in writing]
        await asyncio.sleep(0)
    answers = await asyncio.gather(*waiting)

    assert answers == bench.rows() == batch
    assert asked == [batch, batch], "together, as before"


async def test_an_operation_that_is_undone_every_time_fails_alone(bench: Workbench) -> None:
    def be_undone(_: Connection) -> None:
        raise DatabaseConflict("undone")

    async with bench.keeping_busy():
        waiting = bench.queue(add_row("before"), be_undone, add_row("after"))
        await asyncio.sleep(0)
    answers = await asyncio.gather(*waiting, return_exceptions=True)

    assert [str(answer) for answer in answers] == ["before", "undone", "after"]
    assert bench.rows() == ["before", "after"]
