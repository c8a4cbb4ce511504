"""The cache of notes: only changed notes are read and built again."""

from collections.abc import Collection, Sequence
from threading import Lock
from typing import Any, Final

from sqlalchemy import FromClause, Row, bindparam, select
from sqlalchemy.engine import Connection

from api.caches import Cache, Caches, text_size
from api.db.sql.expressions import AsStored
from api.db.tables import Note
from api.notes.models import NOTE, NotePublic

TABLE: Final[FromClause] = Note.__table__  # type: ignore[attr-defined]
COLUMNS: Final = tuple(TABLE.c[name] for name in NotePublic.model_fields)
NAMES: Final = tuple(column.name for column in COLUMNS)
STATE: Final = (TABLE.c.version, AsStored(TABLE.c.updated_at).label("changed"))
"""columns that differ after each change of a note"""
BY_IDS: Final = select(*COLUMNS, STATE[1]).where(
    TABLE.c.id.in_(bindparam("note_ids", expanding=True))
)
SHARE: Final = 17
OVERHEAD: Final = 1700
"""approximate bytes of a note without its texts, with its state"""
Known = tuple[int, str, NotePublic]


def public(row: Sequence[Any]) -> NotePublic:
    """The note of a row that begins with all columns."""
    return NOTE.validate_python(dict(zip(NAMES, row, strict=False)))


class NoteCache:
    """Returns the same object for a note as long as the note's state is the same; any thread."""

    def __init__(self, caches: Caches) -> None:
        self._kept: Cache[int, Known] = caches.make("notes", SHARE, lambda known: size(known[2]))
        self._lock = Lock()

    def clear(self) -> None:
        """Remove all notes."""
        with self._lock:
            self._kept.clear()

    def forget(self, note_ids: Collection[int] | None) -> None:
        """Remove these notes.

        None, for unknown changes, removes nothing: a note in another state is read again anyway.
        """
        with self._lock:
            for note_id in note_ids or ():
                self._kept.pop(note_id, None)

    def read(self, connection: Connection, rows: Sequence[Row[Any]]) -> list[NotePublic]:
        """The notes of rows that have an id and a state, in their order."""
        with self._lock:
            kept = {row.id: self._kept.get(row.id) for row in rows}
        if wanted := [row.id for row in rows if not _is_same(kept[row.id], row)]:
            new = connection.execute(BY_IDS, {"note_ids": wanted}).all()
            read = {row.id: (row.version, row.changed, public(row)) for row in new}
            kept |= read
            with self._lock:
                for note_id, now in read.items():
                    self._kept.keep(note_id, now)
        return [known[2] for row in rows if (known := kept[row.id])]


def _is_same(known: Known | None, row: Row[Any]) -> bool:
    # The time too: INSERT OR REPLACE restarts a note at version 1.
    return known is not None and known[0] == row.version and known[1] == row.changed


def size(note: NotePublic) -> int:
    """Approximate bytes of a note."""
    return text_size(note.title) + text_size(note.description) + OVERHEAD
