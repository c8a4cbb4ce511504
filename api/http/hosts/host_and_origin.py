"""Refuses requests for unknown host names and from other sites, before their bodies are read."""

from collections.abc import Collection, Iterable
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from api.http.cors import is_shared, may_use
from api.http.hosts.allowed_hosts import AllowedHosts, name_in
from api.http.problems import problem

HARMLESS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY_VIOLATION: Final = 1008
UNKNOWN_HOST: Final = (
    "This server does not accept the host name {name}. To allow it, list the name in"
    " NOTES_ALLOWED_HOSTS where the server is started."
)
ANOTHER_SITE: Final = (
    "Pages of other sites can't change anything here, unless NOTES_CORS_ORIGINS lists the site."
)


class HostAndOrigin:
    """ASGI middleware around all that is served: REST, page and sockets.

    A request for an unknown name gets a 421 (RFC 9110, 15.5.20), a socket is refused. A change
    under ``/api`` by another site's page gets a 403: browsers send some of these without a
    preflight.

    :param hosts: names that are accepted in addition to this machine's own
    :param origins: sites whose pages may use the API
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], origins: Collection[str]) -> None:
        self._app = app
        self._hosts = AllowedHosts(hosts)
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        answer = self._refusal(scope) if scope["type"] != "lifespan" else None
        await (answer or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        host = _header(scope, b"host")
        if host and not self._hosts.take(host):
            if scope["type"] == "websocket":
                return WebSocketClose(POLICY_VIOLATION)  # a 403, as it was not accepted
            return problem(421, UNKNOWN_HOST.format(name=_printable(host)))
        if scope["type"] == "http" and scope["method"] not in HARMLESS and is_shared(scope):
            origin = _header(scope, b"origin")
            if origin is not None and not may_use(_text(origin), _text(host), self._origins):
                return problem(403, ANOTHER_SITE)
        return None


def _header(scope: Scope, wanted: bytes) -> bytes | None:
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    for name, value in headers:
        if name == wanted:
            return value
    return None


def _text(header: bytes | None) -> str:
    return (header or b"").decode("latin-1")


def _printable(host: bytes) -> str:
    name = name_in(host)
    return name if name and name.isascii() and name.isprintable() else "of this request"
