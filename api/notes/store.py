"""The notes: the one place where they are read and changed."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from pydantic import BaseModel
from sqlalchemy import and_, delete, exists, select
from sqlalchemy.engine import Connection
from sqlmodel import col

from api.db.database import Database
from api.db.group_commit import Operation
from api.db.tables import Note
from api.notes import idempotency
from api.notes.batch import BatchDone, Step, take_all
from api.notes.edits import apply, apply_all, insert_all
from api.notes.etags import UNCONDITIONAL, Condition
from api.notes.history import reverting, versions
from api.notes.idempotency import Repeat
from api.notes.models import Author, NoteCreate, NotePublic, NoteUpdate
from api.notes.reading.query import Cursor, NoteQuery
from api.notes.reading.select import find, tags
from api.notes.reading.statements import ID
from api.notes.reading.views import MOST_TAGS, NoteSlice, NoteView, NoteWindow
from api.notes.reading.windows import NoteWindows
from api.notes.values import Applied, Edit, Edited, VersionPublic

TRASHED: Final = col(Note.trashed) == 1
BY_ID: Final = NoteQuery()

Answer = TypeVar("Answer", bound=BaseModel)


class NoteStore:
    """Reads on the event loop, in snapshots; writes through the database's one writer.

    All methods raise `DatabaseUnusable`, of which `DatabaseBusy` is one, if the database fails.

    :param author: in whose name it writes
    """

    def __init__(
        self, database: Database, windows: NoteWindows, author: Author = Author.REST
    ) -> None:
        self._database = database
        self._author = author
        self._windows = windows

    def by(self, author: Author) -> "NoteStore":
        """The same notes, written by another author; what was read is shared."""
        return NoteStore(self._database, self._windows, author)

    def forget(self, note_ids: Collection[int] | None) -> None:
        """Read these notes again the next time; see `NoteCache.forget`."""
        self._windows.forget(note_ids)

    def forget_all(self) -> None:
        """Read everything again the next time: it is another database now."""
        self._windows.forget_all()

    async def get(self, note_id: int) -> NotePublic:
        """The note as it is now.

        :raises NoteNotFound: if there is none, or it is in the trash
        """
        with self._database.snapshot() as connection:
            return find(connection, note_id)

    async def list(
        self, query: NoteQuery = BY_ID, *, after: Cursor | None = None, limit: int = 100
    ) -> NoteSlice:
        """Up to ``limit`` notes of the query, from the first that comes after the place on."""
        return self._windows.part(query, after, limit)

    async def window(self, view: NoteView) -> NoteWindow:
        """What the view shows now. A view whose notes have all gone shows the first instead."""
        return self._windows.window(view)

    async def start_before(self, query: NoteQuery, start: Cursor, limit: int) -> Cursor | None:
        """Where a view starts that shows ``limit`` more before ``start``; None: the first."""
        found = self._windows.before(query, start, limit + 1)
        return found[limit - 1][0] if len(found) > limit else None

    async def tags(self, most: int = MOST_TAGS) -> Sequence[tuple[str, int]]:
        """The tags that most notes have, and how many have each."""
        with self._database.snapshot() as connection:
            return tags(connection, most)

    async def history(self, note_id: int) -> Sequence[VersionPublic]:
        """The versions of a note that are kept, from the one of now to the oldest.

        :raises NoteNotFound: if there is no such note
        """
        with self._database.snapshot() as connection:
            return versions(connection, note_id)

    async def create(self, new: NoteCreate, repeat: Repeat | None = None) -> NotePublic:
        """Make a note, open and at version 1.

        :raises KeyUsed: if ``repeat`` has the key of another request
        """
        values = {**new.model_dump(), "written_by": self._author}
        if repeat is None:
            return await self._database.write_together(insert_all, values)
        return await self._once(repeat, lambda connection: insert_all(connection, [values])[0])

    async def update(
        self, note_id: int, changes: NoteUpdate, *, condition: Condition = UNCONDITIONAL
    ) -> NotePublic:
        """Change the given fields, and no others; the same values again change nothing.

        :param condition: what must be so of the note
        :raises NoteNotFound: if there is no such note
        :raises NoteConflict: if the note is none of those that ``condition`` allows
        """
        given = changes.given()
        if not given and condition == UNCONDITIONAL:
            return await self.get(note_id)
        return (await self._one(Edit(note_id, given, condition=condition))).after

    async def delete(self, note_id: int, *, condition: Condition = UNCONDITIONAL) -> NotePublic:
        """Move the note to the trash and return it as it was.

        :param condition: what must be so of the note
        :raises NoteNotFound: if there is no such note
        :raises NoteConflict: if the note is none of those that ``condition`` allows
        """
        return (await self._one(Edit(note_id, {"trashed": True}, condition=condition))).before

    async def restore(
        self,
        note_id: int,
        repeat: Repeat | None = None,
        *,
        condition: Condition = UNCONDITIONAL,
    ) -> NotePublic:
        """Take the note out of the trash; one that is not in there stays as it is.

        :param condition: what must be so of the note
        :raises NoteNotFound: if there is no such note, nor was one thrown away
        :raises NoteConflict: if the note is none of those that ``condition`` allows
        :raises KeyUsed: if ``repeat`` has the key of another request
        """
        edit = Edit(note_id, {"trashed": False}, condition=condition)
        return await self._once(repeat, lambda connection: self._apply(connection, edit).after)

    async def revert(
        self,
        note_id: int,
        version: int,
        *,
        condition: Condition = UNCONDITIONAL,
        repeat: Repeat | None = None,
    ) -> NotePublic:
        """Bring back the texts and flags that the note had in a version.

        :param condition: what must be so of the note
        :raises NoteNotFound: if there is no such note
        :raises VersionNotKept: if that version is none of those that are kept
        :raises NoteConflict: if the note is none of those that ``condition`` allows
        :raises KeyUsed: if ``repeat`` has the key of another request
        """

        def revert(connection: Connection) -> NotePublic:
            was = reverting(connection, note_id, version)
            return self._apply(connection, Edit(note_id, was, condition=condition)).after

        return await self._once(repeat, revert)

    async def apply(self, edits: Sequence[Edit]) -> Applied:
        """Make the edits that can be made, all in one transaction; tell which were refused."""
        return await self._database.write(
            lambda connection: apply_all(connection, edits, self._author)
        )

    async def batch(self, steps: Sequence[Step], repeat: Repeat | None = None) -> BatchDone:
        """Take all steps in one transaction, or none of them.

        :raises StepRefused: if one can't be taken; it says which, and why
        :raises KeyUsed: if ``repeat`` has the key of another request
        """

        def take(connection: Connection) -> BatchDone:
            return take_all(connection, steps, self._author)

        return await self._once(repeat, take, BatchDone)

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

    async def discard_old_answers(self) -> None:
        """Forget the answers to requests that came more than 24 hours ago."""
        with self._database.snapshot() as connection:
            if not idempotency.are_old(connection):
                return
        await self._database.write(idempotency.discard_old)

    async def _one(self, edit: Edit) -> Edited:
        return await self._database.write(lambda connection: self._apply(connection, edit))

    def _apply(self, connection: Connection, edit: Edit) -> Edited:
        return apply(connection, edit, self._author)

    async def _once(
        self,
        repeat: Repeat | None,
        act: Operation[Answer],
        kind: type[Answer] = NotePublic,  # type: ignore[assignment]  # what most of them return
    ) -> Answer:
        """Do it, unless the same was asked for before: then the answer of then is the answer."""
        if repeat is None:
            return await self._database.write(act)

        def answered(connection: Connection) -> str:
            return idempotency.once(connection, repeat, lambda: act(connection).model_dump_json())

        return kind.model_validate_json(await self._database.write(answered))


def _delete(connection: Connection, condition: Any) -> int:
    return connection.execute(delete(Note).where(condition)).rowcount
