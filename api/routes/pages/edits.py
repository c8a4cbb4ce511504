"""`/api/page/notes`, `/edits` and `/trash`: what a page writes, with the draft that it ends."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.http.wire.edits import DeletedForGood, DeleteForGood, Edits, EditsDone, NewNote
from api.notes.models import Author, NotePublic
from api.notes.store import NoteStore
from api.routes.batch import LargeBodyRoute
from api.routes.dependencies import (
    KNOWN,
    NOTES,
    NoteStoreDep,
    RepeatKey,
    json_answer,
    note_answer,
    operation_id,
    prefix_of,
    repeat_of,
)
from api.routes.openapi.responses import problems, success

router = APIRouter(
    prefix="/api/page",
    tags=["page"],
    route_class=LargeBodyRoute,
    generate_unique_id_function=operation_id,
)


async def _notes_of_page(notes: NoteStoreDep) -> NoteStore:
    return notes.by(Author.PAGE)


PageNotes = Annotated[NoteStore, Depends(_notes_of_page)]


@router.post(
    "/notes",
    status_code=201,
    response_model=NotePublic,
    responses=problems(413, 422, 503) | success("ETag", "Location", status=201),
)
async def create_note_of_page(
    new: NewNote, request: Request, notes: PageNotes, key: RepeatKey = None
) -> Response:
    """Create a note, and end or replace the draft that it was typed in, in one transaction."""
    repeat = repeat_of(request, key, new)
    draft = new.draft.write() if new.draft else None
    note = await notes.create(new.note, repeat, draft=draft)
    location = f"{prefix_of(request)}{NOTES}/{note.id}"
    return note_answer(note, repeat, status_code=201, headers={"Location": location})


@router.post("/edits", response_model=EditsDone, responses=problems(413, 422, 503))
async def apply_edits(
    asked: Edits, request: Request, notes: PageNotes, key: RepeatKey = None
) -> Response:
    """Apply each edit whose fields nobody else has changed, all in one transaction.

    Unlike a batch, a refused edit does not stop the others; the response says which were refused,
    with the note as it is now.
    """
    repeat = repeat_of(request, key, asked)
    done = await notes.apply_once(
        [each.edit() for each in asked.edits],
        repeat,
        told=EditsDone.of,
        kind=EditsDone,
        draft=asked.draft.write() if asked.draft else None,
    )
    known = KNOWN if repeat and repeat.known else None
    return json_answer(done.model_dump_json().encode(), headers=known)


@router.post("/trash", response_model=DeletedForGood, responses=problems(413, 422, 503))
async def delete_for_good(
    asked: DeleteForGood, request: Request, notes: PageNotes, key: RepeatKey = None
) -> Response:
    """Delete notes of the trash for good: some, or all that have been there for some time.

    Notes that are not in the trash stay.
    """
    repeat = repeat_of(request, key, asked)
    if asked.ids is None:
        age = timedelta(seconds=asked.older_than)
        deleted = await notes.empty_trash(older_than=age, repeat=repeat)
    else:
        deleted = await notes.delete_for_good(asked.ids, repeat)
    known = KNOWN if repeat and repeat.known else None
    told = DeletedForGood(deleted=deleted)
    return json_answer(told.model_dump_json().encode(), headers=known)
