"""The errors of the ports: why a read or a change was refused, or has failed."""

from api.db.errors import DatabaseBusy, DatabaseUnusable
from api.notes.errors import NoteConflict, NoteNotFound
from api.transfers.errors import ImportMoved, ImportTooLarge, ImportUnreadable


class OutOfReach(DatabaseUnusable):
    """The process that has the notes can't be reached; the text says why."""


__all__ = [
    "DatabaseBusy",
    "DatabaseUnusable",
    "ImportMoved",
    "ImportTooLarge",
    "ImportUnreadable",
    "NoteConflict",
    "NoteNotFound",
    "OutOfReach",
]
