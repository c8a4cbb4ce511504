"""The change stream: all who listen, each at its own pace."""

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import Context, copy_context
from typing import Final

from starlette.types import Receive

from api.caches import Caches
from api.events.batches import ChangeBatches
from api.events.feed import ChangeFeed
from api.events.subscriber import NOWHERE, Pulse, Subscriber
from api.notes.reading.query import NoteFilter

PACE: Final = 0.1
"""seconds between two looks at the listeners, and at whether the server is to end"""
SHORTEST: Final = 1.0
"""seconds that a listener may take nothing, however much happens"""
logger = logging.getLogger(__name__)


class ChangeStream:
    """Those who listen to the feed; who takes nothing of what is sent is cut off."""

    def __init__(self, feed: ChangeFeed, caches: Caches) -> None:
        self.keep_alive = 15.0
        """seconds from one sign of life to the next"""
        self.patience = 10.0
        """seconds that a listener may take nothing"""
        self.most_missed = 1000
        """changes during which a listener may take nothing, but for a second"""
        self._feed = feed
        self._parts = ChangeBatches(feed, caches)
        self._pulse = Pulse()
        self._beaten = time.monotonic()
        self._woken_for = (0, 0)
        self._listeners: dict[Subscriber, tuple[Context, Callable[[], object]]] = {}
        """what ends the connection of each, and the request under which that is logged"""
        feed.on_move(self._moved)

    def __len__(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def listener(self, wanted: NoteFilter, since: int | None = None) -> Subscriber:
        """Somebody who is to hear of what comes after a revision; without one, from now on.

        :raises DatabaseUnusable: if the database can't be asked what now is
        """
        newest = self._feed.catch_up()
        known = newest if since is None else since
        return Subscriber(
            self._feed,
            self._parts,
            self._pulse,
            of=self._parts.narrowing(wanted),
            revision=known if known <= newest else NOWHERE,
        )

    @contextmanager
    def watched(self, listener: Subscriber, cut_off: Callable[[], object]) -> Iterator[None]:
        """Count it among those who listen, until the block ends.

        :param cut_off: what ends its connection, whatever is still to be sent
        """
        self._listeners[listener] = copy_context(), cut_off
        try:
            yield
        finally:
            self._listeners.pop(listener, None)

    async def watch(self) -> None:
        """Have signs of life sent and cut off who takes nothing, until the server is to end.

        Then all listeners end, since a server waits for what it has begun to answer.
        """
        self._pulse.ended = False
        try:
            while not _server_is_ending():
                self._look(time.monotonic())
                await asyncio.sleep(PACE)
        finally:
            self._pulse.end()
            self._cut_off(lambda listener: listener.has_waited(time.monotonic()) > 0)
            self._parts.close()

    def _look(self, now: float) -> None:
        if now - self._beaten >= self.keep_alive:
            self._beaten = now
            self._pulse.beat()
        self._cut_off(lambda listener: self._takes_nothing(listener, now))

    def _takes_nothing(self, listener: Subscriber, now: float) -> bool:
        longest = SHORTEST if listener.missed() > self.most_missed else self.patience
        return listener.has_waited(now) > longest

    def _cut_off(self, chosen: Callable[[Subscriber], bool]) -> None:
        for listener in [each for each in self._listeners if chosen(each)]:
            waited = listener.has_waited(time.monotonic())
            context, cut_off = self._listeners.pop(listener)
            said = "A listener took nothing for %.1f seconds, and is cut off"
            context.run(logger.info, said, waited)
            cut_off()

    def _moved(self, _: Collection[int] | None) -> None:
        place = self._feed.revision, self._feed.rewinds
        if self._woken_for != place:
            self._woken_for = place
            # A turn later: who has made a change is answered before all others hear of it.
            asyncio.get_running_loop().call_soon(self._pulse.wake)


def cutting_off(receive: Receive) -> Callable[[], object] | None:
    """What ends a connection at once, with all that is still to be sent on it.

    ASGI has no word for that, so it is asked of uvicorn's transport, where that is in reach.
    """
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    cut_off: Callable[[], object] | None = getattr(transport, "abort", None)
    return cut_off


def _server_is_ending() -> bool:
    """Whether uvicorn has been told to end, whose method handles the signals.

    It tells the application no sooner than when everything is answered.
    """
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return getattr(server, "should_exit", False) is True
