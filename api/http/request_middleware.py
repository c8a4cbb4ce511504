"""The outermost middleware: sets request ids, measures, logs, and answers unexpected errors."""

import asyncio
import logging
import time
from collections.abc import Collection
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.cors import shared
from api.http.head import HEAD, as_get
from api.http.problems import broken_off, unexpected
from api.http.revisions import HEADER as REVISION
from api.http.revisions import Revisions, wanted_in
from api.telemetry.metrics import Metrics
from api.telemetry.request_ids import HEADER, id_of, request_id

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER: Final = "other"
"""label for unknown methods and paths, so that callers can't create series of metrics"""
access: Final = logging.getLogger("api.access")
logger = logging.getLogger(__name__)


class RequestMiddleware:
    """ASGI middleware around all others; one layer, because each layer costs every request.

    :param access_log: whether each request is logged
    :param origins: sites whose pages may read responses to internal errors too
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        metrics: Metrics,
        revisions: Revisions,
        access_log: bool,
        origins: Collection[str],
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._revisions = revisions
        self._access_log = access_log
        self._failed = shared(_failed, origins)
        self._broken_off = shared(_broken_off, origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request under its id; a socket has one too, for the log.

        The context variable is not reset: each request is its own task, and uvicorn may still log
        under this id afterwards.
        """
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        own = id_of(scope["headers"])
        request_id.set(own)
        if scope["type"] == "http":
            await self._answer(scope, receive, send, own.encode())
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, own: bytes) -> None:
        start = time.perf_counter()
        prefix = scope.get("root_path", "")
        method: str = scope["method"]
        begun = False
        if method == HEAD:
            scope, send = as_get(scope, send)
        reads = scope["method"] == "GET"
        seen = self._revisions.seen  # of a read, before it: it may include more, but not less

        async def begin(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                told = (REVISION, seen if reads else self._revisions.seen)
                message["headers"] = [*message.get("headers", ()), (HEADER, own), told]
                seconds = time.perf_counter() - start
                self._tell(scope, method, prefix, message["status"], seconds)
            await send(message)

        try:
            if (wanted := wanted_in(scope["headers"])) is not None:
                if await self._revisions.refused(wanted, scope, receive, begin):
                    return
                seen = self._revisions.seen
            await self._app(scope, receive, begin)
        except asyncio.CancelledError:
            if begun:
                raise
            await self._broken_off(scope, receive, begin)
        except Exception as error:
            if begun:
                raise  # the server closes the connection, so that the client notices the cut
            await _say_why(error, scope, receive, method)
            await self._failed(scope, receive, begin)

    def _tell(self, scope: Scope, method: str, prefix: str, status: int, seconds: float) -> None:
        """Log and count at the beginning of a response: a stream may take days."""
        mounted: str = scope.get("root_path", "").removeprefix(prefix)
        route = scope.get("route")  # None for the documentation, whose paths are fixed
        fixed = scope["path"].removeprefix(prefix) if "endpoint" in scope else OTHER
        path = mounted + route.path_format if route else mounted or fixed
        self._metrics.answered(method if method in METHODS else OTHER, path, status, seconds)
        if self._access_log:
            _log(scope, method, path, status, seconds)


async def _say_why(error: Exception, scope: Scope, receive: Receive, method: str) -> None:
    """Log an error; only one line if the client has disconnected.

    Engine.IO fails at each request whose client disconnects before the body is read.
    """
    if await Request(scope, receive).is_disconnected():
        logger.info("%s %s: the caller has gone (%r)", method, _address(scope), error)
    else:
        logger.error("%s %s has failed", method, _address(scope), exc_info=error)


async def _failed(scope: Scope, receive: Receive, send: Send) -> None:
    await unexpected()(scope, receive, send)


async def _broken_off(scope: Scope, receive: Receive, send: Send) -> None:
    await broken_off()(scope, receive, send)


def _log(scope: Scope, method: str, route: str, status: int, seconds: float) -> None:
    client = scope.get("client")
    told = {
        "client": client[0] if client else None,
        "method": method,
        "address": _address(scope),
        "route": route,
        "status": status,
        "milliseconds": round(seconds * 1000, 3),
    }
    access.info(
        '%(client)s "%(method)s %(address)s" %(status)d %(milliseconds).1f ms', told, extra=told
    )


def _address(scope: Scope) -> str:
    """The path and the query, still quoted, so that they fit on one line of the log."""
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    return (path + b"?" + query if query else path).decode("latin-1")
