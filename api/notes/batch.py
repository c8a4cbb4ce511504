"""Batches of steps: all of them are applied in one transaction, or none."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.engine import Connection

from api.notes.edits import apply, insert_all
from api.notes.errors import NoteConflict, NoteNotFound, StepRefused
from api.notes.etags import Condition, IfMatchField, note_etag
from api.notes.models import AS_WHOLE, Action, Author, NoteCreate, NotePublic, NoteUpdate
from api.notes.reading.query import HIGHEST, LOWEST
from api.notes.values import Edit

MOST_STEPS: Final = 1000
NoteId = Annotated[
    int, Field(strict=True, ge=LOWEST, lt=HIGHEST + 1, description="the note's id"), AS_WHOLE
]


class CreateStep(NoteCreate):
    """Create a note."""

    action: Literal["create"] = Field(description="what the step does")


class UpdateStep(NoteUpdate):
    """Change the given fields of a note."""

    action: Literal["update"] = Field(description="what the step does")
    id: NoteId
    if_match: IfMatchField | None = Field(None, description="like the header `If-Match`")


class DeleteStep(BaseModel):
    """Move a note to the trash."""

    model_config = ConfigDict(extra="forbid")

    action: Literal["delete"] = Field(description="what the step does")
    id: NoteId
    if_match: IfMatchField | None = Field(None, description="like the header `If-Match`")


Step = CreateStep | UpdateStep | DeleteStep


class Batch(BaseModel):
    """Steps that are applied in their order, all of them or none."""

    model_config = ConfigDict(extra="forbid")

    steps: list[Annotated[Step, Field(discriminator="action")]] = Field(
        min_length=1, max_length=MOST_STEPS, description="the steps, applied one after the other"
    )


class StepDone(BaseModel):
    """The result of a step."""

    action: Action = Field(description="what the step did")
    note: NotePublic = Field(
        description="the note as it is now, or as it was before it was deleted"
    )
    etag: str = Field(description="the `ETag` of the note")


class BatchDone(BaseModel):
    """The results of a batch."""

    results: list[StepDone] = Field(
        description="the result of each step, in the order of the steps"
    )


def take_all(connection: Connection, steps: Sequence[Step], author: Author) -> BatchDone:
    """Apply the steps one after the other.

    :raises StepRefused: if one of them fails; the caller must roll the transaction back
    """
    return BatchDone(
        results=[_take(connection, index, step, author) for index, step in enumerate(steps)]
    )


def _take(connection: Connection, index: int, step: Step, author: Author) -> StepDone:
    action = Action(step.action)
    if isinstance(step, CreateStep):
        values = step.model_dump(exclude={"action"}) | {"written_by": author}
        (note,) = insert_all(connection, [values])
        return StepDone(action=action, note=note, etag=note_etag(note))
    try:
        edited = apply(connection, _edit(step), author)
    except (NoteNotFound, NoteConflict) as reason:
        raise StepRefused(index, reason) from reason
    note = edited.before if isinstance(step, DeleteStep) else edited.after
    return StepDone(action=action, note=note, etag=note_etag(note))


def _edit(step: UpdateStep | DeleteStep) -> Edit:
    if isinstance(step, DeleteStep):
        return Edit(step.id, {"trashed": True}, condition=Condition(step.if_match))
    given = step.model_dump(include=set(NoteUpdate.model_fields), exclude_unset=True)
    return Edit(step.id, given, condition=Condition(step.if_match))
