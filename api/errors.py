"""Errors as RFC 9457 problem documents, for every failure under `/api`."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from api.database import DatabaseBusy, DatabaseUnusable
from api.notes import NoteNotFound

RETRY_AFTER: Final = {"Retry-After": "1"}  # seconds
WORDS: Final = {
    "extra_forbidden": "There is no such field here. Leave it out.",
    "string_unicode": "This text holds half a character (a lone surrogate). Leave it out.",
    "missing": "This is needed.",
    "bool_parsing": "Say true or false.",
    "int_parsing": "Give a whole number.",
}


class ProblemResponse(JSONResponse):
    """A problem document (RFC 9457)."""

    media_type = "application/problem+json"


class FieldProblem(BaseModel):
    """What is wrong with one field, and where it stands: in the body, the query or the path."""

    field: str
    location: str
    detail: str


class Problem(BaseModel):
    """A problem document; ``errors`` only where fields are to blame."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = None


def problem(
    status: int,
    detail: str,
    *,
    errors: Sequence[FieldProblem] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """A response that says in words what went wrong and what can be done."""
    document = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=None if errors is None else list(errors),
    )
    return ProblemResponse(document.model_dump(exclude_none=True), status, headers)


def add_error_handlers(app: FastAPI) -> None:
    """Have the application answer each named error with its problem document."""
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)


async def _not_found(_: Request, error: Any) -> Response:
    return problem(404, str(error))


async def _busy(_: Request, error: Any) -> Response:
    return problem(503, str(error), headers=RETRY_AFTER)


async def _http(request: Request, error: Any) -> Response:
    headers = error.headers
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": ", ".join(sorted(_allowed(request)))}
    return problem(error.status_code, _words(error), headers=headers)


def _allowed(request: Request) -> set[str]:
    """The methods of all routes of this path: the framework knows those of the first one only."""
    found: set[str] = set()
    for route in request.app.routes:
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
            found |= route.methods or set()
    return found


def _words(error: HTTPException) -> str:
    phrase = HTTPStatus(error.status_code).phrase
    if error.detail != phrase:
        return str(error.detail)
    return {
        404: "There is nothing at this address.",
        405: "This address does not take this method: the Allow header lists those it takes.",
    }.get(error.status_code, phrase)


async def _invalid(_: Request, error: Any) -> Response:
    fields = [_field(found) for found in error.errors()]
    named = "; ".join(f"{found.field}: {found.detail}" for found in fields)
    return problem(422, named or "The request can't be understood.", errors=fields)


def _field(found: dict[str, Any]) -> FieldProblem:
    """The input itself is left out: it may be long, or text that can't be sent back."""
    location, *path = found["loc"]
    detail = WORDS.get(found["type"]) or str(found["msg"]).removeprefix("Value error, ")
    return FieldProblem(
        field=_printable(".".join(part for part in path if isinstance(part, str)) or location),
        location=location,
        detail=_printable(detail),
    )


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


async def _unexpected(_: Request, __: Any) -> Response:
    return problem(500, "Something went wrong here. Nothing was changed; the log has the details.")


HANDLERS: Final[dict[Any, Any]] = {
    NoteNotFound: _not_found,
    DatabaseBusy: _busy,
    DatabaseUnusable: _busy,
    RequestValidationError: _invalid,
    HTTPException: _http,
    Exception: _unexpected,
}
