"""The changes of the notes, as the API streams them."""

import asyncio
import contextlib
import json
import logging
import random
from collections.abc import Collection
from typing import Final

import httpx
from httpx_sse import EventSource, ServerSentEvent, SSEError

from notes_ui.ports.changes import Moved
from notes_ui.ports.errors import DatabaseUnusable
from notes_ui.ports.remote.answers import address
from notes_ui.ports.remote.connection import REVISION, Connection

EVENTS: Final = "/api/events"
CHANGES: Final = frozenset({"create", "update", "delete"})
RESET: Final = "reset"
TRASH: Final = "trash"
SHORTEST: Final = 0.05
LONGEST: Final = 2.0
"""seconds between two attempts"""
OFTEN: Final = 0.02
"""seconds between two looks for a revision"""
PATIENCE: Final = 1.0
"""seconds to wait for a revision"""
logger = logging.getLogger(__name__)


class RemoteChanges:
    """Follows the stream of the API: one connection, for all pages of this process.

    It resumes after the last revision that it has seen. What it may have missed meanwhile, or can't
    know, is told as a change of unknown notes.
    """

    def __init__(self, api: Connection) -> None:
        self._api = api
        self._listeners: list[Moved] = []
        self._place = ""
        self._following: asyncio.Task[None] | None = None
        self._is_there: bool | None = None
        """whether the stream is connected; None before the first attempt has ended"""
        self._pause = SHORTEST
        api.when_lost(self._doubt)

    @property
    def is_there(self) -> bool:
        """Whether the stream is connected."""
        return bool(self._is_there)

    @property
    def revision(self) -> int:
        """The newest revision that this process has seen."""
        return self._api.revision

    async def reach(self, revision: int) -> bool:
        """Wait until this process has seen a revision, for a second at most.

        :return: whether it has
        :raises DatabaseUnusable: if the API is out of reach
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE
        while self._api.revision < revision and loop.time() < deadline:
            if self._api.lost:
                raise self._api.lost
            await asyncio.sleep(OFTEN)
        return self._api.revision >= revision

    def on_move(self, listener: Moved) -> None:
        """Call the listener whenever notes change; see `Changes.on_move`."""
        self._listeners.append(listener)

    async def run(self) -> None:
        """Follow the stream, until cancelled; reconnect whenever it breaks."""
        while True:
            self._following = asyncio.create_task(self._follow())
            try:
                await asyncio.wait({self._following})
            finally:
                self._following.cancel()
            self._lose(_reason(self._following))
            await asyncio.sleep(random.uniform(self._pause / 2, self._pause))  # noqa: S311  # no secret
            self._pause = min(LONGEST, 2 * self._pause)

    async def _follow(self) -> None:
        """Take what the stream tells until it ends."""
        resumed = {"last-event-id": self._place} if self._place else {}
        headers = {"accept": "text/event-stream", "cache-control": "no-store", **resumed}
        stream = self._api.stream(EVENTS, params={TRASH: True}, headers=headers)
        async with stream as answer:
            self._find(answer)
            async for event in EventSource(answer).aiter_sse():
                self._hear(event)

    def _find(self, answer: httpx.Response) -> None:
        """The stream is there: what has happened before is not known."""
        if self._is_there is False:
            logger.info("%s is back", address(self._api.url))
        self._is_there, self._pause = True, SHORTEST
        self._api.find()
        if not self._place:
            self._place = answer.headers.get(REVISION, "")
            self._api.saw(int(self._place or 0))
        self._tell(None)

    def _hear(self, event: ServerSentEvent) -> None:
        if event.id.isdecimal():
            self._place = event.id
        if event.event == RESET:
            self._api.start_over(int(self._place))
            self._tell(None)
        elif event.event == TRASH:
            self._tell(None)
        elif event.event in CHANGES and event.data:
            self._api.saw(int(self._place))
            self._tell([int(json.loads(event.data)["id"])])

    def _lose(self, reason: Exception) -> None:
        lost = self._api.lost or self._api.lose(reason)
        if self._is_there is not False:
            self._is_there = False
            logger.warning("%s Trying again.", lost)
            self._tell(None)  # so that the pages say so

    def _doubt(self) -> None:
        """Connect again: a request was not answered."""
        if self._is_there and self._following:
            self._following.cancel()

    def _tell(self, changed: Collection[int] | None) -> None:
        for listener in self._listeners:
            try:
                listener(changed)
            except Exception:
                logger.exception("A listener has failed; the others are still notified")


def _reason(ended: asyncio.Task[None]) -> Exception:
    """Why the stream has ended."""
    with contextlib.suppress(asyncio.CancelledError):
        error = ended.exception()
        if isinstance(error, httpx.TransportError | SSEError | DatabaseUnusable | ValueError):
            return error
        if error:
            logger.error("The stream of the API can't be read", exc_info=error)
    return DatabaseUnusable("the connection was closed")
