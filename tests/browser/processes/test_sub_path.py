"""The page works under a path of a host that other programs share, behind a real proxy."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from selenium.webdriver import Keys

from tests.browser.processes.proxies import UNDER_A_PATH, proxied
from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer, serving

PREFIX = "/notes"


@pytest.fixture
def server(database: Path) -> Iterator[LiveServer]:
    with serving(database, NOTES_ROOT_PATH=PREFIX) as running:
        yield running


@pytest.fixture(params=["caddy", "nginx", "haproxy"])
def address(request: pytest.FixtureRequest, server: LiveServer, tmp_path: Path) -> Iterator[str]:
    with proxied(request.param, [server.port], tmp_path, UNDER_A_PATH) as found:
        yield f"{found}{PREFIX}"


def test_a_page_under_a_path_is_live(address: str, windows: list[OpenPage]) -> None:
    one, other = windows
    one.open(f"{address}/")  # redirects to the page
    other.open(f"{address}/front/notes?q=Milk")
    one.field("Title").send_keys("Milk", Keys.ENTER)
    other.shows("Milk")
    httpx.post(f"{address}/api/notes", json={"title": "More milk"}).raise_for_status()
    one.shows("More milk", "Milk")
    assert one.run("return location.pathname") == f"{PREFIX}/front/notes"


def test_a_prefix_that_the_proxy_tells_is_not_added_again(server: LiveServer) -> None:
    """Traefik removes the path and tells it; the page would have it twice in each address."""
    told = {"X-Forwarded-Prefix": PREFIX}
    page = httpx.get(f"{server.url}/front/notes", headers=told).text
    assert f'"{PREFIX}/front/_nicegui/' in page
    assert f"{PREFIX}{PREFIX}" not in page
