"""A page over a line that a test can make as bad as lines are; it shows a note."""

from collections.abc import Iterator

import httpx
import pytest

from tests.browser.support.page import OpenPage
from tests.browser.typing.dead_line.dying import (
    BEGUN,
)
from tests.network.line import Line


@pytest.fixture
def page(line: Line, windows: list[OpenPage], rest: httpx.Client) -> Iterator[OpenPage]:
    """The page over the line; it shows a note."""
    rest.post("/api/notes", json={"title": "Passport", "description": BEGUN})
    windows[0].open(f"http://127.0.0.1:{line.port}/front/notes")
    windows[0].shows("Passport")
    yield windows[0]
    windows[0].leave()
