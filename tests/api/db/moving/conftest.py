"""Two databases, between which notes are moved in each direction."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.support import postgres


@contextmanager
def _new(engine: str, file: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{file}"
    elif not postgres.SERVER:
        pytest.skip(postgres.MISSING)
    else:
        with postgres.new_schema() as url:
            yield url


@pytest.fixture(params=["sqlite-postgres", "postgres-sqlite", "sqlite-sqlite"])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, ...]]:
    """The URLs of three new databases; the last one is like the first."""
    engines = request.param.split("-")
    engines.append(engines[0])
    with ExitStack() as stack:
        urls = (
            stack.enter_context(_new(engine, tmp_path / f"{place}.db"))
            for place, engine in enumerate(engines)
        )
        yield tuple(urls)


@pytest.fixture
def source(databases: tuple[str, ...]) -> str:
    """The database with the notes."""
    return databases[0]


@pytest.fixture
def target(databases: tuple[str, ...]) -> str:
    """The database where the notes are moved to; there is nothing yet."""
    return databases[1]


@pytest.fixture
def back(databases: tuple[str, ...]) -> str:
    """The database where they are moved back to."""
    return databases[2]
