"""Creating notes: one statement for all notes of a batch."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from api.db.tables import Note
from api.notes.models import NotePublic
from api.notes.reading.cache import COLUMNS, public

INSERT: Final = insert(Note).returning(*COLUMNS, sort_by_parameter_order=True)


def insert_all(connection: Connection, notes: Sequence[Mapping[str, Any]]) -> Sequence[NotePublic]:
    """Create a note from each of the values, and return the notes in that order."""
    return [public(row) for row in connection.execute(INSERT, notes)]
