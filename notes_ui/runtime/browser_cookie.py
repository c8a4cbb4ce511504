"""A cookie with a random id of the browser, so that a tab finds the drafts of closed tabs."""

import re
import uuid
from http.cookies import CookieError, SimpleCookie
from typing import Final

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE: Final = "notes_browser"
KNOWN: Final = re.compile(r"[0-9a-f]{32}")
A_YEAR: Final = 365 * 24 * 60 * 60
"""seconds"""


def browser_of(request: Request) -> str:
    """The id of the browser that requests the page; empty for any other request."""
    return str(request.scope.get(COOKIE, ""))


def browser_in(cookies: str) -> str:
    """The id in a `Cookie` header (RFC 6265); empty if there is none, or no valid one."""
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found and KNOWN.fullmatch(found.value) else ""


class BrowserCookie:
    """ASGI middleware: gives a browser that opens the page an id, unless it has one, for a year.

    :param path: the path of the page
    """

    def __init__(self, app: ASGIApp, path: str) -> None:
        self._app = app
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request; `browser_of` reads the id from it."""
        if scope["type"] != "http" or not scope["path"].endswith(self._path):
            await self._app(scope, receive, send)
            return
        known = browser_in(Headers(scope=scope).get("cookie", ""))
        scope[COOKIE] = known or uuid.uuid4().hex
        cookie = f"{COOKIE}={scope[COOKIE]}; Max-Age={A_YEAR}; Path=/; HttpOnly; SameSite=Lax"

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self._app(scope, receive, send_with_cookie)
