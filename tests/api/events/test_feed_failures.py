"""What fails around the feed: one of its listeners, or a look at the database."""

import asyncio
import sqlite3
from collections.abc import Collection
from math import inf

import pytest

from api.backend import Backend
from api.caches import Caches
from api.db.errors import DatabaseUnusable
from api.events.feed import ChangeFeed
from tests.support.waiting import PATIENCE, eventually


@pytest.mark.usefixtures("no_polling")
async def test_a_listener_that_fails_takes_the_news_from_nobody(
    backend: Backend, foreign: sqlite3.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[Collection[int] | None] = []

    def fail(_: Collection[int] | None) -> None:
        raise RuntimeError("no such listener")

    backend.feed.on_move(fail)
    backend.feed.on_move(told.append)
    for number in (1, 2):
        foreign.execute("INSERT INTO note (title) VALUES ('milk')")
        assert backend.feed.catch_up() == number

    assert told == [{1}, {2}]
    assert "no such listener" in caplog.text


async def test_a_look_that_fails_does_not_count_as_one(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else `/readyz` would tell that changes are noticed."""
    failed = asyncio.Event()

    def fail() -> int:
        failed.set()
        raise DatabaseUnusable("locked")

    feed = ChangeFeed(backend.database, Caches(1), poll_interval=0)
    with monkeypatch.context() as broken:
        broken.setattr(backend.database, "stamp", fail)
        following = asyncio.create_task(feed.follow())
        async with asyncio.timeout(PATIENCE):
            await failed.wait()
        assert feed.lag == inf
    await eventually(lambda: feed.lag < inf)
    following.cancel()
