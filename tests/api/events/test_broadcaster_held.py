"""A listener that waits for a database that does not answer holds up none of the others."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from api.events.broadcaster import Broadcaster
from tests.api.events.test_broadcaster_rounds import busy_for
from tests.api.support.told import Page
from tests.support.waiting import PATIENCE, eventually


class Waiting(Page):
    """A listener that waits, when it is told, until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.is_let_go = asyncio.Event()

    async def refresh(self) -> None:
        await super().refresh()
        await self.is_let_go.wait()


@pytest.fixture
async def waiting(broadcaster: Broadcaster) -> AsyncIterator[Waiting]:
    """The first who is told."""
    first = Waiting()
    broadcaster.subscribe(first.refresh)
    yield first
    first.is_let_go.set()


async def test_one_who_waits_holds_up_no_other(broadcaster: Broadcaster, waiting: Waiting) -> None:
    other = Page()
    broadcaster.subscribe(other.refresh)
    for _ in range(2):
        broadcaster.announce()
        await other.hears()
    assert waiting.told == 1


async def test_a_crowd_of_those_who_wait_holds_up_no_other(broadcaster: Broadcaster) -> None:
    crowd, other = [Waiting() for _ in range(100)], Page()
    for each in (*crowd, other):
        broadcaster.subscribe(each.refresh)
    async with asyncio.timeout(PATIENCE / 2):
        broadcaster.announce()
        await other.hears()
    assert all(each.told == 1 for each in crowd)


async def test_one_who_has_waited_is_told_of_what_was_missed(
    broadcaster: Broadcaster, waiting: Waiting
) -> None:
    other = Page()
    broadcaster.subscribe(other.refresh)
    for _ in range(3):
        broadcaster.announce()
        await other.hears()
    waiting.is_let_go.set()
    await eventually(lambda: waiting.told == 2)
    await eventually(lambda: not broadcaster.at_work)
    assert (waiting.told, other.told) == (2, 3)


async def test_one_who_breathes_is_waited_for(
    broadcaster: Broadcaster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a thousand pages that open at once would all be at work at once."""
    monkeypatch.setattr("api.events.turns.PATIENCE", 0.01)
    ended: list[str] = []

    async def work() -> None:
        for _ in range(50):
            busy_for(0.001)
            await broadcaster.breathe()
        ended.append("the first")

    async def follow() -> None:
        ended.append("the second")

    broadcaster.subscribe(work)
    broadcaster.subscribe(follow)
    broadcaster.announce()
    await eventually(lambda: len(ended) == 2)
    assert ended == ["the first", "the second"]


async def test_a_failure_after_a_long_wait_is_logged(
    broadcaster: Broadcaster, caplog: pytest.LogCaptureFixture
) -> None:
    fails, other = asyncio.Event(), Page()

    async def fail_late() -> None:
        await fails.wait()
        raise RuntimeError("no such element")

    broadcaster.subscribe(fail_late)
    broadcaster.subscribe(other.refresh)
    broadcaster.announce()
    await other.hears()
    fails.set()
    await eventually(lambda: "no such element" in caplog.text)


async def test_rounds_that_are_cancelled_end_those_that_still_wait() -> None:
    broadcaster, other, ended = Broadcaster(), Page(), asyncio.Event()

    async def wait_for_ever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    broadcaster.subscribe(wait_for_ever)
    broadcaster.subscribe(other.refresh)
    rounds = asyncio.create_task(broadcaster.run())
    broadcaster.announce()
    await other.hears()
    rounds.cancel()
    await asyncio.wait({rounds}, timeout=PATIENCE)
    assert ended.is_set()
