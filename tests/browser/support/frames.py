"""What a browser's WebSockets carried, as the browser saw it, and what its page said of that."""

import json
from collections.abc import Iterator
from typing import Final

from selenium.webdriver import Chrome

DIRECTIONS: Final = {
    "Network.webSocketFrameSent": "up",
    "Network.webSocketFrameReceived": "down",
}
"""by the name of the event in Chromium's log; it has to have been started with that log"""
LONGEST: Final = 400
"""characters of a frame; the first update of a page has many thousands"""


def frames(driver: Chrome) -> Iterator[tuple[float, str]]:
    """When each frame was sent or received, in seconds since the epoch, and its beginning.

    Each is told once.
    """
    for entry in driver.get_log("performance"):  # type: ignore[no-untyped-call]
        message = json.loads(entry["message"])["message"]
        if direction := DIRECTIONS.get(message["method"]):
            text = message["params"]["response"]["payloadData"]
            yield entry["timestamp"] / 1000, f"{direction} {text[:LONGEST]}"


def said(driver: Chrome) -> Iterator[tuple[float, str]]:
    """When a page wrote something into the console, and what: for example, why it is reloaded."""
    for entry in driver.get_log("browser"):  # type: ignore[no-untyped-call]
        yield entry["timestamp"] / 1000, f"said {entry['message'][:LONGEST]}"
