"""An application on a schema of the test's own, and other programs on the same."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import psycopg
import pytest

from api.backend import Backend
from tests.support import postgres

Connect = Callable[[], psycopg.Connection]


@pytest.fixture
def database_url() -> Iterator[str]:
    if not postgres.SERVER:
        pytest.skip(postgres.MISSING)
    with postgres.new_schema() as url:
        yield url


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
