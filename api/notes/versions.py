"""The versions of notes, as stored by a trigger, and the fields that changed between them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.tables import NoteVersion


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
