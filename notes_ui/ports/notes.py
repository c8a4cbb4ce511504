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
from api.notes.reading.views import ALL, MOST_TAGS, NoteView, NoteWindow
from api.notes.tags import TAG, TAG_LENGTH, fold, is_tag_of_any_length, tags
from api.notes.values import BROUGHT_BACK, FIELDS, Applied, Edit, Edited, VersionPublic
from notes_ui.ports.drafts import DraftWrite

__all__ = [
    "ALL",
    "BROUGHT_BACK",
    "DESCRIPTION_LENGTH",
    "FIELDS",
    "HIGHEST",
    "LONGEST_SEARCH",
    "LOWEST",
    "MOST_TAGS",
    "TAG",
    "TAG_LENGTH",
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
    "is_tag_of_any_length",
    "tags",
]


class NotesGateway(Protocol):
    """Reads and changes notes; the author of its changes is the page.

    All methods raise `DatabaseUnusable`, of which `DatabaseBusy` is one, if the database fails.
    """

    async def get(self, note_id: int) -> NotePublic:
        """Return the note as it is now.

        :raises NoteNotFound: if there is none, or it is in the trash
        """
        ...

    async def window(self, view: NoteView) -> NoteWindow:
        """Return the current window of the view.

        If all notes of the view are gone, the window begins with the first note of its query.
        """
        ...

    async def start_before(self, query: NoteQuery, start: Cursor, limit: int) -> Cursor | None:
        """Return the start of a view with ``limit`` more notes before ``start``.

        None stands for the first note.
        """
        ...

    async def tags(self, most: int = MOST_TAGS) -> Sequence[tuple[str, int]]:
        """Return at most ``most`` tags, the most used first, with the number of notes of each."""
        ...

    async def history(self, note_id: int) -> Sequence[VersionPublic]:
        """Return the stored versions of a note, from the current one to the oldest.

        :raises NoteNotFound: if there is no such note
        """
        ...

    async def create(self, new: NoteCreate, *, draft: DraftWrite | None = None) -> NotePublic:
        """Make a note, open and at version 1.

        :param draft: what the draft of the note becomes, in the same transaction
        """
        ...

    async def update(self, note_id: int, changes: NoteUpdate) -> NotePublic:
        """Change the given fields, and no others.

        :raises NoteNotFound: if there is no such note
        """
        ...

    async def apply(self, edits: Sequence[Edit], *, draft: DraftWrite | None = None) -> Applied:
        """Apply each edit that is possible, in one transaction; also return the refused ones.

        :param draft: what the draft of the last edit becomes, in the same transaction; it stays as
            it is if an edit is refused. A draft that is left then begins with the note as it is
            now, but with the texts of its own base
        """
        ...

    async def delete_for_good(self, note_ids: Sequence[int]) -> int:
        """Delete those of the notes for good that are in the trash; return their number."""
        ...

    async def empty_trash(self, *, older_than: timedelta = timedelta(0)) -> int:
        """Delete the notes for good that have been in the trash for longer; return their number."""
        ...
