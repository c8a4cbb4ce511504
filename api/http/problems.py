"""Errors as RFC 9457 problem documents, for every failure under `/api`."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from api.db.errors import DatabaseBusy, DatabaseUnusable
from api.http.head import GET, HEAD
from api.notes.errors import KeyUsed, NoteConflict, NoteNotFound, StepRefused, VersionNotKept
from api.notes.etags import note_etag
from api.notes.models import NotePublic
from api.notes.validation_messages import words_of
from api.telemetry.request_ids import request_id
from api.transfers.errors import ImportTooLarge, ImportUnreadable

RETRY_AFTER: Final = {"Retry-After": "1"}  # seconds
UNEXPECTED: Final = (
    "Something went wrong here. Look whether it was done before you send it again;"
    " the log has the details."
)
BROKEN_OFF: Final = (
    "The server ends, and waits for this no longer. Look whether it was done before you send it"
    " again, in a moment."
)
KIND: Final = 2
"""where the kind of a step stands in the way to one of its fields"""


class ProblemResponse(JSONResponse):
    """A problem document (RFC 9457)."""

    media_type = "application/problem+json"


class FieldProblem(BaseModel):
    """What is wrong with one field, and where it stands: in the body, the query or the path."""

    field: str = Field(description="its name; within a body, the way to it")
    location: str = Field(
        description="where it stands: in the `body`, the `query`, the `path` or a `header`"
    )
    detail: str = Field(description="what is wrong, and what can be done, in words")


class Problem(BaseModel):
    """A problem document.

    ``errors`` only where fields are to blame, ``note`` where it is another by now, ``index`` where
    one of several steps can't be taken. ``request_id`` is also in the log, and in `X-Request-ID`.
    """

    type: str = Field("about:blank", description="which problem it is (RFC 9457)")
    title: str = Field(description="the status in words")
    status: int = Field(description="the status of the answer")
    detail: str = Field(description="what is wrong, and what can be done, in words")
    errors: list[FieldProblem] | None = Field(None, description="the fields that are to blame")
    note: NotePublic | None = Field(None, description="the note as it is now")
    index: int | None = Field(None, description="which of the steps can't be taken, counted from 0")
    request_id: str | None = Field(None, description="as in `X-Request-ID`, and in the log")


def problem(
    status: int,
    detail: str,
    *,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Response:
    """A response that says in words what went wrong and what can be done.

    :param more: what else is known, by the names of `Problem`
    """
    title = HTTPStatus(status).phrase
    asked = request_id.get()
    document = Problem(title=title, status=status, detail=detail, request_id=asked, **more)
    return ProblemResponse(document.model_dump(mode="json", exclude_none=True), status, headers)


def add_error_handlers(app: FastAPI) -> None:
    """Have the application answer each named error with its problem document."""
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)


async def _not_found(_: Request, error: Any) -> Response:
    return problem(404, str(error))


async def _changed(_: Request, error: Any) -> Response:
    return _stale(error, str(error))


async def _key_used(_: Request, error: Any) -> Response:
    return problem(422, str(error))


async def _unreadable(_: Request, error: Any) -> Response:
    return problem(422, f"{error} Nothing was taken.")


async def _too_large(_: Request, error: Any) -> Response:
    return problem(413, str(error))


async def _step_refused(_: Request, error: Any) -> Response:
    if isinstance(error.reason, NoteConflict):
        return _stale(error.reason, str(error), index=error.index)
    return problem(404, str(error), index=error.index)


def _stale(conflict: NoteConflict, detail: str, **more: Any) -> Response:
    note = conflict.current
    return problem(412, detail, headers={"ETag": note_etag(note)}, note=note, **more)


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
    return found | {HEAD} if GET in found else found


def _words(error: HTTPException) -> str:
    phrase = HTTPStatus(error.status_code).phrase
    if error.detail != phrase:
        return str(error.detail)
    return {
        404: "There is nothing at this address.",
        405: "This address does not take this method: the Allow header lists those it takes.",
    }.get(error.status_code, phrase)


def in_words(found: Sequence[Mapping[str, Any]]) -> str:
    """What pydantic has found to be wrong, field by field."""
    fields = map(_field, found)
    return "; ".join(f"{field.field}: {field.detail}" for field in fields)


async def _invalid(_: Request, error: Any) -> Response:
    found = error.errors()
    named = in_words(found) or "The request can't be understood."
    return problem(422, named, errors=[_field(each) for each in found], index=_step(found))


def _step(found: Sequence[Mapping[str, Any]]) -> int | None:
    """Which of several steps is the first to blame, counted from 0."""
    places = (each["loc"][2:3] for each in found if each["loc"][:2] == ("body", "steps"))
    return next((step for place in places for step in place if isinstance(step, int)), None)


def _field(found: Mapping[str, Any]) -> FieldProblem:
    """The input itself is left out: it may be long, or text that can't be sent back."""
    location, *path = found["loc"]
    if path[:1] == ["steps"]:  # its kind is no field
        path = [str(part) for place, part in enumerate(path) if place != KIND]
    return FieldProblem(
        field=_printable(".".join(part for part in path if isinstance(part, str)) or location),
        location=location,
        detail=words_of(found),
    )


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def unexpected() -> Response:
    """The answer to whoever has met a mistake of ours."""
    return problem(500, UNEXPECTED)


def broken_off() -> Response:
    """The answer to whoever has asked for more than a server had time for that was to end."""
    return problem(503, BROKEN_OFF, headers=RETRY_AFTER)


HANDLERS: Final[dict[Any, Any]] = {
    NoteNotFound: _not_found,
    VersionNotKept: _not_found,
    NoteConflict: _changed,
    StepRefused: _step_refused,
    KeyUsed: _key_used,
    ImportUnreadable: _unreadable,
    ImportTooLarge: _too_large,
    DatabaseBusy: _busy,
    DatabaseUnusable: _busy,
    RequestValidationError: _invalid,
    HTTPException: _http,
}
