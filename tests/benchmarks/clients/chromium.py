"""A page in a real Chromium, and how long its main thread has worked."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

from tests.benchmarks.clients.browser import PAGE
from tests.benchmarks.clients.page import PATIENCE
from tests.benchmarks.servers import Server

SWITCHES: Final = ("headless", "disable-gpu", "disable-background-networking")
WINDOW: Final = "1280,900"
CARD: Final = "li[data-note-id]"
CARDS: Final = f"[...document.querySelectorAll('{CARD}')]"
IDS: Final = f"return {CARDS}.map(card => Number(card.dataset.noteId))"
WALK: Final = f"""
    const [presses, done] = arguments;
    const last = () => {CARDS}.at(-1).dataset.noteId;
    const more = () => [...document.querySelectorAll('button')].find(
        button => button.textContent === 'Show 50 more');
    let left = presses, before = null;
    const step = () => {{
        if (last() === before) return setTimeout(step, 5);
        if (left-- === 0) return done();
        before = last();
        more().click();
        setTimeout(step, 5);
    }};
    step();
"""
WATCH: Final = """
    const [text] = arguments;
    window.seenAt = null;
    const observer = new MutationObserver(records => {
        if (!records.some(record => record.target.textContent.includes(text))) return;
        window.seenAt = Date.now();
        observer.disconnect();
    });
    observer.observe(document.body, {subtree: true, childList: true, characterData: true});
"""
SEEN_AT: Final = "return window.seenAt"
COUNT: Final = "return document.querySelectorAll(arguments[0]).length"


class Window:
    """The page in one window of Chromium."""

    def __init__(self, driver: Chrome) -> None:
        self._driver = driver

    def shown(self) -> list[int]:
        """The numbers of the notes that are shown, from the top."""
        ids: list[int] = self._driver.execute_script(IDS)
        return ids

    def walk(self, presses: int) -> None:
        """Press "Show 50 more" so many times, each when the page shows what the last led to."""
        self._driver.execute_async_script(WALK, presses)

    def watch(self, text: str) -> None:
        """Look for the text in whatever changes in the document from now on."""
        self._driver.execute_script(WATCH, text)

    def seen_at(self) -> float | None:
        """When it came, in milliseconds of the machine's clock; None if it has not come yet."""
        at: float | None = self._driver.execute_script(SEEN_AT)
        return at

    def count(self, selector: str) -> int:
        """How many elements there are of a kind."""
        found: int = self._driver.execute_script(COUNT, selector)
        return found

    def busy(self) -> float:
        """Milliseconds of processor time that the main thread has used by now."""
        metrics = self._driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        used: float = next(each["value"] for each in metrics if each["name"] == "TaskDuration")
        return 1000 * used


@contextmanager
def opened_window(
    server: Server, shows: int, page: str = PAGE, card: str = CARD
) -> Iterator[Window]:
    """Open a page, and wait until it shows so many notes.

    :param card: what it shows each of them in
    :raises FileNotFoundError: if Chromium is not installed
    """
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not chromedriver:
        raise FileNotFoundError("Chromium is not installed (Debian: chromium, chromium-driver)")
    options = ChromeOptions()
    options.binary_location = chromium
    root = ("no-sandbox",) if os.geteuid() == 0 else ()  # the sandbox refuses to start for root
    for switch in (*SWITCHES, *root, f"window-size={WINDOW}"):
        options.add_argument(f"--{switch}")
    driver = Chrome(options, Service(chromedriver))
    try:
        driver.set_script_timeout(4 * PATIENCE)
        driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
        driver.get(f"http://127.0.0.1:{server.port}{page}")
        window = Window(driver)
        WebDriverWait(driver, PATIENCE).until(lambda _: window.count(card) == shows)
        yield window
    finally:
        driver.quit()
