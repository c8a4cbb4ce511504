"""Simulated users on the whole application, on a database file of the test's own."""

import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.settings import Settings
from tests.notes_ui.support.lock import Lock
from tests.notes_ui.support.reader import Reader
from tests.notes_ui.support.simulation import OpenPage, Simulation, simulating
from tests.support.api_thread import serving_api

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
