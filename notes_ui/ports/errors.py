"""Why something that the page has asked for was not done."""

from api.db.errors import DatabaseBusy, DatabaseUnusable
from api.notes.errors import NoteConflict, NoteNotFound
from api.transfers.errors import ImportMoved, ImportTooLarge, ImportUnreadable

__all__ = [
    "DatabaseBusy",
    "DatabaseUnusable",
    "ImportMoved",
    "ImportTooLarge",
    "ImportUnreadable",
    "NoteConflict",
    "NoteNotFound",
]
