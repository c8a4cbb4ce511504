"""A server whose file can be taken away from it, and another file to put in its place."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.support.opened import sql, start
from tests.support.live import LiveServer, serving


@pytest.fixture
def live(database: Path) -> Iterator[LiveServer]:
    with serving(database) as server:
        yield server


@pytest.fixture
async def http(live: LiveServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=live.url) as client:
        yield client


@pytest.fixture
async def backup(tmp_path: Path) -> Path:
    """Another database, with one note, as a backup has it: closed, and nothing beside it."""
    file = tmp_path / "backup.db"
    await start(file)
    with sql(file) as other:
        other.execute("INSERT INTO note (title) VALUES ('of the backup')")
    return file
