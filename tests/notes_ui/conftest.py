"""Simulated users on the whole application, on a database file of the test's own."""

import gc
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.settings import Settings
from notes_ui.ports.drafts import DraftStore
from notes_ui.ports.notes import NotesGateway
from tests.notes_ui.support.lock import Lock
from tests.notes_ui.support.reader import Reader
from tests.notes_ui.support.simulation import OpenPage, Simulation, simulating
from tests.support.api_thread import serving_api
from tests.support.foreign import another_program, beside

__all__ = ["OpenPage"]


@pytest.fixture(scope="session", autouse=True)
def _modules_are_no_garbage() -> Iterator[None]:
    """Spare the collections around each simulation all that is imported: half of their time."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "notes.db"


@pytest.fixture
async def simulation(
    request: pytest.FixtureRequest, database_url: str
) -> AsyncIterator[Simulation]:
    with ExitStack() as stack:
        api = None
        if request.config.getoption("front"):
            api = stack.enter_context(serving_api(Settings(database_url=database_url)))
        async with simulating(database_url, api=api) as running:
            yield running


@pytest.fixture
def app(simulation: Simulation) -> FastAPI:
    return simulation.app


@pytest.fixture
def gateway(simulation: Simulation) -> type[NotesGateway]:
    """The class by which pages reach the notes, in this process or over HTTP."""
    return simulation.gateway


@pytest.fixture
def draft_store(simulation: Simulation) -> type[DraftStore]:
    """The class by which pages store drafts."""
    return simulation.draft_store


@pytest.fixture
def foreign(simulation: Simulation) -> Iterator[sqlite3.Connection]:
    """What another program has of the database: a connection, where each statement commits."""
    backend = simulation.app.state.backend
    with another_program(simulation.url) if simulation.api else beside(backend) as connection:
        yield connection


@pytest.fixture
def browse(simulation: Simulation) -> Callable[[], httpx.AsyncClient]:
    return simulation.http


@pytest.fixture
def rest(simulation: Simulation) -> httpx.AsyncClient:
    """Somebody who changes notes over REST."""
    return simulation.rest()


@pytest.fixture
def open_page(simulation: Simulation) -> OpenPage:
    """Opens the page as one more user."""
    return simulation.open_page


@pytest.fixture
async def pair(open_page: OpenPage, rest: httpx.AsyncClient) -> tuple[Reader, Reader]:
    """Two who see the notes Milk and Bread."""
    first, second = await open_page(), await open_page()
    await rest.post("/api/notes", json={"title": "Bread"})
    await rest.post("/api/notes", json={"title": "Milk", "description": "two litres"})
    for reader in (first, second):
        await reader.sees("Milk", "Bread")
    return first, second


@pytest.fixture
def lock(simulation: Simulation) -> Iterator[Lock]:
    held = Lock(simulation)
    yield held
    held.close()
