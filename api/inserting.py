"""Making notes: the statement that all share who make some."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from api.known_notes import COLUMNS, public
from api.models import NotePublic
from api.tables import Note

INSERT: Final = insert(Note).returning(*COLUMNS, sort_by_parameter_order=True)


def insert_all(connection: Connection, notes: Sequence[Mapping[str, Any]]) -> Sequence[NotePublic]:
    """Make a note of each of the values, and return them in that order."""
    return [public(row) for row in connection.execute(INSERT, notes)]
