"""Make pictures of the page. Needs Chromium.

``python -m tests.screenshots`` makes the README's again; with ``--all FOLDER`` every state of the
page is written to that folder, on every kind of screen, to be looked at.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.states.every import STATES, State
from tests.browser.states.notes import readme
from tests.browser.support.chromium import running
from tests.browser.support.page import OpenPage
from tests.support.live import LiveServer, serving

PICTURES: Final = Path(__file__).parent
WIDTHS: Final = (320, 412, 768, 1280, 2560)
PHONE: Final = 600


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="where every state is to go")
    parser.add_argument("--only", default="", metavar="NAME", help="only states named like this")
    wanted = parser.parse_args()
    with _browser() as page:
        if wanted.all is None:
            _make_readme(page)
            return
        wanted.all.mkdir(parents=True, exist_ok=True)
        for name, state in STATES.items():
            if wanted.only in name:
                _make_all(page, state, wanted.all / name)


def _make_readme(page: OpenPage) -> None:
    with _served() as server:
        page.look(880, 760, scale=2)
        with httpx.Client(base_url=server.url) as rest:
            readme(page, rest, server)
        _take(page, PICTURES / "desktop-light.png")
        page.look(412, 800, scale=2, dark=True)
        _take(page, PICTURES / "phone-dark.png")
    page.leave()


def _make_all(page: OpenPage, state: State, path: Path) -> None:
    """Take the state on all screens, light and dark, at twice the size, and on paper."""
    with _served() as server, httpx.Client(base_url=server.url) as rest:
        page.look(1280)
        state(page, rest, server)
        for dark in (False, True):
            for width in WIDTHS:
                page.look(width, _height(width), dark=dark)
                _take(page, Path(f"{path}-{width}-{'dark' if dark else 'light'}.png"))
        page.look(640, 450, scale=2)
        _take(page, Path(f"{path}-200-percent.png"))
        page.look(720, 1000, paper=True)
        _take(page, Path(f"{path}-print.png"))
        page.leave()


def _height(width: int) -> int:
    return 800 if width < PHONE else 900


@contextmanager
def _served() -> Iterator[LiveServer]:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "notes.db") as server:
        yield server


@contextmanager
def _browser() -> Iterator[OpenPage]:
    programs = [shutil.which(program) or program for program in ("chromium", "chromedriver")]
    with running(programs[0], programs[1], "hide-scrollbars") as driver:
        yield OpenPage(driver)


def _take(page: OpenPage, path: Path) -> None:
    page.rests()
    still = "return document.fonts.status === 'loaded'"
    WebDriverWait(page.driver, 10).until(lambda _: page.run(still))
    page.driver.save_screenshot(str(path))


if __name__ == "__main__":
    main()
