"""The dependencies, parameters and responses that the routes share."""

import re
from hashlib import blake2b
from typing import Annotated, Final

from fastapi import Depends, Header, Path, Request, Response
from fastapi.routing import APIRoute
from pydantic import AfterValidator, BaseModel, StringConstraints, WithJsonSchema
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import HTTPConnection

from api.backend import Backend
from api.http.body_limit import LimitedRoute
from api.http.response_cache import CachedRoute
from api.notes.etags import UNCONDITIONAL, Condition, EntityTags, condition_in, note_etag
from api.notes.idempotency import Repeat
from api.notes.models import NOTE, NotePublic
from api.notes.reading.query import HIGHEST, LOWEST
from api.notes.store import NoteStore

NOTES: Final = "/api/notes"
LONGEST_KEY: Final = 255
QUOTE: Final = '"'
VISIBLE_ASCII: Final = '^(?!""$)[!-~]([ -~]*[!-~])?$'
KNOWN: Final = {"Idempotency-Replayed": "true"}


class NoteConvertor(StringConvertor):
    """Matches a note's id in a path; the handler's parameter validates it."""

    regex = "(?!batch(?:/|$))[^/]+"
    """excludes the names of other routes: a wrong method there is a 405, not a 422"""


register_url_convertor("note", NoteConvertor())


class NoteRoute(CachedRoute, LimitedRoute):
    """A route that caches its answers to GET, and refuses bodies over a mebibyte."""


def operation_id(route: APIRoute) -> str:
    """The handler's name, which generated clients use as the name of the operation."""
    return route.name


def _visible_ascii(key: str) -> str:
    """The key without its quotes: the IETF's draft demands them, and many callers omit them."""
    if not re.fullmatch(VISIBLE_ASCII, key):
        raise ValueError("give a key of visible ASCII characters, such as a UUID")
    return key[1:-1] if len(key) > 1 and key[0] == key[-1] == QUOTE else key


NoteId = Annotated[int, Path(ge=LOWEST, le=HIGHEST, description="the note's id")]
IfMatch = Annotated[
    EntityTags | None,
    Header(
        alias="If-Match",
        description="change the note only if it still has one of these `ETag`s; `*` matches any",
    ),
]
IfNoneMatch = Annotated[
    EntityTags | None,
    Header(
        alias="If-None-Match",
        description="change the note only if it has none of these `ETag`s; `*` matches any",
    ),
]
Key = Annotated[
    str,
    StringConstraints(max_length=LONGEST_KEY),
    AfterValidator(_visible_ascii),
    WithJsonSchema({"type": "string", "maxLength": LONGEST_KEY, "pattern": VISIBLE_ASCII}),
]
RepeatKey = Annotated[
    Key | None,
    Header(
        alias="Idempotency-Key",
        description="a request with the same key within 24 hours gets the first response again",
    ),
]


async def _condition_of(
    request: Request, if_match: IfMatch = None, if_none_match: IfNoneMatch = None
) -> Condition:
    """The condition, from all lines of both headers: FastAPI passes only one line of each."""
    if if_match is None and if_none_match is None:
        return UNCONDITIONAL
    return condition_in(request.scope["headers"]) or UNCONDITIONAL


OnCondition = Annotated[Condition, Depends(_condition_of)]


# FastAPI runs a dependency that is not async in a thread, which costs more than the answer.
async def get_backend(connection: HTTPConnection) -> Backend:
    """The backend of the application that handles this request or WebSocket."""
    backend: Backend = connection.app.state.backend
    return backend


async def get_note_store(request: Request) -> NoteStore:
    """The note store of the application that handles this request."""
    notes: NoteStore = request.app.state.backend.notes
    return notes


BackendDep = Annotated[Backend, Depends(get_backend)]
NoteStoreDep = Annotated[NoteStore, Depends(get_note_store)]


def prefix_of(request: Request) -> str:
    """The part of the path that a proxy removed."""
    prefix: str = request.scope.get("root_path", "")
    return prefix


def repeat_of(request: Request, key: str | None, body: BaseModel | None = None) -> Repeat | None:
    """The request as one that may be repeated, if it has a key.

    Bodies count as equal if they parse to the same model.
    """
    if key is None:
        return None
    asked = blake2b(request.scope["path"].encode(), digest_size=16)
    asked.update(body.model_dump_json().encode() if body else b"")
    return Repeat(key, asked.hexdigest())


def note_answer(
    note: NotePublic,
    repeat: Repeat | None = None,
    *,
    status_code: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    """A note with its `ETag`."""
    known = KNOWN if repeat and repeat.known else {}
    told = {"ETag": note_etag(note), **known, **(headers or {})}
    return json_answer(NOTE.dump_json(note), status_code, told)


def json_answer(
    content: bytes, status_code: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """A response of finished JSON: FastAPI would validate each note again before writing it."""
    return Response(content, status_code, headers, media_type="application/json")
