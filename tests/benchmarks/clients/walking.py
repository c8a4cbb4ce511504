"""Walking down a page by its button "Show 50 more", as a browser without a window does."""

import asyncio
import json
import re
from typing import Any, Final

from tests.benchmarks.clients.browser import Browser
from tests.benchmarks.clients.page import PATIENCE

MORE: Final = "Show 50 more"
PREFIX: Final = re.compile(rb"^42")
STEP: Final = 50
"""notes that a page shows at first, and that each press adds"""


class Walker:
    """One page that somebody walks down. It is to watch its browser from the beginning."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.met = STEP
        """notes that were shown by now"""
        self._button = (0, "")
        self._found = asyncio.Event()
        browser.watch(self._look_for_button)

    async def walk(self, presses: int) -> None:
        """Press so many times, each when the page shows what the one before has led to."""
        async with asyncio.timeout(PATIENCE):
            await self._found.wait()
        for _ in range(presses):
            self.met += STEP
            await self.browser.press(*self._button)
            await self.browser.filled(self.met)
            # In the three seconds between two of them nobody presses as often as this does.
            await self.browser.acknowledge()

    def _look_for_button(self, event: bytes) -> None:
        if MORE.encode() not in event:
            return
        elements: dict[str, Any] = json.loads(PREFIX.sub(b"", event))[1]
        for element_id, element in elements.items():
            if isinstance(element, dict) and element.get("props", {}).get("textContent") == MORE:
                self._button = int(element_id), element["events"][0]["listener_id"]
                self._found.set()
