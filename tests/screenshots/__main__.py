"""Make the README's pictures again: ``python -m tests.screenshots``. Needs Chromium."""

import shutil
import tempfile
from pathlib import Path
from typing import Final

import httpx
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

from tests.live import serving

PICTURES: Final = Path(__file__).parent
NOTES: Final = (
    ("Passport", "Two photos, the old one, 86 €", False),
    ("Read «The Mythical Man-Month»", "", True),
    ("تذكرة القطار", "الساعة ٩ صباحا", False),
    ("Plan the weekend 🏔️", "Tent, stove, map\nLeave on Friday at four", False),
    ("Call the dentist", "", True),
    ("Buy milk", "two litres, oat if they have it", False),
)


def main() -> None:
    """Serve the notes and take the pictures."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "notes.db") as server:
        with httpx.Client(base_url=server.url) as rest:
            for title, description, done in NOTES:
                note = rest.post(
                    "/api/notes", json={"title": title, "description": description}
                ).json()
                rest.patch(f"/api/notes/{note['id']}", json={"done": done})
        browser = _browser()
        try:
            _take(browser, server.page, "desktop-light", width=880, height=720, dark=False)
            _take(browser, server.page, "phone-dark", width=412, height=720, dark=True)
        finally:
            browser.quit()


def _browser() -> Chrome:
    options = ChromeOptions()
    for argument in (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--hide-scrollbars",
    ):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium") or "chromium"
    return Chrome(options, Service(shutil.which("chromedriver")))


def _take(browser: Chrome, url: str, name: str, *, width: int, height: int, dark: bool) -> None:
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    screen = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    browser.get(url)
    WebDriverWait(browser, 10).until(_is_still)
    browser.save_screenshot(str(PICTURES / f"{name}.png"))


def _is_still(browser: Chrome) -> bool:
    """Whether all notes are there and nothing moves any more."""
    script = """return document.querySelectorAll('li[data-note-id]').length
        - document.getAnimations().filter(a => a.playState === 'running').length"""
    return bool(browser.execute_script(script) == len(NOTES))


if __name__ == "__main__":
    main()
