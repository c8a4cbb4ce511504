"""Somebody who listens to the change stream, and what wakes them."""

import asyncio
import time
from collections.abc import Awaitable
from typing import Final

from api.events.batches import ChangeBatch, ChangeBatches
from api.events.feed import ChangeFeed
from api.events.filtering import StreamFilter

FAR: Final = 200
"""changes of no interest after which a listener is told how far it has come"""
NOWHERE: Final = -1
"""a revision that no feed goes on from"""


class StreamEnded(Exception):
    """The server is about to end. Who listens should come again."""


class Pulse:
    """Wakes all who listen: when there is news, when a sign of life is due, and at the end."""

    def __init__(self) -> None:
        self.beats = 0
        """signs of life that were due by now"""
        self.ended = False
        self._waiting: list[asyncio.Future[None]] = []

    def wait(self) -> asyncio.Future[None]:
        """What is done as soon as there may be something to tell."""
        # An asyncio.Event takes three times as long to wait for, and this is done for each message.
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        return waiting

    def wake(self) -> None:
        """Have all who wait look whether there is something to tell."""
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            if not each.done():  # else it has been cancelled
                each.set_result(None)

    def beat(self) -> None:
        """Have all who listen give a sign of life."""
        self.beats += 1
        self.wake()

    def end(self) -> None:
        """Have all who listen end, and whoever begins to."""
        self.ended = True
        self.wake()


class Subscriber:
    """A position in the feed, that moves on as fast as its owner can take what comes.

    What waits for it is not kept here, so that a slow one costs nobody anything.

    :param revision: what comes after it is told
    """

    def __init__(
        self,
        feed: ChangeFeed,
        parts: ChangeBatches,
        pulse: Pulse,
        *,
        of: StreamFilter,
        revision: int,
    ) -> None:
        self._feed = feed
        self._parts = parts
        self._pulse = pulse
        self._narrowing = of
        self._revision = self._told = revision
        self._rewinds = feed.rewinds
        self._beat = pulse.beats - 1  # a sign of life is due at once
        self._sent_at: float | None = None
        self._feed_then = 0

    async def next(self) -> ChangeBatch:
        """Wait for what is to be told next: changes, or that there were none for some time.

        :raises DatabaseUnusable: if the database can't be read
        :raises StreamEnded: if the server is about to end
        """
        while not self._pulse.ended:
            if self._rewinds != self._feed.rewinds:
                self._rewinds, self._revision = self._feed.rewinds, NOWHERE
            if self._revision < self._feed.revision:
                part = self._parts.after(self._revision, self._narrowing)
                self._revision = part.revision
                if part.changes or part.reset:
                    return self._telling(part)
                await asyncio.sleep(0)  # others have their turn, however much there is to skip
                if part.revision - self._told >= FAR:
                    return self._telling(part)
            elif self._beat != self._pulse.beats:
                return self._telling(ChangeBatch(self._revision))
            else:
                await self._pulse.wait()
        raise StreamEnded

    async def take(self, sending: Awaitable[None]) -> None:
        """Wait until what is sent is taken, by whoever listens or by what the server buffers."""
        self._sent_at, self._feed_then = time.monotonic(), self._feed.revision
        await sending
        self._sent_at = None
        if self._revision < self._feed.revision:
            await asyncio.sleep(0)  # where the buffer takes it all, others have their turn too

    def has_waited(self, now: float) -> float:
        """Seconds for which it has taken nothing of what is sent."""
        return 0.0 if self._sent_at is None else now - self._sent_at

    def missed(self) -> int:
        """How many changes came while it was taking nothing."""
        return 0 if self._sent_at is None else self._feed.revision - self._feed_then

    def _telling(self, part: ChangeBatch) -> ChangeBatch:
        self._told, self._beat = part.revision, self._pulse.beats
        return part
