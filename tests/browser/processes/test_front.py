"""Three services: PostgreSQL, an API and a front, in two windows of a real Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Keys

from tests.browser.support.page import OpenPage
from tests.support import postgres
from tests.support.api_process import ApiProcess
from tests.support.live import LiveServer, serving

AWAY = "The notes are out of reach."


@pytest.fixture
def api(schema: str) -> Iterator[ApiProcess]:
    with ApiProcess(NOTES_DATABASE_URL=schema) as running:
        yield running


@pytest.fixture
def front(api: ApiProcess, tmp_path: Path) -> Iterator[LiveServer]:
    with serving(tmp_path / "none.db", NOTES_API_URL=api.url) as running:
        yield running
    assert not (tmp_path / "none.db").exists()


@pytest.fixture
def pair(front: LiveServer, windows: list[OpenPage]) -> Iterator[list[OpenPage]]:
    for page in windows:
        page.open(front.page)
    windows[0].add("Milk")
    for page in windows:
        page.shows("Milk")
    yield windows
    for page in windows:
        page.leave()


def test_a_front_shows_what_anybody_does(schema: str, pair: list[OpenPage]) -> None:
    one, other = pair
    one.add("Bread")
    other.shows("Bread", "Milk")
    other.tick("Milk")
    one.shows_ticked("Milk")
    with postgres.connected(schema) as shell:
        shell.execute("UPDATE note SET title = 'Oats' WHERE title = 'Milk'")
    for page in pair:
        page.shows("Bread", "Oats")


def test_text_typed_while_the_api_restarts_is_kept(api: ApiProcess, pair: list[OpenPage]) -> None:
    one, other = pair
    one.field("Title").send_keys("Half a tit")
    api.kill()
    one.until(lambda: one.says(AWAY), True)
    one.field("Title").send_keys("le")
    api.start()
    one.until(lambda: one.says(AWAY), False, within=30)
    one.field("Title").send_keys(Keys.ENTER)
    for page in pair:
        page.shows("Half a title", "Milk")
    other.add("Bread")
    one.shows("Bread", "Half a title", "Milk")
