"""The ports of a page whose notes are in another process."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable

import httpx

from api.caches import Caches
from api.events.broadcaster import Broadcaster
from api.events.last_writes import LastWrites
from api.events.neighbours import Neighbours
from api.settings import Settings
from notes_ui.ports.backend import PageLimits
from notes_ui.ports.errors import DatabaseUnusable
from notes_ui.ports.remote.changes import RemoteChanges
from notes_ui.ports.remote.connection import Connection
from notes_ui.ports.remote.drafts import RemoteDrafts
from notes_ui.ports.remote.lanes import Lanes
from notes_ui.ports.remote.notes import RemoteNotes
from notes_ui.ports.remote.transfers import RemoteTransfers

logger = logging.getLogger(__name__)


class RemoteBackend:
    """A `PageBackend` over HTTP.

    The notes, their drafts and files are the API's. Rounds and caches are this process's own, and
    so are the limits, which its settings name.

    :param made: called with the duration of a round in seconds
    :param transport: sends the requests, instead of httpx's own transport
    """

    def __init__(
        self,
        settings: Settings,
        *,
        made: Callable[[float], object] = lambda _: None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._api = api = Connection(settings.api_url or "", transport=transport)
        self._lanes = lanes = Lanes()
        self.notes = RemoteNotes(api, lanes)
        self.drafts = RemoteDrafts(api, lanes)
        self.transfers = RemoteTransfers(api, largest=settings.largest_import)
        self.changes = RemoteChanges(api)
        self.rounds = Broadcaster(gives_way=lambda: lanes.busy, made=made)
        self.elsewhere = Neighbours()  # nobody tells a front of others
        self.caches = Caches(settings.cache_megabytes)
        self.limits = PageLimits(settings.reconnect_timeout, settings.trash_days)
        self.before_close = LastWrites()
        self.changes.on_move(lambda _: self.rounds.announce())

    @property
    def writing(self) -> bool:
        """Whether anything is being written."""
        return self._lanes.busy

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Follow the API; write what is left, and close everything at the end.

        It starts also while the API is out of reach.
        """
        tasks = [asyncio.create_task(task()) for task in (self.changes.run, self.rounds.run)]
        try:
            yield
        finally:
            await self.before_close.run()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._lanes.close()
            await self._api.close()
            self.transfers.close()

    async def wrong(self) -> str:
        """Why the pages can't be used now; empty if they can."""
        try:
            await self._api.read("/readyz")
        except DatabaseUnusable as error:
            return str(error)
        return ""
