"""The changes as the server streams them: Server-Sent Events (WHATWG HTML, 9.2)."""

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
"""seconds: a server that is there says something more often, if only a comment"""
SHORTEST: Final = 0.5
LONGEST: Final = 30.0
"""seconds between two attempts"""
DOUBLED: Final = 10
"""times at most: an hour of attempts must not make a number that is too large"""


class Following:
    """Every change of a query, once and in order, however often the connection breaks.

    :param since: the revision after which to begin; None: now
    """

    def __init__(self, server: Connection, query: Query, since: int | None = None) -> None:
        self._server = server
        self._query = query
        self._place = "" if since is None else str(since)
        self._attempts = 0
        self._was_there = self._is_lost = False
        self._shortest = SHORTEST

    def changes(self) -> Iterator[Change]:
        """The changes, without an end. Standard error hears when the server is lost and found.

        :raises Failure: if it refuses; or if it is out of reach from the start
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
        raise Unanswered(f"{address(answer.url)} has ended the stream.")

    def _heard(self, event: ServerSentEvent) -> Iterator[Change]:
        if event.id:
            self._place = event.id
            self._attempts = 0  # it is there, however little it has to tell
        if event.retry is not None:
            self._shortest = event.retry / 1000
        if not event.data or event.event not in ACTIONS:
            return  # nothing but a place to go on from, or what only a newer version knows
        told = json.loads(event.data)
        yield Change(int(self._place), event.event, told if is_note(told) else None)

    def _find(self) -> None:
        self._was_there = True
        if self._is_lost:
            self._is_lost = False
            tell("The server is back." + ("" if self._place else UNKNOWN))

    def _lose(self, reason: OutOfReach) -> None:
        """Say so, once, and wait: longer each time, and not in step with all the others."""
        if not self._is_lost:
            self._is_lost = True
            tell(f"{reason} Trying again until it is back; Ctrl-C ends it.")
        longest = min(LONGEST, self._shortest * 2 ** min(self._attempts, DOUBLED))
        self._attempts += 1
        time.sleep(max(reason.seconds, random.uniform(longest / 2, longest)))  # noqa: S311  # no secret


UNKNOWN: Final = " No change had been heard of before, so those of meanwhile can't be told."
