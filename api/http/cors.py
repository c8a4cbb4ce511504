"""CORS for the API: only sites that the settings list may use it (Fetch)."""

from collections.abc import Collection
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.problems import problem

API: Final = "/api/"
ANY: Final = "*"
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
TAKEN: Final = (
    *("Idempotency-Key", "If-Match", "If-None-Match"),
    *("Last-Event-ID", "X-Request-ID", "X-Revision"),
)
SHOWN: Final = (
    "Content-Disposition",
    "ETag",
    "Idempotency-Replayed",
    "Link",
    "Location",
    "Retry-After",
    "X-Request-ID",
    "X-Revision",
    "X-Total-Count",
)

NOT_SHARED: Final = (
    "Pages of that site may not send this request."
    " NOTES_CORS_ORIGINS names the sites that may use the API."
)


class ApiCors(CORSMiddleware):
    """Lets pages of the origins use ``/api``, and nothing else.

    Never with credentials: the app has none, and with them ``*`` would give every site the data of
    every signed-in visitor.
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
        """Apply CORS to ``/api``; pass everything else through."""
        answer = super().__call__ if is_shared(scope) else self.app
        await answer(scope, receive, send)

    def preflight_response(self, request_headers: Headers) -> Response:
        """The response to a preflight request; a refusal is a problem document."""
        answer = super().preflight_response(request_headers)
        if answer.status_code == HTTPStatus.OK:
            return answer
        told = {name: value for name, value in answer.headers.items() if "content-" not in name}
        return problem(answer.status_code, NOT_SHARED, headers=told)


def shared(app: ASGIApp, origins: Collection[str]) -> ASGIApp:
    """The application, with CORS for these origins."""
    return ApiCors(app, origins=origins) if origins else app


def is_shared(scope: Scope) -> bool:
    """Whether the request's path is under ``/api``."""
    path: str = scope.get("path", "").removeprefix(scope.get("root_path", ""))
    return path.startswith(API)


def may_use(origin: str | None, host: str | None, allowed: Collection[str]) -> bool:
    """Whether a page of this origin may open a socket or change something; scripts send no origin.

    CORS does not cover this: browsers let any site's page open a socket to any address, and send
    requests that look like a form.

    :param host: the request's `Host`, which `allowed_hosts` has checked already
    """
    if origin is None or origin in allowed or ANY in allowed:
        return True
    return origin.partition("://")[2] == host
