"""Keeps a page, with its texts, that reloads itself because it could not connect.

NiceGUI's page reloads itself when it gives up an attempt to connect, after 20 seconds, for the
second time since it was loaded, even if the server was only out of reach. Only the page knows what
was typed since. But when the request of the reload arrives, the server is in reach again. So it
answers 204: the browser then stays on the page as it is (RFC 9110, 15.3.5), and the page connects
and sends its texts.
"""

import math
import time
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from notes_ui.runtime.browser_cookie import browser_in

BY_ITSELF: Final = {"cache-control": "max-age=0", "sec-fetch-site": "same-origin"}
"""the headers of a reload by a script; if one is missing, the page is loaded"""
LONGEST: Final = 5.0
"""seconds in which more requests are answered like the first

A slow line delivers several requests of one page at once.
"""
NEXT: Final = 18.0
"""seconds after the first answer, after which a request comes from the page again

The page did not get the answer, and each of its attempts to connect takes 20 seconds. A person who
wants to reload presses again earlier.
"""
GIVEN_UP: Final = 15.0
"""seconds; a page that was out of reach for longer may have requested a reload"""
RECENT: Final = 5.0
"""seconds after a reconnect in which the page may still reload itself"""
LATE: Final = 120.0
"""the same as `RECENT`, for a page that was out of reach for longer than `GIVEN_UP`

A line that breaks down may deliver the request much later.
"""


@dataclass(slots=True)
class _Reach:
    """Whether a page is in reach; the times are those of `time.monotonic`."""

    lost_at: float | None = None
    """when it was lost; None while it is connected"""
    expected_until: float = -math.inf
    """until when it may still reload itself, because it was out of reach before"""
    stayed_at: float = -math.inf
    """when it was told to stay, for the first time of several"""


class OpenPages:
    """The pages of each browser: those that are connected, and those that are out of reach."""

    def __init__(self) -> None:
        self._of: dict[str, dict[Hashable, _Reach]] = {}

    def connect(self, browser: str, page: Hashable) -> None:
        """Note that the page is connected, for the first time or again."""
        pages, now = self._of.setdefault(browser, {}), time.monotonic()
        known = pages.get(page) or _Reach()
        pages[page] = _Reach(expected_until=known.expected_until)
        if known.lost_at is not None:
            until = now + (LATE if now - known.lost_at > GIVEN_UP else RECENT)
            pages[page].expected_until = max(until, known.expected_until)

    def lose(self, browser: str, page: Hashable) -> None:
        """Note that the page has lost its connection: it is out of reach, or somebody left it."""
        if known := self._of.get(browser, {}).get(page):
            known.lost_at = time.monotonic()

    def forget(self, browser: str, page: Hashable) -> None:
        """Remove the page, because it was deleted."""
        pages = self._of.get(browser, {})
        pages.pop(page, None)
        if not pages:
            self._of.pop(browser, None)

    def can_stay(self, browser: str) -> bool:
        """Whether a page of this browser that requests a reload should stay as it is.

        That is so if all pages of the browser are out of reach, or were a short time ago, but not
        from `LONGEST` to `NEXT` seconds after the first time: that is a person who means it.
        """
        pages, now = self._of.get(browser, {}).values(), time.monotonic()
        # A page may count as connected by a connection that it has given up: the line delayed it.
        may = all(page.lost_at is not None or now < page.expected_until for page in pages)
        told = [now - page.stayed_at for page in pages]
        stays = may and any(since < LONGEST or since >= NEXT for since in told)
        for page, since in zip(pages, told, strict=True):
            if stays and since >= NEXT:
                page.stayed_at = now
        return stays


class SelfReload:
    """ASGI middleware: answers 204 to a page that reloads itself after it was out of reach.

    :param path: the path of the page
    :param pages: tells whether a page should stay
    """

    def __init__(self, app: ASGIApp, path: str, pages: OpenPages) -> None:
        self._app = app
        self._path = path
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        if self._is_by_itself(scope):
            cookie = Headers(scope=scope).get("cookie", "")
            if self._pages.can_stay(browser_in(cookie)):
                await Response(status_code=204)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _is_by_itself(self, scope: Scope) -> bool:
        """Whether a script of the page requests the reload, and not the person."""
        if scope["type"] != "http" or not scope["path"].endswith(self._path):
            return False
        headers = Headers(scope=scope)
        told = {name: headers.get(name) for name in BY_ITSELF}
        page = urlsplit(headers.get("referer", ""))
        from_here = page.path.endswith(self._path) and page.query.encode() == scope["query_string"]
        return told == BY_ITSELF and from_here
