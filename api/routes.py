"""`/api/notes`: HTTP in and out. What happens to the notes is decided elsewhere."""

from typing import Annotated, Any, Final

from fastapi import FastAPI, Path, Query, Request, Response
from pydantic import TypeAdapter

from api.errors import Problem
from api.kept_answers import KeptRoute
from api.limited_route import LimitedRoute
from api.models import NoteCreate, NotePublic, NoteUpdate
from api.notes import Notes

ONE: Final = TypeAdapter(NotePublic)
MANY: Final = TypeAdapter(list[NotePublic])
NOTES: Final = "/api/notes"
NOTE: Final = "/api/notes/{note_id}"
LOWEST, HIGHEST = -(2**63), 2**63 - 1  # what a database's integer can hold
NoteId = Annotated[int, Path(ge=LOWEST, le=HIGHEST, description="the note's number")]


def add_routes(app: FastAPI) -> None:
    """Add the routes.

    They stand on the application itself: a router between would cost each request an eighth of
    what a constant takes.
    """
    note: dict[str, Any] = {"tags": ["notes"], "response_model": NotePublic}
    notes = note | {"response_model": list[NotePublic]}
    body = {"route_class_override": LimitedRoute}
    kept = {"route_class_override": KeptRoute}
    add = app.router.add_api_route
    for path, endpoint, method, said, problems in (
        (NOTES, create_note, "POST", note | body | {"status_code": 201}, (413, 422, 503)),
        (NOTES, list_notes, "GET", notes | kept, (422, 503)),
        (NOTE, get_note, "GET", note | kept, (404, 422, 503)),
        (NOTE, update_note, "PATCH", note | body, (404, 413, 422, 503)),
        (NOTE, delete_note, "DELETE", note, (404, 422, 503)),
    ):
        add(path, endpoint, methods=[method], responses=_problems(*problems), **said)


async def create_note(new: NoteCreate, request: Request) -> Response:
    """Make a note. It starts open and at version 1."""
    note = await _notes(request).create(new)
    location = f"{_prefix(request)}{NOTES}/{note.id}"
    return _json(ONE.dump_json(note), status_code=201, headers={"Location": location})


async def list_notes(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=1000, description="how many at most")] = 100,
    after: Annotated[
        int | None, Query(ge=LOWEST, le=HIGHEST, description="only notes of a higher id")
    ] = None,
) -> Response:
    """Notes in order of id. `Link` leads to the next ones; `X-Total-Count` counts all."""
    part = await _notes(request).list(after=after, limit=limit)
    headers = {"X-Total-Count": str(part.total)}
    if part.more:
        following = f"{_prefix(request)}{NOTES}?after={part.notes[-1].id}&limit={limit}"
        headers["Link"] = f'<{following}>; rel="next"'
    return _json(MANY.dump_json(list(part.notes)), headers=headers)


async def get_note(note_id: NoteId, request: Request) -> Response:
    """One note."""
    return _json(ONE.dump_json(await _notes(request).get(note_id)))


async def update_note(
    note_id: NoteId, request: Request, changes: NoteUpdate | None = None
) -> Response:
    """Change the given fields, and no others. An empty body changes nothing."""
    return _json(ONE.dump_json(await _notes(request).update(note_id, changes or NoteUpdate())))


async def delete_note(note_id: NoteId, request: Request) -> Response:
    """Delete a note; the answer is the note as it was. Its id is never used again."""
    return _json(ONE.dump_json(await _notes(request).delete(note_id)))


def _notes(request: Request) -> Notes:
    notes: Notes = request.app.state.backend.notes
    return notes


def _prefix(request: Request) -> str:
    """What a proxy has taken off the path before it got here."""
    prefix: str = request.scope.get("root_path", "")
    return prefix


def _problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    content: dict[str, Any] = {"application/problem+json": {}}
    return {code: {"model": Problem, "content": content} for code in codes}


def _json(
    content: bytes, status_code: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return Response(content, status_code, headers, media_type="application/json")
