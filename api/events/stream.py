"""The change stream: all subscribers, each at its own pace."""

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
"""seconds between two checks of the subscribers, and of whether the server is shutting down"""
SHORTEST: Final = 1.0
"""seconds that a subscriber may always pause, however many changes there are"""
logger = logging.getLogger(__name__)


class ChangeStream:
    """The subscribers of the feed; it disconnects those that stop reading."""

    def __init__(self, feed: ChangeFeed, caches: Caches) -> None:
        self.keep_alive = 15.0
        """seconds between two heartbeats"""
        self.patience = 10.0
        """seconds without a read after which a subscriber is disconnected"""
        self.most_missed = 1000
        """changes after which a subscriber that reads nothing for a second is disconnected"""
        self._feed = feed
        self._parts = ChangeBatches(feed, caches)
        self._pulse = Pulse()
        self._beaten = time.monotonic()
        self._woken_for = (0, 0, 0)
        self._listeners: dict[Subscriber, tuple[Context, Callable[[], object]]] = {}
        """for each, the function that disconnects it, and the request's context for the log"""
        feed.on_move(self._moved)

    def __len__(self) -> int:
        """The number of subscribers."""
        return len(self._listeners)

    def listener(
        self, wanted: NoteFilter, since: int | None = None, *, trash: bool = False
    ) -> Subscriber:
        """A subscriber of the changes after a revision; without one, of all new changes.

        :param trash: whether it is told that notes in the trash have changed

        :raises DatabaseUnusable: if the current revision can't be read
        """
        newest = self._feed.catch_up()
        known = newest if since is None else since
        made = Subscriber(
            self._feed,
            self._parts,
            self._pulse,
            of=self._parts.narrowing(wanted),
            revision=known if known <= newest else NOWHERE,
        )
        made.hears_of_trash = trash
        return made

    @contextmanager
    def watched(self, listener: Subscriber, cut_off: Callable[[], object]) -> Iterator[None]:
        """Watch a subscriber until the block ends.

        :param cut_off: disconnects it at once, even if data is still unsent
        """
        self._listeners[listener] = copy_context(), cut_off
        try:
            yield
        finally:
            self._listeners.pop(listener, None)

    async def watch(self) -> None:
        """Send heartbeats and disconnect subscribers that stop reading, until the shutdown.

        Then end all subscribers, because the server waits for unfinished responses.
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
            said = "A subscriber read nothing for %.1f seconds and was disconnected"
            context.run(logger.info, said, waited)
            cut_off()

    def _moved(self, _: Collection[int] | None) -> None:
        place = self._feed.revision, self._feed.rewinds, self._feed.trash_moves
        if self._woken_for != place:
            self._woken_for = place
            # One turn of the loop later, so that the writer gets its response first.
            asyncio.get_running_loop().call_soon(self._pulse.wake)


def cutting_off(receive: Receive) -> Callable[[], object] | None:
    """A function that aborts a connection at once, with all unsent data.

    ASGI has no message for that, so this uses uvicorn's transport, if it is accessible.
    """
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    cut_off: Callable[[], object] | None = getattr(transport, "abort", None)
    return cut_off


def _server_is_ending() -> bool:
    """Whether uvicorn is shutting down; its own method handles the signals.

    It notifies the application only after all responses have ended.
    """
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return getattr(server, "should_exit", False) is True
