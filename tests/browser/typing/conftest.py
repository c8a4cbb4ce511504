"""A line between a browser and the server, which can be made as bad as lines are."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.network.line import Line, in_background
from tests.support.live import LiveServer


@pytest.fixture
def line(server: LiveServer) -> Iterator[Line]:
    """What the browser reaches the server by."""
    with closing(in_background(server.port)) as line:
        yield line
