"""A browser's own `EventSource` hears of each change once and in order, wherever it was cut off."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpx
import pytest
from selenium import webdriver

from tests.browser.conftest import Elsewhere
from tests.browser.connection.test_reconnect import press_ctrl_c
from tests.browser.support.window import Window
from tests.network.line import Line, in_background
from tests.support.live import LiveServer, serving

LISTEN: Final = """
    window.heard = [];
    window.source = new EventSource(arguments[0]);
    for (const name of ['create', 'update', 'delete', 'reset'])
        source.addEventListener(name, event =>
            heard.push([Number(event.lastEventId), name, JSON.parse(event.data).title]));"""
NOTES: Final = "/api/notes"
Heard = list[list[Any]]


@pytest.fixture
def listeners(drivers: list[webdriver.Chrome]) -> Iterator[list[Window]]:
    """Two windows that show nothing yet."""
    yield [Window(driver) for driver in drivers]
    for driver in drivers:
        driver.get("about:blank")


@contextmanager
def line_to(server: LiveServer) -> Iterator[Line]:
    line = in_background(server.port)
    yield line
    line.close()


def listen(window: Window, port: int, query: str = "") -> None:
    window.open(f"http://127.0.0.1:{port}/healthz")
    window.run(LISTEN, f"/api/events?{query}")
    window.until(lambda: window.run("return source.readyState"), 1)


def hears(window: Window, *expected: list[Any]) -> None:
    heard: Heard = list(expected)
    window.until(lambda: window.run("return heard"), heard)


def test_an_event_source_goes_on_where_its_line_was_cut(
    server: LiveServer, listeners: list[Window], rest: httpx.Client, elsewhere: Elsewhere
) -> None:
    """The one whose line was cut hears the same as the one that heard it all at once."""
    one, other = listeners
    with line_to(server) as line:
        listen(one, line.port)
        listen(other, server.port)
        rest.post(NOTES, json={"title": "Buy milk"})
        first = [1, "create", "Buy milk"]
        for window in listeners:
            hears(window, first)

        line.lose()
        rest.patch(f"{NOTES}/1", json={"title": "Buy oats"})
        elsewhere("insert into note (title) values ('From elsewhere')")
        rest.delete(f"{NOTES}/1")
        missed = [
            [2, "update", "Buy oats"],
            [3, "create", "From elsewhere"],
            [4, "delete", "Buy oats"],
        ]
        hears(other, first, *missed)
        hears(one, first)
        line.mend()
        for window in listeners:
            hears(window, first, *missed)


def test_an_event_source_goes_on_when_the_server_is_back(
    server: LiveServer, listeners: list[Window], rest: httpx.Client, elsewhere: Elsewhere
) -> None:
    """With a filter too: what had matched before is known to have gone."""
    everything, some = listeners
    listen(everything, server.port, "since=0")
    listen(some, server.port, "since=0&q=milk")
    rest.post(NOTES, json={"title": "Buy milk"})
    for window in listeners:
        hears(window, [1, "create", "Buy milk"])

    press_ctrl_c(server)
    elsewhere("insert into note (title) values ('Buy oats')")
    elsewhere("update note set title = 'Buy bread' where id = 1")
    with serving(server.database, port=server.port):
        hears(
            everything,
            [1, "create", "Buy milk"],
            [2, "create", "Buy oats"],
            [3, "update", "Buy bread"],
        )
        hears(some, [1, "create", "Buy milk"], [3, "delete", "Buy bread"])
        for window in listeners:
            window.driver.get("about:blank")
