"""`X-Revision`: how far a response has seen the feed, and how far a request wants it to be seen.

Several processes on one database notice each other's commits a moment later. A caller that hands
the `X-Revision` of a response over in its next request is never shown less than before, whichever
process answers.
"""

from collections.abc import Iterable
from typing import Final, Protocol

from starlette.types import Receive, Scope, Send

from api.db.errors import DatabaseUnusable
from api.http.problems import RETRY_AFTER, Reason, problem, reason_of
from api.notes.reading.query import HIGHEST

HEADER: Final = b"x-revision"
NOT_A_NUMBER: Final = "X-Revision: give the number from the X-Revision of a response."
NOT_YET: Final = (
    "This server has not seen revision {wanted} yet, only {seen}. Try again in a moment."
)


class Followed(Protocol):
    """A feed that is followed."""

    @property
    def revision(self) -> int:
        """The last revision that was seen."""
        ...

    async def reach(self, revision: int) -> bool:
        """Wait until the feed is at a revision; return whether it is, in the time that may take.

        :raises DatabaseUnusable: if that can't be known
        """
        ...


class Revisions:
    """Answers with the revision, and waits for the one that a request names."""

    def __init__(self, feed: Followed) -> None:
        self._feed = feed
        self._last, self._written = -1, b""

    @property
    def seen(self) -> bytes:
        """The revision that a read from now on includes."""
        if self._feed.revision != self._last:  # each request asks, so it is written once
            self._last = self._feed.revision
            self._written = str(self._last).encode()
        return self._written

    async def refused(self, wanted: bytes, scope: Scope, receive: Receive, send: Send) -> bool:
        """Wait for a revision; return whether the request was answered because it did not come."""
        if not wanted.isdigit() or int(wanted[:20]) > HIGHEST:
            await problem(400, NOT_A_NUMBER)(scope, receive, send)
            return True
        try:
            if await self._feed.reach(int(wanted)):
                return False
            words = NOT_YET.format(wanted=int(wanted), seen=self._feed.revision)
            code = Reason.BEHIND
        except DatabaseUnusable as error:
            words, code = str(error), reason_of(error)
        await problem(503, words, headers=RETRY_AFTER, code=code)(scope, receive, send)
        return True


def wanted_in(headers: Iterable[tuple[bytes, bytes]]) -> bytes | None:
    """The value of a request's `X-Revision`."""
    for name, value in headers:
        if name == HEADER:
            return value
    return None
