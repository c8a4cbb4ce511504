"""Real browsers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

SWITCHES = ("headless", "disable-gpu", "disable-background-networking", "disable-dev-shm-usage")


@contextmanager
def running(
    chromium: str, chromedriver: str, *more: str, frames: bool = False
) -> Iterator[webdriver.Chrome]:
    """Run a browser that nobody has used before.

    :param more: switches, without their dashes
    :param frames: whether it remembers what its WebSockets carry; see `frames`
    """
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    root = ("no-sandbox",) if os.geteuid() == 0 else ()  # the sandbox refuses to start for root
    for switch in (*SWITCHES, *root, *more):
        options.add_argument(f"--{switch}")
    logs = {"browser": "ALL", **({"performance": "ALL"} if frames else {})}
    options.set_capability("goog:loggingPrefs", logs)
    driver = webdriver.Chrome(options, Service(chromedriver))
    try:
        yield driver
    finally:
        driver.quit()
