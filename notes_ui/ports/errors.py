"""The errors of the ports: why a read or a change was refused, or has failed."""

from api.db.errors import DatabaseBusy, DatabaseUnusable
from api.notes.errors import NoteConflict, NoteNotFound
from api.transfers.errors import ImportMoved, ImportTooLarge, ImportUnreadable


class OutOfReach(DatabaseUnusable):
    """The process that has the notes can't be reached; the text says why."""


class ImportInDoubt(OutOfReach):
    """The answer to an import is lost: the notes may have been imported."""


class ImportedBefore(ImportMoved):
    """An import whose answer was lost has imported the notes, with another choice."""


class TooLargeThere(ImportTooLarge):
    """A file that the process that has the notes refuses as too large; the text says why."""

    def __init__(self, words: str) -> None:
        Exception.__init__(self, words)  # the limit is that process's, which the words tell


__all__ = [
    "DatabaseBusy",
    "DatabaseUnusable",
    "ImportInDoubt",
    "ImportMoved",
    "ImportTooLarge",
    "ImportUnreadable",
    "ImportedBefore",
    "NoteConflict",
    "NoteNotFound",
    "OutOfReach",
    "TooLargeThere",
]
