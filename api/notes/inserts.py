"""Making notes: the statement that all share who make some."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from api.db.tables import Note
from api.notes.models import NotePublic
from api.notes.reading.cache import COLUMNS, public

INSERT: Final = insert(Note).returning(*COLUMNS, sort_by_parameter_order=True)


def insert_all(connection: Connection, notes: Sequence[Mapping[str, Any]]) -> Sequence[NotePublic]:
    """Make a note of each of the values, and return them in that order."""
    return [public(row) for row in connection.execute(INSERT, notes)]
