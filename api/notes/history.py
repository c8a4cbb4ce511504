"""The history of a note: its versions, stored by a trigger for changes by any program."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, Row, bindparam, delete, select, union_all
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.tables import Note, NoteVersion
from api.notes.errors import VersionNotKept
from api.notes.reading.select import find
from api.notes.reading.tiers import ID
from api.notes.values import BROUGHT_BACK, VersionPublic

MOST_KEPT: Final = 50
"""versions of a note, including the current one; the trigger deletes older ones at each change"""


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


def changed_since(
    connection: Connection,
    note_id: int,
    version: int,
    values: Mapping[str, Any],
    passed: Sequence[range] = (),
) -> set[str]:
    """The fields that had other values than these in that version or later.

    Versions that are no longer stored do not count, nor does the current one.

    :param passed: other versions that do not count
    """
    columns = [col(getattr(NoteVersion, name)) for name in ("version", *values)]
    since = col(NoteVersion.note_id) == note_id, col(NoteVersion.version) >= version
    rows = connection.execute(select(*columns).where(*since)).mappings()
    return {
        name
        for row in rows
        if not any(row["version"] in each for each in passed)
        for name, value in values.items()
        if row[name] != value
    }


def forget(connection: Connection, note_id: int, version: int) -> None:
    """Delete this version from the history."""
    here = col(NoteVersion.note_id) == note_id, col(NoteVersion.version) == version
    connection.execute(delete(NoteVersion).where(*here))
