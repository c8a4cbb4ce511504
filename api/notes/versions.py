"""The versions that notes had, as a trigger keeps them, and what has changed in between."""

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
    """The fields that have been something else than these values, then or later.

    What is no longer kept is not known, and does not count; nor does the version of now.

    :param passed: versions that do not count either
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
    """Keep this version no longer."""
    here = col(NoteVersion.note_id) == note_id, col(NoteVersion.version) == version
    connection.execute(delete(NoteVersion).where(*here))
