"""Group commit: those who wait share a commit, and each is answered for itself."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from api.db.errors import SharedFailure
from tests.api.support.workbench import Workbench, add_row, open_workbench
from tests.support.waiting import PATIENCE


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Workbench]:
    async with open_workbench(tmp_path / "rows.db") as opened:
        yield opened


async def test_an_answer_comes_after_the_commit_and_its_callback(bench: Workbench) -> None:
    assert await bench.writer.write(add_row("milk")) == "milk"

    assert bench.rows() == ["milk"], "another connection sees it"
    assert bench.commits == 1
    assert bench.followed == [["milk"]], "the commit had been made, and the answer had not"
    assert bench.followed_in == {threading.current_thread()}


async def test_an_operation_runs_in_the_writers_thread(bench: Workbench) -> None:
    thread = await bench.writer.write(lambda _: threading.current_thread())

    assert thread is not threading.current_thread()


async def test_all_who_wait_while_a_commit_is_under_way_share_the_next(bench: Workbench) -> None:
    async with bench.keeping_busy():
        waiting = bench.queue(*(add_row(f"n{number}") for number in range(20)))
        await asyncio.sleep(0)
        assert not any(task.done() for task in waiting)

    assert await asyncio.gather(*waiting) == [f"n{number}" for number in range(20)]
    assert bench.rows() == [f"n{number}" for number in range(20)], "in the order of asking"
    assert bench.commits == 2, "one for what kept it busy, and one for all the others"


async def test_however_many_wait_all_are_answered(bench: Workbench) -> None:
    async with bench.keeping_busy():
        waiting = bench.queue(*(add_row(f"n{number}") for number in range(1000)))
        await asyncio.sleep(0)

    assert await asyncio.gather(*waiting) == [f"n{number}" for number in range(1000)]
    assert len(bench.rows()) == 1000
    assert bench.commits < 10


async def test_a_failure_in_a_shared_commit_fails_alone(
    bench: Workbench,
) -> None:
    def half_done(connection: Connection) -> None:
        add_row("half done")(connection)
        raise LookupError("no such note")

    async with bench.keeping_busy():
        waiting = bench.queue(
            add_row("before"), half_done, add_row("after"), add_row("before"), add_row("last")
        )
        await asyncio.sleep(0)
    answers = await asyncio.gather(*waiting, return_exceptions=True)

    assert [answers[0], answers[2], answers[4]] == ["before", "after", "last"]
    assert isinstance(answers[1], LookupError)
    assert isinstance(answers[3], IntegrityError), "a row of this name is there already"
    assert bench.rows() == ["before", "after", "last"]


async def test_consecutive_requests_of_one_kind_share_a_statement(
    bench: Workbench,
) -> None:
    asked: list[list[str]] = []

    def add_all(connection: Connection, names: Sequence[str]) -> Sequence[str]:
        asked.append(list(names))
        return [add_row(name)(connection) for name in names]

    def add(name: str) -> asyncio.Task[str]:
        return asyncio.create_task(bench.writer.write_together(add_all, name))

    async with bench.keeping_busy():
        waiting = [add("a"), add("b"), *bench.queue(add_row("c")), add("d")]
        await asyncio.sleep(0)
    assert await asyncio.gather(*waiting) == ["a", "b", "c", "d"]
    assert asked == [["a", "b"], ["d"]]
    assert bench.rows() == ["a", "b", "c", "d"], "in the order of asking"

    async with bench.keeping_busy():
        waiting = [add("e"), add("a"), add("f")]
        await asyncio.sleep(0)
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    assert [answers[0], answers[2]] == ["e", "f"], "where one fails each is tried alone"
    assert isinstance(answers[1], IntegrityError)
    assert asked[2:] == [["e", "a", "f"], ["e"], ["a"], ["f"]]


async def test_a_shared_failure_fails_the_batch_without_a_retry(
    bench: Workbench,
) -> None:
    tried = []

    def fail(_: Connection) -> None:
        tried.append(1)
        raise SharedFailure

    async with bench.keeping_busy():
        waiting = bench.queue(add_row("before"), fail, add_row("after"))
        await asyncio.sleep(0)
    answers = await asyncio.gather(*waiting, return_exceptions=True)

    assert [type(answer) for answer in answers] == [SharedFailure] * 3
    assert (bench.rows(), len(tried)) == ([], 1)
    assert await bench.writer.write(add_row("later")) == "later"


async def test_a_long_lock_is_one_wait_for_all_and_writing_goes_on(
    bench: Workbench,
) -> None:
    """A lock costs the busy timeout once, however many wait, and every one learns what it was."""
    with bench.locked():
        async with bench.hesitating() as first:
            waiting = bench.queue(*(add_row(f"n{number}") for number in range(50)))
            await asyncio.sleep(0)
        async with asyncio.timeout(PATIENCE):
            answers = await asyncio.gather(first, *waiting, return_exceptions=True)

    assert {str(answer) for answer in answers} == {"busy"}
    assert bench.checks == 2, "one for the first, and one for all who came meanwhile"
    assert bench.rows() == []
    assert await bench.writer.write(add_row("later")) == "later"


async def test_a_failure_after_the_commit_keeps_no_answer_back(
    bench: Workbench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.follow_with = RuntimeError("a page has failed")

    assert await bench.writer.write(add_row("milk")) == "milk"

    assert bench.rows() == ["milk"]
    assert "a page has failed" in caplog.text


async def test_one_who_goes_away_disturbs_nobody(bench: Workbench) -> None:
    async with bench.keeping_busy():
        waiting = bench.queue(add_row("before"), add_row("gone"), add_row("after"))
        await asyncio.sleep(0)
        waiting[1].cancel()
        await asyncio.sleep(0)
    answers = await asyncio.gather(*waiting, return_exceptions=True)

    assert answers[0::2] == ["before", "after"]
    assert isinstance(answers[1], asyncio.CancelledError)
    assert bench.rows() == ["before", "gone", "after"], "what was asked for is done"
