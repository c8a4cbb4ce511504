"""A broadcaster that makes its rounds."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from api.broadcaster import Broadcaster
from tests.api.told import Page


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
