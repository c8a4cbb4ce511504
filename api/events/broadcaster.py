"""The broadcaster: notifies all listeners in this process that the notes have changed."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import Final

from api.events.turns import Callback, Turns

SLICE: Final = 0.0005
"""seconds that listeners may block the event loop at a time"""
MOST_CREDIT: Final = 0.1
"""the maximum seconds that they pause for tasks with precedence"""
RETRY: Final = 5.0
"""seconds until a failed listener is called again"""
logger = logging.getLogger(__name__)


class Broadcaster:
    """Calls every listener after each burst of changes.

    A listener learns *that* something has changed, never what. Any number of changes during a round
    cause one more round. A failure of one listener is logged, retried later, and does not affect
    the others; nor does one that waits for long, which is called again when it has ended. Twice a
    millisecond other tasks can run, so that REST stays fast while a thousand pages repaint.

    :param gives_way: returns whether a task with precedence is waiting
    :param made: called with the duration of a round in seconds, if there are listeners
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
        """the number of rounds begun; each covers everything that was announced before it"""
        self._gives_way = gives_way
        self._made = made
        self._listeners: dict[Callback, None] = {}
        self._news = asyncio.Event()
        self._everyone = False
        self._asked: dict[Callback, None] = {}
        self._resumed = 0.0
        self._credit = 0.0
        self._turns = Turns(self._tell, self.breathe, self.announce_to)

    def __len__(self) -> int:
        return len(self._listeners)

    def subscribe(self, listener: Callback) -> None:
        """Call the listener from now on; read the notes *after* that, so that nothing is missed."""
        self._listeners[listener] = None

    def unsubscribe(self, listener: Callback) -> None:
        """Stop calling the listener, if it is subscribed."""
        self._listeners.pop(listener, None)

    def announce(self) -> None:
        """Request a round for all listeners. Costs nothing if one is already due."""
        self._everyone = True
        self._news.set()

    def announce_to(self, listener: Callback) -> None:
        """Request a call of this listener only."""
        self._asked[listener] = None
        self._news.set()

    async def run(self) -> None:
        """Run the rounds until cancelled."""
        try:
            await self._run()
        finally:
            await self._turns.end()

    async def _run(self) -> None:
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
        """Let other tasks run, if the listeners have used up their time slice.

        Listeners with much to do may call this at any time. While a task with precedence waits,
        they pause, but in total no longer than they have worked.
        """
        worked = time.monotonic() - self._resumed
        if worked < SLICE:
            return
        self._credit = min(self._credit + worked, MOST_CREDIT)
        self._turns.go_on()
        await asyncio.sleep(0)
        while self._credit > 0 and self._gives_way():
            paused = time.monotonic()
            await asyncio.sleep(SLICE)
            self._credit -= time.monotonic() - paused
            self._turns.go_on()
        self._resumed = time.monotonic()

    def _to_tell(self) -> Sequence[Callback]:
        told = tuple(self._listeners if self._everyone else self._asked)
        self._everyone = False
        self._asked.clear()
        return told

    async def _make_a_round(self, told: Sequence[Callback]) -> None:
        began = time.monotonic()
        await self._turns.make(told)
        if self._listeners:
            self._made(time.monotonic() - began)

    async def _tell(self, listener: Callback) -> None:
        if listener not in self._listeners:  # it may have unsubscribed during the round
            return
        try:
            await listener()
        except (Exception, asyncio.CancelledError):
            if _is_cancelled():
                raise
            logger.exception("A listener has failed; the others are still notified")
            asyncio.get_running_loop().call_later(RETRY, self.announce)


def _is_cancelled() -> bool:
    """Whether the task that calls listeners was cancelled, and not something a listener awaits."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
