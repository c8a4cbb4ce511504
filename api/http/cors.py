"""Pages of other sites that may use the API: none, unless the settings name them (Fetch, CORS)."""

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
METHODS: Final = ("GET", "HEAD", "POST", "PATCH", "DELETE")
TAKEN: Final = ("Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID", "X-Request-ID")
SHOWN: Final = (
    "Content-Disposition",
    "ETag",
    "Idempotency-Replayed",
    "Link",
    "Location",
    "Retry-After",
    "X-Request-ID",
    "X-Total-Count",
)

NOT_SHARED: Final = (
    "This is nothing that a page of that site may send."
    " NOTES_CORS_ORIGINS names the sites that may use the API."
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
        answer = super().__call__ if is_shared(scope) else self.app
        await answer(scope, receive, send)

    def preflight_response(self, request_headers: Headers) -> Response:
        """What a browser is told that asks whether a page may; a refusal is a problem document."""
        answer = super().preflight_response(request_headers)
        if answer.status_code == HTTPStatus.OK:
            return answer
        told = {name: value for name, value in answer.headers.items() if "content-" not in name}
        return problem(answer.status_code, NOT_SHARED, headers=told)


def shared(app: ASGIApp, origins: Collection[str]) -> ASGIApp:
    """The application as pages of these origins may use it."""
    return ApiCors(app, origins=origins) if origins else app


def is_shared(scope: Scope) -> bool:
    """Whether something under ``/api`` is asked for."""
    path: str = scope.get("path", "").removeprefix(scope.get("root_path", ""))
    return path.startswith(API)


def may_use(origin: str | None, host: str | None, allowed: Collection[str]) -> bool:
    """Whether a page of this origin may open a socket, or change something; scripts send no origin.

    Browsers let any site's page open a socket to any address, and send what looks like a form,
    whatever CORS says.

    :param host: by which the server was asked; `allowed_hosts` knows that it is one of its own
    """
    if origin is None or origin in allowed or ANY in allowed:
        return True
    return origin.partition("://")[2] == host
