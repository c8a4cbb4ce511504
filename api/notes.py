"""The notes: the one place where they are read and changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, delete, exists, insert, select
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.database import Database
from api.edits import Edit, NoteConflict, NoteNotFound, Outcome, apply_all, find
from api.known_notes import COLUMNS, public
from api.models import Note, NoteCreate, NotePublic, NoteUpdate
from api.note_query import NoteQuery, Place
from api.note_reading import ID, tags
from api.note_windows import MOST_TAGS, NoteSlice, NoteView, NoteWindow, NoteWindows

INSERT: Final = insert(Note).returning(*COLUMNS, sort_by_parameter_order=True)
TRASHED: Final = col(Note.trashed) == 1
BY_ID: Final = NoteQuery()

__all__ = ["NoteConflict", "NoteNotFound", "NoteSlice", "NoteView", "NoteWindow", "Notes"]


class Notes:
    """Reads on the event loop, in snapshots; writes through the database's one writer.

    All methods raise `DatabaseUnusable`, of which `DatabaseBusy` is one, if the database fails.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._windows = NoteWindows(database)

    def forget(self, note_ids: Collection[int] | None) -> None:
        """Read these notes again the next time; see `KnownNotes.forget`."""
        self._windows.forget(note_ids)

    async def get(self, note_id: int) -> NotePublic:
        """The note as it is now.

        :raises NoteNotFound: if there is none, or it is in the trash
        """
        with self._database.snapshot() as connection:
            return find(connection, note_id)

    async def list(
        self, query: NoteQuery = BY_ID, *, after: Place | None = None, limit: int = 100
    ) -> NoteSlice:
        """Up to ``limit`` notes of the query, from the first that comes after the place on."""
        return self._windows.part(query, after, limit)

    async def window(self, view: NoteView) -> NoteWindow:
        """What the view shows now. A view whose notes have all gone shows the first instead."""
        return self._windows.window(view)

    async def start_before(self, query: NoteQuery, start: Place, limit: int) -> Place | None:
        """Where a view starts that shows ``limit`` more before ``start``; None: the first."""
        found = self._windows.before(query, start, limit + 1)
        return found[limit - 1][0] if len(found) > limit else None

    async def tags(self, most: int = MOST_TAGS) -> Sequence[tuple[str, int]]:
        """The tags that most notes have, and how many have each."""
        with self._database.snapshot() as connection:
            return tags(connection, most)

    async def create(self, new: NoteCreate) -> NotePublic:
        """Make a note, open and at version 1."""
        return await self._database.write_together(_insert, new.model_dump())

    async def update(self, note_id: int, changes: NoteUpdate) -> NotePublic:
        """Change the given fields, and no others; the same values again change nothing.

        :raises NoteNotFound: if there is no such note
        """
        given = changes.given()
        if not given:
            return await self.get(note_id)
        return (await self._one(Edit(note_id, given)))[1]

    async def delete(self, note_id: int) -> NotePublic:
        """Move the note to the trash and return it as it was.

        :raises NoteNotFound: if there is no such note
        """
        return (await self._one(Edit(note_id, {"trashed": True})))[0]

    async def restore(self, note_id: int) -> NotePublic:
        """Take the note out of the trash; one that is not in there stays as it is.

        :raises NoteNotFound: if there is no such note, nor was one thrown away
        """
        return (await self._one(Edit(note_id, {"trashed": False})))[1]

    async def apply(self, edits: Sequence[Edit]) -> Outcome:
        """Make the edits that can be made, all in one transaction; tell which were refused."""
        return await self._database.write(lambda connection: apply_all(connection, edits))

    async def delete_for_good(self, note_ids: Sequence[int]) -> int:
        """Delete notes of the trash, and return how many. Their ids are never used again."""
        condition = and_(ID.in_(note_ids), TRASHED)
        return await self._database.write(lambda connection: _delete(connection, condition))

    async def empty_trash(self, *, older_than: timedelta = timedelta(0)) -> int:
        """Delete for good what has been in the trash for longer, and return how many."""
        before = datetime.now(UTC) - older_than
        old = and_(TRASHED, col(Note.updated_at) < before)
        with self._database.snapshot() as connection:
            if not connection.scalar(select(exists().where(old))):
                return 0  # without the lock, which another program may hold or wait for
        return await self._database.write(lambda connection: _delete(connection, old))

    async def _one(self, edit: Edit) -> tuple[NotePublic, NotePublic]:
        outcome = await self.apply([edit])
        for reason in outcome.refused:
            raise reason
        (edited,) = outcome.done
        return edited.before, edited.after


def _insert(connection: Connection, notes: Sequence[Mapping[str, Any]]) -> Sequence[NotePublic]:
    return [public(row) for row in connection.execute(INSERT, notes)]


def _delete(connection: Connection, condition: Any) -> int:
    return connection.execute(delete(Note).where(condition)).rowcount
