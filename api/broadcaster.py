"""The broadcaster: tells everyone in this process that the notes have moved on."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final

SLICE: Final = 0.001
"""seconds that a round takes of the event loop at a time"""
RETRY: Final = 5.0
"""seconds until a round is made for the sake of a listener that has failed"""
Listener = Callable[[], Awaitable[None]]
logger = logging.getLogger(__name__)


class Broadcaster:
    """Calls every listener after each burst of news.

    A listener is told *that* something has changed, never what. News that come while the round is
    under way make one more round, however many they are. One listener's failure is logged, tried
    again later, and does not reach the others. Every millisecond the event loop gets its turn, so
    that REST stays quick while a thousand pages repaint.
    """

    def __init__(self) -> None:
        self._listeners: dict[Listener, None] = {}
        self._news = asyncio.Event()

    def __len__(self) -> int:
        return len(self._listeners)

    def subscribe(self, listener: Listener) -> None:
        """Have the listener called from now on; load *after* that, so that nothing is missed."""
        self._listeners[listener] = None

    def unsubscribe(self, listener: Listener) -> None:
        """Call the listener no more. One that is not subscribed is left alone."""
        self._listeners.pop(listener, None)

    def announce(self) -> None:
        """Tell everyone, soon. Costs nothing if a round is already due."""
        self._news.set()

    async def run(self) -> None:
        """Make the rounds, until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            await self._make_a_round()

    async def _make_a_round(self) -> None:
        started = time.monotonic()
        for listener in tuple(self._listeners):
            if listener in self._listeners:  # it may have left during the round
                await self._tell(listener)
            if time.monotonic() - started > SLICE:
                await asyncio.sleep(0)
                started = time.monotonic()

    async def _tell(self, listener: Listener) -> None:
        try:
            await listener()
        except Exception:
            logger.exception("A listener has failed; the others are told all the same")
            asyncio.get_running_loop().call_later(RETRY, self.announce)
