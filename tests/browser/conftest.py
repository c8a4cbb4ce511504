"""Two windows of a real Chromium, and a server and a database that no other test has seen."""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from selenium import webdriver

from tests.browser.support.chromium import running
from tests.browser.support.page import OpenPage
from tests.browser.support.servers import Servers
from tests.support.live import LiveServer

WRITE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=10)
with connection:
    connection.execute(sys.argv[2])
connection.close()
"""
AXE_VERSION = "4.11.0"
Elsewhere = Callable[[str], None]


def write_elsewhere(database: Path, sql: str) -> None:
    """Run a statement on the database's file in another process."""
    subprocess.run([sys.executable, "-c", WRITE, database, sql], check=True)


@pytest.fixture(scope="session")
def drivers() -> Iterator[list[webdriver.Chrome]]:
    """Two browsers. They are the slow part to start, so the tests take turns with them."""
    chromium, chromedriver = _installed("chromium"), _installed("chromedriver")
    with ExitStack() as stack:
        yield [stack.enter_context(running(chromium, chromedriver)) for _ in range(2)]


def _installed(program: str) -> str:
    if path := shutil.which(program):
        return path
    missing = f"{program} is not installed (Debian packages: chromium, chromium-driver, npm)"
    if os.environ.get("CI"):
        pytest.fail(f"{missing}, and where CI is set these tests may not be skipped")
    pytest.skip(missing)


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core: finds what keeps people from using a page."""
    folder = tmp_path_factory.mktemp("axe")
    pack = [_installed("npm"), "pack", "--silent", f"axe-core@{AXE_VERSION}"]
    subprocess.run(pack, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode()


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    started = Servers(tmp_path_factory.mktemp("databases"))
    yield started
    started.close()


@pytest.fixture
def server(drivers: list[webdriver.Chrome], servers: Servers) -> Iterator[LiveServer]:
    """A server that no other test has seen, on a database of its own."""
    with servers.fresh() as running:
        yield running


@pytest.fixture
def windows(drivers: list[webdriver.Chrome]) -> Iterator[list[OpenPage]]:
    """Two windows that show nothing yet."""
    pages = [OpenPage(driver) for driver in drivers]
    for page in pages:
        page.look(1280)
    yield pages
    for page in pages:
        page.leave()


@pytest.fixture
def one(server: LiveServer, windows: list[OpenPage]) -> OpenPage:
    """The page in one window."""
    windows[0].open(server.page)
    return windows[0]


@pytest.fixture
def other(server: LiveServer, windows: list[OpenPage]) -> OpenPage:
    """The same page in another window."""
    windows[1].open(server.page)
    return windows[1]


@pytest.fixture
def rest(server: LiveServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url) as client:
        yield client


@pytest.fixture
def elsewhere(server: LiveServer) -> Elsewhere:
    """Change the database of the server from a process that knows nothing of this program."""
    return lambda sql: write_elsewhere(server.database, sql)
