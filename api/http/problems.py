"""Errors as RFC 9457 problem documents, for every failure under `/api`."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
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
from api.transfers.errors import ImportMoved, ImportTooLarge, ImportUnreadable

RETRY_AFTER: Final = {"Retry-After": "1"}  # seconds
UNEXPECTED: Final = (
    "Internal error. Check whether the request took effect before you retry it;"
    " the log has the details."
)
BROKEN_OFF: Final = (
    "The server is shutting down and cancelled this request. Check whether it took effect before"
    " you retry it, in a moment."
)
SINCE_PREVIEW: Final = (
    "Notes that the file would change have changed since the preview. Nothing was imported."
)
KIND: Final = 2
"""index of the step's kind in pydantic's path to one of the step's fields"""


class Reason(StrEnum):
    """Why a request was refused, for programs, where the status does not say it."""

    BUSY = "busy"
    """another program has kept the database, or a note, locked for too long"""
    UNUSABLE = "unusable"
    """the database can't be read or written"""
    BEHIND = "behind"
    """the server has not reached the revision of `X-Revision` yet"""
    ENDING = "ending"
    """the server is shutting down"""
    MOVED = "moved"
    """notes have changed since the preview of the import"""


class ProblemResponse(JSONResponse):
    """A problem document (RFC 9457)."""

    media_type = "application/problem+json"


class FieldProblem(BaseModel):
    """What is wrong with one field, and where the field is."""

    field: str = Field(description="the name of the field; within a body, the path to it")
    location: str = Field(
        description="where the field is: in the `body`, the `query`, the `path` or a `header`"
    )
    detail: str = Field(description="what is wrong and how to fix it, in words")


class Problem(BaseModel):
    """A problem document.

    `errors` is present only if fields are invalid, `note` only if the note has changed, `index`
    only if a step of a batch failed, `code` only with a 503 or a refused import. `request_id` is
    also in the log and in `X-Request-ID`.
    """

    type: str = Field("about:blank", description="the kind of problem (RFC 9457)")
    title: str = Field(description="the HTTP status in words")
    status: int = Field(description="the HTTP status of the response")
    detail: str = Field(description="what is wrong and how to fix it, in words")
    errors: list[FieldProblem] | None = Field(None, description="the fields that are invalid")
    note: NotePublic | None = Field(None, description="the note as it is now")
    index: int | None = Field(None, description="the step that failed, counted from 0")
    code: Reason | None = Field(
        None, description="why, for programs, where the status does not say it"
    )
    request_id: str | None = Field(
        None, description="the request's id, as in `X-Request-ID` and in the log"
    )


def problem(
    status: int,
    detail: str,
    *,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Response:
    """A problem document as a response.

    :param more: other fields of `Problem`, by name
    """
    title = HTTPStatus(status).phrase
    asked = request_id.get()
    document = Problem(title=title, status=status, detail=detail, request_id=asked, **more)
    return ProblemResponse(document.model_dump(mode="json", exclude_none=True), status, headers)


def add_error_handlers(app: FastAPI) -> None:
    """Register the handlers that turn exceptions into problem documents."""
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)


async def _not_found(_: Request, error: Any) -> Response:
    return problem(404, str(error))


async def _changed(_: Request, error: Any) -> Response:
    return _stale(error, str(error))


async def _key_used(_: Request, error: Any) -> Response:
    return problem(422, str(error))


async def _unreadable(_: Request, error: Any) -> Response:
    return problem(422, f"{error} Nothing was imported.")


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
    return problem(503, str(error), headers=RETRY_AFTER, code=reason_of(error))


def reason_of(error: DatabaseUnusable) -> Reason:
    """The code of a failure of the database."""
    return Reason.BUSY if isinstance(error, DatabaseBusy) else Reason.UNUSABLE


async def _moved(_: Request, __: Any) -> Response:
    return problem(412, SINCE_PREVIEW, code=Reason.MOVED)


async def _http(request: Request, error: Any) -> Response:
    headers = error.headers
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": ", ".join(sorted(_allowed(request)))}
    return problem(error.status_code, _words(error), headers=headers)


def _allowed(request: Request) -> set[str]:
    """The methods of all routes of this path: Starlette lists only those of the first route."""
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
        405: "This address does not support this method. The Allow header lists those it supports.",
    }.get(error.status_code, phrase)


def in_words(found: Sequence[Mapping[str, Any]]) -> str:
    """The errors that pydantic found, field by field, as one text."""
    fields = map(_field, found)
    return "; ".join(f"{field.field}: {field.detail}" for field in fields)


async def _invalid(_: Request, error: Any) -> Response:
    found = error.errors()
    named = in_words(found) or "The request can't be understood."
    return problem(422, named, errors=[_field(each) for each in found], index=_step(found))


def _step(found: Sequence[Mapping[str, Any]]) -> int | None:
    """The first invalid step of a batch, counted from 0."""
    places = (each["loc"][2:3] for each in found if each["loc"][:2] == ("body", "steps"))
    return next((step for place in places for step in place if isinstance(step, int)), None)


def _field(found: Mapping[str, Any]) -> FieldProblem:
    """Omits the input itself: it may be long, or text that UTF-8 can't encode."""
    location, *path = found["loc"]
    if path[:1] == ["steps"]:  # the step's kind is not a field
        path = [str(part) for place, part in enumerate(path) if place != KIND]
    return FieldProblem(
        field=_printable(".".join(part for part in path if isinstance(part, str)) or location),
        location=location,
        detail=words_of(found),
    )


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def unexpected() -> Response:
    """The response to a request that raised an unexpected exception."""
    return problem(500, UNEXPECTED)


def broken_off() -> Response:
    """The response to a request that the shutdown of the server cancelled."""
    return problem(503, BROKEN_OFF, headers=RETRY_AFTER, code=Reason.ENDING)


HANDLERS: Final[dict[Any, Any]] = {
    NoteNotFound: _not_found,
    VersionNotKept: _not_found,
    NoteConflict: _changed,
    StepRefused: _step_refused,
    KeyUsed: _key_used,
    ImportUnreadable: _unreadable,
    ImportTooLarge: _too_large,
    ImportMoved: _moved,
    DatabaseBusy: _busy,
    DatabaseUnusable: _busy,
    RequestValidationError: _invalid,
    HTTPException: _http,
}
