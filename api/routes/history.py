"""`/api/notes/{id}/history`, `/revert` and `/restore`: a note's versions, and restoring it."""

from typing import Annotated, Final

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from api.notes.models import AS_WHOLE, NotePublic
from api.notes.reading.query import HIGHEST
from api.notes.values import VersionPublic
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
    repeat_of,
)
from api.routes.openapi.responses import problems, success

router = APIRouter(
    prefix=NOTES,
    tags=["history"],
    route_class=NoteRoute,
    generate_unique_id_function=operation_id,
)
VERSIONS: Final = TypeAdapter(list[VersionPublic])


class Reverting(BaseModel):
    """The version to go back to."""

    model_config = ConfigDict(extra="forbid")

    version: Annotated[int, Field(strict=True, ge=1, lt=HIGHEST + 1), AS_WHOLE] = Field(
        description="the version whose content the note gets again"
    )


@router.get(
    "/{note_id:note}/history",
    response_model=list[VersionPublic],
    responses=problems(404, 422, 503) | success("ETag"),
)
async def list_versions(note_id: NoteId, notes: NoteStoreDep) -> Response:
    """The last 50 versions of a note, newest first, and who wrote each."""
    return json_answer(VERSIONS.dump_json(list(await notes.history(note_id))))


@router.post(
    "/{note_id:note}/revert",
    response_model=NotePublic,
    responses=problems(404, 412, 413, 422, 503) | success("ETag"),
)
async def revert_note(
    note_id: NoteId,
    to: Reverting,
    request: Request,
    notes: NoteStoreDep,
    condition: OnCondition,
    key: RepeatKey = None,
) -> Response:
    """Set title, description, done and pinned to those of a version. This makes a new version."""
    repeat = repeat_of(request, key, to)
    note = await notes.revert(note_id, to.version, condition=condition, repeat=repeat)
    return note_answer(note, repeat)


@router.post(
    "/{note_id:note}/restore",
    response_model=NotePublic,
    responses=problems(404, 412, 422, 503) | success("ETag"),
)
async def restore_note(
    note_id: NoteId,
    request: Request,
    notes: NoteStoreDep,
    condition: OnCondition,
    key: RepeatKey = None,
) -> Response:
    """Move a note out of the trash. It keeps its id."""
    repeat = repeat_of(request, key)
    note = await notes.restore(note_id, repeat, condition=condition)
    return note_answer(note, repeat)
