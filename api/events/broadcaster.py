"""The broadcaster: tells everyone in this process that the notes have moved on."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

SLICE: Final = 0.0005
"""seconds that listeners take of the event loop at a time"""
MOST_CREDIT: Final = 0.1
"""seconds that they pause at most for what goes first"""
RETRY: Final = 5.0
"""seconds until a round is made for the sake of a listener that has failed"""
Callback = Callable[[], Awaitable[None]]
logger = logging.getLogger(__name__)


class Broadcaster:
    """Calls every listener after each burst of news.

    A listener is told *that* something has changed, never what. News that come while the round is
    under way make one more round, however many they are. One listener's failure is logged, tried
    again later, and does not reach the others. Twice a millisecond the event loop gets its turn, so
    that REST stays quick while a thousand pages repaint.

    :param gives_way: tells whether somebody waits for what is to go first
    :param made: called with the seconds that a round has taken, if anybody listens
    """

    def __init__(
        self,
        *,
        gives_way: Callable[[], bool] = lambda: False,
        made: Callable[[float], object] = lambda _: None,
    ) -> None:
        self.at_work = False
        """whether a round is under way"""
        self.rounds = 0
        """that have begun; each is told of all that was announced before"""
        self._gives_way = gives_way
        self._made = made
        self._listeners: dict[Callback, None] = {}
        self._news = asyncio.Event()
        self._everyone = False
        self._asked: dict[Callback, None] = {}
        self._resumed = 0.0
        self._credit = 0.0

    def __len__(self) -> int:
        return len(self._listeners)

    def subscribe(self, listener: Callback) -> None:
        """Have the listener called from now on; load *after* that, so that nothing is missed."""
        self._listeners[listener] = None

    def unsubscribe(self, listener: Callback) -> None:
        """Call the listener no more. One that is not subscribed is left alone."""
        self._listeners.pop(listener, None)

    def announce(self) -> None:
        """Tell everyone, soon. Costs nothing if a round is already due."""
        self._everyone = True
        self._news.set()

    def announce_to(self, listener: Callback) -> None:
        """Tell this listener, soon, and for its sake nobody else."""
        self._asked[listener] = None
        self._news.set()

    async def run(self) -> None:
        """Make the rounds, until cancelled."""
        while True:
            if not self._news.is_set():
                await self._news.wait()
                self._resumed = time.monotonic()
            self._news.clear()
            self.rounds += 1
            self.at_work = True
            await self._make_a_round(self._to_tell())
            self.at_work = self._news.is_set()

    async def breathe(self) -> None:
        """Let everybody else have a turn, if the listeners have had theirs.

        Listeners with much to do call this as often as they like. While somebody waits for what
        goes first, they pause, but in all no longer than they have worked.
        """
        worked = time.monotonic() - self._resumed
        if worked < SLICE:
            return
        self._credit = min(self._credit + worked, MOST_CREDIT)
        await asyncio.sleep(0)
        while self._credit > 0 and self._gives_way():
            paused = time.monotonic()
            await asyncio.sleep(SLICE)
            self._credit -= time.monotonic() - paused
        self._resumed = time.monotonic()

    def _to_tell(self) -> Sequence[Callback]:
        told = tuple(self._listeners if self._everyone else self._asked)
        self._everyone = False
        self._asked.clear()
        return told

    async def _make_a_round(self, told: Sequence[Callback]) -> None:
        began = time.monotonic()
        for listener in told:
            if listener in self._listeners:  # it may have left during the round
                await self._tell(listener)
                await self.breathe()
        if self._listeners:
            self._made(time.monotonic() - began)

    async def _tell(self, listener: Callback) -> None:
        try:
            await listener()
        except (Exception, asyncio.CancelledError):
            if _is_cancelled():
                raise
            logger.exception("A listener has failed; the others are told all the same")
            asyncio.get_running_loop().call_later(RETRY, self.announce)


def _is_cancelled() -> bool:
    """Whether the rounds themselves are cancelled, and not something that a listener awaited."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
