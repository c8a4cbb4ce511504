"""The interface of the page, in each of its implementations."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from api.application import create_app
from api.settings import Settings
from notes_ui.ports.backend import PageBackend
from notes_ui.ports.local import local
from notes_ui.ports.notes import NoteCreate, NotePublic
from notes_ui.ports.remote.backend import RemoteBackend
from tests.support.api_thread import serving_api
from tests.support.foreign import another_program
from tests.support.waiting import eventually

IMPLEMENTATIONS = ["local", "remote"]
"""in this process, and over HTTP from a server in a thread of its own"""
Making = Callable[[], AbstractAsyncContextManager[PageBackend]]

LARGEST = 10_000
"""bytes of an import"""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"largest_import": LARGEST})


@pytest.fixture
def _busy(backend: PageBackend, settings: Settings) -> Iterator[None]:  # it is open
    """Another program keeps the database locked."""
    with another_program(settings.database_url) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@asynccontextmanager
async def in_this_process(settings: Settings) -> AsyncIterator[PageBackend]:
    made = create_app(settings)
    async with made.router.lifespan_context(made):
        yield local(made.state.backend)


@asynccontextmanager
async def over_http(settings: Settings) -> AsyncIterator[PageBackend]:
    with serving_api(settings) as url:
        made = RemoteBackend(settings.model_copy(update={"api_url": url}))
        async with made.running():
            await eventually(lambda: made.changes.is_there)
            yield made


@pytest.fixture(params=IMPLEMENTATIONS)
def making(request: pytest.FixtureRequest, settings: Settings) -> Making:
    """Makes and ends what a page is made on."""
    make = {"local": in_this_process, "remote": over_http}[request.param]
    return lambda: make(settings)


@pytest.fixture
async def backend(making: Making) -> AsyncIterator[PageBackend]:
    """What a page is made on."""
    async with making() as made:
        yield made


@pytest.fixture
async def milk(backend: PageBackend) -> NotePublic:
    return await backend.notes.create(NoteCreate(title="Milk", description="Two bottles"))
