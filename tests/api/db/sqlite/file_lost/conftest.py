"""A server whose file can be taken away from it, and another file to put in its place."""

from pathlib import Path

import pytest

from tests.api.support.opened import sql, start


@pytest.fixture
async def backup(tmp_path: Path) -> Path:
    """Another database, with one note, as a backup has it: closed, and nothing beside it."""
    file = tmp_path / "backup.db"
    await start(file)
    with sql(file) as other:
        other.execute("INSERT INTO note (title) VALUES ('of the backup')")
    return file
