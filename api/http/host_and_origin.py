"""Who is turned away before anything is read: names and sites that have no business here."""

from collections.abc import Collection, Iterable
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from api.http.allowed_hosts import AllowedHosts, name_in
from api.http.cors import is_shared, may_use
from api.http.problems import problem

HARMLESS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY_VIOLATION: Final = 1008
UNKNOWN_HOST: Final = (
    "This server does not go by the name {name}. If it should, list the name in NOTES_ALLOWED_HOSTS"
    " where the server is started."
)
ANOTHER_SITE: Final = (
    "A page of another site can change nothing here, unless NOTES_CORS_ORIGINS lists that site."
)


class HostAndOrigin:
    """ASGI middleware around all that is served: REST, page and sockets.

    An unknown name gets a 421 (RFC 9110, 15.5.20), or no socket. What another site's page wants to
    change under ``/api`` is a 403: some requests a browser sends without asking first.

    :param hosts: names that are taken beside this machine's own
    :param origins: sites whose pages may use the API
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], origins: Collection[str]) -> None:
        self._app = app
        self._hosts = AllowedHosts(hosts)
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it pass, or turn it away."""
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
    return name if name and name.isascii() and name.isprintable() else "that it was asked by"
