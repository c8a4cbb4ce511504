"""An application on a schema of the test's own, and other programs on the same."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager

import psycopg
import pytest
from sqlalchemy import make_url

from api.backend import Backend
from tests.network.line import PATIENCE, Line, in_background
from tests.support import postgres
from tests.support.waiting import eventually

Connect = Callable[[], psycopg.Connection]


@pytest.fixture
def line() -> Iterator[Line]:
    """A way to the server, which a test can make as bad as ways are."""
    if not postgres.SERVER:
        pytest.skip(postgres.MISSING)
    line = in_background(make_url(postgres.SERVER).port or 5432)
    yield line
    line.close()


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A new schema; over the line, if a test asks for "a line"."""
    if not postgres.SERVER:
        pytest.skip(postgres.MISSING)
    with postgres.new_schema(durable=True) as url:
        if getattr(request, "param", "") != "a line":
            yield url
            return
        line: Line = request.getfixturevalue("line")
        made = make_url(url).set(host="127.0.0.1", port=line.port)
        yield made.render_as_string(hide_password=False)


@pytest.fixture
def connect(backend: Backend) -> Iterator[Connect]:
    """Makes connections of other programs, whose statements are in transactions."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(
            postgres.connected(backend.settings.database_url, autocommit=False)
        )


@pytest.fixture
def other(backend: Backend) -> Iterator[psycopg.Connection]:
    """A connection of another program, where each statement commits."""
    with postgres.connected(backend.settings.database_url) as connection:
        yield connection


@asynccontextmanager
async def keeping_busy(backend: Backend) -> AsyncIterator[None]:
    """Keep the writer in a transaction until the block ends: what is asked for shares the next."""
    started, go_on = threading.Event(), threading.Event()

    def keep_busy(_: object) -> None:
        started.set()
        go_on.wait(PATIENCE)

    keeping = asyncio.create_task(backend.database.write(keep_busy))
    await eventually(started.is_set)
    try:
        yield
    finally:
        go_on.set()
        await keeping
