"""`/api/notes`: HTTP in and out. What happens to the notes is decided elsewhere."""

from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import FastAPI, Query, Request, Response
from pydantic import TypeAdapter

from api.db.tables import Tag
from api.http.body_limit import LimitedRoute
from api.http.response_cache import CachedRoute
from api.notes.models import NoteCreate, NotePublic, NoteUpdate
from api.notes.reading.query import NotePage
from api.openapi.responses import problems, success
from api.routes.dependencies import (
    NOTE,
    NOTES,
    NoteId,
    OnCondition,
    RepeatKey,
    json_answer,
    note_answer,
    notes_of,
    prefix_of,
    repeat_of,
)

MANY: Final = TypeAdapter(list[NotePublic])
TAGS: Final = "/api/tags"
TAGGED: Final = TypeAdapter(list[Tag])
MOST_TAGS: Final = 100


def add_routes(app: FastAPI) -> None:
    """Add the routes.

    They stand on the application itself: a router between would cost each request an eighth of
    what a constant takes.
    """
    note: dict[str, Any] = {"tags": ["notes"], "response_model": NotePublic}
    notes = note | {"response_model": list[NotePublic]}
    tags = note | {"response_model": list[Tag]}
    made = {"status_code": 201}
    body = {"route_class_override": LimitedRoute}
    kept = {"route_class_override": CachedRoute}
    add = app.router.add_api_route
    for path, endpoint, method, said, codes, headers in (
        (NOTES, create_note, "POST", note | made | body, (413, 422, 503), ("ETag", "Location")),
        (NOTES, list_notes, "GET", notes | kept, (422, 503), ("Link", "X-Total-Count")),
        (NOTE, get_note, "GET", note | kept, (404, 422, 503), ("ETag",)),
        (NOTE, update_note, "PATCH", note | body, (404, 412, 413, 422, 503), ("ETag",)),
        (NOTE, delete_note, "DELETE", note, (404, 412, 422, 503), ("ETag",)),
        (TAGS, list_tags, "GET", kept | tags, (503,), ()),
    ):
        answers = problems(*codes) | success(*headers, status=said.get("status_code", 200))
        add(path, endpoint, methods=[method], responses=answers, **said)


async def create_note(new: NoteCreate, request: Request, key: RepeatKey = None) -> Response:
    """Make a note. It starts open and at version 1."""
    repeat = repeat_of(request, key, new)
    note = await notes_of(request).create(new, repeat)
    location = f"{prefix_of(request)}{NOTES}/{note.id}"
    return note_answer(note, repeat, status_code=201, headers={"Location": location})


async def list_notes(request: Request, page: Annotated[NotePage, Query()]) -> Response:
    """Notes of a query. `Link` leads to the next ones; `X-Total-Count` counts all.

    What a search or a tag finds is counted up to 1,000 notes: for more, there is no total.
    """
    query = page.question()
    part = await notes_of(request).list(query, after=page.place, limit=page.limit)
    headers = {} if part.total is None else {"X-Total-Count": str(part.total)}
    if part.end:
        after = str(part.end.id) if query.by_id else part.end.text(query.order)
        given = page.model_dump(mode="json", exclude_unset=True, exclude={"after"})
        following = urlencode({**_written(given), "after": after, "limit": page.limit})
        headers["Link"] = f'<{prefix_of(request)}{NOTES}?{following}>; rel="next"'
    return json_answer(MANY.dump_json(list(part.notes)), headers=headers)


async def get_note(note_id: NoteId, request: Request) -> Response:
    """One note."""
    return note_answer(await notes_of(request).get(note_id))


async def update_note(
    note_id: NoteId,
    request: Request,
    condition: OnCondition,
    changes: NoteUpdate | None = None,
) -> Response:
    """Change the given fields, and no others. An empty body changes nothing."""
    changes = changes or NoteUpdate()
    return note_answer(await notes_of(request).update(note_id, changes, condition=condition))


async def delete_note(note_id: NoteId, request: Request, condition: OnCondition) -> Response:
    """Move a note to the trash; the answer is the note as it was."""
    return note_answer(await notes_of(request).delete(note_id, condition=condition))


async def list_tags(request: Request) -> Response:
    """The 100 tags that most notes have, and how many have each."""
    found = await notes_of(request).tags(MOST_TAGS)
    return json_answer(TAGGED.dump_json([Tag(tag=tag, notes=notes) for tag, notes in found]))


def _written(given: dict[str, Any]) -> dict[str, Any]:
    """Query parameters as they are written: truth in lower case."""
    return {
        name: str(value).lower() if value in (True, False) else value
        for name, value in given.items()
    }
