"""What all routes have in common: what they are given, and what they answer."""

from hashlib import blake2b
from typing import Annotated, Any, Final

from fastapi import Header, Path, Request, Response
from pydantic import AfterValidator, BaseModel, StringConstraints, TypeAdapter

from api.conditions import IfMatchHeader, note_etag
from api.errors import Problem
from api.models import NotePublic
from api.note_query import HIGHEST, LOWEST
from api.notes import Notes
from api.repeats import Repeat

NOTES: Final = "/api/notes"
NOTE: Final = "/api/notes/{note_id}"
ONE: Final = TypeAdapter(NotePublic)
LONGEST_KEY: Final = 255
KNOWN: Final = {"Idempotency-Replayed": "true"}


def _visible_ascii(key: str) -> str:
    """The key without the quotes that the draft gives it, and many callers do not."""
    key = key.removeprefix('"').removesuffix('"') if len(key) > 1 else key
    if not key or not key.isascii() or not key.isprintable():
        raise ValueError("give a key of visible ASCII characters, such as a UUID")
    return key


NoteId = Annotated[int, Path(ge=LOWEST, le=HIGHEST, description="the note's number")]
IfMatch = Annotated[
    IfMatchHeader | None,
    Header(description="do it only if the note still has this `ETag`, or one of these; `*`: any"),
]
RepeatKey = Annotated[
    Annotated[str, StringConstraints(max_length=LONGEST_KEY), AfterValidator(_visible_ascii)]
    | None,
    Header(
        alias="Idempotency-Key",
        description="the same key within 24 hours gets the first answer again, and does nothing",
    ),
]


def notes_of(request: Request) -> Notes:
    """The notes of the application that was asked."""
    notes: Notes = request.app.state.backend.notes
    return notes


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
    """What is JSON already."""
    return Response(content, status_code, headers, media_type="application/json")


def problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of the errors with these codes."""
    content: dict[str, Any] = {"application/problem+json": {}}
    return {code: {"model": Problem, "content": content} for code in codes}
