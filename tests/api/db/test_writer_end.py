"""The writer's end, and what keeps it from working at all: nobody waits for ever."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.db import writer
from tests.api.support.workbench import Workbench, add_row, open_workbench
from tests.support.waiting import PATIENCE


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Workbench]:
    async with open_workbench(tmp_path / "rows.db") as opened:
        yield opened


async def test_stopping_answers_all_who_wait(bench: Workbench) -> None:
    async with bench.keeping_busy():
        waiting = bench.queue(*(add_row(f"n{number}") for number in range(500)))
        await asyncio.sleep(0)
        stopping = asyncio.create_task(bench.writer.stop())
        await asyncio.sleep(0)
    await stopping

    assert await asyncio.gather(*waiting) == [f"n{number}" for number in range(500)]
    assert len(bench.rows()) == 500


async def test_a_busy_writer_is_abandoned_at_the_end(
    bench: Workbench, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What follows a commit would read a database that has been closed by then."""
    monkeypatch.setattr(writer, "LONGEST_GOODBYE", 0.01)
    async with bench.keeping_busy():
        (waiting,) = bench.queue(add_row("milk"))
        await asyncio.sleep(0)
        await bench.writer.stop()
        assert "did not stop in time: waiting writes may be lost" in caplog.text
        bench.followed.clear()

    assert await waiting == "milk"
    assert bench.followed == []
    assert bench.rows() == ["milk"]


async def test_a_write_after_the_end_is_refused_at_once(
    bench: Workbench,
) -> None:
    await bench.writer.stop()

    (late,) = bench.queue(add_row("late"))
    await asyncio.sleep(0)
    assert late.done()
    with pytest.raises(RuntimeError, match="stopped"):
        await late


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_a_writer_that_cannot_connect_says_so_to_all_who_wait(tmp_path: Path) -> None:
    bench = Workbench(tmp_path / "rows.db")
    with bench.locked():
        bench.start()
        waiting = bench.queue(add_row("before"), add_row("after"))
        done, pending = await asyncio.wait(waiting, timeout=PATIENCE)
    for task in pending:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await bench.writer.stop()
    bench.close()

    assert len(done) == 2
