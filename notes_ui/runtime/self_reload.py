"""A page that loads itself anew because it can't connect, with all that was typed meanwhile.

NiceGUI's page does so when an attempt to connect has been given up for the second time, after 20
seconds each: also where the server has only been out of reach. What was typed since is known to the
page alone. When its request comes at last, the server can be reached, and so it says that there is
nothing to load (204): a browser then stays on the page as it is (RFC 9110, 15.3.5), which connects,
and tells what was typed.
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
"""what a browser says of a reload by a script; where it says less, the page is loaded"""
LONGEST: Final = 5.0
"""seconds; what a line has held back of several attempts comes at once"""
GIVEN_UP: Final = 15.0
"""seconds; a page that was out of reach for longer may have asked to be loaded anew"""
RECENT: Final = 5.0
"""seconds after which a page that is connected again is no more about to load itself anew"""
LATE: Final = 120.0
"""the same of one that may have asked: a line that dies with the request brings it much later"""


@dataclass(slots=True)
class _Reach:
    """Whether a page can be reached."""

    lost_at: float | None = None
    """when it was lost; None while it is connected"""
    expected_until: float = -math.inf
    """until when it may still load itself anew, for what was before it was reached again"""
    stays_until: float = math.inf
    """until when it stays; told as soon as it has done so once"""


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
        """Note that the page is out of reach, or has been left."""
        if known := self._of.get(browser, {}).get(page):
            known.lost_at = time.monotonic()

    def forget(self, browser: str, page: Hashable) -> None:
        """Note that the page is gone."""
        pages = self._of.get(browser, {})
        pages.pop(page, None)
        if not pages:
            self._of.pop(browser, None)

    def can_stay(self, browser: str) -> bool:
        """Whether the page that loads itself anew is out of reach.

        Not said for long: who loads it anew again and again means it.
        """
        pages, now = self._of.get(browser, {}).values(), time.monotonic()
        # A connection that a page has given up may be taken just now: the line had held it back.
        may = all(page.lost_at is not None or now < page.expected_until for page in pages)
        stays = may and any(now < page.stays_until for page in pages)
        for page in pages if stays else ():
            page.stays_until = min(page.stays_until, now + LONGEST)
        return stays


class SelfReload:
    """Has a page stay that loads itself anew after it was out of reach.

    :param path: the path of the page
    """

    def __init__(self, app: ASGIApp, path: str, pages: OpenPages) -> None:
        self._app = app
        self._path = path
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if self._is_by_itself(scope):
            cookie = Headers(scope=scope).get("cookie", "")
            if self._pages.can_stay(browser_in(cookie)):
                await Response(status_code=204)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _is_by_itself(self, scope: Scope) -> bool:
        """Whether it is the page that asks to be loaded anew, and not the person before it."""
        if scope["type"] != "http" or not scope["path"].endswith(self._path):
            return False
        headers = Headers(scope=scope)
        told = {name: headers.get(name) for name in BY_ITSELF}
        page = urlsplit(headers.get("referer", ""))
        from_here = page.path.endswith(self._path) and page.query.encode() == scope["query_string"]
        return told == BY_ITSELF and from_here
