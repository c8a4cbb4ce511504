"""`/api/notes`: the HTTP layer over `NoteStore`."""

from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import TypeAdapter

from api.notes.models import NoteCreate, NotePublic, NoteUpdate
from api.notes.reading.query import NotePage
from api.routes.dependencies import (
    NOTES,
    NoteId,
    NoteRoute,
    NoteStoreDep,
    OnCondition,
    RepeatKey,
    json_answer,
    note_answer,
    operation_id,
    prefix_of,
    repeat_of,
)
from api.routes.openapi.responses import problems, success

MANY: Final = TypeAdapter(list[NotePublic])
router = APIRouter(
    prefix=NOTES,
    tags=["notes"],
    route_class=NoteRoute,
    generate_unique_id_function=operation_id,
)


@router.post(
    "",
    status_code=201,
    response_model=NotePublic,
    responses=problems(413, 422, 503) | success("ETag", "Location", status=201),
)
async def create_note(
    new: NoteCreate, request: Request, notes: NoteStoreDep, key: RepeatKey = None
) -> Response:
    """Create a note. It starts open, at version 1."""
    repeat = repeat_of(request, key, new)
    note = await notes.create(new, repeat)
    location = f"{prefix_of(request)}{NOTES}/{note.id}"
    return note_answer(note, repeat, status_code=201, headers={"Location": location})


@router.get(
    "",
    response_model=list[NotePublic],
    responses=problems(422, 503) | success("Link", "X-Total-Count"),
)
async def list_notes(
    page: Annotated[NotePage, Query()], request: Request, notes: NoteStoreDep
) -> Response:
    """List the notes of a query. `Link` leads to the next page; `X-Total-Count` is the total.

    The results of a search or a tag are counted up to 1,000; above that there is no total.
    """
    query = page.question()
    part = await notes.list(query, after=page.place, limit=page.limit)
    headers = {} if part.total is None else {"X-Total-Count": str(part.total)}
    if part.end:
        after = str(part.end.id) if query.by_id else part.end.text(query.order)
        given = page.model_dump(mode="json", exclude_unset=True, exclude={"after"})
        following = urlencode({**_written(given), "after": after, "limit": page.limit})
        headers["Link"] = f'<{prefix_of(request)}{NOTES}?{following}>; rel="next"'
    return json_answer(MANY.dump_json(list(part.notes)), headers=headers)


@router.get(
    "/{note_id:note}",
    response_model=NotePublic,
    responses=problems(404, 422, 503) | success("ETag"),
)
async def get_note(note_id: NoteId, notes: NoteStoreDep) -> Response:
    """One note."""
    return note_answer(await notes.get(note_id))


@router.patch(
    "/{note_id:note}",
    response_model=NotePublic,
    responses=problems(404, 412, 413, 422, 503) | success("ETag"),
)
async def update_note(
    note_id: NoteId,
    notes: NoteStoreDep,
    condition: OnCondition,
    changes: NoteUpdate | None = None,
) -> Response:
    """Change the given fields of a note. An empty body changes nothing."""
    changes = changes or NoteUpdate()
    return note_answer(await notes.update(note_id, changes, condition=condition))


@router.delete(
    "/{note_id:note}",
    response_model=NotePublic,
    responses=problems(404, 412, 422, 503) | success("ETag"),
)
async def delete_note(note_id: NoteId, notes: NoteStoreDep, condition: OnCondition) -> Response:
    """Move a note to the trash. The response is the note as it was."""
    return note_answer(await notes.delete(note_id, condition=condition))


def _written(given: dict[str, Any]) -> dict[str, Any]:
    """Query parameters as text: booleans in lower case."""
    return {
        name: str(value).lower() if value in (True, False) else value
        for name, value in given.items()
    }
