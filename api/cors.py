"""Pages of other sites that may use the API: none, unless the settings name them (Fetch, CORS)."""

from collections.abc import Collection
from typing import Final

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

API: Final = "/api/"
ANY: Final = "*"
METHODS: Final = ("GET", "HEAD", "POST", "PATCH", "DELETE")
TAKEN: Final = ("Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID", "X-Request-ID")
SHOWN: Final = (
    "ETag",
    "Idempotency-Replayed",
    "Link",
    "Location",
    "Retry-After",
    "X-Request-ID",
    "X-Total-Count",
)


class ApiCors(CORSMiddleware):
    """Lets pages of the origins use what is under ``/api``, and nothing else.

    Never with credentials: there are none here, and with them ``*`` would hand everybody's to all.
    """

    def __init__(self, app: ASGIApp, *, origins: Collection[str]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=METHODS,
            allow_headers=TAKEN,
            expose_headers=SHOWN,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as CORS has it, or as if there was no such thing."""
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        shared = super().__call__ if path.startswith(API) else self.app
        await shared(scope, receive, send)


def may_listen(origin: str | None, host: str | None, allowed: Collection[str]) -> bool:
    """Whether a page of this origin may open a socket here; scripts send no origin at all.

    Browsers let any site's page open a socket to any address, whatever CORS says.
    """
    if origin is None or origin in allowed or ANY in allowed:
        return True
    return origin.partition("://")[2] == host
