"""Follows the server's change stream: Server-Sent Events (WHATWG HTML, 9.2)."""

import json
import random
import time
from collections.abc import Iterator
from typing import Final

from httpx_sse import EventSource, ServerSentEvent, SSEError

from notes_ui.cli.client.connection import Connection, Query
from notes_ui.cli.client.errors import address, not_a_server
from notes_ui.cli.exit_codes import OutOfReach, Unanswered
from notes_ui.cli.output.streams import tell
from notes_ui.cli.types import Change, is_note

EVENTS: Final = "/api/events"
ACTIONS: Final = frozenset({"create", "update", "delete", "reset"})
SILENCE: Final = 60.0
"""seconds without a byte after which the connection counts as lost; the server's heartbeat is 15"""
SHORTEST: Final = 0.5
LONGEST: Final = 30.0
"""seconds between two attempts"""
DOUBLED: Final = 10
"""the maximum number of doublings, so that the pause can't overflow"""


class Following:
    """Every change that matches a query, once and in order, even if the connection breaks.

    :param since: the revision after which to start; None: now
    """

    def __init__(self, server: Connection, query: Query, since: int | None = None) -> None:
        self._server = server
        self._query = query
        self._place = "" if since is None else str(since)
        self._attempts = 0
        self._was_there = self._is_lost = False
        self._shortest = SHORTEST

    def changes(self) -> Iterator[Change]:
        """The changes, endlessly. Lost and restored connections are reported on standard error.

        :raises Failure: if the server refuses, or the first connection fails
        """
        while True:
            try:
                yield from self._connection()
            except OutOfReach as reason:
                if not self._was_there:
                    raise
                self._lose(reason)

    def _connection(self) -> Iterator[Change]:
        """The changes until the connection breaks."""
        headers = {"Accept": "text/event-stream", "Cache-Control": "no-store"}
        if self._place:
            headers["Last-Event-ID"] = self._place
        stream = self._server.stream(
            "GET", EVENTS, params=self._query, headers=headers, silence=SILENCE
        )
        with stream as answer:
            self._find()
            try:
                for event in EventSource(answer).iter_sse():
                    yield from self._heard(event)
            except (SSEError, ValueError) as error:
                raise not_a_server(answer.url) from error
        raise Unanswered(f"{address(answer.url)} closed the stream.")

    def _heard(self, event: ServerSentEvent) -> Iterator[Change]:
        if event.id:
            self._place = event.id
            self._attempts = 0  # the connection works, even if nothing changes
        if event.retry is not None:
            self._shortest = event.retry / 1000
        if not event.data or event.event not in ACTIONS:
            return  # only a position, or an action of a newer server
        told = json.loads(event.data)
        yield Change(int(self._place), event.event, told if is_note(told) else None)

    def _find(self) -> None:
        self._was_there = True
        if self._is_lost:
            self._is_lost = False
            tell("The server is back." + ("" if self._place else UNKNOWN))

    def _lose(self, reason: OutOfReach) -> None:
        """Report it once, and wait: longer each time, with jitter."""
        if not self._is_lost:
            self._is_lost = True
            tell(f"{reason} Reconnecting; Ctrl-C ends it.")
        longest = min(LONGEST, self._shortest * 2 ** min(self._attempts, DOUBLED))
        self._attempts += 1
        time.sleep(max(reason.seconds, random.uniform(longest / 2, longest)))  # noqa: S311  # no secret


UNKNOWN: Final = (
    " Changes that were made meanwhile are missing: there was no revision to resume at."
)
