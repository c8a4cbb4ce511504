"""A subscriber of the change stream, and the pulse that wakes it."""

import asyncio
import time
from collections.abc import Awaitable
from typing import Final

from api.events.batches import ChangeBatch, ChangeBatches
from api.events.feed import ChangeFeed
from api.events.filtering import StreamFilter

FAR: Final = 200
"""filtered-out changes after which the subscriber gets its position"""
NOWHERE: Final = -1
"""a revision that no feed continues from"""


class StreamEnded(Exception):
    """The server is shutting down. Clients should reconnect."""


class Pulse:
    """Wakes all subscribers: for changes, for heartbeats, and at the shutdown."""

    def __init__(self) -> None:
        self.beats = 0
        """the number of heartbeats so far"""
        self.ended = False
        self._waiting: list[asyncio.Future[None]] = []

    def wait(self) -> asyncio.Future[None]:
        """A future that is done as soon as there may be something to send."""
        # Waiting for an asyncio.Event takes three times as long, and each message waits once.
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        return waiting

    def wake(self) -> None:
        """Wake all subscribers, so that they look for changes."""
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            if not each.done():  # it may have been cancelled
                each.set_result(None)

    def beat(self) -> None:
        """Make all subscribers send a heartbeat."""
        self.beats += 1
        self.wake()

    def end(self) -> None:
        """End all subscribers, including new ones."""
        self.ended = True
        self.wake()


class Subscriber:
    """A position in the feed that moves on as fast as the client reads.

    Nothing is queued for it, so a slow subscriber costs nothing.

    :param revision: the first change sent is the one after it
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
        self.hears_of_trash = False
        """whether it is told that notes in the trash have changed"""
        self._trash_moves = feed.trash_moves
        self._beat = pulse.beats - 1  # a heartbeat is due at once
        self._sent_at: float | None = None
        self._feed_then = 0

    async def next(self) -> ChangeBatch:
        """Wait for the next batch: changes, news of the trash, or a heartbeat.

        :raises DatabaseUnusable: if the database can't be read
        :raises StreamEnded: if the server is shutting down
        """
        while not self._pulse.ended:
            if self._rewinds != self._feed.rewinds:
                self._rewinds, self._revision = self._feed.rewinds, NOWHERE
            if self._revision < self._feed.revision:
                part = self._parts.after(self._revision, self._narrowing)
                self._revision = part.revision
                if part.changes or part.reset:
                    return self._telling(part)
                await asyncio.sleep(0)  # let others run, however many changes are skipped
                if part.revision - self._told >= FAR:
                    return self._telling(part)
            elif self.hears_of_trash and self._trash_moves != self._feed.trash_moves:
                self._trash_moves = self._feed.trash_moves
                return self._telling(ChangeBatch(self._revision, trash=True))
            elif self._beat != self._pulse.beats:
                return self._telling(ChangeBatch(self._revision))
            else:
                await self._pulse.wait()
        raise StreamEnded

    async def take(self, sending: Awaitable[None]) -> None:
        """Wait until the client, or the server's buffer, has accepted what is sent."""
        self._sent_at, self._feed_then = time.monotonic(), self._feed.revision
        await sending
        self._sent_at = None
        if self._revision < self._feed.revision:
            await asyncio.sleep(0)  # let others run, even if the buffer accepts everything

    def has_waited(self, now: float) -> float:
        """Seconds since the client stopped reading."""
        return 0.0 if self._sent_at is None else now - self._sent_at

    def missed(self) -> int:
        """The number of changes since the client stopped reading."""
        return 0 if self._sent_at is None else self._feed.revision - self._feed_then

    def _telling(self, part: ChangeBatch) -> ChangeBatch:
        self._told, self._beat = part.revision, self._pulse.beats
        return part
