"""A broadcaster that makes its rounds, an application beside the first, a server."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.application import create_app
from api.events.broadcaster import Broadcaster
from api.settings import Settings
from tests.api.support.told import Page
from tests.support import postgres
from tests.support.foreign import beside
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
def other_url(request: pytest.FixtureRequest, empty: Path) -> Iterator[str]:
    """Where a second application keeps its notes, on the engine of the first."""
    if request.config.getoption("engine") == "sqlite":
        yield f"sqlite:///{empty}"
    else:
        with postgres.new_schema() as url:
            yield url


@pytest.fixture
async def other_app(other_url: str) -> AsyncIterator[FastAPI]:
    """An application on a database of its own."""
    made = create_app(Settings(database_url=other_url))
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
async def other(other_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who speaks to that application."""
    transport = httpx.ASGITransport(other_app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as client:
        yield client


@pytest.fixture
def others(other_app: FastAPI) -> Iterator[sqlite3.Connection]:
    """What another program has of that database."""
    with beside(other_app.state.backend) as connection:
        yield connection


@pytest.fixture
def live(database: Path, database_url: str) -> Iterator[LiveServer]:
    """A server in a process of its own."""
    with serving(database, NOTES_DATABASE_URL=database_url) as server:
        yield server


@pytest.fixture
async def http(live: LiveServer) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who speaks HTTP to that server."""
    async with httpx.AsyncClient(base_url=live.url) as client:
        yield client
