"""Three processes on one PostgreSQL."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.live import LiveServer, serving


@pytest.fixture
def processes(schema: str, tmp_path: Path) -> Iterator[list[LiveServer]]:
    with ExitStack() as stack:
        yield [
            stack.enter_context(serving(tmp_path / "none.db", NOTES_DATABASE_URL=schema))
            for _ in range(3)
        ]
