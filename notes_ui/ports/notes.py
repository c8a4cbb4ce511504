"""Notes as the page knows them, and the interface by which it reads and changes them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from api.notes.models import (
    DESCRIPTION_LENGTH,
    TITLE_BLANK,
    TITLE_LENGTH,
    Author,
    NoteCreate,
    NotePublic,
    NoteUpdate,
)
from api.notes.reading.query import HIGHEST, LONGEST_SEARCH, LOWEST, Cursor, NoteQuery, Sort
from api.notes.reading.views import MOST_TAGS, NoteView, NoteWindow
from api.notes.tags import TAG, fold, tags
from api.notes.values import BROUGHT_BACK, FIELDS, Applied, Edit, Edited, VersionPublic

__all__ = [
    "BROUGHT_BACK",
    "DESCRIPTION_LENGTH",
    "FIELDS",
    "HIGHEST",
    "LONGEST_SEARCH",
    "LOWEST",
    "MOST_TAGS",
    "TAG",
    "TITLE_BLANK",
    "TITLE_LENGTH",
    "Applied",
    "Author",
    "Cursor",
    "Edit",
    "Edited",
    "NoteCreate",
    "NotePublic",
    "NoteQuery",
    "NoteUpdate",
    "NoteView",
    "NoteWindow",
    "NotesGateway",
    "Sort",
    "VersionPublic",
    "fold",
    "tags",
]


class NotesGateway(Protocol):
    """Reads and changes notes, in the name of the page.

    All methods raise `DatabaseUnusable`, of which `DatabaseBusy` is one, if the notes can't be
    reached.
    """

    async def get(self, note_id: int) -> NotePublic:
        """Return the note as it is now.

        :raises NoteNotFound: if there is none, or it is in the trash
        """
        ...

    async def window(self, view: NoteView) -> NoteWindow:
        """Return what the view shows now.

        If all notes of the view are gone, the window begins with the first note of its query.
        """
        ...

    async def start_before(self, query: NoteQuery, start: Cursor, limit: int) -> Cursor | None:
        """Return where a view starts that shows ``limit`` more before ``start``.

        None stands for the first note.
        """
        ...

    async def tags(self, most: int = MOST_TAGS) -> Sequence[tuple[str, int]]:
        """Return the tags that most notes have, and how many notes have each."""
        ...

    async def history(self, note_id: int) -> Sequence[VersionPublic]:
        """Return the stored versions of a note, the newest first.

        :raises NoteNotFound: if there is no such note
        """
        ...

    async def create(self, new: NoteCreate) -> NotePublic:
        """Make a note, open and at version 1."""
        ...

    async def update(self, note_id: int, changes: NoteUpdate) -> NotePublic:
        """Change the given fields, and no others.

        :raises NoteNotFound: if there is no such note
        """
        ...

    async def apply(self, edits: Sequence[Edit]) -> Applied:
        """Make the edits that can be made, all in one transaction; return which were refused."""
        ...

    async def delete_for_good(self, note_ids: Sequence[int]) -> int:
        """Delete notes of the trash, and return how many."""
        ...

    async def empty_trash(self, *, older_than: timedelta = timedelta(0)) -> int:
        """Delete for good what has been in the trash for longer, and return how many."""
        ...
