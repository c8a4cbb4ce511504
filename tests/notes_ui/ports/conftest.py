"""The interface of the page, in each of its implementations."""

from collections.abc import AsyncIterator, Iterator

import pytest

from api.application import create_app
from api.settings import Settings
from notes_ui.ports.backend import PageBackend
from notes_ui.ports.local import local
from notes_ui.ports.notes import NoteCreate, NotePublic
from tests.support.foreign import another_program

IMPLEMENTATIONS = ["local"]
"""what the tests of this package run on; a second one joins here"""


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


@pytest.fixture(params=IMPLEMENTATIONS)
async def backend(request: pytest.FixtureRequest, settings: Settings) -> AsyncIterator[PageBackend]:
    """What a page is made on."""
    assert request.param == "local"
    made = create_app(settings)
    async with made.router.lifespan_context(made):
        yield local(made.state.backend)


@pytest.fixture
async def milk(backend: PageBackend) -> NotePublic:
    return await backend.notes.create(NoteCreate(title="Milk", description="Two bottles"))
