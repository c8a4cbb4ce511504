"""The history of a note: its versions, stored by a trigger for changes by any program."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from sqlalchemy import BindParameter, Row, bindparam, select, union_all
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.tables import Note, NoteVersion
from api.notes.edits import find
from api.notes.models import Author
from api.notes.reading.statements import ID

MOST_KEPT: Final = 50
"""versions of a note, including the current one; the trigger deletes older ones at each change"""
BROUGHT_BACK: Final = ("title", "description", "done", "pinned")
"""the fields that a revert restores; it does not move the note to or from the trash"""


class VersionNotKept(Exception):
    """There was no such version of the note, or it is no longer stored."""

    def __init__(self, note_id: int, version: int) -> None:
        super().__init__(
            f"Version {version} of note {note_id} is not stored."
            f" GET /api/notes/{note_id}/history lists the stored versions."
        )


def _known(author: Any) -> Any:
    """The author; any name that another program wrote, with or without the prefix, is `outside`."""
    return author if author in set(Author) else Author.OUTSIDE


class VersionPublic(BaseModel):
    """A version of a note as callers and pages see it."""

    model_config = ConfigDict(frozen=True)

    version: int = Field(description="starts at 1 and grows by 1 with every change")
    title: str = Field(description="the title that the note had")
    description: str = Field(description="the description that the note had, in Markdown")
    done: bool = Field(description="whether the note was done")
    pinned: bool = Field(description="whether the note was pinned")
    trashed: bool = Field(description="whether the note was in the trash")
    written_by: Annotated[Author, BeforeValidator(_known)] = Field(
        description="who wrote this version: the page, a REST caller or another program (outside)"
    )
    written_at: datetime = Field(description="when this version was written")


NAMES: Final = tuple(VersionPublic.model_fields)
_then: Final = [col(getattr(NoteVersion, name)) for name in NAMES]
_now: Final = [
    col(Note.updated_at if name == "written_at" else getattr(Note, name)) for name in NAMES
]
_of_note: Final[BindParameter[int]] = bindparam("note_id")
ALL_VERSIONS: Final = (
    union_all(
        select(*(column.label(name) for name, column in zip(NAMES, _now, strict=True))).where(
            ID == _of_note
        ),
        select(*_then).where(col(NoteVersion.note_id) == _of_note),
    )
    .subquery()
    .select()
)


def versions(connection: Connection, note_id: int) -> Sequence[VersionPublic]:
    """The stored versions, from the current one to the oldest.

    :raises NoteNotFound: if there is no such note, or it is in the trash
    """
    find(connection, note_id)
    newest_first = ALL_VERSIONS.order_by(ALL_VERSIONS.selected_columns.version.desc())
    rows = connection.execute(newest_first.limit(MOST_KEPT), {"note_id": note_id})
    return [_public(row) for row in rows]


def reverting(connection: Connection, note_id: int, version: int) -> dict[str, Any]:
    """The values that a note had in a version.

    :raises NoteNotFound: if there is no such note, or it is in the trash
    :raises VersionNotKept: if that version is not stored
    """
    for kept in versions(connection, note_id):
        if kept.version == version:
            return kept.model_dump(include=set(BROUGHT_BACK))
    raise VersionNotKept(note_id, version)


def _public(row: Row[Any]) -> VersionPublic:
    return VersionPublic.model_validate(row, from_attributes=True)
