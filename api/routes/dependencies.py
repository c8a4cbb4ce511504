"""What all routes have in common: what they are given, and what they answer."""

import re
from hashlib import blake2b
from typing import Annotated, Final

from fastapi import Depends, Header, Path, Request, Response
from fastapi.routing import APIRoute
from pydantic import AfterValidator, BaseModel, StringConstraints, TypeAdapter, WithJsonSchema
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import HTTPConnection

from api.backend import Backend
from api.http.body_limit import LimitedRoute
from api.http.response_cache import CachedRoute
from api.notes.etags import UNCONDITIONAL, Condition, EntityTags, condition_in, note_etag
from api.notes.idempotency import Repeat
from api.notes.models import NotePublic
from api.notes.reading.query import HIGHEST, LOWEST
from api.notes.store import NoteStore

NOTES: Final = "/api/notes"
ONE: Final = TypeAdapter(NotePublic)
LONGEST_KEY: Final = 255
QUOTE: Final = '"'
VISIBLE_ASCII: Final = '^(?!""$)[!-~]([ -~]*[!-~])?$'
KNOWN: Final = {"Idempotency-Replayed": "true"}


class NoteConvertor(StringConvertor):
    """Finds the number of a note in a path; whether it is one is seen later."""

    regex = "(?!batch(?:/|$))[^/]+"
    """what stands there for something else is no note: its other methods are a 405, and no 422"""


register_url_convertor("note", NoteConvertor())


class NoteRoute(CachedRoute, LimitedRoute):
    """A route whose answers to GET are kept, and that reads no body of over a mebibyte."""


def operation_id(route: APIRoute) -> str:
    """The name of the handler: clients that are generated call the operation by it."""
    return route.name


def _visible_ascii(key: str) -> str:
    """The key without the quotes that the draft gives it, and many callers do not."""
    if not re.fullmatch(VISIBLE_ASCII, key):
        raise ValueError("give a key of visible ASCII characters, such as a UUID")
    return key[1:-1] if len(key) > 1 and key[0] == key[-1] == QUOTE else key


NoteId = Annotated[int, Path(ge=LOWEST, le=HIGHEST, description="the note's number")]
IfMatch = Annotated[
    EntityTags | None,
    Header(
        alias="If-Match",
        description="do it only if the note still has this `ETag`, or one of these; `*`: any",
    ),
]
IfNoneMatch = Annotated[
    EntityTags | None,
    Header(
        alias="If-None-Match",
        description="do it only if the note has another `ETag` than this, or these; `*`: never",
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
        description="the same key within 24 hours gets the first answer again, and does nothing",
    ),
]


async def _condition_of(
    request: Request, if_match: IfMatch = None, if_none_match: IfNoneMatch = None
) -> Condition:
    """All lines of both headers: of each, the framework knows one."""
    if if_match is None and if_none_match is None:
        return UNCONDITIONAL
    return condition_in(request.scope["headers"]) or UNCONDITIONAL


OnCondition = Annotated[Condition, Depends(_condition_of)]


# FastAPI calls a dependency that is not async in a thread: more than the answer takes.
async def get_backend(connection: HTTPConnection) -> Backend:
    """The parts of the application that was asked, over HTTP or a WebSocket."""
    backend: Backend = connection.app.state.backend
    return backend


async def get_note_store(request: Request) -> NoteStore:
    """The notes of the application that was asked."""
    notes: NoteStore = request.app.state.backend.notes
    return notes


BackendDep = Annotated[Backend, Depends(get_backend)]
NoteStoreDep = Annotated[NoteStore, Depends(get_note_store)]


def prefix_of(request: Request) -> str:
    """What a proxy has taken off the path before it got here."""
    prefix: str = request.scope.get("root_path", "")
    return prefix


def repeat_of(request: Request, key: str | None, body: BaseModel | None = None) -> Repeat | None:
    """The request as one that may come again, if it says so; the same body may be written anew."""
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
    return json_answer(ONE.dump_json(note), status_code, told)


def json_answer(
    content: bytes, status_code: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """What is JSON already: FastAPI would validate each note once more before it writes it."""
    return Response(content, status_code, headers, media_type="application/json")
