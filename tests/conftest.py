"""A running application on a database file of the test's own, and ways to speak to it."""

import asyncio
import contextlib
import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import cast

import httpx
import hypothesis
import pytest
from fastapi import FastAPI

from api.application import create_app
from api.backend import Backend
from api.events.feed import ChangeFeed
from api.settings import Settings
from tests.support import postgres
from tests.support.live import ROOT

# No test fails on a clock: a busy machine takes longer for an example than Hypothesis allows.
hypothesis.settings.register_profile("no deadline", deadline=None)
hypothesis.settings.load_profile("no deadline")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """But for the name by which tests ask an application that they speak to without a network."""
    for name in tuple(os.environ):
        if name.startswith("NOTES_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NOTES_ALLOWED_HOSTS", "notes.test")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the notes will be kept; there is no file yet."""
    return tmp_path / "notes.db"


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database: Path) -> Iterator[str]:
    """Where the notes will be kept, on the engine that `--engine` names."""
    if request.config.getoption("engine") == "sqlite":
        yield f"sqlite:///{database}"
    else:
        with postgres.new_schema() as url:
            yield url


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, busy_timeout=0.1)


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    """The REST half, started."""
    made = create_app(settings)
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
def backend(app: FastAPI) -> Backend:
    """What the application runs on."""
    running: Backend = app.state.backend
    return running


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://notes.test") as made:
        yield made


@pytest.fixture
def foreign(backend: Backend, database: Path) -> Iterator[sqlite3.Connection]:
    """What another program has of the database: a connection, where each statement commits."""
    url = backend.settings.database_url
    if not url.startswith("sqlite"):
        with postgres.connected(url) as connected:
            yield cast(sqlite3.Connection, postgres.Foreign(connected))
        return
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
        yield connection


@pytest.fixture
def no_polling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks for changes at an interval; to be asked for before the application."""

    async def wait_for_ever(_: ChangeFeed) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(ChangeFeed, "follow", wait_for_ever)


for ignored in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(ignored) is signal.SIG_IGN:
        # As in a background job of a script. What tests start inherits that, but no handler.
        signal.signal(ignored, lambda *_: None)

SLOW = frozenset({"database", "server", "live"})
"""fixtures that make a test a slow one: a database of its own, or a process"""
SLOW_PLACES = (
    *("api/openapi", "api/telemetry", "api/transfers", "benchmarks", "network"),
    *("notes_ui/caches", "notes_ui/cli", "notes_ui/page", "notes_ui/runtime"),
)
"""where nearly all tests are slow"""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one parameter that runs the suite on the other engine."""
    parser.addoption(
        "--engine", default="sqlite", choices=("sqlite", "postgres"), help="where notes are kept"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they need, so that the others can be run alone, in seconds."""
    for item in items:
        place = item.path.relative_to(ROOT / "tests").as_posix()
        if place.startswith("browser/"):
            item.add_marker(pytest.mark.browser)
        elif place.startswith(SLOW_PLACES) or SLOW & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name no test by bytes: a zip holds the time, and each worker would have names of its own."""
    return f"{argname} of {len(val)} bytes" if isinstance(val, bytes) else None
