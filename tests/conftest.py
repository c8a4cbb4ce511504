"""A running application on a database file of the test's own, and ways to speak to it."""

import asyncio
import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import hypothesis
import pytest
from fastapi import FastAPI

from api.application import create_app
from api.backend import Backend
from api.events.feed import ChangeFeed
from api.settings import Settings
from tests.support import postgres
from tests.support.foreign import beside
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
    elif postgres.SERVER:
        with postgres.new_schema() as url:
            yield url
    else:
        pytest.skip(postgres.MISSING)


@pytest.fixture
def schema() -> Iterator[str]:
    """The URL of a new schema of PostgreSQL, whatever the engine of the other tests."""
    if not postgres.SERVER:
        pytest.skip(postgres.MISSING)
    with postgres.new_schema() as url:
        yield url


@pytest.fixture
def settings(database_url: str) -> Settings:
    # On PostgreSQL, whoever numbers changes holds a lock as well, for as long as a statement takes.
    patience = 0.1 if database_url.startswith("sqlite") else 1.0
    return Settings(database_url=database_url, busy_timeout=patience)


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
def foreign(backend: Backend) -> Iterator[sqlite3.Connection]:
    """What another program has of the database: a connection, where each statement commits."""
    with beside(backend) as connection:
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
SQLITE_PLACES = ("api/db/migrations", "api/db/sqlite", "benchmarks")
"""where all tests are about SQLite: its file, its upgrades, and the figures measured with it"""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Parameters that run the suite on the other engine, and pages on a front."""
    parser.addoption(
        "--engine", default="sqlite", choices=("sqlite", "postgres"), help="where notes are kept"
    )
    parser.addoption(
        "--front", action="store_true", help="simulated pages are on a front, over HTTP"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by what they need, so that the others can be run alone, in seconds."""
    for item in items:
        place = _place(item)
        if place.startswith("browser/"):
            item.add_marker(pytest.mark.browser)
        elif place.startswith(SLOW_PLACES) or SLOW & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
    if config.getoption("engine") != "sqlite":
        _leave_out(config, items, [item for item in items if _is_of_sqlite(item)])
    if config.getoption("front"):
        _leave_out(config, items, [each for each in items if _is_in_process(each)])


def _place(item: pytest.Item) -> str:
    return item.path.relative_to(ROOT / "tests").as_posix()


def _is_of_sqlite(item: pytest.Item) -> bool:
    return _place(item).startswith(SQLITE_PLACES) or bool(item.get_closest_marker("sqlite_only"))


def _is_in_process(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("in_process_only"))


def _leave_out(config: pytest.Config, items: list[pytest.Item], left: list[pytest.Item]) -> None:
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in set(left)]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name no test by bytes: a zip holds the time, and each worker would have names of its own."""
    return f"{argname} of {len(val)} bytes" if isinstance(val, bytes) else None
