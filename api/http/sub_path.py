"""Serves everything under a path, such as ``/notes``, behind a proxy that shares its host name."""

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

FORWARDED_PREFIX: Final = b"x-forwarded-prefix"


class SubPath:
    """ASGI middleware around all others: tells them the path under which everything is served.

    A proxy may pass the path on, or remove it: both kinds of requests are answered alike. ASGI
    (version 3, HTTP connection scope) calls the path `root_path`, with which `path` begins.

    :param prefix: begins with a slash, and ends with none
    """

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, under the path."""
        if scope["type"] != "lifespan":
            scope = self._under(scope)
        await self._app(scope, receive, send)

    def _under(self, scope: Scope) -> Scope:
        path: str = scope["path"]
        added = "" if f"{path}/".startswith(f"{self._prefix}/") else self._prefix
        path = f"{added}{path}"
        raw: bytes | None = scope.get("raw_path")
        return {
            **scope,
            "root_path": self._prefix,
            "path": f"{path}/" if path == self._prefix else path,
            "raw_path": raw if raw is None else added.encode() + raw,
            # The page would put it in front of its addresses once more.
            "headers": [each for each in scope["headers"] if each[0] != FORWARDED_PREFIX],
        }
