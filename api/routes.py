"""`/api/notes`: HTTP in and out. What happens to the notes is decided elsewhere."""

from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import FastAPI, Path, Query, Request, Response
from pydantic import TypeAdapter

from api.errors import Problem
from api.kept_answers import KeptRoute
from api.limited_route import LimitedRoute
from api.models import NoteCreate, NotePublic, NoteUpdate, Tag
from api.note_query import HIGHEST, LOWEST, NotePage
from api.notes import Notes

ONE: Final = TypeAdapter(NotePublic)
MANY: Final = TypeAdapter(list[NotePublic])
NOTES: Final = "/api/notes"
NOTE: Final = "/api/notes/{note_id}"
RESTORED: Final = "/api/notes/{note_id}/restore"
TAGS: Final = "/api/tags"
TAGGED: Final = TypeAdapter(list[Tag])
MOST_TAGS: Final = 100
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
        (RESTORED, restore_note, "POST", note, (404, 422, 503)),
        (TAGS, list_tags, "GET", kept | {"tags": ["notes"], "response_model": list[Tag]}, (503,)),
    ):
        add(path, endpoint, methods=[method], responses=_problems(*problems), **said)


async def create_note(new: NoteCreate, request: Request) -> Response:
    """Make a note. It starts open and at version 1."""
    note = await _notes(request).create(new)
    location = f"{_prefix(request)}{NOTES}/{note.id}"
    return _json(ONE.dump_json(note), status_code=201, headers={"Location": location})


async def list_notes(request: Request, page: Annotated[NotePage, Query()]) -> Response:
    """Notes of a query. `Link` leads to the next ones; `X-Total-Count` counts all.

    What a search or a tag finds is counted up to 1,000 notes: for more, there is no total.
    """
    query = page.question()
    part = await _notes(request).list(query, after=page.place, limit=page.limit)
    headers = {} if part.total is None else {"X-Total-Count": str(part.total)}
    if part.end:
        after = str(part.end.id) if query.by_id else part.end.text(query.order)
        given = page.model_dump(mode="json", exclude_unset=True, exclude={"after"})
        following = urlencode({**_written(given), "after": after, "limit": page.limit})
        headers["Link"] = f'<{_prefix(request)}{NOTES}?{following}>; rel="next"'
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
    """Move a note to the trash; the answer is the note as it was."""
    return _json(ONE.dump_json(await _notes(request).delete(note_id)))


async def restore_note(note_id: NoteId, request: Request) -> Response:
    """Take a note out of the trash, with the id that it had."""
    return _json(ONE.dump_json(await _notes(request).restore(note_id)))


async def list_tags(request: Request) -> Response:
    """The 100 tags that most notes have, and how many have each."""
    found = await _notes(request).tags(MOST_TAGS)
    return _json(TAGGED.dump_json([Tag(tag=tag, notes=notes) for tag, notes in found]))


def _notes(request: Request) -> Notes:
    notes: Notes = request.app.state.backend.notes
    return notes


def _prefix(request: Request) -> str:
    """What a proxy has taken off the path before it got here."""
    prefix: str = request.scope.get("root_path", "")
    return prefix


def _written(given: dict[str, Any]) -> dict[str, Any]:
    """Query parameters as they are written: truth in lower case."""
    return {
        name: str(value).lower() if value in (True, False) else value
        for name, value in given.items()
    }


def _problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    content: dict[str, Any] = {"application/problem+json": {}}
    return {code: {"model": Problem, "content": content} for code in codes}


def _json(
    content: bytes, status_code: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return Response(content, status_code, headers, media_type="application/json")
