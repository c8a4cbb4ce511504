"""A broadcaster that makes its rounds, an application beside the first, a server."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from api.application import create_app
from api.events.broadcaster import Broadcaster
from api.settings import Settings
from tests.api.support.told import Page
from tests.support.live import LiveServer, serving


@pytest.fixture
async def broadcaster() -> AsyncIterator[Broadcaster]:
    made = Broadcaster()
    task = asyncio.create_task(made.run())
    yield made
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def pages(broadcaster: Broadcaster) -> list[Page]:
    """Three listeners, told one after the other."""
    made = [Page() for _ in range(3)]
    for page in made:
        broadcaster.subscribe(page.refresh)
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return tmp_path / "empty.db"


@pytest.fixture
async def other(empty: Path) -> AsyncIterator[httpx.AsyncClient]:
    """An application on a database of its own."""
    made = create_app(Settings(database_url=f"sqlite:///{empty}"))
    transport = httpx.ASGITransport(made, raise_app_exceptions=False)
    async with (
        made.router.lifespan_context(made),
        httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client,
    ):
        yield client


@pytest.fixture
def others(other: httpx.AsyncClient, empty: Path) -> Iterator[sqlite3.Connection]:
    """What another program has of that database."""
    with closing(sqlite3.connect(empty, isolation_level=None)) as connection:
        yield connection


@pytest.fixture
def live(database: Path) -> Iterator[LiveServer]:
    """A server in a process of its own."""
    with serving(database) as server:
        yield server


@pytest.fixture
async def http(live: LiveServer) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who speaks HTTP to that server."""
    async with httpx.AsyncClient(base_url=live.url) as client:
        yield client
