"""A client of `/ws` through a proxy, which comes back by itself and resumes where it was."""

import json
from contextlib import suppress
from typing import Any

import websockets

from tests.support.waiting import PATIENCE


class Follower:
    """Collects the changes since the beginning, over as many connections as it takes."""

    def __init__(self, address: str) -> None:
        self._address = address.replace("http://", "ws://") + "/ws"
        self.revisions: list[int] = []
        self.titles: list[str] = []

    async def run(self) -> None:
        """Follow until cancelled."""
        while True:
            with suppress(OSError, websockets.WebSocketException):
                since = self.revisions[-1] if self.revisions else 0
                async with websockets.connect(
                    f"{self._address}?since={since}", open_timeout=PATIENCE
                ) as connection:
                    async for message in connection:
                        self._take(json.loads(message))

    def _take(self, change: dict[str, Any]) -> None:
        assert change["action"] != "reset", change
        if "note" in change:
            self.revisions.append(change["revision"])
            self.titles.append(change["note"]["title"])
